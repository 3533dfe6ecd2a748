"""The doors: Python-Markdown, MkDocs and pytest over all that lies below.

`markdown_extension` puts outputs and values into a page that is rendered,
`mkdocs_hooks` does what an extension cannot, `pytest_plugin` makes each block a test;
all three share the `current` build. `api_links` leads names to their documentation,
`visible` counts the blocks that a page shows, `stash` keeps drawings out of the way
while it is rendered.
"""

__all__ = ["current"]
