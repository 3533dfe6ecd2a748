"""The rooms are the folders, in the order of the contract, and import as it says."""

import ast

import pytest

from sitekit.checkout.settings import ROOT
from sitekit.overviews.architecture import PACKAGE, read_house

pytestmark = pytest.mark.portable


def test_every_folder_is_a_room_and_every_module_lies_in_one() -> None:
    house = read_house()
    names = [room.name for room in house.rooms]
    folders = [f.parent.name for f in PACKAGE.glob("*/__init__.py")]
    assert sorted(names) == sorted(folders)
    assert (names[0], names[-2:]) == ("commands", ["checkout", "worker"])
    beside = {file.name for file in PACKAGE.glob("*.py")}
    assert beside == {"__init__.py", "__main__.py"}
    listed = {file for room in house.rooms for file in room.modules}
    modules = {
        file.relative_to(ROOT).as_posix()
        for file in PACKAGE.rglob("*.py")
        if file.name not in ("__init__.py", "__main__.py")
    }
    assert listed == modules


def test_rooms_side_by_side_share_a_layer() -> None:
    layers = [[room.name for room in layer] for layer in read_house().layers]
    assert ["run", "weave"] in layers
    assert ["aids", "drawings", "tensorboard"] in layers


def test_a_summary_is_the_first_line_of_a_docstring() -> None:
    for room in read_house().rooms:
        for file, summary in room.modules.items():
            tree = ast.parse((ROOT / file).read_text("utf-8"))
            assert summary == str(ast.get_docstring(tree)).partition("\n")[0]
            assert summary.endswith((".", "`")), file


def test_a_room_says_in_a_few_words_what_it_is_for() -> None:
    for layer in read_house().layers:
        longest = {1: 40, 2: 24, 3: 18}[len(layer)]
        for room in layer:
            words, colon, _ = room.summary.partition(":")
            assert colon and len(words) <= longest, room.summary


def test_the_imports_that_are_counted_are_those_in_the_code() -> None:
    imports = read_house().imports
    assert sum(imports.values()) > 100
    order = [room.name for room in read_house().rooms]
    expected = 0
    for file in (PACKAGE / "scan").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        expected += len(
            {
                target
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom)
                and str(node.module).startswith("sitekit.checkout")
                for alias in node.names
                for target in [_target(str(node.module), alias.name)]
            }
        )
    assert imports["scan", "checkout"] == expected > 0
    assert all(order.index(one) < order.index(other) for one, other in imports)


def _target(module: str, name: str) -> str:
    """The module that an import leads to."""
    file = ROOT / f"{module}.{name}".replace(".", "/")
    return f"{module}.{name}" if file.with_suffix(".py").is_file() else module
