"""Text to blocks: pages, labs and snippet files are read and checked."""
