"""The parts of pytest-markdown-docs that its documentation does not promise.

The guide goes by its options and hooks, which are documented. What it needs beyond
them is named here and nowhere else, each with what is asked of it: a version that
changes one of them is told by that one's name.
"""

import inspect
from dataclasses import dataclass
from importlib.metadata import version
from types import ModuleType

import pytest
from pytest_markdown_docs import plugin

from sitekit.checkout import Problem

HERE = "sitekit/skins/pytest_markdown_docs_parts.py"


@dataclass(frozen=True)
class Part:
    """A class of `pytest_markdown_docs.plugin`, and what is asked of it.

    Attributes:
        name: Its name.
        base: The class of pytest that it is derived from.
        method: The method that the guide calls, or lets pytest call.
        arguments: The names that the method is called with.
        keeps: The attribute in which the method keeps what it was given; "" for none.
    """

    name: str
    base: type
    method: str
    arguments: tuple[str, ...] = ()
    keeps: str = ""

    def change(self, module: ModuleType) -> str:
        """What a version has changed of it; "" for nothing."""
        found = getattr(module, self.name, None)
        if not isinstance(found, type):
            return "this class no longer exists"
        if not issubclass(found, self.base):
            return f"it no longer derives from pytest's {self.base.__name__}"
        method = vars(found).get(self.method)
        if not inspect.isfunction(method):
            return f"it no longer has a `{self.method}` of its own"
        try:
            inspect.signature(method).bind("self", **dict.fromkeys(self.arguments))
        except TypeError as error:
            return f"its `{self.method}` takes different arguments: {error}"
        if self.keeps and self.keeps not in method.__code__.co_names:
            return f"its `{self.method}` no longer keeps `{self.keeps}`"
        return ""


PARTS = (
    # Makes an item for each fence that the parser of our hook finds in a file.
    Part("MarkdownTextFile", pytest.File, "collect"),
    # Such an item, which is made once more under the name of its block.
    Part(
        "MarkdownInlinePythonItem",
        pytest.Item,
        "__init__",
        ("name", "parent", "test_definition"),
        keeps="test_definition",
    ),
)


def check(module: ModuleType) -> None:
    """Checks that all parts are as they were.

    Raises:
        Problem: One of them has changed.
    """
    for part in PARTS:
        change = part.change(module)
        if change:
            installed = f"pytest-markdown-docs {version('pytest-markdown-docs')}"
            what = f"{installed} has changed `{part.name}`: {change}"
            repair = (
                "pin the previous version in pyproject.toml, or adapt to the new one"
            )
            raise Problem(HERE, 1, what, repair)


try:
    check(plugin)
except Problem as problem:
    raise pytest.UsageError(str(problem)) from None
MarkdownTextFile = plugin.MarkdownTextFile
MarkdownInlinePythonItem = plugin.MarkdownInlinePythonItem
