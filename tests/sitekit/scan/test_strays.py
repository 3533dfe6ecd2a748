"""Files that nothing uses are told; those that something names are not."""

import pytest

from sitekit.scan.site import scan_site
from sitekit.scan.strays import stray_files
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable


def strays(guide: Guide) -> list[tuple[str, str]]:
    found = stray_files(guide.settings, scan_site(guide.settings))
    return [(problem.path, problem.repair) for problem in found]


@pytest.mark.parametrize(
    "path",
    [
        "docs/draft.txt",
        "docs/chapter/table.csv",
        "docs/assets/old.css",
        "docs/page.md.orig",
        "docs/shot.png",
        "docs/n.py",  # a part of other names, as are these
        "docs/n.html",
        "docs/ide.js",
        "snippets/data.csv",
        "snippets/chapter/notes.txt",
        "snippets/page.py.rej",
        "snippets/labs/drafts/lab.py",
    ],
)
def test_a_file_that_nothing_uses_is_told(guide: Guide, path: str) -> None:
    guide.page("# A page\n\n```python\n1\n```\n")
    guide.write(path, "x\n")
    ((found, repair),) = strays(guide)
    assert found == path
    assert "or delete it" in repair


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/assets/mine.svg", "# A\n\n![a](assets/mine.svg)\n"),
        ("docs/assets/mine.js", '# A\n\n<script src="assets/mine.js"></script>\n'),
        ("docs/table.csv", "# A\n\n[the table](table.csv)\n"),
        ("snippets/table.csv", '# A\n\n```{.python data="table.csv"}\n1\n```\n'),
        ("snippets/ruff.toml", "# A\n"),
        ("docs/.hidden", "# A\n"),
        ("snippets/__pycache__/a.pyc", "# A\n"),
    ],
)
def test_a_file_that_is_used_is_not_told(guide: Guide, path: str, text: str) -> None:
    guide.page(text)
    guide.write(path, "x\n")
    assert strays(guide) == []


def test_a_file_that_names_only_itself_is_told(guide: Guide) -> None:
    guide.page("# A\n")
    guide.write("docs/assets/mine.js", "// mine.js\n")
    assert [path for path, _ in strays(guide)] == ["docs/assets/mine.js"]


def test_an_exercise_has_no_other_files(guide: Guide) -> None:
    folder = "snippets/exercises/add"
    for name, code in {
        "start": "def add(): raise NotImplementedError",
        "solution": "def add(): return 2",
        "check": "assert add() == 2",
        "wrong_one": "def add(): return 1",
        "wrnog_two": "def add(): return 3",
    }.items():
        guide.write(f"{folder}/{name}.py", f"{code}\n")
    guide.page("# A\n\n```exercise\nname: add\ntitle: Add\ntask: Add.\n```\n")
    assert strays(guide) == [
        (
            f"{folder}/wrnog_two.py",
            "name it start, solution, check or wrong_<mistake>.py, or delete it",
        )
    ]
