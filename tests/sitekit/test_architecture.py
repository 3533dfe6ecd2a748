"""The parts of the code are what its imports say, and no import looks up."""

import ast
from pathlib import Path

import pytest

from sitekit import architecture
from sitekit.architecture import HERE, PARTS, PLACE, heights, needed, read
from sitekit.problems import Problems


def package(folder: Path, **texts: str) -> Path:
    """A package with all modules of ours; empty ones, but for those with a text."""
    made = folder / "sitekit"
    for name in {*PLACE, *texts} - {"aids", "tensorboard", "worker"}:
        file = made / (name.replace(".", "/") + ".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(texts.get(name, ""))
    for name in ("", "aids", "tensorboard", "worker"):
        (made / name / "__init__.py").touch()
    return made


def said(folder: Path, **texts: str) -> list[str]:
    with pytest.raises(Problems) as caught:
        read(package(folder, **texts)).between()
    return [str(problem) for problem in caught.value.problems]


def test_our_own_code_looks_down_only() -> None:
    counts = read().between()
    assert sum(counts.values()) > 100
    order = [part.name for part in PARTS]
    assert all(order.index(one) < order.index(other) for one, other in counts)
    assert {name for pair in counts for name in pair} == set(order)


def test_all_ways_to_import_are_seen_and_each_pair_counts_once(tmp_path: Path) -> None:
    texts = {
        "check": "from sitekit import weave\nfrom sitekit.page import Page\n"
        "from sitekit.page import Block\nimport json\nfrom . import nothing\n",
        "weave": "def later():\n    import sitekit.aids.quiz\n",
        "proof": "from sitekit.aids import present, quiz\nfrom sitekit.aids import X\n",
    }
    code = read(package(tmp_path, **texts))
    found = {(one.source, one.target, one.line) for one in code.imports}
    assert found == {
        ("check", "weave", 1),
        ("check", "page", 2),
        ("weave", "aids.quiz", 2),
        ("proof", "aids.present", 1),
        ("proof", "aids.quiz", 1),
        ("proof", "aids", 2),
    }
    assert code.between() == {
        ("Site", "Weave"): 2,
        ("Site", "Scan"): 3,
        ("Weave", "Scan"): 1,
    }


def test_what_is_read_is_what_python_reads() -> None:
    code = read()
    for name, text in code.texts.items():
        tree = ast.parse(text)
        assert code.summary(name) == str(ast.get_docstring(tree)).partition("\n")[0]
        expected = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                expected |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                inside = {f"{node.module}.{alias.name}" for alias in node.names}
                modules = {f"sitekit.{module}" for module in code.files}
                expected |= inside & modules or {str(node.module)}
        found = {f"sitekit.{one.target}" for one in code.imports if one.source == name}
        ours = {one for one in expected if one.startswith("sitekit.")}
        assert found == ours - {f"sitekit.{name}"}, name


def test_an_import_that_looks_up_is_told_with_its_line(tmp_path: Path) -> None:
    (problem,) = said(tmp_path, page="import re\n\nfrom sitekit import weave\n")
    assert problem.startswith(
        "sitekit/page.py:3: page, which belongs to Scan, imports weave from Weave, "
        "which lies above\n    to repair: move what both need down"
    )


def test_a_module_in_no_part_is_told(tmp_path: Path) -> None:
    (problem,) = said(tmp_path, novelty="from sitekit import weave\n")
    assert problem.startswith("sitekit/novelty.py:1: this module is in no part")
    assert HERE in problem


def test_a_module_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = package(tmp_path)
    monkeypatch.setitem(architecture.PLACE, "gone", 0)
    with pytest.raises(Problems, match="has a module 'gone', which does not exist"):
        read(made).between()


def test_a_way_that_others_imply_is_left_out() -> None:
    counts = dict.fromkeys(("AB", "BC", "CD", "AD", "AE"), 1)
    pairs = {(a, b): n for (a, b), n in counts.items()}
    assert needed(pairs) == [("A", "B"), ("B", "C"), ("C", "D"), ("A", "E")]


def test_a_part_stands_above_all_that_it_needs() -> None:
    pairs = [("Commands", "Run"), ("Run", "Scan")]
    found = heights(pairs)
    assert (found["Scan"], found["Run"], found["Commands"]) == (0, 1, 2)
