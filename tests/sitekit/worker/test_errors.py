"""An exception is described whatever it is, and without a frame of ours."""

from typing import Any

import pytest

from sitekit.worker import errors, session
from sitekit.worker.errors import describe


def here(path: object, line: object) -> list[list[Any]]:
    """Stands for a page: this file."""
    return [["page.md", line]] if path == __file__ else []


class Silent(Exception):
    def __str__(self) -> str:
        raise ValueError("it says nothing")


@pytest.mark.parametrize(
    ("exception", "what"),
    [
        (ValueError("one\ntwo"), "ValueError: one"),
        (KeyError("x"), "KeyError: 'x'"),
        (SystemExit(3), "SystemExit: 3"),
        (KeyboardInterrupt(), "KeyboardInterrupt"),
        (
            ExceptionGroup("both", [ValueError("a"), KeyError("b")]),
            "ExceptionGroup: both",
        ),
    ],
)
def test_any_exception_is_described(exception: BaseException, what: str) -> None:
    try:
        raise exception
    except BaseException as caught:
        found = describe(caught, here)
    assert found["what"].startswith(what)
    assert found["names"][-1] == "object"
    assert [path for path, _ in found["frames"]] == ["page.md"]
    assert what.split(":")[0] in found["traceback"]


def test_one_that_cannot_say_what_it_is_is_described() -> None:
    try:
        raise Silent
    except Silent as caught:
        assert "Silent" in describe(caught, here)["what"]


def test_frames_of_ours_stand_nowhere_in_it() -> None:
    def fail(path: object, line: object) -> list[list[Any]]:
        raise ValueError("within")

    def through(deep: int) -> None:
        try:
            errors.describe(SyntaxError(), fail)
        except ValueError as error:
            if deep:
                raise KeyError("because") from error
            raise RuntimeError("meanwhile")  # noqa: B904  its context is meant

    for deep in (0, 1):
        try:
            through(deep)
        except Exception as caught:
            text = describe(caught, here)["traceback"]
        assert "within" in text
        assert errors.__file__ not in text


def test_the_session_says_where_it_was() -> None:
    assert session.describe is describe
