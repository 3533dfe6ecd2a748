"""Python-Markdown's skin over the weaver: fences and inline values.

It shows recordings and nothing else, and it refuses to render a page whose
fences are not, one for one, the blocks that ran.
"""

import re
from functools import partial
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from pymdownx.superfences import SuperFencesException, default_reset

from sitekit.checkout import Problem
from sitekit.checkout.sources import VALUE
from sitekit.overviews import OVERVIEWS
from sitekit.records.library import Library
from sitekit.records.store import Record
from sitekit.records.values import PLACE, in_html, misplaced, places
from sitekit.scan import fences
from sitekit.scan.model import Page
from sitekit.skins import api_links
from sitekit.skins.current import Build
from sitekit.skins.visible import visible_blocks
from sitekit.weave import Weaver, downloads
from sitekit.weave.stamp import STAMP, stamp_html

# Between a value and its unit no line ends.
UNIT = re.compile(r"(?<=\}\}) (?=(?:B|kB|MB|GB|ms|s)\b)")
FENCES = "fenced_code_block"  # superfences' name for its preprocessor


class Rendering:
    """The page that is being rendered, and how far its blocks have been shown.

    Attributes:
        page: The page.
        record: Its record.
        library: All pages.
        shown: How many of its blocks have been shown.
        error: What was raised by a block: superfences drops all errors but its own.
    """

    def __init__(self, page: Page, record: Record, library: Library) -> None:
        self.page = page
        self.record = record
        self.library = library
        self.shown = 0
        self.error: Exception | None = None

    def show(self, source: str, md: Markdown) -> str:
        """The HTML of the page's next block.

        Raises:
            SuperFencesException: The fence is not the block that ran.
        """
        page, number = self.page, self.shown
        self.shown += 1
        block = page.blocks[number] if number < len(page.blocks) else None
        if block is None or block.raw != source:
            raise SuperFencesException(
                f"{page.path}: fence {number + 1} as rendered is not the block that ran"
            )
        if block.options.kind == "overview":
            return str(OVERVIEWS[block.language].html(self.library, page, number))
        entry = self.record.body.blocks[number]
        return str(Weaver(page, partial(_highlighted, md)).show(block, entry))


def format_fence(src: str, md: Markdown, **header: Any) -> str:
    """Superfences' formatter for every fence: the block and what it showed.

    Raises:
        SuperFencesException: The fence is not the block that ran.
    """
    rendering: Rendering | None = getattr(md, "study_guide", None)
    if rendering is None:
        raise SuperFencesException("a fenced block outside a page cannot be run")
    if rendering.error:  # what comes after it is not to hide it
        return ""
    try:
        return rendering.show(src, md)
    except SuperFencesException:
        raise
    except Exception as error:  # raised again by `Stamps`
        rendering.error = error
        return ""


def _highlighted(
    md: Markdown, code: str, language: str, options: dict[str, str], classes: list[str]
) -> str:
    """Code as superfences would show it."""
    highlighter = md.preprocessors[FENCES]
    highlighter.get_hl_settings()
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
    return str(html)


class Pages(Preprocessor):
    """Finds out which page is rendered, and puts in its inline values."""

    def __init__(self, md: Markdown, extension: "StudyGuideExtension") -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        """Looks up the page and its record; keeps them for the fences.

        Raises:
            Problem: It is not a page of the guide, or has no record.
        """
        self.md.study_guide = None
        text = "\n".join(lines)
        found, _ = (
            fences.find_fences(text) if "```" in text or "~~~" in text else ([], [])
        )
        if not found and not VALUE.search(text):
            return lines
        library = self.extension.library()
        page = library.find(text)
        if page is None:
            raise Problem(
                "docs",
                1,
                f"this text is not a page of the guide:\n{text[:400]}",
                "use fenced blocks and inline values only in pages",
            )
        record = library.record(page)
        self.md.study_guide = Rendering(page, record, library)
        values = iter(places(record.body.values))
        inside = {n for fence in found for n in range(fence.line, fence.end + 1)}
        lines = [
            line
            if number in inside
            else VALUE.sub(lambda _: next(values), UNIT.sub("\N{NO-BREAK SPACE}", line))
            for number, line in enumerate(lines, 1)
        ]
        return fences.apart(lines, found)


