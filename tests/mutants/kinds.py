"""Makes changes of many kinds: each is a slip that an author could have made."""

import ast
import io
import random
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

# What turns a statement round; each pair goes both ways.
PAIRS = """
larger smaller, bigger smaller, higher lower, greater less, more less, fewer more,
longer shorter, faster slower, better worse, deeper shallower, wider narrower,
largest smallest, highest lowest, most least, longest shortest, best worst,
first last, always never, twice half, rises falls, grows shrinks, increases decreases,
above below, equal different, doubles halves, gains loses
"""
OPPOSITES = {}
for _pair in PAIRS.replace("\n", " ").split(","):
    _one, _other = _pair.split()
    OPPOSITES.setdefault(_one, _other)
    OPPOSITES.setdefault(_other, _one)
WORD = re.compile(
    rf"(?<![\w-])(?<!\bno )(?:{'|'.join(OPPOSITES)})(?![\w-])", re.IGNORECASE
)
NUMBER = re.compile(r"(?<![\w.,#/-])\d+(?![\w.,/-]|\.\d)")
# What stands in a line of prose and is none: code, addresses, values, conditions.
NO_PROSE = re.compile(
    r"`[^`]*`|\]\([^)]*\)|\{:[^}]*\}|<[^>]*>|https?://\S+|\{\{.*?\}\}|^\s*\d+\.\s"
)
CLAIM = re.compile(r"""\{\{\s*(["'])(?P<words>.+?)\1\s+if\s+(?P<holds>.+?)\s*\}\}""")
FENCE = re.compile(r"^[> ]*(`{3,})(.*)$")
OPERATORS = {"<": ">=", ">": "<=", "==": "!=", "+": "-", "-": "+", "*": "+", "/": "*"}
TEXT_KEYS = {"question", "why", "says", "wrong", "front", "back", "task", "title"}
KEY = re.compile(r"^\s*(?:- )?(?P<key>[\w`{}().,' -]+?|\".*?\"):\s")


@dataclass(frozen=True)
class Mutant:
    """One change of one line.

    Attributes:
        kind: What kind of change it is.
        path: The file, relative to the root.
        line: The line, from 1.
        before: The line as it is.
        after: The line as it is changed; None where it is deleted.
    """

    kind: str
    path: str
    line: int
    before: str
    after: str | None

    def applied(self, text: str) -> str:
        """The text of the file with the change in it.

        Args:
            text: The text of the file as it is.
        """
        lines = text.split("\n")
        assert lines[self.line - 1] == self.before
        lines[self.line - 1 : self.line] = [] if self.after is None else [self.after]
        return "\n".join(lines)

    def __str__(self) -> str:
        after = "(deleted)" if self.after is None else self.after.strip()
        return f"{self.path}:{self.line}: {self.before.strip()} → {after}"


@dataclass(frozen=True)
class Source:
    """A file that is changed, line by line."""

    path: str
    lines: tuple[str, ...]

    def change(self, kind: str, number: int, start: int, end: int, by: str) -> Mutant:
        """A mutant that has other letters in a line."""
        line = self.lines[number]
        return Mutant(kind, self.path, number + 1, line, line[:start] + by + line[end:])


