"""Finds the lines of a page on which stands what a reader would see."""

import re
from collections.abc import Iterator

CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")


class Places:
    """The lines of a page, and how far a walk through it has come.

    Attributes:
        line: The line that was begun last, from 1.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.line = 1
        self._after: dict[str, tuple[int, int]] = {}
        self._boxes: set[int] = set()

    def find(self, typed: str, start: int | None = None) -> int:
        """The next line with some text in it, in code spans only where nowhere else.

        Args:
            typed: The text; each place of it is found once.
            start: The line to begin at; without it, the one at hand.
        """
        if not typed:
            return start or self.line
        first = start or self.line
        last, column = self._after.get(typed, (0, 0))
        for whole in (False, True):
            for number in self._onward(first):
                if number < last or typed not in self.lines[number - 1]:
                    continue
                line = self._line(number, whole)
                at = line.find(typed, column if number == last else 0)
                if at >= 0:
                    self._after[typed] = (number, at + len(typed))
                    return number
        return last or first

    def next(self, pattern: re.Pattern[str]) -> int:
        """The next line that begins so, and was not found so before."""
        for number in self._onward(self.line):
            if number not in self._boxes and pattern.match(self.lines[number - 1]):
                self._boxes.add(number)
                return number
        return self.line

    def nth(self, typed: str, count: int) -> int:
        """The line of the count-th place of a text; where there is none, this line."""
        found = self._all(typed)
        return found[count - 1] if count <= len(found) else self.line

    def last(self, typed: str) -> int:
        """The last line with some text in it."""
        return self._all(typed)[-1] if self._all(typed) else self.line

    def _onward(self, first: int) -> Iterator[int]:
        """All lines from one on, and then those above it."""
        yield from range(first, len(self.lines) + 1)
        yield from range(1, first)

    def _all(self, typed: str) -> list[int]:
        return [
            number
            for number in range(1, len(self.lines) + 1)
            for _ in range(self._line(number, False).count(typed))
        ]

    def _line(self, number: int, whole: bool) -> str:
        """A line; unless it is to be whole, without what stands in code spans."""
        line = self.lines[number - 1]
        return line if whole else CODE.sub(lambda code: " " * len(code[0]), line)
