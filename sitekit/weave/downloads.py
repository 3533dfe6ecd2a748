"""What each page offers to take away: notebook, script, Markdown and data."""

from pathlib import Path

from sitekit.records.library import Library
from sitekit.scan.addresses import url
from sitekit.scan.model import Page
from sitekit.weave import notebooks, scripts


def stem(page: Page) -> str:
    """The file name that a page's downloads share, without the ending."""
    return url(page).rstrip("/").rsplit("/", 1)[-1] or "index"


def names(page: Page) -> list[tuple[str, str]]:
    """Pairs of a file stem and the environment that it is for."""
    own = stem(page)
    return [
        (own if name == page.environment else f"{own}-{name}", name)
        for name in page.environments
    ]


def links(page: Page) -> list[tuple[str, str]]:
    """Pairs of a relative address and a label, for the page's stamp."""
    found = []
    several = len(page.environments) > 1
    for name, environment in names(page):
        suffix = f" ({environment})" if several else ""
        found.append((f"{name}.ipynb", f"Notebook{suffix}"))
        found.append((f"{name}.py", f"Script{suffix}"))
    found.append((markdown(page), "Markdown"))
    return found + [(name, name) for name in _data(page)]


def markdown(page: Page) -> str:
    """The file name of a page's Markdown."""
    return f"{stem(page)}.md"


def _data(page: Page) -> dict[str, str]:
    """The data files of a page: file name to path below `snippets/`."""
    return {Path(n).name: n for block in page.blocks for n in block.options.data}


def files(library: Library, texts: dict[str, str]) -> dict[str, bytes]:
    """All downloads of the site: relative address to content.

    But for the notebooks from which mkdocs-jupyter makes the labs' pages: it
    publishes them itself.

    Args:
        library: All pages with their records.
        texts: Each page's Markdown, by the page's path.
    """
    made = {}
    snippets = library.settings.root / "snippets"
    for page in library.pages.values():
        folder = url(page)
        made[f"{folder}{markdown(page)}"] = texts[page.path].encode()
        for name, environment in names(page):
            record = library.record(page)
            if not (page.is_lab and environment == page.environment):
                notebook = notebooks.to_notebook(page, record, environment)
                made[f"{folder}{name}.ipynb"] = notebook.encode()
            script = scripts.to_script(page, environment, record.body.values)
            made[f"{folder}{name}.py"] = script.encode()
        for file, path in _data(page).items():
            made[f"{folder}{file}"] = (snippets / path).read_bytes()
    return made
