"""How a block is shown: its code and what it showed, a picture, or a study aid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sitekit.aids.exercises import Exercise
from sitekit.aids.quiz import Quiz
from sitekit.drawings.diagram import Diagram
from sitekit.records.outputs import Entry, Shown
from sitekit.scan.model import Block, Page
from sitekit.tensorboard.dashboards import Dashboard
from sitekit.weave.aid_html import show_aid, with_outputs
from sitekit.weave.html import block_attributes, lean, outputs_html, shown_outputs

# Makes HTML of code: its language, the options of its look, further classes.
Highlight = Callable[[str, str, dict[str, str], list[str]], str]


@dataclass(frozen=True)
class Weaver:
    """Shows the blocks of one page.

    Attributes:
        page: The page.
        highlight: Makes HTML of code.
    """

    page: Page
    highlight: Highlight

    def show(self, block: Block, entry: Entry) -> Markup:
        """The HTML of a block with what its record says."""
        match block.content:
            case Quiz() | Exercise() | tuple():
                return self._aid(block, entry)
            case Diagram() | Dashboard():
                shown = outputs_html(self.page, block, shown_outputs(block, entry))
                picture = Markup('<div class="sg-block" data-block="{}">{}</div>')
                return picture.format(block.number, shown)
            case None:
                return self._code(block, entry.outputs)

    def _aid(self, block: Block, entry: Entry) -> Markup:
        def highlight(code: str) -> Markup:
            html = self.highlight(code.rstrip("\n"), "python", {}, ["sg-python"])
            return lean(html)

        assert entry.aid
        html = show_aid(self.page, block, entry.aid, highlight)
        # In a preview: how far its run has come.
        return html + outputs_html(self.page, block, entry.outputs)

    def _code(self, block: Block, outputs: Sequence[Shown]) -> Markup:
        classes = [f"sg-{block.options.kind}"]
        classes += [flag for flag in block.flags if flag == "annotate"]
        look = dict(block.options.look)
        html = lean(self.highlight(block.code, block.language, look, classes))
        begin = Markup("<div {} ").format(block_attributes(block, outputs))
        # Inside the highlight's own box: code and output belong together, and the
        # list of annotations that may follow stays next to the code.
        shown = outputs_html(self.page, block, outputs)
        html = with_outputs(html.replace("<div ", begin, 1), shown)
        if block.options.check:
            return Markup(
                '<details class="sg-check"><summary>The check that proves this'
                "</summary>{}</details>"
            ).format(html)
        return html
