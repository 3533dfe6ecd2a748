"""An exercise: what the reader begins with, a solution, and a check of it.

Each is a file, and each is run: the solution has to pass the check; the start and
every plausible mistake must not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sitekit.aids.forms import Form, Text, document
from sitekit.aids.session import PageSession, raised
from sitekit.checkout.problems import Problem
from sitekit.checkout.sources import Line, read_source
from sitekit.scan.model import Block

START, SOLUTION, CHECK, WRONG = "start.py", "solution.py", "check.py", "wrong_*.py"
SHOWN = (START, SOLUTION, CHECK)
FOLDER = "exercises"

# Begins a fresh session in an empty folder; its name is that of the file.
Begin = Callable[[str], PageSession]


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes:
        name: The name of its folder.
        folder: The folder, relative to the root.
        title: Its title.
        task: What is to be done.
        hints: Hints, each of which says more than the one before.
    """

    name: str
    folder: str
    title: Text
    task: Text
    hints: tuple[Text, ...]

    @property
    def named_hints(self) -> list[tuple[str, str]]:
        """Each hint with its title."""
        total = len(self.hints)
        return [
            (f"Hint {number} of {total}", hint.text)
            for number, hint in enumerate(self.hints, 1)
        ]

    @property
    def aid(self) -> str:
        """What progress is kept under."""
        return f"e-{self.name}"


def read_exercise(block: Block) -> Exercise:
    """Reads an `exercise` block.

    Raises:
        Problem: It is not as an exercise has to be.
    """
    form = Form(block, document(block), {"name", "title", "task"}, {"hints"})
    name = form.must("name")
    if not name.text.isidentifier():
        raise name.problem(f"{name.text!r} is no name", "use small letters, _, digits")
    chapter = PurePosixPath(block.page.removeprefix("docs/")).parent
    texts = (form.must("title"), form.must("task"), *form.texts("hints"))
    for said in texts:
        if said.expressions:
            what = "no value can be computed here: an exercise runs by itself"
            raise said.problem(what, "say it in words, or above the exercise")
    folder = PurePosixPath("snippets") / chapter / FOLDER / name.text
    return Exercise(
        name=name.text,
        folder=folder.as_posix(),
        title=form.must("title"),
        task=form.must("task"),
        hints=tuple(form.texts("hints")),
    )


def exercise_files(root: Path, block: Block) -> dict[str, str]:
    """The files of an exercise: name to text, in order.

    Raises:
        Problem: One is missing.
    """
    exercise = read_exercise(block)
    folder = root / exercise.folder
    wrong = sorted(file.name for file in folder.glob(WRONG))
    for name in SHOWN:
        if not (folder / name).is_file():
            what = f"{exercise.folder}/{name} does not exist"
            raise Problem(block.page, block.line, what, "add the file, or mend `name`")
    if not wrong:
        what = f"{exercise.folder} has no wrong solution that the check refuses"
        raise Problem(block.page, block.line, what, "add a wrong_<mistake>.py to it")
    names = (*SHOWN, *wrong)
    return {name: read_source(root, f"{exercise.folder}/{name}") for name in names}


def prove_exercise(root: Path, block: Block, begin: Begin) -> dict[str, Any]:
    """Holds the solution, the start and the mistakes against the check.

    Returns:
        The output to record: `code`, the files that are shown; `outputs`, of the
        solution; `refused`, what the check says to each mistake.

    Raises:
        Problem: The solution does not pass the check, or something else does.
    """
    exercise = read_exercise(block)
    texts = exercise_files(root, block)
    lines = {
        name: _lines(f"{exercise.folder}/{name}", text) for name, text in texts.items()
    }
    check = lines.pop(CHECK)
    session = begin(SOLUTION)
    solved = session.send(lines[SOLUTION])
    verdict = None if solved["error"] else session.send(check)["error"]
    error = solved["error"] or verdict
    if error:
        problem = raised(error, f"{exercise.folder}/{SOLUTION}", 1)
        what = f"the solution does not pass: {problem.what}"
        repair = "mend the solution or the check"
        raise Problem(problem.path, problem.line, what, repair)
    _start(exercise, lines.pop(START), check, begin)
    del lines[SOLUTION]
    refused = {
        name: _refused(exercise, name, wrong, check, begin)
        for name, wrong in lines.items()
    }
    return {
        "type": "exercise",
        "code": {name: texts[name] for name in SHOWN},
        "outputs": solved["outputs"],
        "refused": refused,
    }


def _start(
    exercise: Exercise, start: tuple[Line, ...], check: tuple[Line, ...], begin: Begin
) -> None:
    """The start may raise; if it does not, the check has to refuse it."""
    session = begin(START)
    error = session.send(start)["error"]
    if error and "SyntaxError" in error["names"]:
        raise raised(error, f"{exercise.folder}/{START}", 1)
    if not error and not session.send(check)["error"]:
        what = "the start passes the check: there is nothing to do"
        repair = "leave out what the reader is to write"
        raise Problem(f"{exercise.folder}/{START}", 1, what, repair)


def _refused(
    exercise: Exercise,
    name: str,
    wrong: tuple[Line, ...],
    check: tuple[Line, ...],
    begin: Begin,
) -> str:
    """What the check says to a mistake, which has to run by itself."""
    session = begin(name)
    path = f"{exercise.folder}/{name}"
    error = session.send(wrong)["error"]
    if error:
        problem = raised(error, path, 1)
        what = f"a wrong solution has to run: {problem.what}"
        repair = "make it a mistake that only the check finds"
        raise Problem(problem.path, problem.line, what, repair)
    error = session.send(check)["error"]
    if error is None:
        what = f"the check in {exercise.folder}/{CHECK} passes this wrong solution"
        raise Problem(path, 1, what, "add an assertion that it fails")
    if "AssertionError" not in error["names"]:
        what = f"the check refuses {name} by {error['name']}, not by an assertion"
        repair = "assert first that what it needs is there"
        problem = raised(error, path, 1)
        raise Problem(problem.path, problem.line, what, repair)
    return str(error["text"]).removeprefix("AssertionError: ")


def _lines(path: str, text: str) -> tuple[Line, ...]:
    code = text.rstrip("\n").split("\n")
    return tuple(Line(line, path, number) for number, line in enumerate(code, 1))
