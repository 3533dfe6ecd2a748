"""What a program gave to be shown, made harmless before anything shows it.

All that leaves the records passes through here. An output in which something acts,
loads or sends is refused: its author is told. What is on no list besides, such as an
attribute that changes nothing of what is seen, is left out without a word.
"""

from collections.abc import Callable

from msgspec.structs import replace

from sitekit.checkout import Problem, Problems
from sitekit.records.outputs import Entry, Figure, Practised, Shown, Value
from sitekit.records.safe_html import safe_html
from sitekit.records.safe_svg import safe_svg
from sitekit.records.unsafe import Unsafe, safe_png
from sitekit.scan.model import Block, Page


def safe_entries(page: Page, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """What the blocks of a page showed, with nothing in it that comes alive.

    Raises:
        Problems: The outputs that cannot be shown.
    """
    problems: list[Problem] = []
    found = tuple(
        _entry(block, entry, problems)
        for block, entry in zip(page.blocks, entries, strict=True)
    )
    if problems:
        raise Problems(problems)
    return found


def _entry(block: Block, entry: Entry, problems: list[Problem]) -> Entry:
    outputs, aid = entry.outputs, entry.aid
    if isinstance(aid, Practised):
        aid = replace(aid, outputs=_outputs(block, aid.outputs, problems))
    return replace(entry, outputs=_outputs(block, outputs, problems), aid=aid)


def _outputs(
    block: Block, outputs: tuple[Shown, ...], problems: list[Problem]
) -> tuple[Shown, ...]:
    found = []
    for number, output in enumerate(outputs):
        try:
            found.append(_safe(output, f"own-{block.number}-{number}"))
        except Unsafe as error:
            kind = "HTML" if isinstance(output, Value) else "picture"
            what = f"the {kind} that this block shows {error.what}"
            repair = f"{error.repair}; or show it as text with `print`"
            problems.append(Problem(*block.where, what, repair))
    return tuple(found)


def _safe(output: Shown, name: str) -> Shown:
    """One output.

    Args:
        output: What was recorded.
        name: What makes its ids and classes its own on the page.

    Raises:
        Unsafe: Something in it acts, or would be loaded.
    """
    match output:
        case Value(html=html) if html:
            return replace(output, html=safe_html(html, name))
        case Figure(form=form, data=data):
            return replace(output, data=FORMS[form](data))
        case _:
            return output


FORMS: dict[str, Callable[[str], str]] = {"svg": safe_svg, "png": safe_png}
