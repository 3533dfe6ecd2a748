"""The guide for language models: `llms.txt` and `llms-full.txt`.

The form of the first is that of https://llmstxt.org.
"""

from sitekit.checkout.mkdocs_yml import Site
from sitekit.checkout.navigation import Chapter
from sitekit.records.library import Library
from sitekit.scan.addresses import url
from sitekit.scan.model import Page
from sitekit.weave import downloads

Contents = list[tuple[str, list[Page]]]
INDEX, FULL = "llms.txt", "llms-full.txt"
ABOUT = """\
Each page is a program. What stands below a block of code, and each number in \
a sentence, was recorded from the run that proved the page; nothing is typed \
by hand. Each link leads to a page in Markdown, with its outputs."""


def chapters(library: Library, nav: tuple[Chapter, ...]) -> Contents:
    """The pages in the order of the navigation, by chapter.

    Args:
        library: All pages.
        nav: The navigation.

    Returns:
        Pairs of a title and pages; those that the navigation does not name come
        last.
    """
    by_name = {page.name: page for page in library.pages.values()}
    found = []
    for chapter in nav:
        named = [entry.name for entry in chapter.entries]
        pages = [by_name.pop(name) for name in named if name in by_name]
        if pages:
            title = chapter.title or chapter.entries[0].title or pages[0].title
            found.append((title, pages))
    if by_name:
        found.append(("More", list(by_name.values())))
    return found


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


def full(contents: Contents, site: Site, texts: dict[str, str]) -> str:
    """The text of `llms-full.txt`: the Markdown of all pages, one after the other.

    Args:
        contents: The pages, by chapter.
        site: The site.
        texts: Each page's Markdown, by the page's path.
    """
    pages = [texts[page.path] for _, pages in contents for page in pages]
    return "\n\n".join([f"# {site.name}", ABOUT.split(" Each link")[0], *pages])
