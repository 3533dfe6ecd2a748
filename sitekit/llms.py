"""The guide for language models: `llms.txt` and `llms-full.txt`.

The form of the first is that of https://llmstxt.org.
"""

from collections.abc import Iterator
from typing import Any

from sitekit import downloads, page_markdown
from sitekit.library import Library, url
from sitekit.machines import Site
from sitekit.page import Page

Contents = list[tuple[str, list[Page]]]
INDEX, FULL = "llms.txt", "llms-full.txt"
ABOUT = """\
Each page is a program. What stands below a block of code, and each number in \
a sentence, was recorded from the run that proved the page; nothing is typed \
by hand. Each link leads to a page in Markdown, with its outputs."""


def chapters(library: Library, nav: list[Any] | None) -> Contents:
    """The pages in the order of `mkdocs.yml`, by chapter.

    Args:
        library: All pages.
        nav: The `nav` of `mkdocs.yml`; None where it has none.

    Returns:
        Pairs of a title and pages; those that `nav` does not name come last.
    """
    by_source = {page.name: page for page in library.pages.values()}
    found = []
    for entry in nav or []:
        title, inside = _named(entry)
        names = [file.rsplit(".", 1)[0] for file in _files(inside)]
        pages = [by_source.pop(name) for name in names if name in by_source]
        if pages:
            found.append((title or pages[0].title, pages))
    if by_source:
        found.append(("More", list(by_source.values())))
    return found


def _named(entry: Any) -> tuple[str, Any]:
    if isinstance(entry, dict):
        ((title, inside),) = entry.items()
        return str(title), inside
    return "", entry


def _files(inside: Any) -> Iterator[str]:
    """The files that an entry of `nav` names, however deep."""
    if isinstance(inside, str):
        yield inside
    else:
        for entry in inside:
            yield from _files(_named(entry)[1])


def index(contents: Contents, site: Site) -> str:
    """The text of `llms.txt`: what the guide is, and a link to each page."""
    parts = [f"# {site.name}", f"> {site.description}", ABOUT]
    for title, pages in contents:
        lines = []
        for page in pages:
            about = f": {page.description}" if page.description else ""
            address = f"{site.address}{url(page)}{downloads.markdown(page)}"
            lines.append(f"- [{page.title}]({address}){about}")
        parts += [f"## {title}", "\n".join(lines)]
    parts += ["## Optional", f"- [All pages in one file]({site.address}{FULL})"]
    return "\n\n".join(parts) + "\n"


def full(library: Library, contents: Contents, site: Site) -> str:
    """The text of `llms-full.txt`: the Markdown of all pages, one after the other."""
    texts = [
        page_markdown.to_markdown(library, page, site.address)
        for _, pages in contents
        for page in pages
    ]
    return "\n\n".join([f"# {site.name}", ABOUT.split(" Each link")[0], *texts])
