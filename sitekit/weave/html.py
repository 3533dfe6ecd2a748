"""Turns a block's record into the HTML that stands under the block.

Pure functions from text to text: nothing here runs, writes or fetches.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import assert_never

from sitekit.drawings import diagram
from sitekit.drawings.diagram import Diagram
from sitekit.drawings.inline import inline_svg
from sitekit.records.outputs import (
    Entry,
    Figure,
    Missing,
    Note,
    Photograph,
    Raised,
    Shown,
    Stream,
    Value,
    Warned,
)
from sitekit.scan.addresses import up_from
from sitekit.scan.model import Block, Page
from sitekit.tensorboard.dashboards import Dashboard
from sitekit.tensorboard.frozen import front_end

# What a terminal makes letters bold with; Keras does so in its messages.
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
# Error messages are what a reader types into the search; of all outputs only they
# are in its index.
UNSEARCHED = " data-search-exclude"
# More lines than a reader passes over at a glance: they are folded.
LONG = 30
# What has a text of a program's, and not of ours.
Textual = Stream | Value | Warned | Raised
# Names and blanks: a quarter of all elements of a page, and no style tells them
# from the code around them.
PLAIN = re.compile(r'<span class="[nw]">([^<]*)</span>')


def outputs_html(page: Page, block: Block, outputs: Sequence[Shown]) -> str:
    """The HTML of all that a block showed."""
    if block.options.output == "hide" or not outputs:
        return ""
    raised = any(isinstance(output, Raised) for output in outputs)
    body = "".join(
        f"<div{UNSEARCHED}>{part}</div>"
        if raised and not isinstance(output, Raised)
        else part
        for output in outputs
        for part in [_output(page, block, output)]
    )
    if block.options.output == "fold":
        body = _folded(body, sum(map(_height, outputs)))
    return f'<div class="sg-outputs"{"" if raised else UNSEARCHED}>{body}</div>'


def _height(output: Shown) -> int:
    """The lines that an output takes."""
    if isinstance(output, Figure | Photograph):
        return 1
    return output.text.count("\n") + 1


def _folded(body: str, lines: int) -> str:
    summary = f"<summary>Output ({counted(lines, 'line')})</summary>"
    return f'<details class="sg-fold">{summary}{body}</details>'


def block_attributes(block: Block, outputs: Sequence[Shown]) -> str:
    """The attributes of a block's element; one with a message can be linked to.

    It says how many lines its code has, so that a browser knows the height of code
    that it has not laid out yet; see `guide.css`.
    """
    is_message = any(isinstance(output, Raised | Warned) for output in outputs)
    name = f' id="{anchor(block)}"' if is_message else ""
    lines = block.code.strip("\n").count("\n") + 1
    return f'data-block="{block.number}"{name} style="--sg-lines:{lines}"'


def lean(html: str) -> str:
    """Highlighted code without the elements that change nothing on the screen."""
    return PLAIN.sub(r"\1", html)


def anchor(block: Block) -> str:
    """The name of a block's place on its page."""
    return f"block-{block.number}"


def shown_outputs(block: Block, entry: Entry) -> tuple[Shown, ...]:
    """What a block shows: what was recorded, or what its header says to draw."""
    if isinstance(block.content, Diagram):
        return (Figure("svg", diagram.draw(block.content)),)
    return entry.outputs


def _output(page: Page, block: Block, output: Shown) -> str:
    match output:
        case Note() | Missing():
            return f'<p class="sg-note">{inline_html(output.text)}</p>'
        case Value(html=html) if html:
            # pandas heads its index with an empty cell.
            html = html.replace("<th></th>", "<td></td>")
            return f'<div class="sg-rich" tabindex="0">{html}</div>'
        case Stream() | Value():
            kind = "stream" if isinstance(output, Stream) else "value"
            return _text(block, output, kind, _escaped(output))
        case Warned():
            text = f"<b>{escape(output.name)}</b>: {_escaped(output)}"
            return _text(block, output, "warning", text)
        case Raised():
            # The name comes first, for TensorFlow's own errors with its module.
            head, colon, rest = _escaped(output).partition(":")
            head = re.sub(r"\.(?=\w)", ".<wbr>", head)
            return _text(block, output, "error", f"<b>{head}</b>{colon}{rest}")
        case Figure() | Photograph():
            return figure_html(block, output, frozen=_frozen(page, block, output))
        case _:
            assert_never(output)


def _text(block: Block, output: Textual, kind: str, html: str) -> str:
    """An output of text; a long one is folded, unless it is an error."""
    # HTML drops a line break right after <pre>: this one, not the text's own.
    html = f'<pre class="sg-{kind}" tabindex="0">\n{html}</pre>'
    is_long = _height(output) > LONG and block.options.output == "show"
    folds = is_long and not isinstance(output, Raised)
    return _folded(html, _height(output)) if folds else html


def plain_text(output: Textual) -> str:
    """The text of an output, as a terminal shows it."""
    return ESCAPES.sub("", output.text)


def _escaped(output: Textual) -> str:
    return escape(plain_text(output), quote=False)


def figure_html(
    block: Block, output: Figure | Photograph, base: str = "", frozen: str = ""
) -> str:
    """A picture with its caption.

    Args:
        block: The block that drew it, or asked for it.
        output: The picture in the block's record.
        base: The address of the block's page, where another page shows it.
        frozen: The link to the frozen log behind it.
    """
    caption = block.options.caption
    text = f"<figcaption>{inline_html(caption)}</figcaption>" if caption else ""
    picture = _picture(block, output, base)
    return f'<figure class="sg-figure">{picture}{frozen}{text}</figure>'


def _frozen(page: Page, block: Block, output: Figure | Photograph) -> str:
    """The way to the frozen log behind a picture; `guide.js` opens it in a frame."""
    if isinstance(output, Figure) or not output.frozen:
        return ""
    address = escape(up_from(page.name) + frozen_address(block, output))
    link = f'<a href="{address}" target="_blank">Open this TensorBoard</a>'
    return f'<p class="sg-frozen">{link}</p>'


def frozen_address(block: Block, output: Photograph) -> str:
    """Where the frozen log behind a picture can be read, from the site's root."""
    assert isinstance(block.content, Dashboard)
    return front_end.address(output.frozen, block.content)


def _picture(block: Block, output: Figure | Photograph, base: str) -> str:
    alt = escape(block.options.alt)
    if isinstance(output, Figure):
        if output.form == "svg":
            prefix = re.sub(r"\W", "", base) + f"b{block.number}"
            return inline_svg(output.data, prefix, block.options.alt)
        return f'<img alt="{alt}" src="data:image/png;base64,{output.data}">'
    size = f'width="{output.width}" height="{output.height}" loading="lazy"'
    return "".join(
        f'<a class="sg-shot" href="{base}{file}#only-{theme}">'
        f'<img alt="{alt}" src="{base}{file}#only-{theme}" {size}>'
        "</a>"
        for theme, file in (("light", output.light), ("dark", output.dark))
    )


def inline_html(text: str) -> str:
    """A caption or note: text in which backticks mark code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def counted(number: int, noun: str) -> str:
    """A number with its noun, as in "1 block" or "2 blocks"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
