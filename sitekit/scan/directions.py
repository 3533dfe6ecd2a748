"""Directions: what the words of a claim say, its expression has to ask, too.

A word such as `larger` asks for `>`, and the numbers in the words have to stand in the
expression, in their order: so neither can be turned round without the other.
"""

import re
from collections.abc import Iterable, Iterator

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
    **dict.fromkeys(UP.split(), ("`>`", r"[^-]>|^(?!.*<).*(?:\bmax\b|argmax|idxmax)")),
    "over": ("`>`", r"[^-]>|\bmax\b"),  # it may be the end of something, too
    **dict.fromkeys(DOWN.split(), ("`<`", r"<|^(?!.*>).*(?:\bmin\b|argmin|idxmin)")),
    **dict.fromkeys(
        EQUAL.split(),
        ("`==`", r"==|close\(|equal|\bis\b|\bnp\.ptp\b|nunique|\bset\(|\bin\b"),
    ),
    "different": ("`!=`", r"!=|\bnot\b|> ?\d|\b(?:set|len|unique|ptp)\b"),
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
TYPED = re.compile(r"(?<![\w.])(?<!\w-)\d[\d,]*(?:\.\d+)?(?=x?\b)")
LITERAL = re.compile(r"(?:(?<![\w.])|(?<=int)|(?<=float))\d[\d_]*(?:\.\d+)?(?:e-?\d+)?")
# After one of these a direction is denied: the expression may ask either way.
DENIED = re.compile(
    r"\b(?:not?(?! only)|never|without|hardly|neither|nor|cannot)\b|n't\b"
)
# These say which one is meant: a denial may come after them.
PLACES = {"first", "last"}
# What asks nothing of the kind: letters in a text, the `in` of a `for`, `is not`.
STRING = re.compile(r"""(["'])(?:\\.|(?!\1).)*\1""")
NOTHING = re.compile(
    r"\bfor\b.+?\bin\b|\b(?:is not|not in|not_equal)\b|\bnot [\w.]*(?:close|equal)\("
)
WORD = re.compile(r"[a-z]+")


def unasked(
    words: str, holds: str, is_ordered: bool = True
) -> Iterator[tuple[str, str]]:
    """The numbers and the words of a direction that an expression does not ask.

    Args:
        words: What is claimed.
        holds: The expression.
        is_ordered: Whether the numbers have to be asked in the order in which they
            are said, and as often.

    Yields:
        The word, and what would ask it.
    """
    words = re.sub(r"`[^`]*`", "", words)  # code is no word
    all_ = [float(found.replace("_", "")) for found in LITERAL.findall(holds)]
    rest = iter(all_)
    for typed in TYPED.findall(words):
        said = float(typed.replace(",", ""))
        if not _has(all_, said):
            yield typed.rstrip(","), "this number, or a hundredth of it"
        elif is_ordered and not _has(rest, said):
            yield typed.rstrip(","), "the numbers in the order in which they are said"
            rest = iter(all_)
    sure, *denied = DENIED.split(words.lower(), maxsplit=1)
    asked = STRING.sub(lambda text: re.sub("[<>=]", "", text[0]), holds)
    asked = NOTHING.sub(lambda text: "not" if "not" in text[0] else "", asked)
    for word in WORD.findall(sure):
        wanted, pattern = DIRECTIONS.get(word, ("", ""))
        if denied and word in PLACES:
            continue
        if wanted and not re.search(pattern, asked):
            yield word, wanted


def _has(numbers: Iterable[float], said: float) -> bool:
    return any(said in (number, round(100 * number, 9)) for number in numbers)
