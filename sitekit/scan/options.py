"""What a fence's header may say, and what it means."""

import math
from dataclasses import dataclass
from typing import Literal

from pymdownx.superfences import RE_HL_LINES, RE_LINENUMS

from sitekit.checkout.problems import Problem
from sitekit.drawings import diagram
from sitekit.scan.fences import Fence
from sitekit.tensorboard import dashboards

Kind = Literal[
    "python",
    "console",
    "data",
    "text",
    "tensorboard",
    "diagram",
    "quiz",
    "exercise",
    "cards",
    "overview",
]
AIDS = ("quiz", "exercise", "cards")

KINDS: dict[str, Kind] = {
    "python": "python",
    "py": "python",
    "python3": "python",
    "console": "console",
    "json": "data",
    "yaml": "data",
    "toml": "data",
    "text": "text",
    "tensorboard": "tensorboard",
    "diagram": "diagram",
    "quiz": "quiz",
    "exercise": "exercise",
    "cards": "cards",
    "deck": "overview",
    "errors": "overview",
    "flow": "overview",
    "gallery": "overview",
    "glossary": "overview",
    "map": "overview",
    "mistakes": "overview",
    "parts": "overview",
    "proof": "overview",
}

LOOK = {"title", "hl_lines", "linenums"}
RUN = {"timeout", "environment", "data", "output"}
PICTURE = {"alt", "caption"}
FAILURE = {"raises", "means"}
ALLOWED: dict[Kind, set[str]] = {
    "python": LOOK | RUN | PICTURE | FAILURE,
    "console": LOOK | RUN | {"server", "exit"},
    "data": LOOK,
    "text": LOOK,
    "tensorboard": PICTURE | dashboards.OPTIONS,
    "diagram": PICTURE | diagram.OPTIONS,
    "quiz": {"timeout", "environment"},
    "exercise": PICTURE | {"timeout", "environment"},
    "cards": {"timeout", "environment"},
    "overview": set(),
}
FLAGS: dict[Kind, set[str]] = {
    "python": {"check", "annotate"},
    "console": {"annotate"},
    "data": {"annotate"},
    "text": {"annotate"},
    "tensorboard": {"frozen"},
    "diagram": {"animated"},
    "quiz": set(),
    "exercise": set(),
    "cards": set(),
    "overview": set(),
}
OUTPUT = ("show", "fold", "hide")
DEFAULT_TIMEOUT = 60.0
# Superfences would drop a block whose header says something else.
LINES = {"hl_lines": (RE_HL_LINES, "1 3-4"), "linenums": (RE_LINENUMS, "1")}


@dataclass(frozen=True)
class Options:
    """The checked header of one fence.

    Attributes:
        kind: How the block is proved.
        language: The language for highlighting, in one spelling.
        check: Whether the block is a folded check of what the prose claims.
        look: Options that only change the look (title, highlighted lines, …, and
            all that a diagram shows: it is drawn when the page is rendered).
        output: Whether the output is shown, folded or hidden.
        raises: The exception that must occur; "" for none.
        means: What its message means, in one sentence, for the index of messages.
        alt: The text alternative of the block's picture.
        caption: The caption of the block's picture.
        timeout: Seconds that the block may take.
        environment: The environment to run in; "" for the page's own.
        data: Files below `snippets/` that are put into the working directory.
        server: The flag that gives a console block's server its port.
        exit: The exit status that a console block must have.
        extra: What only one kind of block knows (a dashboard's settings).
    """

    kind: Kind
    language: str
    check: bool
    look: dict[str, str]
    output: str
    raises: str
    means: str
    alt: str
    caption: str
    timeout: float
    environment: str
    data: tuple[str, ...]
    server: str
    exit: int
    extra: dict[str, str]

    @property
    def is_picture(self) -> bool:
        """Whether the block has no code to show: it is its picture alone."""
        return self.kind in ("tensorboard", "diagram")

    @property
    def is_aid(self) -> bool:
        """Whether the block is a study aid."""
        return self.kind in AIDS