def turned(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text could be turned round, and what would stand there."""
    for found in WORD.finditer(text):
        by = OPPOSITES[found[0].lower()]
        yield (*found.span(), by.capitalize() if found[0][0].isupper() else by)
    for found in NUMBER.finditer(text):
        yield (*found.span(), str(int(found[0]) + 1))


def masked(line: str) -> str:
    """A line of prose, with blanks for what is none; a claim's words are prose."""
    kept = list(line)
    words = [found.span("words") for found in CLAIM.finditer(line)]
    for found in NO_PROSE.finditer(line):
        for at in range(*found.span()):
            if not any(start <= at < end for start, end in words):
                kept[at] = " "
    return "".join(kept)


def in_text(source: Source, kind: str, numbers: list[int]) -> Iterator[Mutant]:
    """Texts turned round on some lines."""
    for number in numbers:
        for start, end, by in turned(masked(source.lines[number])):
            yield source.change(kind, number, start, end, by)


def places(source: Source) -> dict[str, list[int]]:
    """The lines of a page by what stands there: `prose`, `table`, or a language."""
    found: dict[str, list[int]] = {}
    language, fence = "", ""
    in_front = bool(source.lines) and source.lines[0] == "---"
    for number, line in enumerate(source.lines):
        if in_front:
            in_front = number == 0 or line != "---"
            continue
        opening = FENCE.match(line)
        if opening and not fence:
            fence = opening[1]
            language = re.sub(r"[{}.]", " ", opening[2]).split(" ")
            language = next((word for word in language if word), "")
            found.setdefault("header", []).append(number)
            if language == "python" and ".check" in opening[2]:
                language = "check"
        elif opening and opening[1].startswith(fence) and not opening[2].strip():
            fence = ""
        elif fence:
            found.setdefault(language, []).append(number)
        elif line.lstrip().startswith("|"):
            found.setdefault("table", []).append(number)
        elif line.strip():
            found.setdefault("prose", []).append(number)
    return found


def of_page(source: Source) -> Iterator[Mutant]:
    """All changes of a page's Markdown."""
    at = places(source)
    yield from in_text(source, "prose", at.get("prose", []))
    yield from in_text(source, "typed tables", at.get("table", []))
    for number in [*at.get("prose", []), *at.get("table", [])]:
        yield from _of_prose(source, number)
    for number in at.get("header", []):
        yield from _of_header(source, number)
    for language in ("quiz", "cards", "exercise"):
        yield from _of_aid(source, language, at.get(language, []))
    yield from _of_includes(source, [*at.get("python", []), *at.get("check", [])])


def _of_prose(source: Source, number: int) -> Iterator[Mutant]:
    line = source.lines[number]
    for claim in CLAIM.finditer(line):
        start = claim.start("holds")
        for found in re.finditer(r"(?<![<>=])[<>](?!=)|==", claim["holds"]):
            by = {"<": ">", ">": "<", "==": "!="}[found[0]]
            at = start + found.start()
            yield source.change("claims", number, at, at + len(found[0]), by)
    for found in re.finditer(r"(?<=\w)\.md#[\w-]+(?=\))", line):
        yield source.change("dead anchors", number, *found.span(), f"{found[0]}-x")
    for found in re.finditer(r"`((?:tf|keras|np)(?:\.\w+)+)[`(]", line):
        end = found.end(1)
        yield source.change("API names in prose", number, end, end, "s")


def _of_header(source: Source, number: int) -> Iterator[Mutant]:
    line = source.lines[number]
    for found in re.finditer(r'\b(alt|caption|means|raises)="([^"]*)"', line):
        start, kind = found.start(2), "alt texts and captions"
        if found[1] == "raises":
            by = "KeyError" if "KeyError" not in found[2] else "TypeError"
            yield source.change("expected errors", number, *found.span(2), by)
            continue
        if found[1] == "means":
            kind = "meanings, hints, tasks"
        for first, end, by in turned(masked(found[2])):
            yield source.change(kind, number, start + first, start + end, by)


def _of_aid(source: Source, language: str, numbers: list[int]) -> Iterator[Mutant]:
    """Changes of study aids: of answers, and of texts, by the key they stand under."""
    key, indent, is_code = "", 0, False
    for number in numbers:
        line = source.lines[number]
        deep = len(line) - len(line.lstrip())
        if is_code and deep > indent:
            continue
        is_code = False
        if found := KEY.match(line):
            key, indent = found["key"], deep
            is_code = key in ("code", "start") and line.rstrip().endswith("|")
        if key in ("holds", "stated", "answer", "code"):
            yield from _of_answer(source, number, key)
            continue
        if "---" in line or key in ("id", "name"):
            continue
        kind = {"cards": "cards"}.get(language, "quiz texts")
        if key in ("task", "hint", "hints") or language == "exercise":
            kind = "meanings, hints, tasks"
        # A wrong answer that is another is as wrong as before: its reason is a text.
        start = found.end() if found and key not in TEXT_KEYS else 0
        for first, end, by in turned(masked(line)):
            if first >= start:
                yield source.change(kind, number, first, end, by)


def _of_answer(source: Source, number: int, key: str) -> Iterator[Mutant]:
    line = source.lines[number]
    found = re.match(rf"\s*(?:- )?{key}:", line)
    value = line[found.end() :].strip() if found else ""
    if not found or not value or value == "|":
        return
    start = found.end()
    if key == "holds":
        yield Mutant(
            "quiz answers",
            source.path,
            number + 1,
            line,
            f"{line[:start]} not ({value})" if value[0] not in "\"'" else None,
        )
    elif key == "stated":
        by = f"{line[:start]} {value}1"
        yield Mutant("quiz answers", source.path, number + 1, line, by)


def _of_includes(source: Source, numbers: list[int]) -> Iterator[Mutant]:
    """Includes that are deleted, and those of two blocks that change places."""
    includes = [n for n in numbers if "--8<--" in source.lines[n]]
    for number, other in pairwise(includes):
        line, by = source.lines[number], source.lines[other]
        yield Mutant("includes", source.path, number + 1, line, by)


def of_snippet(source: Source) -> Iterator[Mutant]:
    """All changes of the code of a snippet file, a lab, or an exercise.

    Of a check only its assertions are changed, and of an exercise its solution as
    well: what data a check makes up is as right with another number.
    """
    text = "\n".join(source.lines) + "\n"
    is_exercise = "/exercises/" in source.path
    kind = "exercises" if is_exercise else "shown code"
    is_solution = source.path.endswith("/solution.py")
    checks, asserted = _checks(source), _asserted(text)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        number, start = token.start[0] - 1, token.start[1]
        end = token.end[1]
        if token.start[0] != token.end[0] or "--8<--" in token.line:
            continue
        here = "checks" if number in checks else kind
        if here != "shown code" and not is_solution and number not in asserted:
            continue
        if token.type == tokenize.NUMBER and token.string.isdigit():
            by = str(int(token.string) + 1)
            yield source.change(here, number, start, end, by)
        elif token.type == tokenize.OP and token.string in OPERATORS:
            if _is_binary(source.lines[number], start):
                by = OPERATORS[token.string]
                yield source.change(here, number, start, end, by)
        elif token.type == tokenize.COMMENT and not source.path.startswith(
            "snippets/labs"
        ):
            for first, last, by in turned(token.string):
                yield source.change("comments", number, start + first, start + last, by)


def commented(source: Source) -> Iterator[Mutant]:
    """Comments that state a result, added to shown code."""
    for number, line in enumerate(source.lines):
        if re.fullmatch(r"\w+ = [^#\"']+[)\]]", line):
            for claim in ("# the largest of them", "# -> 3", "# twice as many"):
                yield Mutant(
                    "comments", source.path, number + 1, line, f"{line}  {claim}"
                )


def _is_binary(line: str, start: int) -> bool:
    before = line[:start].rstrip()
    return bool(before) and (before[-1].isalnum() or before[-1] in ")]_\"'")


def _asserted(text: str) -> set[int]:
    """The lines of assertions."""
    return {
        number
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Assert)
        for number in range(node.lineno - 1, node.end_lineno or node.lineno)
    }


