"""Turns a block's record into the HTML that stands under the block.

Pure functions from text to `Markup`: nothing here runs, writes or fetches.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from markupsafe import Markup

from sitekit.drawings import diagram, inline_svg
from sitekit.drawings.diagram import Diagram
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
from sitekit.scan.addresses import address, up_from
from sitekit.scan.model import Block, Page
from sitekit.tensorboard.dashboards import Dashboard
from sitekit.tensorboard.frozen import front_end
from sitekit.weave.scripts import commands

# What a terminal makes letters bold with; Keras does so in its messages.
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
# More lines than a reader passes over at a glance: they are folded.
LONG = 30
# What has a text of a program's, and not of ours.
Textual = Stream | Value | Warned | Raised
# Names and blanks: a quarter of all elements of a page, and no style tells them
# from the code around them. A dot or a comma is too small for a colour of its own.
PLAIN = re.compile(r'<span class="(?:[nw]">([^<]*)|[op]">([.,]))</span>')


def outputs_html(page: Page, block: Block, outputs: Sequence[Shown]) -> Markup:
    """The HTML of all that a block showed."""
    if block.options.output == "hide" or not outputs:
        return Markup()
    # Error messages are what a reader types into the search; of all outputs only they
    # are in its index.
    raised = any(isinstance(output, Raised) for output in outputs)
    body = Markup().join(
        Markup("<div data-search-exclude>{}</div>").format(part)
        if raised and not isinstance(output, Raised)
        else part
        for output in outputs
        for part in [_output(page, block, output)]
    )
    if block.options.output == "fold":
        body = _folded(body, sum(map(_height, outputs)))
    hidden = "" if raised else Markup(" data-search-exclude")
    return Markup('<div class="sg-outputs"{}>{}</div>').format(hidden, body)


def _height(output: Shown) -> int:
    """The lines that an output takes."""
    if isinstance(output, Figure | Photograph):
        return 1
    return output.text.count("\n") + 1


def _folded(body: Markup, lines: int) -> Markup:
    return Markup(
        '<details class="sg-fold"><summary>Output ({})</summary>{}</details>'
    ).format(counted(lines, "line"), body)


def block_attributes(block: Block, outputs: Sequence[Shown]) -> Markup:
    """The attributes of a block's element; one with a message can be linked to.

    It says how many lines its code has, so that a browser knows the height of code
    that it has not laid out yet; see `guide.css`.
    """
    is_message = any(isinstance(output, Raised | Warned) for output in outputs)
    name = Markup(' id="{}"').format(anchor(block)) if is_message else ""
    lines = block.code.strip("\n").count("\n") + 1
    attributes = Markup('data-block="{}"{}{} style="--sg-lines:{}"')
    return attributes.format(block.number, name, _to_copy(block), lines)


def _to_copy(block: Block) -> Markup:
    """What the copy button takes in place of what is seen: commands, no prompts."""
    if block.options.kind != "console":
        return Markup()
    return Markup(' data-copy="{}"').format("\n".join(commands(block)))


def lean(html: str) -> Markup:
    """Highlighted code without the elements that change nothing on the screen."""
    return Markup(PLAIN.sub(r"\1\2", html))


def anchor(block: Block) -> str:
    """The name of a block's place on its page."""
    return f"block-{block.number}"


def shown_outputs(block: Block, entry: Entry) -> tuple[Shown, ...]:
    """What a block shows: what was recorded, or what its header says to draw."""
    if isinstance(block.content, Diagram):
        return (Figure("svg", diagram.draw(block.content)),)
    return entry.outputs


def _output(page: Page, block: Block, output: Shown) -> Markup:
    match output:
        case Note() | Missing():
            return Markup('<p class="sg-note">{}</p>').format(inline_html(output.text))
        case Value(html=html) if html:
            # A value's own HTML, as in a notebook: the code of the page has made it.
            # pandas heads its index with an empty cell.
            html = Markup(html.replace("<th></th>", "<td></td>"))
            return Markup('<div class="sg-rich" tabindex="0">{}</div>').format(html)
        case Stream() | Value():
            kind = "stream" if isinstance(output, Stream) else "value"
            return _text(block, output, kind, _prompted(block, plain_text(output)))
        case Warned():
            text = Markup("<b>{}</b>: {}").format(output.name, plain_text(output))
            return _text(block, output, "warning", text)
        case Raised():
            # The name comes first, for TensorFlow's own errors with its module.
            head, colon, rest = plain_text(output).partition(":")
            name = Markup(".<wbr>").join(re.split(r"\.(?=\w)", head))
            text = Markup("<b>{}</b>{}{}").format(name, colon, rest)
            return _text(block, output, "error", text)
        case Figure() | Photograph():
            return figure_html(block, output, frozen=_frozen(page, block, output))
        case _:
            assert_never(output)


