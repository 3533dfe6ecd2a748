"""What the layout of the repository promises."""

import re
import subprocess
from pathlib import Path

import pytest

from sitekit.aids.exercises import Exercise
from sitekit.checkout.settings import ROOT, load
from sitekit.scan.site import page_paths, scan_site

SNIPPETS = sorted(
    path.relative_to(ROOT / "snippets").as_posix()
    for path in (ROOT / "snippets").rglob("*.py")
)
EXERCISES = [path for path in SNIPPETS if "/exercises/" in path]
SCRIPTS = [
    path
    for path in SNIPPETS
    if path not in EXERCISES
    and not path.startswith(("toolbox/", "labs/"))
    and "/claims/" not in path
]


def test_every_page_with_code_has_its_snippet_file():
    pages = scan_site(load())
    for page in pages:
        if page.is_lab or not page.environments:
            continue
        own = page.path.removeprefix("docs/").removesuffix(".md") + ".py"
        assert own in SCRIPTS, f"{page.path} has no snippets/{own}"


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_snippet_file_has_its_page(script):
    page = f"docs/{script.removesuffix('.py')}.md"
    names = sorted(load().environments)
    for name in names:
        page = page.replace(f"_{name}.md", ".md")
    assert page in page_paths(load())


def test_every_file_of_an_exercise_belongs_to_one_page():
    used = [
        f"{block.content.folder}/{name}".removeprefix("snippets/")
        for page in scan_site(load())
        for block in page.blocks
        if isinstance(block.content, Exercise)
        for name in block.content.files
    ]
    assert sorted(used) == EXERCISES


def test_locks_pin_everything_by_hash_and_name_no_host():
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert [lock.stem for lock in locks] == ["default", "estimator", "jax", "lint"]
    for lock in locks:
        text = lock.read_text("utf-8")
        assert "://" not in text
        pins = re.findall(r"^[A-Za-z0-9][^\s]*==[^\s]+.*\\$", text, re.MULTILINE)
        assert len(pins) > 5
        for entry in re.split(r"\n(?=[A-Za-z0-9])", text):
            assert "--hash=sha256:" in entry, entry


def test_no_output_and_no_screenshot_is_committed():
    done = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = done.stdout.split()
    pictures = [n for n in names if n.endswith((".png", ".webp", ".jpg", ".ipynb"))]
    assert pictures == ["docs/assets/readme.webp"]


def mirrored(package: Path, tests: Path) -> tuple[set[str], set[str]]:
    """The modules without tests of their own, and the tests without a module."""
    modules = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if file.name not in ("__init__.py", "__main__.py")
    }
    scripts = {f.relative_to(package).as_posix() for f in package.rglob("*.js")}
    tested = {
        file.relative_to(tests).with_name(file.name.removeprefix("test_")).as_posix()
        for file in tests.rglob("test_*.py")
    }
    known = modules | {script.removesuffix("js") + "py" for script in scripts}
    return modules - tested, tested - known


def test_the_tests_of_sitekit_lie_as_its_modules_do() -> None:
    assert mirrored(ROOT / "sitekit", ROOT / "tests/sitekit") == (set(), set())


def test_what_is_not_mirrored_is_found(tmp_path: Path) -> None:
    for name in ("sitekit/a/one.py", "sitekit/a/look.js", "tests/a/test_look.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "tests/a/test_gone.py").touch()
    found = mirrored(tmp_path / "sitekit", tmp_path / "tests")
    assert found == ({"a/one.py"}, {"a/gone.py"})
