"""Claims: words of the text that an expression beside them has to bear out.

`{{ "the loss falls" if loss[-1] < loss[0] }}` stands on the page as `the loss falls`.
The words are taken into the text before anything else reads it; the page's run decides
whether the expression holds. What the words say of a direction, the expression has to
ask, too: so neither can be turned round without the other.

Two more forms are read here: `{{ advice }}` and `{{ definition }}` end a sentence that
no run can bear out; `{{ fact name }}` stands for what a source says, see `facts`, and
`{{ survived name }}` for how many runs a conclusion has survived, see `experiments`.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sitekit.checkout import Problem
from sitekit.checkout.sources import VALUE
from sitekit.scan.conditions import changes, vacuous
from sitekit.scan.directions import unasked
from sitekit.scan.experiments import survived_words
from sitekit.scan.facts import NAME, fact_words
from sitekit.scan.fences import Fence

CLAIM = re.compile(r"""(?P<quote>["'])(?P<words>.*?)(?P=quote)\s+if\s+(?P<holds>.+)""")
# What stands for them in a text of which the sentences are judged: no parser minds.
SIGNS = {
    "claim": "\ue0c0",
    "advice": "\ue0c1",
    "definition": "\ue0c2",
    "fact": "\ue0c3",
    "survived": "\ue0c6",
}
COMMENT = re.compile(r"(?:^|\s)#")  # in YAML
MARK = re.compile(r" *\{\{\s*(advice|definition)\s*\}\}")
FACT = re.compile(rf"fact\s+(?P<name>{NAME.pattern})")
SURVIVED = re.compile(r"survived\s+(?P<name>[\w.-]+)")
# Blocks whose text is read by a person; what stands in others is code.
TEXTS = {"quiz", "exercise", "cards"}


@dataclass(frozen=True)
class Claimed:
    """A claim as it stands in the text.

    Attributes:
        words: What the reader reads.
        holds: The expression, in Python.
        line: Its line in the body, from 1.
        in_header: Whether it stands in the header of a block.
    """

    words: str
    holds: str
    line: int
    in_header: bool


@dataclass
class Text:
    """A page's text with the claims' words in it.

    Attributes:
        body: The text, with as many lines.
        masked: The same with one of `SIGNS` in the place of each claim, fact and mark.
        claims: The claims, in order.
        marks: How often each mark stands there.
    """

    body: str
    masked: str
    claims: list[Claimed] = field(default_factory=list)
    marks: Counter[str] = field(default_factory=Counter)


def take_out(
    root: Path,
    path: str,
    body: str,
    offset: int,
    fences: list[Fence],
    is_prose: bool = True,
) -> Text:
    """Puts the words of claims into a text, and those of facts and experiments.

    Args:
        root: The checkout's root.
        path: The text's file, relative to the root.
        body: The text.
        offset: The lines above it in the file.
        fences: The fenced blocks in it: what stands in code is left as it is.
        is_prose: Whether facts are linked outside of blocks.

    Raises:
        Problem: A claim cannot be read, its words and its expression go different
            ways, or there is no such fact or experiment.
    """
    if "{{" not in body:
        return Text(body, body)
    headers = {fence.line for fence in fences}
    code = {
        number
        for fence in fences
        if fence.language.lower() not in TEXTS
        for number in range(fence.line + 1, fence.end + 1)
    }
    within = {n for fence in fences for n in range(fence.line, fence.end + 1)}
    prose = {*range(1, body.count("\n") + 2)} - within if is_prose else set()
    found = Text("", "")
    lines, masked = body.split("\n"), body.split("\n")
    for number, line in enumerate(lines, 1):
        if "{{" not in line or number in code:
            continue

        def problem(what: str, repair: str, number: int = number) -> Problem:
            return Problem(path, number + offset, what, repair)

        found.marks.update(match[1] for match in MARK.finditer(line))
        masked[number - 1] = MARK.sub(lambda match: SIGNS[match[1]], line)
        lines[number - 1] = MARK.sub("", line)
        for match in list(VALUE.finditer(lines[number - 1])):
            holds, sign = "", "fact"
            if named := SURVIVED.fullmatch(match[1]):
                text = survived_words(root, named["name"], problem)
                sign = "survived"
            elif named := FACT.fullmatch(match[1]):
                text = fact_words(root, named["name"], number in prose, problem)
            elif claim := _claim(match[1], problem):
                text, holds = claim
                sign = "claim"
            else:
                continue
            if number not in {*prose, *headers}:
                _check_yaml(text, problem)
            if holds:
                found.claims.append(Claimed(text, holds, number, number in headers))
            lines[number - 1] = lines[number - 1].replace(match[0], text, 1)
            masked[number - 1] = masked[number - 1].replace(match[0], SIGNS[sign], 1)
    found.body, found.masked = "\n".join(lines), "\n".join(masked)
    return found


def _claim(
    typed: str, problem: Callable[[str, str], Problem]
) -> tuple[str, str] | None:
    """The words and the expression of what stands in braces; None for a value.

    Raises:
        Problem: It is a claim, and not as it should be.
    """
    claim = CLAIM.fullmatch(typed)
    if not claim or _parses(typed):
        return None
    words, holds = claim["words"], claim["holds"]
    if not words.strip() or words.startswith(2 * claim["quote"]):
        what = f"there are no words in this claim: {typed}"
        raise problem(what, "put them between one pair of quotes")
    if not (_parses(holds) and _parses(f"({holds})")):
        what = f"the condition of the claim {words!r} is no expression: {holds}"
        raise problem(what, 'write `{{ "words" if expression }}`')
    # It is computed in an f-string, which has rules of its own.
    if not _parses(f'f"""{{ ({holds})}}"""'):
        what = f"the condition of the claim {words!r} cannot stand in braces: {holds}"
        repair = "compute this part in the block above: a backslash, or three quotes"
        raise problem(what, repair)
    tree = ast.parse(holds.strip(), mode="eval")
    if vacuous(tree):
        what = f"the claim {words!r} rests on nothing that ran: {holds}"
        raise problem(what, "compare values of the page's blocks")
    if changed := next(changes(tree), ""):
        what = f"the claim {words!r} would change what the page computes: {changed}"
        raise problem(what, "do this in the block above, and ask for what it made")
    for word, wanted in unasked(words, holds):
        what = f"the claim says {word!r}, but its condition does not ask it: {holds}"
        raise problem(what, f"ask it in the same direction, with {wanted}")
    return words, holds


def _check_yaml(text: str, problem: Callable[[str, str], Problem]) -> None:
    """A study aid would lose the end of such words.

    Raises:
        Problem: There is a comment in them.
    """
    if COMMENT.search(text):
        what = f"what follows `#` would be a comment here: {text}"
        raise problem(what, "say it without this sign, or put a letter before it")


def _parses(expression: str) -> bool:
    try:
        ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True
