"""Notes which lines of `sitekit` make an error while tests run.

As a pytest plugin (`-p tests.sitekit.noting`) it writes them to the file that
`NOTED_ERRORS` names.
"""

import ast
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sitekit.checkout.problems import Problem
from sitekit.run.results import Failure
from tests.sitekit.miniature import REPOSITORY

SOURCES = REPOSITORY / "sitekit"
# What makes an error for the line that calls it.
MAKERS = {"Problem", "Failure", "problem", "refuse", "raised", "failed", "_broken"}
# Functions that pass on what others said; their own lines say nothing.
CARRIERS = MAKERS | {"refused", "excused"}
Site = tuple[str, int, int]  # a file, and the first and last line of a call


def sites() -> set[Site]:
    """The calls in `sitekit` that make an error."""
    found = set()
    for file in SOURCES.rglob("*.py"):
        name = file.relative_to(REPOSITORY).as_posix()
        tree = ast.parse(file.read_text("utf-8"))
        carried = {
            inner
            for outer in ast.walk(tree)
            if isinstance(outer, ast.FunctionDef) and outer.name in CARRIERS
            for inner in ast.walk(outer)
        }
        for node in ast.walk(tree):
            makes = isinstance(node, ast.Call) and _name(node.func) in MAKERS
            if isinstance(node, ast.Call) and makes and node not in carried:
                found.add((name, node.lineno, node.end_lineno or node.lineno))
    return found


def _name(function: ast.expr) -> str:
    return str(getattr(function, "attr", getattr(function, "id", "")))


@contextmanager
def noted(reached: set[tuple[str, int]]) -> Iterator[None]:
    """Notes the file and line of each error that is made meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Problem, Failure):
            patch.setattr(kind, "__init__", _noting(kind.__init__, reached))
        yield


def _noting(
    make: Callable[..., None], reached: set[tuple[str, int]]
) -> Callable[..., None]:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_name in CARRIERS:
            frame = frame.f_back
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(SOURCES):
            reached.add((file.relative_to(REPOSITORY).as_posix(), frame.f_lineno))
        make(self, *args, **kwargs)

    return init


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop() -> Iterator[None]:
    """Notes what the tests reach, and writes it down."""
    reached: set[tuple[str, int]] = set()
    with noted(reached):
        result = yield
    Path(os.environ["NOTED_ERRORS"]).write_text(json.dumps(sorted(reached)), "utf-8")
    return result
