"""Turns a block's record into the HTML that stands under the block.

Pure functions from text to text: nothing here runs, writes or fetches.
"""

import re
from html import escape
from typing import Any

from sitekit.drawings import diagram
from sitekit.drawings.inline import inline_svg
from sitekit.scan.addresses import up_from
from sitekit.scan.model import Block, Page
from sitekit.tensorboard.frozen import front_end

# What a terminal makes letters bold with; Keras does so in its messages.
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
# Error messages are what a reader types into the search; of all outputs only they
# are in its index.
UNSEARCHED = " data-search-exclude"
# More lines than a reader passes over at a glance: they are folded.
LONG = 30
MESSAGES = ("error", "warning")
# Names and blanks: a quarter of all elements of a page, and no style tells them
# from the code around them.
PLAIN = re.compile(r'<span class="[nw]">([^<]*)</span>')


def outputs_html(page: Page, block: Block, entry: dict[str, Any]) -> str:
    """The HTML of all that a block showed."""
    if block.options.output == "hide":
        return ""
    parts = [
        (o["type"] == "error", _output(page, block, o))
        for o in shown_outputs(block, entry)
    ]
    if not parts:
        return ""
    raised = any(is_error for is_error, _ in parts)
    body = "".join(
        part if is_error or not raised else f"<div{UNSEARCHED}>{part}</div>"
        for is_error, part in parts
    )
    if block.options.output == "fold":
        lines = sum(o.get("text", "").count("\n") + 1 for o in entry["outputs"])
        body = _folded(body, lines)
    return f'<div class="sg-outputs"{"" if raised else UNSEARCHED}>{body}</div>'


def _folded(body: str, lines: int) -> str:
    summary = f"<summary>Output ({counted(lines, 'line')})</summary>"
    return f'<details class="sg-fold">{summary}{body}</details>'


def block_attributes(block: Block, entry: dict[str, Any]) -> str:
    """The attributes of a block's element; one with a message can be linked to.

    It says how many lines its code has, so that a browser knows the height of code
    that it has not laid out yet; see `guide.css`.
    """
    said = any(output["type"] in MESSAGES for output in entry["outputs"])
    name = f' id="{anchor(block)}"' if said else ""
    lines = block.code.strip("\n").count("\n") + 1
    return f'data-block="{block.number}"{name} style="--sg-lines:{lines}"'


def lean(html: str) -> str:
    """Highlighted code without the elements that change nothing on the screen."""
    return PLAIN.sub(r"\1", html)


def anchor(block: Block) -> str:
    """The name of a block's place on its page."""
    return f"block-{block.number}"


def shown_outputs(block: Block, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """What a block shows: what was recorded, or what its header says to draw."""
    if block.options.kind == "diagram":
        return [{"type": "svg", "data": diagram.draw(block.options.look)}]
    recorded: list[dict[str, Any]] = entry["outputs"]
    return recorded


def _output(page: Page, block: Block, output: dict[str, Any]) -> str:
    kind = output["type"]
    text = escape(plain_text(output), quote=False)
    if kind in ("note", "missing"):
        return f'<p class="sg-note">{inline_html(output["text"])}</p>'
    if kind == "value" and "html" in output:
        # pandas heads its index with an empty cell.
        html = output["html"].replace("<th></th>", "<td></td>")
        return f'<div class="sg-rich" tabindex="0">{html}</div>'
    if kind == "warning":
        text = f"<b>{escape(output['name'])}</b>: {text}"
    if kind == "error":
        # The name comes first, for TensorFlow's own errors with its module.
        head, colon, rest = text.partition(":")
        head = re.sub(r"\.(?=\w)", ".<wbr>", head)
        text = f"<b>{head}</b>{colon}{rest}"
    if kind in ("stream", "warning", "error", "value"):
        # HTML drops a line break right after <pre>: this one, not the text's own.
        html = f'<pre class="sg-{kind}" tabindex="0">\n{text}</pre>'
        lines = output["text"].count("\n") + 1
        is_long = lines > LONG and kind != "error" and block.options.output == "show"
        return _folded(html, lines) if is_long else html
    return figure_html(block, output, frozen=_frozen(page, block, output))


def plain_text(output: dict[str, Any]) -> str:
    """The text of an output, as a terminal shows it."""
    return ESCAPES.sub("", output.get("text", ""))


def figure_html(
    block: Block, output: dict[str, Any], base: str = "", frozen: str = ""
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


def _frozen(page: Page, block: Block, output: dict[str, Any]) -> str:
    """The way to the frozen log behind a picture; `guide.js` opens it in a frame."""
    if not output.get("frozen"):
        return ""
    address = front_end.address(output["frozen"], block.options.extra)
    address = escape(up_from(page.name) + address)
    link = f'<a href="{address}" target="_blank">Open this TensorBoard</a>'
    return f'<p class="sg-frozen">{link}</p>'


def _picture(block: Block, output: dict[str, Any], base: str) -> str:
    alt = escape(block.options.alt)
    if output["type"] == "svg":
        prefix = re.sub(r"\W", "", base) + f"b{block.number}"
        return inline_svg(output["data"], prefix, block.options.alt)
    if output["type"] == "png":
        return f'<img alt="{alt}" src="data:image/png;base64,{output["data"]}">'
    size = f'width="{output["width"]}" height="{output["height"]}" loading="lazy"'
    return "".join(
        f'<a class="sg-shot" href="{base}{output[theme]}#only-{theme}">'
        f'<img alt="{alt}" src="{base}{output[theme]}#only-{theme}" {size}>'
        "</a>"
        for theme in ("light", "dark")
    )


def inline_html(text: str) -> str:
    """A caption or note: text in which backticks mark code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def counted(number: int, noun: str) -> str:
    """A number with its noun, as in "1 block" or "2 blocks"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
