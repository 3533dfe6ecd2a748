"""Checks the built site: all blocks shown, no other host, no dead link."""

import json
import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitekit import weave
from sitekit.library import Library, url
from sitekit.problems import Problem, Problems
from sitekit.proof import proved

# Attributes by which a page loads something at once, without a click.
LOADS = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "image": "href",
    "img": "src",
    "input": "src",
    "object": "data",
    "script": "src",
    "source": "src",
    "video": "src",
}
LINK_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect"}
NOT_PROSE = re.compile(r"<(pre|code|svg|script|style)\b.*?</\1>", re.DOTALL)
CSS_URL = re.compile(r"""url\(\s*['"]?((?:https?:)?//[^'")\s]+)""")


class Links(HTMLParser):
    """Collects what a page loads, what it links to, and its ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes one element."""
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.add(values["id"])
        if tag in LOADS and values.get(LOADS[tag]):
            self.loaded.append(values[LOADS[tag]])
        if tag == "link" and LINK_RELATIONS & set(values.get("rel", "").split()):
            self.loaded.append(values.get("href", ""))
        if tag == "a" and values.get("href"):
            self.linked.append(values["href"])


def check(library: Library, site: Path) -> None:
    """Checks the built site against the pages and their records.

    Raises:
        Problems: Everything that is wrong.
    """
    problems = [*_blocks(library, site), *_proof(library, site)]
    for file in sorted(site.rglob("*.html")):
        problems += _links(site, file)
    for file in sorted(site.rglob("*.css")):
        for address in CSS_URL.findall(file.read_text("utf-8")):
            problems.append(_foreign(site, file, address))
    if problems:
        raise Problems(problems)


def _blocks(library: Library, site: Path) -> list[Problem]:
    problems = []
    for page in proved(library):
        file = site / url(page) / "index.html"
        text = file.read_text("utf-8") if file.is_file() else ""
        if not text:
            problems.append(
                Problem(
                    page.path, 1, "the site has no such page", "add it to mkdocs.yml"
                )
            )
        elif weave.STAMP not in text or "{{" in NOT_PROSE.sub("", text):
            problems.append(
                Problem(
                    page.path,
                    1,
                    "the page was rendered without the guide's Markdown extension",
                    "name sitekit.extension in mkdocs.yml",
                )
            )
        else:
            problems += [
                Problem(
                    page.path,
                    block.line,
                    "this block is not on the page",
                    "nox -s site",
                )
                for block in page.blocks
                if text.count(f'data-block="{block.number}"') != 1
            ]
    return problems


def _proof(library: Library, site: Path) -> list[Problem]:
    file = site / "proof.json"
    if not file.is_file():
        return [
            Problem(
                "mkdocs.yml", 1, "the site has no proof.json", "name sitekit/hooks.py"
            )
        ]
    stated = {entry["page"]: entry for entry in json.loads(file.read_text())["pages"]}
    problems = []
    for page in proved(library):
        entry = stated.get(page.path)
        key = library.record(page).key
        if entry is None or entry["key"] != key:
            problems.append(
                Problem(page.path, 1, "proof.json is of another run", "nox -s site")
            )
    return problems


def _foreign(site: Path, file: Path, address: str) -> Problem:
    return Problem(
        f"site/{file.relative_to(site).as_posix()}",
        1,
        f"it loads {address} from another host",
        "ship the file with the site",
    )


def _links(site: Path, file: Path) -> list[Problem]:
    text = file.read_text("utf-8")
    links = Links(text)
    here = file.relative_to(site).as_posix()
    problems = []
    for address in links.loaded:
        if urlsplit(address).netloc:
            problems.append(_foreign(site, file, address))
    if here == "404.html":  # its links are absolute: it is served from anywhere
        return problems
    for address in links.linked + links.loaded:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            continue
        path = unquote(parts.path)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
        found = site / target
        if found.is_dir():
            found = found / "index.html"
        if not found.is_file():
            problems.append(
                Problem(f"site/{here}", 1, f"dead link: {address}", "mend the link")
            )
    return problems
