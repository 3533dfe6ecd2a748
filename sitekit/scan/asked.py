"""Finds what a study aid asks or offers, and its own expressions do not.

A question, a choice, a task or the front of a card may say `the 4×4 filter`, `first` or
`larger`. What computes the answer has to ask the same, as the condition of a claim has
to: so neither can be changed without the other.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

import yaml

from sitekit.aids.exercises import Exercise
from sitekit.checkout import Problem, yaml_text
from sitekit.checkout.sources import VALUE
from sitekit.scan.claims import TEXTS
from sitekit.scan.directions import CODE, unasked
from sitekit.scan.fences import Fence, find_fences
from sitekit.scan.model import Page

# What computes an answer; and what only asks, beside what it is asked by.
COMPUTES = {"answer", "stated", "code", "holds"}
ASKS = {"question", "front", "title", "task", "hints"}
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
# Turns of phrase, in a question, and a choice that says `Nothing, …`; no directions.
PLAIN = {
    *("over", "under", "same", "each", "every", "both"),
    *("nothing", "nobody", "none"),
}

Asked = tuple[int, str]  # a line from the aid's first, and a text


def unanswered(page: Page) -> Iterator[Problem]:
    """What the aids of a page ask without asking it of the run, by file and line."""
    fences, _ = find_fences(page.masked)
    exercises = (b.content for b in page.blocks if isinstance(b.content, Exercise))
    for fence in fences:
        if fence.language not in TEXTS:
            continue
        code = ""
        if fence.language == "exercise":
            code = "; ".join(next(exercises).files.values())
        root = composed(fence)
        aids = root.value if isinstance(root, yaml.SequenceNode) else [root]
        for aid in filter(None, aids):
            yield from _of_aid(page, fence, aid, code)


def composed(fence: Fence) -> yaml.Node | None:
    """The YAML of a study aid; None where it cannot be read."""
    with suppress(yaml.YAMLError):  # told by who reads it
        found: yaml.Node | None = yaml_text.compose(fence.text.partition("\n---")[0])
        return found
    return None


def _of_aid(page: Page, fence: Fence, aid: yaml.Node, code: str) -> Iterator[Problem]:
    """The same, of one question, card or exercise."""
    above = page.offset + fence.line + 1
    first, last = above + aid.start_mark.line, above + aid.end_mark.line
    held = [
        claim.holds
        for claim in page.claims
        if claim.path == page.path and first <= claim.line <= last
    ]
    computed = [text for _, text in texts(aid, COMPUTES)]
    values = [v for _, text in texts(aid) for v in VALUE.findall(text)]
    everything = [code, *held, *computed, *values]
    told = [(line, text, everything) for line, text in texts(aid, ASKS)]
    for choice in _choices(aid):
        holds = [text for _, text in texts(choice, {"holds"})]
        told += [(line, text, holds) for line, text in texts(choice, {"says"})]
    for line, text, asked in told:
        bare = CODE.sub(" ", QUOTED.sub(" ", VALUE.sub(" ", text)))
        expression = " ; ".join(" ; ".join(asked).split("\n"))
        for word, wanted in unasked(bare, expression, is_ordered=False):
            if word in PLAIN:
                continue
            what = f"{word!r} is asked here, but by nothing that computes the answer"
            yield Problem(
                page.path,
                above + line,
                f"{what}: {plain(text)}",
                f"compute it there, with {wanted}; or make it a claim or a value",
            )


def texts(node: yaml.Node | None, keys: set[str] | None = None) -> Iterator[Asked]:
    """The texts below a node of a study aid: those under some keys, or all.

    Yields:
        The line, from 0, and the text.
    """
    if isinstance(node, yaml.ScalarNode):
        if keys is None:
            yield node.start_mark.line, node.value
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from texts(child, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            inside = None if keys is None or key.value in keys else keys
            yield from texts(child, inside)


def plain(text: str) -> str:
    """The beginning of a text, without the signs in it."""
    text = " ".join(re.sub("[\ue000-\uf8ff]", "…", text).split())
    return text if len(text) <= 90 else f"{text[:89]}…"


def _choices(aid: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(aid, yaml.MappingNode):
        for key, child in aid.value:
            if key.value == "choices":
                yield from child.value
