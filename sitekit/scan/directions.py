"""Directions: what the words of a claim say, its expression has to ask, too.

A word such as `larger` asks for `>`, and the numbers in the words have to stand in the
expression, in their order: so neither can be turned round without the other.
"""

import re
from collections.abc import Iterator

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
        ["twice", "double", "doubles", "doubled"],
        ("the factor 2", r"(?<![/\[.])(?<!/ )\b2(?:\.0)?\b"),
    ),
    **dict.fromkeys(
        ["half", "halves", "halved"],
        ("half, as `/ 2`", r"/ ?2\b|\b0\.5\b|\b2 \*[^<>]+[<=]|>[^<>]* 2 \*|hal[fv]"),
    ),
    **dict.fromkeys(
        ["faster", "slower", "better", "worse"], ("an order, `<` or `>`", r"[<>]")
    ),
    "at most": ("`<=`", r"<|\bmax\b"),
    "at least": ("`>=`", r"[^-]>|\bmin\b"),
    **dict.fromkeys(["best", "worst"], ("`max` or `min`", r"max|min|[<>]")),
    "first": (
        "`[0]`, `[:n]`, or a name with `first` in it",
        r"\[0\b|\[:|first|start|begin|== [01]\b|\b1:|early|next\(|head\(",
    ),
    "last": (
        "`[-1]`, or a name with `last` in it",
        r"(?<!: )(?<![\de])-\d|last|\bend|reversed|final|\[-|\blate\b|tail\(",
    ),
}
# Where an expression asks both ways, its comparisons have to come in the words' order.
WAYS = {
    **dict.fromkeys([*UP.split(), *MOST.split()], re.compile("[^-]>|max|largest")),
    **dict.fromkeys([*DOWN.split(), *LEAST.split()], re.compile("<|min|smallest")),
}
BOTH_WAYS = re.compile(r"<.*(?<!-)>|(?<!-)>.*<")
# A number in words: some belong together, as those of a shape or of a size.
NUMBER = r"\d[\d,]*(?:\.\d+)?"
TYPED = re.compile(
    rf"(?<![\w.])(?<!\w-)(?:\(\d+(?:, \d+)+\)|(?P<size>\d+(?: ?× ?\d+)+)"
    rf"|{NUMBER}(?=x?\b))(?P<percent> ?%| per ?cent| points?)?"
)
# And one in the condition, but for the places of the first and last elements.
LITERAL = re.compile(
    r"(?!(?<=[\w)\]]\[)[01]\]|(?<=\[-)\d\])"
    r"(?:(?<![\w.])|(?<=int)|(?<=float))\d[\d_]*(?:\.\d+)?(?:e-?\d+)?"
)
# After one of these a direction is denied: the expression may ask either way.
DENIED = re.compile(
    r"\b(?:not?(?! only)|never|without|hardly|neither|nor|cannot)\b|n't\b"
)
# These say which one is meant: a denial may come after them.
PLACES = {"first", "last"}
# What asks nothing of the kind: letters in a text, the `in` of a `for`, `is not`.
STRING = re.compile(r"""(["'])(?:\\.|(?!\1).)*\1""")
NOTHING = re.compile(
    r"\bfor\b[^;]+?\bin\b|\b(?:is not|not in|not_equal)\b|\bnot [\w.]*(?:close|equal)\("
)
CODE = re.compile(r"`([^`]*)`")
WORD = re.compile(r"at (?:most|least)|[a-z]+")


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
    words = CODE.sub(lambda code: "" if code[1] in holds else code[0], words)
    yield from _unasked_numbers(words, holds, is_ordered)
    words = CODE.sub("", words)  # code is no word
    sure, *denied = DENIED.split(words.lower(), maxsplit=1)
    asked = STRING.sub(lambda text: re.sub("[<>=]", "", text[0]), holds)
    asked = NOTHING.sub(lambda text: "not" if "not" in text[0] else "", asked)
    for word in WORD.findall(sure):
        wanted, pattern = DIRECTIONS.get(word, ("", ""))
        if denied and word in PLACES:
            continue
        if wanted and not re.search(pattern, asked):
            yield word, wanted
    if is_ordered and not denied and BOTH_WAYS.search(asked):
        yield from _out_of_order(sure, asked)


def _out_of_order(words: str, asked: str) -> Iterator[tuple[str, str]]:
    """The first direction that an expression asks earlier than it is said, if any."""
    begin = 0
    for word in filter(WAYS.get, WORD.findall(words)):
        found = WAYS[word].search(asked, begin)
        if not found:
            yield word, "the directions in the order in which they are said"
            return
        begin = found.end()


def _unasked_numbers(
    words: str, holds: str, is_ordered: bool
) -> Iterator[tuple[str, str]]:
    """The numbers that an expression does not ask, those of a shape together."""
    asked = [float(found.replace("_", "")) for found in LITERAL.findall(holds)]
    begin = 0
    for typed in TYPED.finditer(words):
        digits = re.findall(r"\d+(?:\.\d+)?", typed[0].replace(",", ""))
        said = [float(each) for each in digits]
        if typed["size"] and len(set(said)) == 1:
            said = said[:1]  # `3×3` is one number: that of a square
        if typed["percent"]:
            found = _places(asked, said) + _places(asked, [said[0] / 100])
        else:
            found = _places(asked, said)
        later = [place for place in sorted(found) if place >= begin]
        if not found:
            wanted = "this number" + ", or a hundredth of it" * bool(typed["percent"])
            yield typed[0].strip(), wanted
        elif is_ordered and not later:
            yield typed[0].strip(), "the numbers in the order in which they are said"
        else:
            begin = later[0] + len(said) if later else begin


def _places(asked: list[float], said: list[float]) -> list[int]:
    """Where some numbers stand among others, one after another."""
    ends = range(len(asked) - len(said) + 1)
    rounded = [round(each, 9) for each in said]
    return [at for at in ends if asked[at : at + len(said)] == rounded]
