"""What a study aid may ask of the process that runs its page."""

from collections.abc import Callable, Sequence
from typing import Any

from sitekit.aids.forms import Text
from sitekit.checkout.problems import Problem
from sitekit.checkout.sources import Line

# Sends a request to a process; the answer holds `outputs` and `error`, or `value`.
Ask = Callable[[dict[str, Any]], dict[str, Any]]


class PageSession:
    """The session of a page, or one begun for an exercise.

    Attributes:
        ask: Sends a request to its process.
        root: The checkout's folder, as its lines are named to the process.
        timeout: Seconds that one request may take.
    """

    def __init__(self, ask: Ask, root: str, timeout: float) -> None:
        self.ask = ask
        self.root = root
        self.timeout = timeout

    def send(self, lines: Sequence[Line]) -> dict[str, Any]:
        """Runs code; the answer holds `outputs` and `error`."""
        return self.ask(
            {
                "kind": "python",
                "code": "\n".join(line.text for line in lines),
                "lines": [[f"{self.root}/{line.path}", line.number] for line in lines],
                "timeout": self.timeout * 0.9,
            }
        )

    def python(self, lines: Sequence[Line]) -> str:
        """Runs code that has to pass; returns what it printed.

        Raises:
            Problem: It raised.
        """
        answer = self.send(lines)
        if answer["error"]:
            raise raised(answer["error"], lines[0].path, lines[0].number)
        texts = [o["text"] for o in answer["outputs"] if o["type"] == "stream"]
        return "".join(texts)

    def value(self, place: Text, expression: str) -> str:
        """The value of an expression, as a text.

        Raises:
            Problem: It raised.
        """
        answer = self.ask({"expression": expression})
        if answer["error"]:
            what = f"`{expression}`: {answer['error']['what']}"
            raise place.problem(what, "mend the expression")
        return str(answer["value"])

    def values(self, texts: Sequence[Text]) -> list[str]:
        """The inline values of some texts, in order.

        Raises:
            Problem: An expression raised.
        """
        return [
            self.value(text, expression)
            for text in texts
            for expression in text.expressions
        ]

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


def raised(error: dict[str, Any], path: str, line: int) -> Problem:
    """A problem for code that had to pass, at the line that raised."""
    if error["frames"]:
        path, line = error["frames"][-1]
    return Problem(path, line, error["what"], "mend the code")
