"""Reads a page or a lab into the blocks that are to be proved.

There is one scanner for both sides: pytest runs what it finds, and the site
shows only what it finds.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from sitekit.checkout import Problem
from sitekit.checkout.settings import Settings
from sitekit.checkout.sources import VALUE, Excerpt, Line, is_file, read_source
from sitekit.scan import claims, definitions, labs
from sitekit.scan.claims import Claimed
from sitekit.scan.fences import Fence, find_fences, tabs
from sitekit.scan.front_matter import split_front_matter, split_lab_header
from sitekit.scan.model import Block, Claim, Page, Value, name_of
from sitekit.scan.options import GRAMMARS, PYTHON, read_content, read_options
from sitekit.scan.sections import LOOKS_LIKE_AN_INCLUDE, resolve
from sitekit.scan.slips import Prose, read_prose

# Material's icons, which would have to be looked for among 14,000 files at each build.
ICON = re.compile(r":(?:material|octicons|fontawesome|simple)-[\w-]+:")


def scan_page(settings: Settings, path: str, text: str | None = None) -> Page:
    """Reads one page or lab.

    Args:
        settings: The checkout's settings.
        path: The source, relative to the root.
        text: Its text, where it is not to be read from disk.

    Raises:
        Problem: Anything on the page is not as it should be.
    """
    if text is None:
        text = read_source(settings.root, path)
    if path.endswith(".py"):
        matter, script = split_lab_header(path, text)
        body, offset = labs.to_markdown(path, script), 0
    else:
        matter, body, offset = split_front_matter(path, text)
    environment = str(matter.values.get("environment", "default"))
    _check_environment(settings, environment, path, matter.lines.get("environment"))
    fences, strays = find_fences(body)
    claimed = claims.take_out(settings.root, path, body, offset, fences)
    if claimed.body != body:
        body = claimed.body
        before = {(fence.line, fence.end) for fence in fences}
        fences, strays = find_fences(body)
        if changed := before ^ {(fence.line, fence.end) for fence in fences}:
            what = "the text in braces on this line opens or closes a block"
            repair = "write the block out, and the claim above or below it"
            raise Problem(path, min(changed)[0] + offset, what, repair)
    if strays:
        raise Problem(
            path,
            strays[0] + offset,
            "this looks like a fenced block, but the site would not render it as one",
            "open it on a line of its own, put options in braces with quotes as in"
            ' ```{.python title="…"}, and close every block',
        )
    for number in tabs(body, fences):
        what = "a tab in a block would be shown and run as spaces"
        repair = "indent with spaces; in a string, write `\\t`"
        raise Problem(path, number + offset, what, repair)
    prose = _prose(path, body, offset)
    blocks: list[Block] = []
    sections: list[str] = []
    for number, fence in enumerate(fences):
        fence_line = fence.line + offset
        lines = [
            Line(line, path, fence_line + 1 + index)
            for index, line in enumerate(fence.text.split("\n") if fence.text else [])
        ]
        resolved, used = resolve(settings.root, path, lines)
        sections += used
        excerpt = Excerpt(
            page=path,
            number=number,
            line=fence_line,
            language=_language(fence.language),
            header=fence.options,
            flags=fence.classes,
            lines=tuple(resolved),
        )
        above = [one for one in prose.headings if one.line < fence.line]
        under = (above[-1].text, above[-1].line + offset) if above else ("", 0)
        blocks.append(_block(settings, excerpt, under, fence.text, environment))
    _check_cards(blocks)
    _check_data(path, blocks)
    page = Page(
        path=path,
        title=str(matter.values.get("title") or _title(path, offset, prose)),
        environment=environment,
        body=body,
        offset=offset,
        blocks=tuple(blocks),
        values=tuple(_values(path, body, offset, fences, blocks)),
        claims=(
            *_claims(path, offset, claimed.claims, blocks),
            *_defined(settings, path, blocks),
        ),
        sections=tuple(sections),
        front=matter,
        headings=tuple((one.line + offset, one.level) for one in prose.headings),
        slips=prose.slips,
        masked=claimed.masked,
        marks=claimed.marks,
    )
    if page.is_lab and not blocks:
        what, repair = "this lab has no cell of code", "add one below a line `# %%`"
        raise Problem(path, 1, what, repair)
    return page


def _language(name: str) -> str:
    """A language in one spelling."""
    name = name.lower()
    return "python" if GRAMMARS.get(name) is PYTHON else name


def _outside(body: str, fences: list[Fence]) -> Iterator[tuple[int, str]]:
    inside = {n for fence in fences for n in range(fence.line, fence.end + 1)}
    for number, line in enumerate(body.split("\n"), 1):
        if number not in inside:
            yield number, line


@lru_cache(maxsize=256)
def _prose(path: str, body: str, offset: int) -> Prose:
    """A page's prose; a preview asks for that of all pages at each change."""
    return read_prose(path, body, offset, find_fences(body)[0])


def _title(path: str, offset: int, prose: Prose) -> str:
    """The title of a page whose front matter names none.

    Raises:
        Problem: It is known only once the page has run.
    """
    if prose.title is None:
        return path
    if VALUE.search(prose.title.plain):
        what = "the page's title has an inline value, which is unknown before a run"
        repair = "write the title in the front matter: `title: …`"
        raise Problem(path, prose.title.line + offset, what, repair)
    return prose.title.plain