def _number(path: str, fence: Fence, key: str, default: float) -> float:
    value = fence.options.get(key, "")
    try:
        number = float(value) if value else default
    except ValueError:
        number = -1.0
    is_whole = key != "exit" or number % 1 == 0
    if not (0 if key == "exit" else 1e-3) <= number < math.inf or not is_whole:
        raise Problem(
            path,
            fence.line,
            f'{key}="{value}" is not a number that it can have',
            f'write {key}="{default:g}", for example',
        )
    return number


def _meaning(path: str, fence: Fence) -> str:
    """What a block's error means: said if, and only if, the block raises."""
    means = fence.options.get("means", "").strip()
    if bool(means) == bool(fence.options.get("raises")):
        return means
    if means:
        what = "this block says what an error means, but raises none"
        raise Problem(path, fence.line, what, 'take means="…" out, or add raises="…"')
    what = "nothing says what the error of this block means"
    repair = 'say in one sentence what went wrong and how to mend it: means="…"'
    raise Problem(path, fence.line, what, repair)


def read_options(path: str, fence: Fence) -> Options:
    """Checks a fence's header.

    Raises:
        Problem: The language, an option or a flag is unknown, or has a value
            that it cannot have.
    """
    name = fence.language.lower()
    if name not in KINDS:
        raise Problem(
            path,
            fence.line,
            f"language {fence.language!r} is not one that can be proved"
            if name
            else "this block declares no language",
            "open it with one of: "
            + ", ".join(sorted(KINDS))
            + " (`text` is shown as it is)",
        )
    kind = KINDS[name]
    for key in fence.options:
        if key not in ALLOWED[kind]:
            raise Problem(
                path,
                fence.line,
                f"unknown option {key!r} on a {name} block",
                "use one of: " + ", ".join(sorted(ALLOWED[kind])),
            )
        if '"' in fence.options[key]:
            what = f"the value of {key} does not end"
            raise Problem(path, fence.line, what, f'close its quotes: {key}="…"')
    for flag in fence.classes:
        if flag not in FLAGS[kind]:
            raise Problem(
                path,
                fence.line,
                f"unknown flag .{flag} on a {name} block",
                "use one of: "
                + (", ".join("." + f for f in sorted(FLAGS[kind])) or "none"),
            )
    output = fence.options.get("output", "show")
    if output not in OUTPUT:
        raise Problem(
            path,
            fence.line,
            f'output="{output}" is not known',
            "write " + " or ".join(f'output="{value}"' for value in OUTPUT),
        )
    for key, (pattern, example) in LINES.items():
        value = fence.options.get(key)
        if value is not None and not pattern.fullmatch(value):
            raise Problem(
                path,
                fence.line,
                f'{key}="{value}" names no lines',
                f'write {key}="{example}", for example',
            )
    look = {k: v for k, v in fence.options.items() if k in LOOK}
    alt = fence.options.get("alt", "")
    if kind == "diagram":
        look = {k: v for k, v in fence.options.items() if k not in PICTURE}
        look |= {flag: flag for flag in fence.classes}
        diagram.check(path, fence, look)
        alt = alt or diagram.title(look)
    known = LOOK | RUN | PICTURE | FAILURE | {"server", "exit", *look}
    extra = {k: v for k, v in fence.options.items() if k not in known}
    if kind == "tensorboard":
        dashboards.check(path, fence.line, extra)
        if not alt:
            what = "a picture needs a text alternative"
            raise Problem(path, fence.line, what, 'say what it shows: alt="…"')
        extra |= {flag: flag for flag in fence.classes}
    return Options(
        kind=kind,
        language="python" if kind == "python" else name,
        check="check" in fence.classes,
        look=look,
        output=output,
        raises=fence.options.get("raises", ""),
        means=_meaning(path, fence),
        alt=alt,
        caption=fence.options.get("caption", ""),
        timeout=_number(path, fence, "timeout", DEFAULT_TIMEOUT),
        environment=fence.options.get("environment", ""),
        data=tuple(fence.options.get("data", "").split()),
        server=fence.options.get("server", ""),
        exit=int(_number(path, fence, "exit", 0)),
        extra=extra,
    )
