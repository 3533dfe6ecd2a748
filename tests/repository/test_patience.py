"""No test waits for a time, or is held against one: it waits for a state.

What is slow on purpose says so: `# on purpose: a slow server`.
"""

import ast
from pathlib import Path

import pytest

from sitekit.checkout.settings import ROOT
from tests import patience

CLOCKS = {"sleep", "wait_for_timeout", "monotonic", "perf_counter"}
# Where a number says how long is waited at most: by its name, or as the first argument.
LIMITS = {"timeout", "seconds"}
WAITS = {"wait", "communicate", "settimeout", "join", "poll", "set_default_timeout"}
EXCUSE = "  # on purpose: "


def is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def impatient(text: str) -> list[str]:
    """The calls of a test file that depend on how fast a machine is."""
    found = []
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or EXCUSE in lines[node.lineno - 1]:
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        named = [key.value for key in node.keywords if key.arg in LIMITS]
        first = node.args[:1] if name in WAITS else []
        if name == "format" or name[:1].isupper():  # a text, or an object
            continue
        if name in CLOCKS or any(map(is_number, [*named, *first])):
            found.append(f"{node.lineno}: {ast.unparse(node)}")
    return found


def test_no_test_depends_on_the_speed_of_the_machine() -> None:
    files = [
        file
        for file in (ROOT / "tests").rglob("*.py")
        if file != Path(patience.__file__)
    ]
    found = {file.name: impatient(file.read_text("utf-8")) for file in files}
    assert {name: calls for name, calls in found.items() if calls} == {}
    assert len(files) > 100


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("time.sleep(0.1)", True),
        ("sleep(3)", True),
        ("page.wait_for_timeout(200)", True),
        ("start = time.monotonic()", True),
        ("process.communicate(timeout=30)", True),
        ("process.wait(10)", True),
        ("thread.join(5)", True),
        ("subprocess.run(command, timeout=60)", True),
        ("urllib.request.urlopen(address, timeout=2)", True),
        ("serve('sleep', '1000', seconds=0.2)", True),
        ("serve('sleep', '1000', seconds=0.2)  # on purpose: it never answers", False),
        ("process.wait(PATIENCE)", False),
        ("process.wait()", False),
        ("locator.wait_for()", False),
        ("', '.join(names)", False),
        ("page = 'time.sleep(1000)'", False),
        ("CODE.format(timeout=60)", False),
        ("Body(seconds=1.0)", False),
    ],
)
def test_what_depends_on_speed_is_told_from_what_does_not(
    line: str, refused: bool
) -> None:
    assert bool(impatient(line)) is refused


def test_there_is_one_limit_and_no_test_comes_near_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = iter([False, False, True])
    patience.wait_until(lambda: next(looks))
    monkeypatch.setattr(patience, "PATIENCE", 0)
    with pytest.raises(AssertionError, match="no bus"):
        patience.wait_until(lambda: False, "no bus")
