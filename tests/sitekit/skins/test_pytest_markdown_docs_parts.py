"""A version of pytest-markdown-docs that changes what we need of it is found out."""

from types import ModuleType
from typing import Any

import pytest
from pytest_markdown_docs import hooks, plugin

from sitekit.checkout.problems import Problem
from sitekit.skins import pytest_markdown_docs_parts as parts
from sitekit.skins import pytest_plugin
from sitekit.skins.pytest_markdown_docs_parts import PARTS, Part
from tests.sitekit.miniature import REPOSITORY, Guide

FILE, ITEM = PARTS


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_the_installed_version_has_the_part(part: Part) -> None:
    assert part.change(plugin) == ""


@pytest.mark.parametrize(
    "name", ["pytest_markdown_docs_markdown_it", "pytest_markdown_docs_globals"]
)
def test_the_installed_version_has_the_documented_hook(name: str) -> None:
    assert hasattr(hooks, name)
    assert hasattr(pytest_plugin.GuideRun, name)


def test_no_other_module_touches_it() -> None:
    users = [
        file.name
        for file in sorted((REPOSITORY / "sitekit").rglob("*.py"))
        if "from pytest_markdown_docs" in file.read_text("utf-8")
        or "import pytest_markdown_docs" in file.read_text("utf-8")
    ]
    assert users == ["pytest_markdown_docs_parts.py"]


class Collects(pytest.File):
    def collect(self) -> Any:
        return []


class CollectsBelow(pytest.File):
    def collect(self, below: str) -> Any:
        return [below]


class Item(pytest.Item):
    def __init__(self, name: str, parent: Any, test_definition: Any) -> None:
        super().__init__(name, parent)
        self.test_definition = test_definition


class ItemOfMore(pytest.Item):
    def __init__(
        self, name: str, parent: Any, test_definition: Any, more: str = ""
    ) -> None:
        super().__init__(name, parent)
        self.test_definition, self.more = test_definition, more


class ItemOfAFence(pytest.Item):
    def __init__(self, name: str, parent: Any, fence: Any) -> None:
        super().__init__(name, parent)
        self.test_definition = fence


class Forgetful(pytest.Item):
    def __init__(self, name: str, parent: Any, test_definition: Any) -> None:
        super().__init__(name, parent)
        self.definition = test_definition


class Inheriting(pytest.File):
    pass


@pytest.mark.parametrize(
    ("part", "made", "change"),
    [
        (FILE, Collects, ""),
        (FILE, None, "this class no longer exists"),
        (FILE, Item, "it no longer derives from pytest's File"),
        (FILE, Inheriting, "it no longer has a `collect` of its own"),
        (FILE, CollectsBelow, "its `collect` takes different arguments"),
        (ITEM, Item, ""),
        (ITEM, ItemOfMore, ""),
        (ITEM, Collects, "it no longer derives from pytest's Item"),
        (ITEM, ItemOfAFence, "its `__init__` takes different arguments"),
        (ITEM, Forgetful, "its `__init__` no longer keeps `test_definition`"),
    ],
)
def test_what_a_version_changes_is_told(part: Part, made: Any, change: str) -> None:
    module = ModuleType("plugin")
    setattr(module, part.name, made)
    found = part.change(module)
    assert found.startswith(change) and bool(found) == bool(change)


def test_the_part_that_changed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin, ITEM.name, Forgetful)
    with pytest.raises(Problem) as caught:
        parts.check(plugin)
    assert "has changed `MarkdownInlinePythonItem`" in caught.value.what
    assert "no longer keeps `test_definition`" in caught.value.what
    assert (REPOSITORY / caught.value.path).is_file()


def test_a_run_with_such_a_version_ends_with_the_part_s_name(guide: Guide) -> None:
    guide.page("# A page\n\n```python\n1\n```\n")
    guide.write(
        "conftest.py",
        """
        import pytest_markdown_docs.plugin

        del pytest_markdown_docs.plugin.MarkdownTextFile
        pytest_plugins = ["sitekit.skins.pytest_plugin"]
        """,
    )
    done = guide.pytest("docs")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "has changed `MarkdownTextFile`: this class no longer exists" in done.stdout
    assert "fix: pin the previous version" in done.stdout
    assert "Traceback" not in done.stdout
