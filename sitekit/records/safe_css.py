"""The few styles that an output may bring along: colours, letters, lines, sizes.

What is not on the lists is left out. No declaration moves an element out of its
place or has an address, and no rule reaches outside of the output.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

HTML = re.compile(
    r"(?:background(?:-color)?|border(?:-[a-z-]+)?|caption-side|color|font(?:-[a-z-]+)?"
    r"|line-height|(?:max-|min-)?width|opacity|padding(?:-[a-z]+)?"
    r"|text-(?:align|decoration|transform)|vertical-align|white-space)"
)
SVG = re.compile(
    r"(?:clip-(?:path|rule)|color(?:-[a-z-]+)?|dominant-baseline|fill(?:-[a-z]+)?"
    r"|font(?:-[a-z-]+)?|image-rendering|letter-spacing|marker(?:-[a-z]+)?|mask"
    r"|opacity|paint-order|shape-rendering|stop-[a-z]+|stroke(?:-[a-z]+)?"
    r"|text-(?:anchor|decoration)|transform|visibility|white-space)"
)
FUNCTION = re.compile(r"([\w-]*)\(")
FUNCTIONS = {
    *("", "calc", "hsl", "hsla", "linear-gradient", "matrix", "max", "min", "rgb"),
    *("rgba", "rotate", "scale", "skewx", "skewy", "translate", "var"),
}
VALUE = re.compile(r"(?:[\w\s#%.,()+*/!-]|'[\w\s.,-]*'|\"[\w\s.,-]*\")*")
# What is drawn with something else in the same picture.
OWN = re.compile(r"url\(#[\w.:-]+\)")
ADDRESS = re.compile(
    r"url\s*\((?!\s*[\"']?(?:#|data:image/(?:png|jpeg|gif|webp);base64,))"
    r"|@\s*import|image-set\s*\(|\bsrc\s*\(|expression\s*\(|-moz-binding"
    r"|\bbehaviou?r\s*:|(?:java|vb)script\s*:",
    re.IGNORECASE,
)
COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
RULE = re.compile(r"\s*([^{}]+)\{([^{}]*)\}\s*")
# It begins with what is in the output: neither what follows it nor what is around it.
SELECTOR = re.compile(r"\s*[\w.#*:][\w\s.#*:()>+~-]*")
NAME = re.compile(r"[.#]-?[A-Za-z_][\w-]*")


def reaches_out(css: str) -> bool:
    """Whether styles, a sheet or declarations, would load or run something."""
    read = ESCAPE.sub(_letter, css)
    return any(ADDRESS.search(COMMENT.sub("", text)) for text in (css, read))


def _letter(escape: re.Match[str]) -> str:
    """What an escape in a style stands for."""
    if escape[1]:
        number = int(escape[1], 16)
        return chr(number) if number <= 0x10FFFF else ""
    return escape[2]


@lru_cache(maxsize=4096)
def declarations(css: str, known: re.Pattern[str]) -> str:
    """The declarations that may stay.

    Args:
        css: What a `style` attribute or a rule says.
        known: The properties that may be set, `HTML` or `SVG`.
    """
    kept = []
    for one in COMMENT.sub("", css).split(";"):
        name, _, value = (part.strip() for part in one.partition(":"))
        has_name = known.fullmatch(name.lower()) or name.startswith("--")
        if has_name and value and is_harmless(value):
            kept.append(f"{name}: {value}")
    return "; ".join(kept)


def is_harmless(value: str) -> bool:
    """Whether a value has neither an address nor a function that is not known."""
    if OWN.fullmatch(value):
        return True
    if not VALUE.fullmatch(value) or not _is_closed(value):
        return False
    return all(name.lower() in FUNCTIONS for name in FUNCTION.findall(value))


def _is_closed(text: str) -> bool:
    return text.count("(") == text.count(")")


def sheet(
    css: str, known: re.Pattern[str], scope: str, rename: Callable[[str], str]
) -> str:
    """The rules of a style sheet that may stay, for what is in the output only.

    Args:
        css: The sheet.
        known: The properties that may be set, `HTML` or `SVG`.
        scope: A selector of the element that holds the output.
        rename: Gives for a name in a selector, as `.total`, what is to stand there.
    """
    css = COMMENT.sub("", css)
    if "\\" in css or "@" in css or "<" in css:
        return ""
    return "".join(_rules(css, known, scope, rename))


def _rules(
    css: str, known: re.Pattern[str], scope: str, rename: Callable[[str], str]
) -> Iterator[str]:
    at = 0
    while found := RULE.match(css, at):
        at = found.end()
        names, kept = found[1].split(","), declarations(found[2], known)
        if kept and _is_closed(found[1]) and all(map(SELECTOR.fullmatch, names)):
            # The scope weighs nothing: which rule wins stays as it was.
            selectors = (
                f":where({scope}) {NAME.sub(lambda one: rename(one[0]), name.strip())}"
                for name in names
            )
            yield f"{', '.join(selectors)} {{{kept}}}\n"
