"""Checks the built site: all blocks shown, no other host, no dead link."""

import json
import posixpath
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitekit.checkout import Problem, Problems
from sitekit.overviews.proof import proved
from sitekit.publish import policy
from sitekit.records.library import Library
from sitekit.scan.addresses import url
from sitekit.scan.model import Page
from sitekit.weave.stamp import STAMP

# Attributes by which a page loads something at once, without a click.
LOADS = {"src", "poster", "srcset"}
LOADS_OF = {"object": "data", "image": "href", "use": "href"}
LINK_RELATIONS = {
    "dns-prefetch",
    "icon",
    "modulepreload",
    "preconnect",
    "prefetch",
    "preload",
    "stylesheet",
}
NOT_PROSE = re.compile(r"<(pre|code|svg|script|style)\b.*?</\1>", re.DOTALL)
CSS_LOADS = re.compile(r"""(?:url\(|@import)\s*['"]?((?:https?:)?//[^'")\s;]+)""")


class Parsed(HTMLParser):
    """What one page loads and links to, its ids and its blocks."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.own: set[str] = set()  # ids alone, without names
        self.ids: set[str] = set()
        self.blocks: list[str] = []
        self.twice: list[tuple[str, str]] = []  # an id, and the block that it follows
        self.in_style = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes one element."""
        values = {name: value or "" for name, value in attrs}
        self.in_style = tag == "style"
        if "data-block" in values:
            self.blocks.append(values["data-block"])
        if "id" in values:
            if values["id"] in self.own:
                self.twice.append(
                    (values["id"], self.blocks[-1] if self.blocks else "")
                )
            self.own.add(values["id"])
        self.ids |= {values[name] for name in ("id", "name") if name in values}
        if tag == "a":
            self.linked += [values[n] for n in ("href", "xlink:href") if values.get(n)]
        if tag == "link" and LINK_RELATIONS & set(values.get("rel", "").split()):
            self.loaded.append(values.get("href", ""))
        self.loaded += CSS_LOADS.findall(values.get("style", ""))
        for name, value in values.items():
            if name == "srcset":
                self.loaded += [part.split()[0] for part in value.split(",") if part]
            elif name in LOADS or name == LOADS_OF.get(tag):
                self.loaded.append(value)

    def handle_data(self, data: str) -> None:
        """Notes what a style element loads."""
        if self.in_style:
            self.loaded += CSS_LOADS.findall(data)

    def handle_endtag(self, tag: str) -> None:
        """Notes the end of a style element."""
        self.in_style = False


def check_site(library: Library, site: Path) -> None:
    """Checks the built site against the pages and their records.

    Raises:
        Problems: Everything that is wrong.
    """
    texts = {
        file.relative_to(site).as_posix(): file.read_text("utf-8")
        for file in sorted(policy.html_files(site))
    }
    pages = {name: Parsed(text) for name, text in texts.items()}
    problems = [*_blocks(library, texts, pages)]
    problems += _proof(library, site)
    for name, text in texts.items():
        for what, repair, words in policy.wrong(text):
            problems.append(Problem(*_place(library, name, words), what, repair))
    for name, parsed in pages.items():
        problems += _foreign(library, name, parsed.loaded)
        problems += _twins(library, name, parsed.twice)
        if name != "404.html":  # its links are absolute: it is served from anywhere
            problems += _dead_links(library, site, name, pages)
    for file in sorted(site.rglob("*.css")):
        name = file.relative_to(site).as_posix()
        loaded = CSS_LOADS.findall(file.read_text("utf-8"))
        problems += _foreign(library, name, loaded)
    if problems:
        raise Problems(problems)


def _blocks(
    library: Library, texts: dict[str, str], pages: dict[str, Parsed]
) -> Iterator[Problem]:
    for page in proved(library):
        name = f"{url(page)}index.html"
        if name not in pages:
            what, repair = "this page is not on the site", "add it to mkdocs.yml"
            yield Problem(page.path, 1, what, repair)
        elif STAMP not in texts[name] or _is_typed(library, page, texts[name]):
            what = "the page was rendered without the guide's Markdown extension"
            yield Problem(
                page.path,
                1,
                what,
                "add sitekit.skins.markdown_extension to mkdocs.yml",
            )
        else:
            shown = pages[name].blocks
            for block in page.blocks:
                if shown.count(str(block.number)) != 1:
                    what = "this block is not on the page"
                    yield Problem(page.path, block.line, what, "nox -s site")


def _is_typed(library: Library, page: Page, text: str) -> bool:
    """Whether a page shows the braces of a value, and these are none of the run's."""
    shows = "{{" in NOT_PROSE.sub("", text)
    return shows and "{{" not in str(library.record(page).body)


def _proof(library: Library, site: Path) -> list[Problem]:
    file = site / "proof.json"
    if not file.is_file():
        return [
            Problem(
                "mkdocs.yml",
                1,
                "the site has no proof.json",
                "add sitekit/skins/mkdocs_hooks.py to mkdocs.yml",
            )
        ]
    stated = {entry["page"]: entry for entry in json.loads(file.read_text())["pages"]}
    problems = []
    for page in proved(library):
        entry = stated.get(page.path)
        key = library.record(page).key
        if entry is None or entry["key"] != key:
            problems.append(
                Problem(
                    page.path, 1, "proof.json comes from another run", "nox -s site"
                )
            )
    return problems


def _place(library: Library, name: str, address: str) -> tuple[str, int]:
    """Where a person wrote an address; the built file if it was not written by hand."""
    page = library.at(name.removesuffix("index.html"))
    lines = page.body.split("\n") if page else []
    for number, line in enumerate(lines, 1):
        if page and address and address in line:
            return page.path, number + page.offset
    return f"site/{name}", 1


def _foreign(library: Library, name: str, loaded: list[str]) -> Iterator[Problem]:
    for address in loaded:
        if urlsplit(address).netloc:
            what = f"{address} would be loaded from another host"
            repair = "save the file below docs/, and use that copy"
            yield Problem(*_place(library, name, address), what, repair)


def _twins(
    library: Library, name: str, twice: list[tuple[str, str]]
) -> Iterator[Problem]:
    """Finds ids that a page has already; prose is checked before, so a block has it."""
    page = library.at(name.removesuffix("index.html"))
    for identity, number in twice:
        place = (f"site/{name}", 1)
        if page and number.isdecimal() and int(number) < len(page.blocks):
            place = page.path, page.blocks[int(number)].line
        what = f"the id {identity!r} is already used on this page"
        repair = "change what makes this id, in this block or above it"
        yield Problem(*place, what, repair)


def _dead_links(
    library: Library, site: Path, name: str, pages: dict[str, Parsed]
) -> Iterator[Problem]:
    for address in pages[name].linked + pages[name].loaded:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not (parts.path or parts.fragment):
            continue
        target = name
        if parts.path:
            folder = posixpath.dirname(name)
            path = posixpath.join(folder, unquote(parts.path))
            target = posixpath.normpath(path)
        if (site / target).is_dir():
            target = posixpath.normpath(f"{target}/index.html")
        fragment = unquote(parts.fragment)
        known = target not in pages or fragment in {"", *pages[target].ids}
        if target.startswith("/") or not (site / target).is_file() or not known:
            what = f"the link {address} leads nowhere"
            repair = "correct the link, or delete it"
            yield Problem(*_place(library, name, address), what, repair)