def _text(block: Block, output: Textual, kind: str, text: str) -> Markup:
    """An output of text; a long one is folded, unless it is an error."""
    # HTML drops a line break right after <pre>: this one, not the text's own.
    html = Markup('<pre class="sg-{}" tabindex="0">\n{}</pre>').format(kind, text)
    is_long = _height(output) > LONG and block.options.output == "show"
    folds = is_long and not isinstance(output, Raised)
    return _folded(html, _height(output)) if folds else html


def _prompted(block: Block, text: str) -> str:
    """A text in which the prompts before a console's commands cannot be selected."""
    if block.options.kind != "console":
        return text
    typed = {f"$ {command}" for command in commands(block)}
    prompt = Markup('<span class="gp">$ </span>{}')
    lines = text.split("\n")
    return Markup("\n").join(
        prompt.format(line[2:]) if line in typed else line for line in lines
    )


def plain_text(output: Textual) -> str:
    """The text of an output, as a terminal shows it."""
    return ESCAPES.sub("", output.text)


def figure_html(
    block: Block, output: Figure | Photograph, base: str = "", frozen: str = ""
) -> Markup:
    """A picture with its caption.

    Args:
        block: The block that drew it, or asked for it.
        output: The picture in the block's record.
        base: The address of the block's page, where another page shows it.
        frozen: The link to the frozen log behind it.
    """
    words = inline_html(block.options.caption)
    words = words and Markup("<figcaption>{}</figcaption>").format(words)
    figure = Markup('<figure class="sg-figure">{}{}{}</figure>')
    return figure.format(_picture(block, output, base), frozen, words)


def _frozen(page: Page, block: Block, output: Figure | Photograph) -> Markup:
    """The way to the frozen log behind a picture; `guide.js` opens it in a frame."""
    if isinstance(output, Figure) or not output.frozen:
        return Markup()
    frozen = Markup('<p class="sg-frozen"><a href="{}" target="_blank">{}</a></p>')
    to = up_from(page.name) + frozen_address(block, output)
    return frozen.format(to, "Open this TensorBoard")


def frozen_address(block: Block, output: Photograph) -> str:
    """Where the frozen log behind a picture can be read, from the site's root."""
    assert isinstance(block.content, Dashboard)
    return front_end.address(output.frozen, block.content)


def _picture(block: Block, output: Figure | Photograph, base: str) -> Markup:
    alt = block.options.alt
    if isinstance(output, Figure):
        if output.form == "svg":
            prefix = re.sub(r"\W", "", base) + f"b{block.number}"
            return inline_svg(output.data, prefix, alt)
        image = Markup('<img alt="{}" src="data:image/png;base64,{}">')
        return image.format(alt, output.data)
    shot = Markup(
        '<a class="sg-shot" href="{0}"><img alt="{1}" src="{0}" width="{2}" '
        'height="{3}" loading="lazy"></a>'
    )
    return Markup().join(
        shot.format(f"{base}{file}#only-{theme}", alt, output.width, output.height)
        for theme, file in (("light", output.light), ("dark", output.dark))
    )


def inline_html(text: str) -> Markup:
    """A caption or note: text in which backticks mark code."""
    code = Markup("<code>{}</code>")
    parts = enumerate(re.split(r"`([^`]+)`", text))
    return Markup().join(code.format(part) if n % 2 else part for n, part in parts)


def link(to: str, text: str) -> Markup:
    """A link to an address."""
    return Markup('<a href="{}">{}</a>').format(to, text)


def page_links(up: str, names: Iterable[str], titles: Mapping[str, str]) -> Markup:
    """Links to pages of the site, one after the other."""
    return Markup(", ").join(link(up + address(one), titles[one]) for one in names)


def counted(number: int, noun: str) -> str:
    """A number with its noun, as in "1 block" or "2 blocks"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
