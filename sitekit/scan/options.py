"""What a fence's header may say, and what it means."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pymdownx.superfences import RE_HL_LINES, RE_LINENUMS

from sitekit.aids.cards import Card, read_cards
from sitekit.aids.exercises import Exercise, read_exercise
from sitekit.aids.quiz import Quiz, read_quiz
from sitekit.checkout.sources import Excerpt
from sitekit.drawings import diagram
from sitekit.drawings.diagram import Diagram, read_diagram
from sitekit.tensorboard import dashboards
from sitekit.tensorboard.dashboards import Dashboard, read_dashboard

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
# What the text of a block stands for, where it is more than code.
Content = Quiz | Exercise | tuple[Card, ...] | Diagram | Dashboard | None

LOOK = frozenset({"title", "hl_lines", "linenums"})
RUN = frozenset({"timeout", "environment", "data", "output"})
PICTURE = frozenset({"alt", "caption"})
FAILURE = frozenset({"raises", "means"})
AID = frozenset({"timeout", "environment"})
ANNOTATE = frozenset({"annotate"})
NONE: frozenset[str] = frozenset()
OUTPUT = ("show", "fold", "hide")
DEFAULT_SECONDS = 180.0  # several times what a block needs: machines are busy
# Superfences would drop a block whose header says something else.
LINES = {"hl_lines": (RE_HL_LINES, "1 3-4"), "linenums": (RE_LINENUMS, "1")}


@dataclass(frozen=True)
class Grammar:
    """What blocks of one kind may say, and how their text is read.

    Attributes:
        kind: How such a block is proved.
        options: The keys that its header may have.
        flags: The further classes that its header may have.
        read: Makes its content of the checkout's root and the block.
    """

    kind: Kind
    options: frozenset[str]
    flags: frozenset[str] = NONE
    read: Callable[[Path, Excerpt], Content] = lambda root, excerpt: None


PYTHON = Grammar("python", LOOK | RUN | PICTURE | FAILURE, ANNOTATE | {"check"})
DATA = Grammar("data", LOOK, ANNOTATE)
OVERVIEW = Grammar("overview", NONE)
# By the language that a header names.
GRAMMARS: dict[str, Grammar] = {
    "python": PYTHON,
    "py": PYTHON,
    "python3": PYTHON,
    "console": Grammar("console", LOOK | RUN | {"server", "exit"}, ANNOTATE),
    "json": DATA,
    "yaml": DATA,
    "toml": DATA,
    "text": Grammar("text", LOOK, ANNOTATE),
    "tensorboard": Grammar(
        "tensorboard",
        PICTURE | dashboards.OPTIONS,
        dashboards.FLAGS,
        lambda root, excerpt: read_dashboard(excerpt),
    ),
    "diagram": Grammar(
        "diagram",
        PICTURE | diagram.OPTIONS,
        diagram.FLAGS,
        lambda root, excerpt: read_diagram(excerpt),
    ),
    "quiz": Grammar("quiz", AID, read=lambda root, excerpt: read_quiz(excerpt)),
    "exercise": Grammar("exercise", AID | PICTURE, read=read_exercise),
    "cards": Grammar("cards", AID, read=lambda root, excerpt: read_cards(excerpt)),
    "deck": OVERVIEW,
    "errors": OVERVIEW,
    "flow": OVERVIEW,
    "gallery": OVERVIEW,
    "glossary": OVERVIEW,
    "map": OVERVIEW,
    "mistakes": OVERVIEW,
    "mutants": OVERVIEW,
    "parts": OVERVIEW,
    "proof": OVERVIEW,
}


@dataclass(frozen=True)
class Options:
    """The checked header of one fence.

    Attributes:
        kind: How the block is proved.
        check: Whether the block is a folded check of what the prose claims.
        look: Options that only change the look: title, highlighted lines, …
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
    """

    kind: Kind
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

    @property
    def is_picture(self) -> bool:
        """Whether the block has no code to show: it is its picture alone."""
        return self.kind in ("tensorboard", "diagram")

    @property
    def is_aid(self) -> bool:
        """Whether the block is a study aid."""
        return self.kind in ("quiz", "exercise", "cards")


def read_options(excerpt: Excerpt) -> Options:
    """Checks a fence's header.

    Raises:
        Problem: The language, an option or a flag is unknown, or has a value
            that it cannot have.
    """
    grammar = _grammar(excerpt)
    given = excerpt.header
    output = given.get("output", "show")
    if output not in OUTPUT:
        repair = "write " + " or ".join(f'output="{value}"' for value in OUTPUT)
        raise excerpt.problem(f'output="{output}" is not valid', repair)
    for key, (pattern, example) in LINES.items():
        value = given.get(key)
        if value is not None and not pattern.fullmatch(value):
            repair = f'write {key}="{example}", for example'
            raise excerpt.problem(
                f'{key}="{value}" is not a list of line numbers', repair
            )
    return Options(
        kind=grammar.kind,
        check="check" in excerpt.flags,
        look={key: value for key, value in given.items() if key in LOOK},
        output=output,
        raises=given.get("raises", ""),
        means=_meaning(excerpt),
        alt=given.get("alt", ""),
        caption=given.get("caption", ""),
        timeout=_number(excerpt, "timeout", DEFAULT_SECONDS),
        environment=given.get("environment", ""),
        data=tuple(given.get("data", "").split()),
        server=given.get("server", ""),
        exit=int(_number(excerpt, "exit", 0)),
    )


def read_content(
    root: Path, excerpt: Excerpt, options: Options
) -> tuple[Content, Options]:
    """Makes of a block's text what it stands for: this is the only time it is read.

    Args:
        root: The checkout's root.
        excerpt: The block.
        options: Its checked header.

    Returns:
        The content, and the options: a diagram can name itself.

    Raises:
        Problem: The text is not as its kind has to be, or a picture has no text
            alternative.
    """
    content = GRAMMARS[excerpt.language].read(root, excerpt)
    if isinstance(content, Diagram) and not options.alt:
        return content, replace(options, alt=diagram.title(content))
    if isinstance(content, Dashboard) and not options.alt:
        what = "a picture needs a text alternative"
        raise excerpt.problem(what, 'say what it shows: alt="…"')
    return content, options


def _grammar(excerpt: Excerpt) -> Grammar:
    """What a block may say; checks that its header says nothing else."""
    name = excerpt.language
    if name not in GRAMMARS:
        known = ", ".join(sorted(GRAMMARS))
        what = f"language {name!r} is unknown"
        what = what if name else "this block has no language"
        repair = f"use one of: {known} (`text` is shown as it is)"
        raise excerpt.problem(what, repair)
    grammar = GRAMMARS[name]
    for key, value in excerpt.header.items():
        if key not in grammar.options:
            known = ", ".join(sorted(grammar.options))
            what = f"unknown option {key!r} on a {name} block"
            raise excerpt.problem(what, f"use one of: {known}")
        if '"' in value:
            what = f"the value of {key} has no closing quote"
            raise excerpt.problem(what, f'write {key}="…"')
    for flag in excerpt.flags:
        if flag not in grammar.flags:
            known = ", ".join(f".{one}" for one in sorted(grammar.flags)) or "none"
            what = f"unknown flag .{flag} on a {name} block"
            raise excerpt.problem(what, f"use one of: {known}")
    return grammar


def _number(excerpt: Excerpt, key: str, default: float) -> float:
    value = excerpt.header.get(key, "")
    try:
        number = float(value) if value else default
    except ValueError:
        number = -1.0
    is_whole = key != "exit" or number % 1 == 0
    if not (0 if key == "exit" else 1e-3) <= number < math.inf or not is_whole:
        what = f'{key}="{value}" is not a valid number'
        raise excerpt.problem(what, f'write {key}="{default:g}", for example')
    return number


def _meaning(excerpt: Excerpt) -> str:
    """What a block's error means: said if, and only if, the block raises."""
    means = excerpt.header.get("means", "").strip()
    if bool(means) == bool(excerpt.header.get("raises")):
        return means
    if means:
        what = "this block says what an error means, but declares none"
        raise excerpt.problem(what, 'remove means="…", or add raises="…"')
    what = "nothing says what the error of this block means"
    repair = 'say in one sentence what went wrong and how to fix it: means="…"'
    raise excerpt.problem(what, repair)
