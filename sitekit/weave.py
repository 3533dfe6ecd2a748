"""Turns a block's record into the HTML that stands under the block.

Pure functions from text to text: nothing here runs, writes or fetches.
"""

import re
from datetime import UTC, datetime
from html import escape
from typing import Any

from sitekit.records import Record
from sitekit.scan import Block, Page

NAMES = {
    "tensorflow": "TensorFlow",
    "keras": "Keras",
    "tensorboard": "TensorBoard",
    "tensorflow-estimator": "Estimator",
    "numpy": "NumPy",
    "python": "Python",
}
STAMP = '<aside class="sg-stamp"'
STAMPED = ("tensorflow", "keras", "tensorflow-estimator", "python")


def asset_url(page: Page, name: str) -> str:
    """The address of a record's file, relative to the page that shows it."""
    return name


def outputs(page: Page, block: Block, entry: dict[str, Any]) -> str:
    """The HTML of all that a block showed."""
    if block.options.output == "hide":
        return ""
    parts = [_output(page, block, output) for output in entry["outputs"]]
    if not parts:
        return ""
    body = "".join(parts)
    if block.options.output == "fold":
        lines = sum(o.get("text", "").count("\n") + 1 for o in entry["outputs"])
        body = (
            f'<details class="sg-fold"><summary>Output ({lines} lines)</summary>'
            f"{body}</details>"
        )
    return f'<div class="sg-outputs" data-search-exclude>{body}</div>'


def _output(page: Page, block: Block, output: dict[str, Any]) -> str:
    kind = output["type"]
    text = escape(output.get("text", ""), quote=False)
    if kind == "stream":
        return f'<pre class="sg-stream" tabindex="0">{text}</pre>'
    if kind == "warning":
        name = escape(output["name"])
        return f'<pre class="sg-warning" tabindex="0"><b>{name}</b>: {text}</pre>'
    if kind == "error":
        name = escape(output["name"])
        text = text.removeprefix(output["name"])
        return f'<pre class="sg-error" tabindex="0"><b>{name}</b>{text}</pre>'
    if kind == "note":
        return f'<p class="sg-note">{text}</p>'
    if kind == "value":
        if "html" in output:
            return f'<div class="sg-rich" tabindex="0">{output["html"]}</div>'
        return f'<pre class="sg-value" tabindex="0">{text}</pre>'
    return _figure(block, _picture(page, block, output))


def _picture(page: Page, block: Block, output: dict[str, Any]) -> str:
    alt = escape(block.options.alt)
    if output["type"] == "svg":
        return _inline_svg(output["data"], f"b{block.number}", block.options.alt)
    if output["type"] == "png":
        return f'<img alt="{alt}" src="data:image/png;base64,{output["data"]}">'
    size = f'width="{output["width"]}" height="{output["height"]}" loading="lazy"'
    return "".join(
        f'<a class="sg-shot" href="{asset_url(page, output[theme])}#only-{theme}">'
        f'<img alt="{alt}" src="{asset_url(page, output[theme])}#only-{theme}" {size}>'
        "</a>"
        for theme in ("light", "dark")
    )


def _inline_svg(svg: str, prefix: str, alt: str) -> str:
    """Makes an SVG part of the page: unique ids, a role and a name."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r'href="#', f'href="#{prefix}-', svg)
    svg = re.sub(r"url\(#", f"url(#{prefix}-", svg)
    svg = re.sub(r'aria-labelledby="[^"]*"', "", svg)
    svg = re.sub(r"\n\s*", "\n", svg)
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1)


def _figure(block: Block, picture: str) -> str:
    caption = block.options.caption
    text = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure class="sg-figure">{picture}{text}</figure>'


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


def stamp(page: Page, record: Record, downloads: list[tuple[str, str]]) -> str:
    """What proved a page, and what a reader can take away.

    Args:
        page: The page.
        record: Its record.
        downloads: Pairs of a relative address and a label.
    """
    body = record.body
    environments = "; ".join(
        versions_line(versions) for versions in body["versions"].values()
    )
    links = " ".join(
        f'<a class="sg-download" href="{escape(address)}" download>{escape(label)}</a>'
        for address, label in downloads
    )
    blocks = count(len(page.blocks), "block")
    with_versions = f" with {escape(environments)}" if environments else ""
    return (
        f'{STAMP} data-search-exclude aria-label="What proved this page">'
        f'<p><span class="sg-seal" aria-hidden="true">✓</span> Every block on this '
        f"page was run on {_date(body['started'])}{with_versions}: {blocks}, "
        f"{body['seconds']:.1f} s.</p>"
        f'<p class="sg-downloads">{links}</p></aside>'
    )
