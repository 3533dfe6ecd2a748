"""Python-Markdown's skin over the weaver: fences and inline values.

It shows recordings and nothing else, and it refuses to render a page whose
fences are not, one for one, the blocks that ran.
"""

import re
from collections.abc import Callable
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from pymdownx.superfences import SuperFencesException

from sitekit.checkout.problems import Problem
from sitekit.checkout.settings import Settings
from sitekit.checkout.sources import VALUE
from sitekit.overviews.registry import OVERVIEWS
from sitekit.records.library import Library
from sitekit.records.store import Record
from sitekit.scan import fences
from sitekit.scan.model import Page
from sitekit.weave import api_links, downloads
from sitekit.weave.aid_html import show_aid
from sitekit.weave.html import block_attributes, lean, outputs_html, shown_outputs
from sitekit.weave.stamp import STAMP, stamp_html
from sitekit.weave.visible import visible_blocks

validate = fences.accept
# Between a value and its unit no line ends.
UNIT = re.compile(r"(?<=\}\}) (?=(?:B|kB|MB|GB|ms|s)\b)")
_library: Library | None = None
# What a live preview does before a build: run what has no valid record.
prepare: Callable[[Library], None] | None = None


def library() -> Library:
    """The pages of this checkout; read at first use, and anew after `refresh`."""
    global _library
    if _library is None:
        _library = Library.read()
    return _library


def refresh(settings: Settings | None = None) -> Library:
    """Reads all pages of a checkout anew, at the beginning of a build."""
    global _library
    _library = Library.read(settings)
    if prepare:
        _library.preview = True
        prepare(_library)
    return _library


class Rendering:
    """The page that is being rendered, and how far its blocks have been shown."""

    def __init__(self, page: Page, record: Record) -> None:
        self.page = page
        self.record = record
        self.shown = 0


def format_fence(
    source: str,
    language: str,
    css_class: str,
    options: dict[str, str],
    md: Markdown,
    **kwargs: Any,
) -> str:
    """Superfences' formatter for every fence: the block and what it showed.

    Raises:
        SuperFencesException: The fence is not the block that ran.
    """
    rendering: Rendering | None = getattr(md, "study_guide", None)
    if rendering is None:
        raise SuperFencesException("a fenced block outside a page cannot be proved")
    page = rendering.page
    number = rendering.shown
    rendering.shown += 1
    block = page.blocks[number] if number < len(page.blocks) else None
    if block is None or block.raw != source:
        raise SuperFencesException(
            f"{page.path}: fence {number + 1} as rendered is not the block that ran"
        )
    entry = rendering.record.body.blocks[number]
    if block.options.kind == "overview":
        return OVERVIEWS[block.language].html(library(), page, number)
    if block.options.is_aid:

        def highlight(code: str) -> str:
            return _highlighted(md, code.rstrip("\n"), "python", {}, ["sg-python"])

        assert entry.aid
        html = show_aid(page, block, entry.aid, highlight)
        # In a preview: how far its run has come.
        return html + outputs_html(page, block, entry.outputs)
    shown = shown_outputs(block, entry)
    outputs = outputs_html(page, block, shown)
    if block.options.is_picture:
        return f'<div class="sg-block" data-block="{number}">{outputs}</div>'
    classes = [f"sg-{block.options.kind}"]
    classes += [name for name in kwargs["classes"] if name == "annotate"]
    options = dict(block.options.look)
    html = _highlighted(md, block.code, block.language, options, classes)
    html = html.replace("<div ", f"<div {block_attributes(block, shown)} ", 1)
    # Inside the highlight's own box: code and output belong together, and the
    # list of annotations that may follow stays next to the code.
    head, _, tail = html.rpartition("</div>")
    html = f"{head}{outputs}</div>{tail}"
    if block.options.check:
        html = (
            '<details class="sg-check"><summary>The check that proves this</summary>'
            f"{html}</details>"
        )
    return html