def _checks(source: Source) -> set[int]:
    """The lines of sections that are checks."""
    found, inside = set(), False
    for number, line in enumerate(source.lines):
        if marker := re.search(r"--8<-- \[(start|end):([\w-]+)\]", line):
            inside = marker[1] == "start" and marker[2].endswith("check")
        elif inside:
            found.add(number)
    return found


def of_glossary(source: Source) -> Iterator[Mutant]:
    """Definitions turned round."""
    numbers = [
        number
        for number, line in enumerate(source.lines)
        if not re.match(r"\s*(?:- term|page|words|only|except):|#", line)
    ]
    yield from in_text(source, "glossary", numbers)


def is_code(text: str) -> bool:
    """Whether a text is Python."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def all_mutants(root: Path) -> dict[str, list[Mutant]]:
    """All changes of a checkout, by kind.

    Args:
        root: The checkout's root.
    """
    readers: list[tuple[str, Callable[[Source], Iterator[Mutant]]]] = [
        ("docs/**/*.md", of_page),
        ("snippets/**/*.py", of_snippet),
        ("snippets/**/*.py", commented),
        ("docs/reference/glossary.yml", of_glossary),
    ]
    found: dict[str, list[Mutant]] = {}
    for pattern, read in readers:
        for file in sorted(root.glob(pattern)):
            path = file.relative_to(root).as_posix()
            if "toolbox" in path or file.name.startswith("wrong_"):
                continue
            source = Source(path, tuple(file.read_text("utf-8").split("\n")))
            for mutant in read(source):
                if mutant.after != mutant.before and _compiles(mutant, source):
                    found.setdefault(mutant.kind, []).append(mutant)
    return found


def _compiles(mutant: Mutant, source: Source) -> bool:
    return not mutant.path.endswith(".py") or is_code(
        mutant.applied("\n".join(source.lines))
    )


def chosen(found: dict[str, list[Mutant]], count: int, seed: int) -> list[Mutant]:
    """As many of each kind, or all that there are; the same for the same seed.

    Args:
        found: The changes by kind.
        count: How many in all.
        seed: What chance begins with.
    """
    chance = random.Random(seed)
    pools = {kind: chance.sample(all_, len(all_)) for kind, all_ in found.items()}
    picked: list[Mutant] = []
    while len(picked) < count and any(pools.values()):
        for kind in sorted(pools):
            if pools[kind] and len(picked) < count:
                picked.append(pools[kind].pop())
    return picked
