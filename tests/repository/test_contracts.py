"""The contracts on imports hold, and each of them can be broken."""

import ast
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from sitekit.checkout.settings import ROOT

LINT = ROOT / ".cache/environments/lint" / ("Scripts" if os.name == "nt" else "bin")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]["contracts"]
FACES = {
    contract["name"].removeprefix("The face of "): contract
    for contract in CONTRACTS
    if contract["type"] == "protected"
}
# What breaks each of the others: a module, and an import in it.
PLANTED = {
    "A room imports only from the rooms below it": (
        "scan/labs.py",
        "from sitekit.weave import stamp",
    ),
    "Rendering never runs anything": (
        "weave/prose.py",
        "from sitekit.run import Engine",
    ),
    "Only doors and commands know MkDocs and pytest": (
        "weave/prose.py",
        "import mkdocs",
    ),
    "A page's process imports none of the site's tools": (
        "worker/shell.py",
        "from sitekit.checkout import Problem",
    ),
}


def verdicts(folder: Path) -> dict[str, bool]:
    """Whether each contract is kept in a checkout."""
    done = subprocess.run(
        [LINT / "lint-imports", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"},
        check=False,
    )
    found = re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
    return {name: verdict == "KEPT" for name, verdict in found}


def sources(name: str) -> set[str]:
    """The modules that a contract is about."""
    (contract,) = (one for one in CONTRACTS if one["name"] == name)
    return set(contract["source_modules"])


def test_no_room_and_no_door_is_left_out_of_a_contract() -> None:
    rooms = {
        f"sitekit.{file.parent.name}" for file in ROOT.glob("sitekit/*/__init__.py")
    }
    core = rooms - {"sitekit.commands", "sitekit.skins"}
    assert sources("Only doors and commands know MkDocs and pytest") == core
    doors = {
        f"sitekit.skins.{file.stem}" for file in ROOT.glob("sitekit/skins/[!_]*.py")
    }
    pure = sources("Rendering never runs anything") & doors
    assert {door.rpartition(".")[2] for door in doors - pure} == {
        "pytest_markdown_docs_parts",
        "pytest_plugin",
    }


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the package with its contracts."""
    shutil.copytree(ROOT / "sitekit", tmp_path / "sitekit")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "snippets").symlink_to(ROOT / "snippets")
    return tmp_path


def test_all_contracts_are_kept(checkout: Path) -> None:
    assert verdicts(checkout) == {contract["name"]: True for contract in CONTRACTS}


def test_there_is_something_that_breaks_each_contract() -> None:
    names = {contract["name"] for contract in CONTRACTS}
    assert names == {*PLANTED, *(f"The face of {room}" for room in FACES)}


@pytest.mark.parametrize("name", PLANTED)
def test_a_contract_is_broken_by_one_import(checkout: Path, name: str) -> None:
    module, planted = PLANTED[name]
    file = checkout / "sitekit" / module
    file.write_text(f"{file.read_text('utf-8')}\n{planted}\n", "utf-8")
    assert verdicts(checkout)[name] is False


def test_a_room_is_entered_by_its_face_only(checkout: Path) -> None:
    for room in FACES:
        (checkout / f"sitekit/{room}/hidden.py").write_text('"""Hidden."""\n', "utf-8")
    imports = "\n".join(f"import sitekit.{room}.hidden" for room in FACES)
    entry = checkout / "sitekit/__main__.py"
    entry.write_text(f"{imports}\n{entry.read_text('utf-8')}", "utf-8")
    found = verdicts(checkout)
    assert [room for room in FACES if found[f"The face of {room}"]] == []


def face(room: str) -> list[str]:
    """The names that a room hands on."""
    tree = ast.parse((ROOT / f"sitekit/{room}/__init__.py").read_text("utf-8"))
    (names,) = [node.value for node in tree.body if isinstance(node, ast.Assign)]
    found: list[str] = ast.literal_eval(names)
    return found


@pytest.mark.parametrize("room", FACES)
def test_a_face_has_at_most_eight_names_and_its_contract_lets_them_in(
    room: str,
) -> None:
    names = face(room)
    assert names == sorted(names) and len(names) <= 8
    entries = [
        entry.split(" -> ")[1] for entry in FACES[room].get("ignore_imports", [])
    ]
    let_in = {entry.split(".")[2] for entry in entries}
    modules = {name for name in names if (ROOT / f"sitekit/{room}/{name}").is_dir()}
    modules |= {n for n in names if (ROOT / f"sitekit/{room}/{n}.py").is_file()}
    objects = {name for name in names if name not in modules}
    text = (ROOT / f"sitekit/{room}/__init__.py").read_text("utf-8")
    assert let_in == modules
    assert all(re.search(rf"\bimport\b.*\b{name}\b", text) for name in objects)
