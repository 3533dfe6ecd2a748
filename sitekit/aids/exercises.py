"""An exercise: what the reader begins with, a solution, and a check of it.

Each is a file, and each is run: the solution has to pass the check; the start and
every plausible mistake must not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitekit.aids.forms import Form, Text, document
from sitekit.aids.session import PageSession, raised
from sitekit.checkout import Problem
from sitekit.checkout.sources import Excerpt, Line, is_file, read_source

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
        files: Its files, name to text: the start, the solution, the check, and then
            the plausible mistakes.
    """

    name: str
    folder: str
    title: Text
    task: Text
    hints: tuple[Text, ...]
    files: Mapping[str, str]

    @property
    def shown(self) -> dict[str, str]:
        """The files that a reader sees."""
        return {name: self.files[name] for name in SHOWN}

    def lines(self, name: str) -> tuple[Line, ...]:
        """The lines of one of its files."""
        path = f"{self.folder}/{name}"
        code = self.files[name].rstrip("\n").split("\n")
        return tuple(Line(line, path, number) for number, line in enumerate(code, 1))

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


def read_exercise(root: Path, excerpt: Excerpt) -> Exercise:
    """Reads an `exercise` block, and its files.

    Raises:
        Problem: It is not as an exercise has to be, or a file is missing.
    """
    form = Form(excerpt, document(excerpt), {"name", "title", "task"}, {"hints"})
    name = form.required("name")
    if not name.text.isidentifier():
        raise name.problem(
            f"{name.text!r} is not a valid name", "use lower-case letters, digits and _"
        )
    chapter = PurePosixPath(excerpt.page.removeprefix("docs/")).parent
    texts = (form.required("title"), form.required("task"), *form.texts("hints"))
    for said in texts:
        if said.expressions:
            what = "an inline value does not work here: an exercise runs on its own"
            raise said.problem(what, "write it out, or move it above the exercise")
    folder = PurePosixPath("snippets") / chapter / FOLDER / name.text
    return Exercise(
        name=name.text,
        folder=folder.as_posix(),
        title=form.required("title"),
        task=form.required("task"),
        hints=tuple(form.texts("hints")),
        files=_files(root, excerpt, folder.as_posix()),
    )


def _files(root: Path, excerpt: Excerpt, folder: str) -> dict[str, str]:
    wrong = sorted(file.name for file in (root / folder).glob(WRONG))
    for name in SHOWN:
        if not is_file(root / folder / name):
            what = f"{folder}/{name} does not exist"
            raise excerpt.problem(what, "add the file, or correct `name`")
    if not wrong:
        what = f"{folder} has no wrong solution for the check to reject"
        raise excerpt.problem(what, "add a file wrong_<mistake>.py")
    return {name: read_source(root, f"{folder}/{name}") for name in (*SHOWN, *wrong)}


def prove_exercise(exercise: Exercise, begin: Begin) -> dict[str, str]:
    """Holds the solution, the start and the mistakes against the check.

    Returns:
        What the check says to each mistake, by the name of its file.

    Raises:
        Problem: The solution does not pass the check, or something else does.
    """
    check = exercise.lines(CHECK)
    session = begin(SOLUTION)
    error = session.send(exercise.lines(SOLUTION)).error or session.send(check).error
    if error:
        problem = raised(error, f"{exercise.folder}/{SOLUTION}", 1)
        what = f"the solution does not pass the check: {problem.what}"
        repair = "correct the solution or the check"
        raise Problem(problem.path, problem.line, what, repair)
    _start(exercise, check, begin)
    mistakes = [name for name in exercise.files if name not in SHOWN]
    return {name: _refused(exercise, name, check, begin) for name in mistakes}


def _start(exercise: Exercise, check: tuple[Line, ...], begin: Begin) -> None:
    """The start may raise; if it does not, the check has to refuse it.

    Raises:
        Problem: It is not Python, or it passes the check.
    """
    session = begin(START)
    error = session.send(exercise.lines(START)).error
    if error and "SyntaxError" in error.names:
        problem = raised(error, f"{exercise.folder}/{START}", 1)
        raise problem
    if not error and not session.send(check).error:
        what = "the start already passes the check, so there is nothing to do"
        repair = "remove the code that the reader should write"
        raise Problem(f"{exercise.folder}/{START}", 1, what, repair)


def _refused(
    exercise: Exercise, name: str, check: tuple[Line, ...], begin: Begin
) -> str:
    """What the check says to a mistake, which has to run by itself.

    Raises:
        Problem: It does not run, or the check does not refuse it by an assertion.
    """
    session = begin(name)
    path = f"{exercise.folder}/{name}"
    error = session.send(exercise.lines(name)).error
    if error:
        problem = raised(error, path, 1)
        what = f"this wrong solution does not run: {problem.what}"
        repair = "make a mistake that only the check finds"
        raise Problem(problem.path, problem.line, what, repair)
    error = session.send(check).error
    if error is None:
        what = f"the check in {exercise.folder}/{CHECK} accepts this wrong solution"
        raise Problem(path, 1, what, "add an assertion that this solution fails")
    if "AssertionError" not in error.names:
        what = f"the check rejects {name} with {error.name}, not with an assertion"
        repair = "first assert that what the check uses exists"
        problem = raised(error, path, 1)
        raise Problem(problem.path, problem.line, what, repair)
    return error.text.removeprefix("AssertionError: ")
