"""Holds what the scanner finds on a page against what the site shows of it."""

import re
from dataclasses import dataclass

import markdown
from bs4 import BeautifulSoup, Comment
from bs4.element import Tag
from mkdocs.config import load_config
from mkdocs.utils import meta

from sitekit.checkout.mkdocs_yml import EXTENSION
from sitekit.checkout.problems import Problem
from sitekit.records.key import SCHEMA
from sitekit.records.outputs import Body, Entry
from sitekit.records.store import Record
from sitekit.scan.model import Page
from sitekit.scan.pages import scan_page
from sitekit.skins.current import Build
from tests.faults.generated import MARK, SNIPPET
from tests.sitekit.miniature import Guide

PAGE = "docs/page.md"
ANY_MARK = re.compile(MARK.format(r"\d+"))


class Wrong(AssertionError):
    """The site would show something else than what ran."""


@dataclass(frozen=True)
class Shown:
    """A block: its number, its language, and its text."""

    number: int
    language: str
    text: str


class Renderer:
    """Scans and renders pages as a build does, without running them."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.settings = guide.settings
        self.build = Build(self.settings)
        guide.snippet(SNIPPET)
        guide.page("# Page\n")
        self.config = load_config(str(guide.root / "mkdocs.yml"))
        self.config.mdx_configs[EXTENSION] = {"build": self.build}

    def check(self, data: bytes) -> str:
        """Says what became of a page: "shown", or how it was refused.

        Raises:
            Wrong: It is shown otherwise than it was read, or nobody can tell why not.
        """
        file = self.guide.root / PAGE
        file.write_bytes(data)
        # As MkDocs reads it.
        text = file.read_text("utf-8-sig")
        lines = text.count("\n") + 1
        try:
            page = scan_page(self.settings, PAGE)
        except Problem as problem:
            _check_place(problem, lines)
            return "refused by the scanner"
        try:
            html = self.render(page, meta.get_data(text)[0])
        except Problem as problem:
            _check_place(problem, lines)
            return "refused by the renderer"
        except Exception as error:
            raise Wrong(f"{type(error).__name__}: {error}") from error
        self.compare(page, html)
        held = "".join(block.raw for block in page.blocks)
        for mark in ANY_MARK.findall(text):
            if mark not in held:
                raise Wrong(f"{mark} is in no block")
        return "shown" if page.blocks else "shown, without a block"

    def render(self, page: Page, text: str) -> str:
        entries = tuple(Entry("passed") for _ in page.blocks)
        values = tuple("a value" for _ in page.values)
        body = Body(SCHEMA, "key", PAGE, "default", {}, 0.0, 0.0, entries, values)
        self.build.library.pages = {PAGE: page}
        self.build.library.lend({PAGE: Record("key", body)})
        parser = markdown.Markdown(
            extensions=self.config.markdown_extensions,
            extension_configs=self.config.mdx_configs,
        )
        return str(parser.convert(text))

    def compare(self, page: Page, html: str) -> None:
        soup = BeautifulSoup(html, "html.parser")
        wanted = [
            Shown(block.number, block.language, block.code.strip("\n"))
            for block in page.blocks
        ]
        found = []
        for element in soup.select("[data-block]"):
            found.append(_shown(element))
            element.extract()
        if wanted != found:
            raise Wrong(f"read as {wanted}\nshown as {found}")
        for comment in soup.find_all(string=lambda one: isinstance(one, Comment)):
            comment.extract()
        if mark := ANY_MARK.search(str(soup)):
            raise Wrong(f"{mark[0]} is shown outside of all blocks:\n{soup}")


def _shown(element: Tag) -> Shown:
    classes = element.get_attribute_list("class")
    (language,) = [n[9:] for n in classes if n and n.startswith("language-")]
    code = element.select_one("pre code")
    assert code is not None
    return Shown(int(str(element["data-block"])), language, code.get_text().strip("\n"))


def _check_place(problem: Problem, lines: int) -> None:
    if problem.path == PAGE and not 1 <= problem.line <= lines:
        raise Wrong(f"there is no line {problem.line} of {lines}: {problem}")
    if problem.path not in (PAGE, "snippets/page.py"):
        raise Wrong(f"the problem is told of no file of the guide: {problem}")
