"""Turns a block's record into the HTML that stands under the block.

Pure functions from text to text: nothing here runs, writes or fetches.
"""

import re
from datetime import UTC, datetime
from html import escape
from typing import Any

from sitekit import diagram, drawing
from sitekit.library import up_from
from sitekit.page import Block, Page
from sitekit.records import Record
from sitekit.tensorboard import front_end

NAMES = {
    "tensorflow": "TensorFlow",
    "keras": "Keras",
    "tensorboard": "TensorBoard",
    "tensorflow-estimator": "Estimator",
    "jax": "JAX",
    "numpy": "NumPy",
    "python": "Python",
}
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
STANDS = {
    "not begun": "This page was not run: nothing on it is proved.",
    "running": "This page is being run: nothing on it is proved yet.",
    "failed": "This page did not pass: nothing on it is proved.",
}
STAMP = '<aside class="sg-stamp"'
STAMPED = ("tensorflow", "jax", "keras", "tensorflow-estimator", "python")


def outputs(page: Page, block: Block, entry: dict[str, Any]) -> str:
    """The HTML of all that a block showed."""
    if block.options.output == "hide":
        return ""
    parts = [
        (o["type"] == "error", _output(page, block, o)) for o in shown(block, entry)
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
    summary = f"<summary>Output ({count(lines, 'line')})</summary>"
    return f'<details class="sg-fold">{summary}{body}</details>'


def mark(block: Block, entry: dict[str, Any]) -> str:
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


def shown(block: Block, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """What a block shows: what was recorded, or what its header says to draw."""
    if block.options.kind == "diagram":
        return [{"type": "svg", "data": diagram.draw(block.options.look)}]
    recorded: list[dict[str, Any]] = entry["outputs"]
    return recorded


def _output(page: Page, block: Block, output: dict[str, Any]) -> str:
    kind = output["type"]
    text = escape(said(output), quote=False)
    if kind in ("note", "missing"):
        return f'<p class="sg-note">{inline(output["text"])}</p>'
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
    return figure(block, output, frozen=_frozen(page, block, output))


def said(output: dict[str, Any]) -> str:
    """The text of an output, as a terminal shows it."""
    return ESCAPES.sub("", output.get("text", ""))


def figure(
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
    text = f"<figcaption>{inline(caption)}</figcaption>" if caption else ""
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
        return drawing.inline(output["data"], prefix, block.options.alt)
    if output["type"] == "png":
        return f'<img alt="{alt}" src="data:image/png;base64,{output["data"]}">'
    size = f'width="{output["width"]}" height="{output["height"]}" loading="lazy"'
    return "".join(
        f'<a class="sg-shot" href="{base}{output[theme]}#only-{theme}">'
        f'<img alt="{alt}" src="{base}{output[theme]}#only-{theme}" {size}>'
        "</a>"
        for theme in ("light", "dark")
    )


def inline(text: str) -> str:
    """A caption or note: text in which backticks mark code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def _date(timestamp: float) -> str:
    moment = datetime.fromtimestamp(timestamp, UTC)
    return f"{moment.day} {moment:%B %Y}"


def versions_line(versions: dict[str, str]) -> str:
    """The versions of one environment, as in "TensorFlow 2.21.0, Python 3.11.7"."""
    return ", ".join(
        f"{NAMES[name]} {versions[name]}" for name in STAMPED if name in versions
    )


def count(number: int, noun: str) -> str:
    """A number with its noun, as in "1 block" or "2 blocks"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def what_proved(page: Page, record: Record) -> str:
    """One sentence: when a page ran, on what, how many blocks, how long."""
    body = record.body
    if "stands" in body:  # in a preview only
        return STANDS[body["stands"]]
    ran = _date(body["started"])
    environments = "; ".join(
        versions_line(versions) for versions in body["versions"].values()
    )
    if not environments:
        return f"Made on {ran} from the rest of the guide."
    lasted = f"{body['seconds']:.1f}\N{NO-BREAK SPACE}s"
    return (
        f"Every block on this page was run on {ran} with {environments}: "
        f"{count(len(page.blocks), 'block')}, {lasted}."
    )


def stamp(page: Page, record: Record, downloads: list[tuple[str, str]]) -> str:
    """What proved a page, and what a reader can take away.

    Args:
        page: The page.
        record: Its record.
        downloads: Pairs of a relative address and a label.
    """
    links = " ".join(
        f'<a class="sg-download" href="{escape(address)}" download>{escape(label)}</a>'
        for address, label in downloads
    )
    what = escape(what_proved(page, record))
    return (
        f'{STAMP} data-search-exclude aria-label="What proved this page">'
        f'<p><span class="sg-seal" aria-hidden="true">✓</span> {what}</p>'
        f'<p class="sg-downloads">{links}</p></aside>'
    )
