"""Settings come from the checkout's `pyproject.toml`."""

import sys
from pathlib import Path

import pytest

from sitekit.checkout.problems import Problem
from sitekit.checkout.settings import load
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable


def test_reads_every_environment(guide: Guide) -> None:
    guide.configure(
        "json",
        more="""
[tool.sitekit.environments.old]
python = "3.9"
packages = ["numpy"]
variables = {B = "2", A = "1"}
""",
    )
    settings = load(guide.root)
    assert sorted(settings.environments) == ["default", "old"]
    default, old = settings.environments["default"], settings.environments["old"]
    assert default.preload == ("json",)
    assert default.python == "{}.{}".format(*sys.version_info)
    assert default.lock == "requirements/default.txt"
    assert old.python == "3.9"
    assert old.variables == (("A", "1"), ("B", "2"))


def test_the_default_environment_is_the_one_that_runs(guide: Guide) -> None:
    environment = guide.settings.environments["default"]
    assert environment.interpreter(guide.root) == Path(sys.executable)


def test_another_environment_lies_in_the_cache_or_where_a_variable_says(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide.configure(more="[tool.sitekit.environments.old]")
    old = guide.settings.environments["old"]
    cached = guide.root / ".cache/environments/old/bin/python"
    assert old.interpreter(guide.root) == cached
    monkeypatch.setenv("SITEKIT_PYTHON_OLD", "/elsewhere/python")
    assert old.interpreter(guide.root) == Path("/elsewhere/python")


def test_an_edit_is_seen(guide: Guide) -> None:
    before = guide.settings.environments["default"]
    guide.configure("json")
    assert before.preload == ()
    assert guide.settings.environments["default"].preload == ("json",)


def test_without_environments_there_is_a_problem(guide: Guide) -> None:
    guide.write("pyproject.toml", "[project]\n")
    with pytest.raises(Problem, match=r"pyproject\.toml:1: .*environments\.default"):
        load(guide.root)


def test_the_memory_of_pages_can_be_set(guide: Guide) -> None:
    assert guide.settings.memory == 6e9
    guide.configure(more="[tool.sitekit]\nmemory_gb = 0.5\n")
    assert guide.settings.memory == 0.5e9


@pytest.mark.parametrize("value", ["0", "-1", "'6'", "true", "[6]"])
def test_another_memory_is_none(guide: Guide, value: str) -> None:
    guide.configure(more=f"[tool.sitekit]\nmemory_gb = {value}\n")
    with pytest.raises(Problem, match="`memory_gb` cannot be") as caught:
        guide.settings  # noqa: B018  it is read now
    assert caught.value.path == "pyproject.toml"
    assert caught.value.line > 1


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("tool = 5\n", 1, "`tool` is not a table"),
        ("[tool]\nsitekit = 5\n", 2, "`sitekit` is not a table"),
        ("[tool]\nsitekit = [1]\n", 2, "`sitekit` is not a table"),
        ("[tool.sitekit]\n\nenvironments = 5\n", 3, "`environments` is not a table"),
        ("[[tool.sitekit]]\n", 1, "`sitekit` is not a table"),
    ],
)
def test_what_is_no_table_is_told(
    guide: Guide, text: str, line: int, what: str
) -> None:
    guide.write("pyproject.toml", text)
    with pytest.raises(Problem) as caught:
        _ = guide.settings
    assert (caught.value.line, caught.value.what) == (line, what)
    assert caught.value.repair.startswith("write `[tool.sitekit")
