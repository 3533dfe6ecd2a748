"""A page's Python cannot write into its checkout."""

from pathlib import Path

import pytest

from tests.sitekit.miniature import Guide

CHANGES = {
    "write": ("open(root / 'docs/page.md', 'w')", "docs/page.md"),
    "append": ("open(root / 'docs/page.md', 'a')", "docs/page.md"),
    "update": ("open(root / 'docs/page.md', 'r+')", "docs/page.md"),
    "make": ("(root / 'docs/new.md').touch()", "docs/new.md"),
    "text": ("(root / 'snippets/x.txt').write_text('x')", "snippets/x.txt"),
    "own file": (
        "pathlib.Path(__file__).with_name('out.csv').write_text('x')",
        "snippets/out.csv",
    ),
    "folder": ("os.makedirs(root / 'docs/deep/er')", "docs/deep"),
    "remove": ("(root / 'docs/page.md').unlink()", "docs/page.md"),
    "tree": ("shutil.rmtree(root / 'docs')", "docs"),
    "rename": ("os.replace(root / 'mkdocs.yml', 'x')", "mkdocs.yml"),
    "into": ("open('x', 'w').close(); os.rename('x', root / 'x')", "x"),
    "copy": ("shutil.copy(root / 'mkdocs.yml', root / 'docs/copy')", "docs/copy"),
    "up": (
        "open(os.path.relpath(root / 'docs/page.md'), 'w')",
        "docs/page.md",
    ),
    "link": ("os.symlink(root / 'docs', 'd'); open('d/x', 'w')", "docs/x"),
    "hard link": ("os.link(root / 'mkdocs.yml', root / 'y')", "mkdocs.yml"),
    "descriptor": (
        "os.open(root / 'docs/page.md', os.O_WRONLY | os.O_TRUNC)",
        "docs/page.md",
    ),
    "truncate": ("os.truncate(root / 'docs/page.md', 0)", "docs/page.md"),
    "record": (
        "next((root / '.cache/records').glob('*.zip')).write_bytes(b'')",
        ".cache/records/",
    ),
    "site": ("(root / 'site/index.html').write_text('x')", "site/index.html"),
    "bytes": ("open(bytes(root / 'docs/b'), 'w')", "docs/b"),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("caught", [False, True])
def test_a_change_of_the_checkout_is_refused(
    guide: Guide, name: str, caught: bool
) -> None:
    change, file = CHANGES[name]
    guide.write("site/index.html", "the site")
    guide.prove("```python\n1\n```\n", "other")
    before = {path: path.read_bytes() for path in files(guide)}
    code = f"try:\n    {change}\nexcept Exception: pass" if caught else change
    text = f"""
```python
import os, pathlib, shutil
root = pathlib.Path({str(guide.root)!r})
{code}
```
"""
    path = guide.page(text)
    before[guide.root / path] = (guide.root / path).read_bytes()
    ran = guide.run(path)[path]
    assert ran.failure.what.startswith(f"this block changes the checkout: {file}")
    assert ran.where == ("docs/page.md", 4)
    assert "a relative path" in ran.failure.repair
    assert {path: path.read_bytes() for path in files(guide)} == before


def files(guide: Guide) -> list[Path]:
    """All files of a checkout."""
    return [path for path in guide.root.rglob("*") if path.is_file()]


def test_reading_the_checkout_and_writing_elsewhere_is_right(guide: Guide) -> None:
    guide.snippet("x = 1\n", "toolbox/tool")
    ran = guide.prove(
        f"""
        ```python
        import os, pathlib, sys, tempfile
        root = pathlib.Path({str(guide.root)!r})
        sys.path.append(str(root / "snippets"))
        from toolbox import tool  # which leaves __pycache__ there
        print(len((root / "docs/page.md").read_text()) > 10)
        os.makedirs(root / "docs", exist_ok=True)
        pathlib.Path("out/deep").mkdir(parents=True)
        pathlib.Path("out/deep/file").write_text("x")
        pathlib.Path({str(guide.outside)!r}, "file").write_text("x")
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "x").touch()
        ```
        """
    )
    assert ran.statuses == ["passed"], str(ran.failure)
    assert ran.text() == "True"