class Stamps(Preprocessor):
    """Puts the stamp at the end of the page, once all fences are rendered."""

    def run(self, lines: list[str]) -> list[str]:
        """Adds the stamp below the last line.

        Raises:
            Exception: What a block raised, as it was raised.
        """
        rendering: Rendering | None = getattr(self.md, "study_guide", None)
        if rendering is None:
            return lines
        if rendering.error:
            raise rendering.error
        page = rendering.page
        stamp = stamp_html(page, rendering.record, downloads.links(page))
        return [*lines, "", self.md.htmlStash.store(str(stamp))]


class Proofs(Postprocessor):
    """Counts the blocks that the finished page shows against those that ran."""

    def run(self, text: str) -> str:
        """Looks for each block's mark in the page's HTML.

        Raises:
            Problem: A block that ran is not shown, or in another place.
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
                    "move it out of the comment or the HTML that hides it",
                )
        for block, number in zip(rendering.page.blocks, found, strict=True):
            if block.number != number:
                what = "this block is shown in a different place from where it ran"
                repair = "move it out of the footnote or the HTML that moves it"
                raise Problem(block.page, block.line, what, repair)
        return text


class Values(Postprocessor):
    """Puts the inline values in, as text, once nothing else is done with the page."""

    def run(self, text: str) -> str:
        """Puts each value in its place.

        Raises:
            Problem: A value stands in the address of a link, or in a tag's name.
        """
        rendering: Rendering | None = getattr(self.md, "study_guide", None)
        if rendering is None or not PLACE.search(text):
            return text
        if found := misplaced(text):
            number, attribute = found
            value = rendering.page.values[number]
            place = f"in `{attribute}`" if attribute else "inside a tag"
            what = f"the inline value {{{{ {value.expression} }}}} is {place}"
            repair = "write this part out: a value can only be text"
            raise Problem(rendering.page.path, value.line, what, repair)
        return str(in_html(text, rendering.record.body.values))


class StudyGuideExtension(Extension):
    """The extension that `mkdocs.yml` names; MkDocs' hooks hand it the build."""

    def __init__(self, **kwargs: Any) -> None:
        # Not None: Python-Markdown would take any build for a truth value.
        self.config = {"build": ["", "The build; without one, this checkout's own."]}
        super().__init__(**kwargs)

    def library(self) -> Library:
        """The pages of the build; without one, those of this checkout."""
        if not self.getConfig("build"):
            self.setConfig("build", Build())
        build: Build = self.getConfig("build")
        return build.library

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  their name
        """Registers the processors: before and after superfences (25), and last.

        Here and not in `mkdocs.yml` superfences gets its formatter: whoever reads
        that file need not import this package first.
        """
        md.preprocessors[FENCES].extension.extend_super_fences(
            "*", format_fence, fences.accept, default_reset
        )
        md.preprocessors.register(Pages(md, self), "study_guide_pages", 175)
        md.preprocessors.register(Stamps(md), "study_guide_stamps", 24)
        # After inline code has become elements (20), before it is all one string.
        links = api_links.ApiLinks(md)
        md.treeprocessors.register(links, "study_guide_api_links", 5)
        md.postprocessors.register(Values(md), "study_guide_values", -5)
        md.postprocessors.register(Proofs(md), "study_guide_proofs", -10)


def makeExtension(**kwargs: Any) -> StudyGuideExtension:  # noqa: N802  their name
    """Python-Markdown's entry point."""
    return StudyGuideExtension(**kwargs)
