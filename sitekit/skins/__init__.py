"""The skins: Python-Markdown, MkDocs and pytest.

`markdown_extension` puts inline values, and what each block showed, into a page that
is being rendered; `mkdocs_hooks` does what an extension cannot; `pytest_plugin` makes
each block a test, and `pytest_markdown_docs_parts` names what it needs of that
package. Both renderers share the `current` build. `api_links` links names to their
documentation, `visible` counts the blocks that a page shows, `stash` keeps drawings
out of the page while other tools read it, `jinja_cache` keeps compiled templates.
"""

__all__ = ["current"]
