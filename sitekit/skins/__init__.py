"""The doors: Python-Markdown, MkDocs and pytest over all that lies below."""
