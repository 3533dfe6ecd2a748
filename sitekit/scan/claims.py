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
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitekit.checkout import Problem
from sitekit.checkout.sources import VALUE
from sitekit.scan.experiments import survived_words
from sitekit.scan.facts import Fact
from sitekit.scan.fences import Fence

CLAIM = re.compile(r"""(?P<quote>["'])(?P<words>.+?)(?P=quote)\s+if\s+(?P<holds>.+)""")
# What stands for them in a text of which the sentences are judged: no parser minds.
SIGNS = {
    "claim": "\ue0c0",
    "advice": "\ue0c1",
    "definition": "\ue0c2",
    "fact": "\ue0c3",
}
MARK = re.compile(r" *\{\{\s*(advice|definition)\s*\}\}")
FACT = re.compile(r"fact\s+(?P<name>[\w.-]+)")
SURVIVED = re.compile(r"survived\s+(?P<name>[\w.-]+)")
# Blocks whose text is read by a person; what stands in others is code.
TEXTS = {"quiz", "exercise", "cards"}
# What a direction in words asks of the expression: one of these has to stand in it.
UP = (
    "larger bigger greater higher more above over exceeds exceed longer taller wider "
    "deeper heavier rises rise rose grows grow grew increases increase climbs gains"
)
DOWN = (
    "smaller lower less fewer below under shorter narrower lighter falls fall fell "
    "drops drop shrinks shrink decreases decrease sinks declines"
)
EQUAL = "equal equals same identical unchanged"
MOST = "largest biggest greatest highest most longest widest"
LEAST = "smallest lowest least fewest shortest narrowest"
DIRECTIONS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(UP.split(), ("`>`", r"[^-=]>|^>|\bmax\b|argmax|idxmax")),
    **dict.fromkeys(DOWN.split(), ("`<`", r"<|\bmin\b|argmin|idxmin")),
    **dict.fromkeys(
        EQUAL.split(),
        ("`==`", r"==|close|equal|\bis\b|\bnp\.ptp\b|nunique|\bset\(|\bin\b"),
    ),
    **dict.fromkeys(MOST.split(), ("`max`", r"max|nlargest|\ball\(|>")),
    **dict.fromkeys(LEAST.split(), ("`min`", r"min|nsmallest|\ball\(|<")),
    **dict.fromkeys(
        ["always", "every", "each", "both"],
        ("`all(…)`", r"\ball\b|\band\b|close|equal|==|issubset|<=|>=|\bset\("),
    ),
    **dict.fromkeys(
        ["never", "none", "nothing", "nobody"],
        ("`not any(…)`", r"\bnot\b|== ?0|!=|is None|\ball\b|== ?\[\]|== ?\(\)"),
    ),
    **dict.fromkeys(
        ["twice", "double", "doubles", "doubled"], ("the factor 2", r"\b2(?:\.0)?\b")
    ),
    **dict.fromkeys(["half", "halves", "halved"], ("the factor 2", r"\b2\b|0\.5")),
    **dict.fromkeys(
        ["faster", "slower", "better", "worse"], ("an order, `<` or `>`", r"[<>]")
    ),
    **dict.fromkeys(["best", "worst"], ("`max` or `min`", r"max|min|[<>]")),
    "first": (
        "`[0]`, `[:n]`, or a name with `first` in it",
        r"\[0|\[:|\[1|first|start|begin|== 0|(?<!-)\b1\b|early|next\(|head\(|iloc",
    ),
    "last": (
        "`[-1]`, or a name with `last` in it",
        r"-\d|last|\bend|reversed|final|\[-|late|tail\(",
    ),
}
# A number in words, and one in the condition.
TYPED = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?!\w)")
LITERAL = re.compile(r"(?<![\d.])\d[\d_]*(?:\.\d+)?(?:e-?\d+)?")
# After one of these a direction is denied: the expression may ask either way.
DENIED = re.compile(r"\b(?:not?|never|without|hardly|neither|nor|cannot)\b|n't\b")
WORD = re.compile(r"[a-z]+")


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
    path: str,
    body: str,
    offset: int,
    fences: list[Fence],
    facts: Mapping[str, Fact] | None = None,
    is_prose: bool = True,
    root: Path | None = None,
) -> Text:
    """Puts the words of claims into a text, and those of facts and experiments.

    Args:
        path: Its file, relative to the root.
        body: The text.
        offset: The lines above it in the file.
        fences: The fenced blocks in it: what stands in code is left as it is.
        facts: The facts, by name.
        is_prose: Whether facts are linked outside of blocks.
        root: The checkout with the experiments.

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
            words: tuple[str, str] | None
            if root and (named := SURVIVED.fullmatch(match[1])):
                words = survived_words(root, named["name"], problem), ""
            else:
                words = _words(match[1], facts or {}, number in prose, problem)
            if words is None:
                continue
            text, holds = words
            if holds:
                found.claims.append(Claimed(text, holds, number, number in headers))
            lines[number - 1] = lines[number - 1].replace(match[0], text, 1)
            sign = SIGNS["claim" if holds else "fact"]
            masked[number - 1] = masked[number - 1].replace(match[0], sign, 1)
    found.body, found.masked = "\n".join(lines), "\n".join(masked)
    return found


def _words(
    typed: str,
    facts: Mapping[str, Fact],
    is_prose: bool,
    problem: Callable[[str, str], Problem],
) -> tuple[str, str] | None:
    """The words and the expression of what stands in braces; None for a value.

    Raises:
        Problem: It is a claim or a fact, and not as it should be.
    """
    if fact := FACT.fullmatch(typed):
        if fact["name"] not in facts:
            what = f"there is no fact {fact['name']!r}"
            repair = "add it to docs/reference/facts.yml, with its source"
            raise problem(what, repair)
        found = facts[fact["name"]]
        return found.linked if is_prose else found.says.replace("`", ""), ""
    claim = CLAIM.fullmatch(typed)
    if not claim or _parses(typed):
        return None
    words, holds = claim["words"], claim["holds"]
    if not _parses(holds):
        what = f"the condition of the claim {words!r} is no expression: {holds}"
        raise problem(what, 'write `{{ "words" if expression }}`')
    if not any(isinstance(n, ast.Name) for n in ast.walk(ast.parse(holds.strip()))):
        what = f"the claim {words!r} rests on nothing that ran: {holds}"
        raise problem(what, "compare values of the page's blocks")
    for word, wanted in unasked(words, holds):
        what = f"the claim says {word!r}, but its condition does not ask it: {holds}"
        raise problem(what, f"ask it in the same direction, with {wanted}")
    return words, holds


def unasked(words: str, holds: str) -> Iterator[tuple[str, str]]:
    """The numbers and the words of a direction that an expression does not ask.

    Args:
        words: What is claimed.
        holds: The expression.

    Yields:
        The word, and what would ask it.
    """
    words = re.sub(r"`[^`]*`", "", words)  # code is no word
    numbers = [float(found.replace("_", "")) for found in LITERAL.findall(holds)]
    for typed in TYPED.findall(words):
        said = float(typed.replace(",", ""))
        if not any(said in (number, round(100 * number, 9)) for number in numbers):
            yield typed.rstrip(","), "this number, or a hundredth of it"
    if DENIED.search(words.lower()):
        return
    for word in WORD.findall(words.lower()):
        wanted, pattern = DIRECTIONS.get(word, ("", ""))
        if wanted and not re.search(pattern, holds):
            yield word, wanted


def _parses(expression: str) -> bool:
    try:
        ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True
