"""What a study aid may ask of the process that runs its page."""

from collections.abc import Callable, Sequence

import msgspec

from sitekit.aids.forms import Text
from sitekit.checkout import Problem
from sitekit.checkout.sources import Line


class Exceptional(msgspec.Struct, frozen=True):
    """An exception that ended some code.

    Attributes:
        what: It in one line.
        name: The name of its class.
        names: The names of its class and of all that this derives from.
        text: The whole message, from the name on.
        frames: File and line of each call on a page or in a snippet, innermost last.
        traceback: As Python shows it.
    """

    what: str
    name: str
    names: tuple[str, ...]
    text: str
    frames: tuple[tuple[str, int], ...]
    traceback: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a process answers.

    Attributes:
        value: The value of an expression.
        printed: What code printed.
        error: The exception that ended it.
    """

    value: str = ""
    printed: str = ""
    error: Exceptional | None = None


# Sends a request to a process.
Ask = Callable[[dict[str, object]], Answer]


class PageSession:
    """The session of a page, or one begun for an exercise.

    Attributes:
        ask: Sends a request to its process.
        root: The checkout's folder, as its lines are named to the process.
        seconds: How long one request may take.
    """

    def __init__(self, ask: Ask, root: str, seconds: float) -> None:
        self.ask = ask
        self.root = root
        self.seconds = seconds

    def send(self, lines: Sequence[Line]) -> Answer:
        """Runs code."""
        return self.ask(
            {
                "kind": "python",
                "code": "\n".join(line.text for line in lines),
                "lines": [[f"{self.root}/{line.path}", line.number] for line in lines],
                "timeout": self.seconds * 0.9,
            }
        )

    def python(self, lines: Sequence[Line]) -> str:
        """Runs code that has to pass; returns what it printed.

        Raises:
            Problem: It raised.
        """
        answer = self.send(lines)
        if answer.error:
            problem = raised(answer.error, lines[0].path, lines[0].number)
            raise problem
        return answer.printed

    def value(self, place: Text, expression: str) -> str:
        """The value of an expression, as a text.

        Raises:
            Problem: It raised.
        """
        answer = self.ask({"expression": expression})
        if answer.error:
            what = f"`{expression}`: {answer.error.what}"
            raise place.problem(what, "correct the expression")
        return answer.value

    def values(self, texts: Sequence[Text]) -> tuple[str, ...]:
        """The inline values of some texts, in order.

        Raises:
            Problem: An expression raised.
        """
        return tuple(
            self.value(text, expression)
            for text in texts
            for expression in text.expressions
        )

    def is_true(self, place: Text) -> bool:
        """Whether an expression holds.

        Raises:
            Problem: It raised, or is neither true nor false.
        """
        value = self.value(place, f"({place.text})")
        if value not in ("True", "False"):
            what = f"`{place.text}` is {value!r}, neither True nor False"
            raise place.problem(what, "write a comparison, or `bool(…)`")
        return value == "True"


def raised(error: Exceptional, path: str, line: int) -> Problem:
    """A problem for code that had to pass, at the line that raised."""
    if error.frames:
        path, line = error.frames[-1]
    return Problem(path, line, error.what, "correct the code on this line")
