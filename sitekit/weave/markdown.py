"""A page as one Markdown text with its outputs, for readers and for machines."""

import posixpath
import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from sitekit.checkout.sources import MARKER
from sitekit.records.library import Library
from sitekit.records.outputs import (
    Entry,
    Figure,
    Missing,
    Note,
    Photograph,
    Shown,
    Warned,
)
from sitekit.scan.addresses import url
from sitekit.scan.model import Block, Page
from sitekit.weave.aid_markdown import whole_aid
from sitekit.weave.html import Textual, frozen_address, plain_text, shown_outputs
from sitekit.weave.prose import depths, fenced, page_parts
from sitekit.weave.stamp import what_proved

# Gives the Markdown of an overview: of all pages, its language, the site's address.
Overview = Callable[[Library, str, str], str]
# A heading, but for what stands in a comment.
HEADING = re.compile(r"(?s:<!--.*?-->)|^ {0,3}(?P<marks>#{1,6}) (?P<title>.+)$", re.M)
REFERENCE = re.compile(r"^::: (?P<module>[\w.]+)$", re.MULTILINE)


def all_markdown(library: Library, site: str, overview: Overview) -> dict[str, str]:
    """Each page in plain Markdown, by the page's path.

    Args:
        library: All pages with their records.
        site: The site's absolute address.
        overview: Shows a block that is about other pages.
    """
    pages = library.pages
    return {
        path: to_markdown(library, page, site, overview) for path, page in pages.items()
    }


def to_markdown(library: Library, page: Page, site: str, overview: Overview) -> str:
    """A page in plain Markdown: values in place, each block with what it showed.

    Args:
        library: All pages with their records.
        page: The page.
        site: The site's absolute address, which all links begin with.
        overview: Shows a block that is about other pages.
    """
    record = library.record(page) if page.runs else None
    found: list[tuple[str, bool]] = []
    in_list = depths(page)
    docs = library.settings.root / "docs"
    for part in page_parts(
        page, record, lambda link: absolute_link(page, link, site, docs)
    ):
        if isinstance(part, str):
            text = REFERENCE.sub(lambda match: _reference(library, match), part)
            found.append((text, True))
        elif part.options.kind == "overview":
            found.append((overview(library, part.language, site), False))
        else:
            entry = record.body.blocks[part.number] if record else Entry("text")
            margin = " " * in_list[part.number]
            shown = "\n\n".join(_block(page, part, entry, site)).split("\n")
            text = "\n".join(line and margin + line for line in shown)
            found.append((text, False))
    title, rest = _titled(page, found)
    origin = f"Source: <{site}{url(page)}>"
    ends = f"\n\n---\n\n{what_proved(page, record)}" if record else ""
    return f"# {title}\n\n{origin}\n\n{rest}{ends}\n"


def _titled(page: Page, parts: list[tuple[str, bool]]) -> tuple[str, str]:
    """The title of a page, and the rest of it.

    Args:
        page: The page.
        parts: Its texts, and whether each is prose.
    """
    title, texts = "", []
    levels = [level for _, level in page.headings]
    named = 1 if 1 in levels or "title" in page.front.values else (levels or [1])[0]
    for text, is_prose in parts:
        for found in HEADING.finditer(text) if is_prose and not title else ():
            if found["marks"] and len(found["marks"]) == named:
                title = found["title"]
                text = f"{text[: found.start()].rstrip()}\n\n{text[found.end() :]}"
                break
        texts.append(text.strip("\n"))
    return title or page.title, "\n\n".join(filter(None, texts))


def absolute_link(page: Page, target: str, site: str, docs: Path) -> str:
    """The address on the site that a link on a page leads to.

    Args:
        page: The page.
        target: What the link says: a file next to the page's own, or an address as
            seen from the page.
        site: The site's absolute address.
        docs: Where the files are.
    """
    if re.match(r"[a-z]+:", target):
        return target
    path, mark, fragment = target.partition("#")
    if not path:
        return f"{site}{url(page)}{mark}{fragment}"
    there = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path))
    if not re.search(r"\.(?:md|ipynb)$", path):
        if not (docs / there).is_file():
            there = posixpath.normpath(posixpath.join(url(page), path))
        return f"{site}{there}{mark}{fragment}"
    there = re.sub(r"(?:(?:^|/)index)?\.\w+$", "", there)
    return f"{site}{there}{'/' if there else ''}{mark}{fragment}"


def _reference(library: Library, match: re.Match[str]) -> str:
    """In place of a module's reference its source, which holds all of it."""
    name = match["module"].replace(".", "/") + ".py"
    file = library.settings.root / "snippets" / name
    lines = file.read_text("utf-8").rstrip().split("\n")
    code = "\n".join(line for line in lines if not MARKER.match(line))
    return f"## `{match['module']}`\n\n{fenced('python', code)}"


def _block(page: Page, block: Block, entry: Entry, site: str) -> list[str]:
    """A block and what it showed, as pieces of Markdown."""
    if block.options.is_aid:
        return [whole_aid(page, block, entry.aid)]
    found = []
    if block.options.check:
        found.append("*The check that proves this:*")
    if "title" in block.options.look:
        found.append(f"*{block.options.look['title']}:*")
    if not block.options.is_picture:
        found.append(fenced(block.language, block.code))
    if block.options.output == "hide":
        return found
    for is_text, outputs in groupby(shown_outputs(block, entry), key=_is_text):
        if is_text:
            texts = "\n".join(_text(one) for one in outputs if isinstance(one, Textual))
            found += ["Output:", fenced("text", texts)]
            continue
        for output in outputs:
            if isinstance(output, Figure | Photograph):
                found.append(_picture(page, block, output, site))
            elif isinstance(output, Note | Missing):
                found.append(f"*{output.text}*")
    return found


def _is_text(output: Shown) -> bool:
    return isinstance(output, Textual)


def _text(output: Textual) -> str:
    text = plain_text(output)
    return f"{output.name}: {text}" if isinstance(output, Warned) else text


def _picture(page: Page, block: Block, output: Figure | Photograph, site: str) -> str:
    alt = re.sub(r"([\[\]])", r"\\\1", block.options.alt)
    address = site + url(page)
    if isinstance(output, Photograph):
        text = f"![{alt}]({address}{output.light})"
    else:  # it is part of the page itself
        text = f"[Figure: {alt}]({address})"
    if block.options.caption:
        text += f"\n\n*{block.options.caption}*"
    if isinstance(output, Photograph) and output.frozen:
        frozen = frozen_address(block, output)
        text += f"\n\n[Open this TensorBoard]({site}{frozen})"
    return text