def _highlighted(
    md: Markdown, code: str, language: str, options: dict[str, str], classes: list[str]
) -> str:
    """Code as superfences would show it."""
    highlighter = md.preprocessors["fenced_code_block"]
    highlighter.line_count = code.count("\n") + bool(code)
    highlighter.pygments_style = ()  # colours are the theme's: collect none per block
    html = highlighter.highlight(
        src=code,
        language=language,
        options=options,
        md=md,
        classes=classes,
        id_value="",
        attrs={},
    )
    return lean(str(html))


class Pages(Preprocessor):
    """Finds out which page is rendered, and puts in its inline values."""

    def run(self, lines: list[str]) -> list[str]:
        """Looks up the page and its record; keeps them for the fences.

        Raises:
            Problem: It is no page of the guide, or has no record.
        """
        self.md.study_guide = None
        text = "\n".join(lines)
        found, _ = (
            fences.find_fences(text) if "```" in text or "~~~" in text else ([], [])
        )
        if not found and not VALUE.search(text):
            return lines
        page = library().find(text)
        if page is None:
            raise Problem(
                "docs",
                1,
                f"this text is no page of the guide:\n{text[:400]}",
                "put fenced blocks and inline values into pages only",
            )
        record = library().record(page)
        self.md.study_guide = Rendering(page, record)
        values = iter(record.body.values)
        inside = {n for fence in found for n in range(fence.line, fence.end + 1)}
        lines = [
            line
            if number in inside
            else VALUE.sub(lambda _: next(values), UNIT.sub("\N{NO-BREAK SPACE}", line))
            for number, line in enumerate(lines, 1)
        ]
        return _apart(lines, found)


def _apart(lines: list[str], found: list[fences.Fence]) -> list[str]:
    """Takes blocks off the lines around them: they are no part of a paragraph."""
    for fence in reversed(found):
        if lines[fence.line - 1].startswith(("`", "~")):
            lines.insert(fence.end, "")
            lines.insert(fence.line - 1, "")
    return lines


class Stamps(Preprocessor):
    """Puts the stamp at the end of the page, once all fences are rendered."""

    def run(self, lines: list[str]) -> list[str]:
        """Adds the stamp below the last line."""
        rendering: Rendering | None = getattr(self.md, "study_guide", None)
        if rendering is None:
            return lines
        page = rendering.page
        stamp = stamp_html(page, rendering.record, downloads.links(page))
        return [*lines, "", self.md.htmlStash.store(stamp)]


class Proofs(Postprocessor):
    """Counts the blocks that the finished page shows against those that ran."""

    def run(self, text: str) -> str:
        """Looks for each block's mark in the page's HTML.

        Raises:
            Problem: A block that ran is not shown.
        """
        rendering: Rendering | None = getattr(self.md, "study_guide", None)
        # Headings pass through here too, by themselves: only the whole page
        # has the stamp.
        if rendering is None or STAMP not in text:
            return text
        found = visible_blocks(text)
        for block in rendering.page.blocks:
            if found.count(block.number) != 1:
                raise Problem(
                    block.page,
                    block.line,
                    "this block ran, but the site does not show it",
                    "take it out of the comment or the HTML that hides it",
                )
        return text


class StudyGuideExtension(Extension):
    """The extension that `mkdocs.yml` names."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  their name
        """Registers the processors: before and after superfences (25), and last."""
        md.preprocessors.register(Pages(md), "study_guide_pages", 175)
        md.preprocessors.register(Stamps(md), "study_guide_stamps", 24)
        # After inline code has become elements (20), before it is all one string.
        links = api_links.ApiLinks(md)
        md.treeprocessors.register(links, "study_guide_api_links", 5)
        md.postprocessors.register(Proofs(md), "study_guide_proofs", -10)


def makeExtension(**kwargs: Any) -> StudyGuideExtension:  # noqa: N802  their name
    """Python-Markdown's entry point."""
    return StudyGuideExtension(**kwargs)