def _values(
    path: str, body: str, offset: int, fences: list[Fence], blocks: list[Block]
) -> Iterator[Value]:
    for number, line in _outside(body, fences):
        _check_icons(path, number + offset, line)
        if LOOKS_LIKE_AN_INCLUDE.match(line):
            what, repair = "this include is not in a block", "put a fence around it"
            raise Problem(path, number + offset, what, repair)
        for match in VALUE.finditer(line):
            before = [
                block.number
                for block in blocks
                if block.line < number + offset and block.options.kind == "python"
            ]
            if not before:
                raise Problem(
                    path,
                    number + offset,
                    f"no Python block above computes the value {match[0]}",
                    "move the value below the block that it comes from",
                )
            yield Value(match[1], number + offset, before[-1])
        if "{{" in VALUE.sub("", line):
            raise Problem(
                path,
                number + offset,
                "an inline value does not end on its line",
                "write it on one line, as in {{ expression }}",
            )


def _claims(
    path: str, offset: int, found: list[Claimed], blocks: list[Block]
) -> Iterator[Claim]:
    """Finds the block after which each claim of a page is decided.

    Raises:
        Problem: None stands above it.
    """
    for claim in found:
        line = claim.line + offset
        above = [
            block
            for block in blocks
            if block.options.kind == "python"
            and (block.line < line or (claim.in_header and block.line == line))
        ]
        within = [
            block
            for block in blocks
            if block.options.is_aid and block.line < line <= block.line + block.height
        ]
        if not above:
            what = f"no Python block above bears out {claim.words!r}"
            repair = "move the claim below the block that it is about"
            raise Problem(path, line, what, repair)
        of_figure = claim.in_header and above[-1].line == line
        # A question's claims see what its code has made.
        after = (within or above)[-1].number
        yield Claim(claim.words, claim.holds, path, line, after, of_figure)


def _defined(settings: Settings, path: str, blocks: list[Block]) -> Iterator[Claim]:
    """The claims in the definitions of the terms that a page explains.

    Raises:
        Problem: The page has no Python block.
    """
    last = [block.number for block in blocks if block.options.kind == "python"][-1:]
    for claim in definitions.claims_of(settings.root, name_of(path)):
        if not last:
            what = f"no Python block of {path} bears out {claim.words!r}"
            repair = "name a page that does: `page: …`"
            raise Problem(definitions.FILE, claim.line, what, repair)
        yield Claim(
            claim.words, claim.holds, definitions.FILE, claim.line, last[0], False
        )


def _block(
    settings: Settings,
    excerpt: Excerpt,
    under: tuple[str, int],
    raw: str,
    environment: str,
) -> Block:
    """Makes a block of an excerpt, and tells what is wrong with it.

    Raises:
        Problem: Its data or its commands are not as they should be.
    """
    for key, value in excerpt.header.items():
        if found := VALUE.search(value or ""):  # None: it does not end
            what = f"`{key}` cannot show the inline value {found[0]}"
            repair = "write words there, or a claim: {{ 'words' if expression }}"
            raise excerpt.problem(what, repair)
    options = read_options(excerpt)
    environment = options.environment or environment
    _check_environment(settings, environment, excerpt.page, (excerpt.line,))
    for name in options.data:
        file = (settings.root / "snippets" / name).resolve()
        snippets = (settings.root / "snippets").resolve()
        if not is_file(file) or not file.is_relative_to(snippets):
            what = f"data file snippets/{name} does not exist"
            repair = "add the file below snippets/, or correct the name"
            raise excerpt.problem(what, repair)
    content, options = read_content(settings.root, excerpt, options)
    if options.kind == "console":
        for line in excerpt.lines:
            if line.text.strip() and not line.text.startswith("$ "):
                raise Problem(
                    line.path,
                    line.number,
                    "a console block has only lines that begin with `$ `; "
                    "their output is recorded, never typed",
                    "delete this line",
                )
    return Block(
        **vars(excerpt),
        heading=under[0],
        under=under[1],
        raw=raw,
        options=options,
        environment=environment,
        content=content,
    )


def _check_environment(
    settings: Settings, name: str, path: str, lines: tuple[int, ...] | None
) -> None:
    if name not in settings.environments:
        what = f"environment {name!r} does not exist"
        repair = "use one of: " + ", ".join(sorted(settings.environments))
        raise Problem(path, lines[0] if lines else 1, what, repair)


def _check_cards(blocks: list[Block]) -> None:
    """Two cards of a page with one id would share what a learner knows of them."""
    seen: dict[str, int] = {}
    for block in blocks:
        for card in block.content if isinstance(block.content, tuple) else ():
            name = card.name.text
            if name in seen:
                what = f"the card on line {seen[name]} also has the id {name!r}"
                raise card.name.problem(what, "give the newer card a different id")
            seen[name] = card.name.line


def _check_data(path: str, blocks: list[Block]) -> None:
    """A data file lies next to its page on the site, and must not replace it.

    Raises:
        Problem: One has the name of the page itself, or of what it offers.
    """
    file = PurePosixPath(path)
    stem = file.parent.name if file.stem == "index" else file.stem
    stem = "index" if stem == "docs" else stem
    own = re.compile(rf"index\.html|{re.escape(stem)}(?:-.*)?\.(?:ipynb|md|py)")
    for block in blocks:
        for name in block.options.data:
            if own.fullmatch(PurePosixPath(name).name.lower()):
                what = f"{name} is the name of a file that the page itself publishes"
                raise block.problem(what, "rename the data file")


def _check_icons(path: str, line: int, text: str) -> None:
    if icon := ICON.search(text):
        what = f"{icon[0]} would be shown as it is typed: the guide has no icons"
        raise Problem(path, line, what, "say it in words, or use a character")
