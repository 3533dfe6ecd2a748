"""A process a page: blocks are run, judged and recorded."""
