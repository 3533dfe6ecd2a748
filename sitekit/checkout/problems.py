"""What a contributor sees when something is wrong: file, line, reason, repair."""

from collections.abc import Sequence


class Problem(Exception):
    """A mistake in a page, a snippet or a setting, with the way to fix it.

    Args:
        path: The file that a person edits, relative to the repository's root.
        line: The line in that file, counted from 1.
        what: What is wrong, in one sentence.
        repair: The command or the edit that fixes it.
    """

    def __init__(self, path: str, line: int, what: str, repair: str) -> None:
        super().__init__(path, line, what, repair)
        self.path = path
        self.line = line
        self.what = what
        self.repair = repair

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}\n    fix: {self.repair}"


class Problems(Exception):
    """Several problems, reported together."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
