"""No path of the machine is shown, and no line that an edit of prose would move."""

import json
import os
import sys
import tempfile
from pathlib import Path

import pytest

from sitekit.run.places import without_paths
from tests.sitekit.miniature import Guide

NAMES = {
    "/home/ada/guide": "",
    "/home/ada": "~",
    "/tmp/x/page": "",
    "/tmp/x": "/tmp",
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/home/ada/guide/docs/a.md", "docs/a.md"),
        ("in /home/ada/guide.", "in .."),
        ("PosixPath('/home/ada/guide')", "PosixPath('.')"),
        ("/home/ada/guides/x", "~/guides/x"),
        ("/home/adam and /home/ada-x", "/home/adam and /home/ada-x"),
        ("logs/home/ada/x", "logs/home/ada/x"),
        ("file:///home/ada/x", "file://~/x"),
        ("/tmp/x/page/m.keras|/tmp/x/y", "m.keras|/tmp/y"),
        ("'/home/ada'", "'~'"),
    ],
)
def test_a_path_is_named_where_it_is_one(text: str, shown: str) -> None:
    assert without_paths(text, NAMES) == shown


PATHS = """
```python
import json, os, sys, tempfile, traceback, warnings
import pytest as package

try:
    json.loads("{")
except ValueError:
    traceback.print_exc()
print(os.path.expanduser("~/.keras"), json.__file__, package.__file__)
print(sys.executable, sys.prefix, sys.base_prefix, os.path.realpath(sys.executable))
print(os.getcwd(), tempfile.gettempdir(), __file__, *sys.path)
print(os.environ["USER"], os.environ["LOGNAME"])
warnings.warn(f"see {json.__file__}")
class Shown:
    def __repr__(self): return f"{os.path.expanduser('~')} {json.__file__}"
    def _repr_html_(self): return f"<b>{os.path.expanduser('~')}/x {json.__file__}</b>"
Shown()
```

{{ os.path.expanduser("~/x") }} {{ json.__file__ }} {{ os.getcwd() }}

```{.python raises="FileNotFoundError" means="It is not there."}
open(os.path.expanduser("~/not/there"))
```

```{.python alt="A path"}
class Drawn:
    def _repr_svg_(self): return f"<svg><text>{json.__file__}</text></svg>"
Drawn()
```
"""


@pytest.mark.parametrize("odd", ["", "home", "link", "within", "temporary"])
def test_no_output_names_a_path_of_the_machine(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    home = guide.outside / "people" / "ada+b (c)"
    home.mkdir(parents=True)
    if odd == "home":
        monkeypatch.setenv("HOME", str(home))
    if odd == "link":
        (guide.outside / "link").symlink_to(home)
        monkeypatch.setenv("HOME", str(guide.outside / "link"))
        (guide.outside / "temporary").mkdir()
        (guide.outside / "tmp").symlink_to(guide.outside / "temporary")
        monkeypatch.setenv("TMPDIR", str(guide.outside / "tmp"))
        monkeypatch.setattr("tempfile.tempdir", None)
    if odd == "within":
        monkeypatch.setenv("HOME", str(guide.root.parent))
    if odd == "temporary":
        monkeypatch.setenv("TMPDIR", str(home))
        monkeypatch.setattr("tempfile.tempdir", None)
    ran = guide.prove(PATHS)
    assert ran.statuses == ["passed", "raised", "passed"], str(ran.failure)
    record = guide.record()
    assert record is not None
    shown = str(record.body)
    machine = [guide.outside, guide.root, home, Path.home(), tempfile.gettempdir()]
    machine += [sys.prefix, Path(json.__file__).parent]
    if sys.base_prefix not in ("/usr", "/usr/local"):
        machine.append(sys.base_prefix)
    for path in {p for one in machine for p in (str(one), os.path.realpath(one))}:
        if path != "/tmp":
            assert path not in shown
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert f'File "…/lib/{version}/json/decoder.py", line' in ran.text(0)
    assert ran.text(0).count("reader reader") == 1
    values = record.body.values
    assert values == ("~/x", f"…/lib/{version}/json/__init__.py", ".")
    assert "'~/not/there'" in ran.text(1)


LINES = """
```python
import logging, traceback
def fail():
    raise ValueError("no")

try:
    fail()
except ValueError:
    traceback.print_exc()
```

```python
try:
    fail()
except ValueError as error:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    print(f"{frame.filename}:{frame.lineno}")
    print(f'File "{frame.filename}", line {frame.lineno}')
```
"""


@pytest.mark.parametrize(
    "edit", ["", "A new line of prose.\n", "---\ntitle: New\n---\n\n# Prose\n\nmore\n"]
)
def test_lines_are_right_also_after_an_edit_of_the_prose(
    guide: Guide, edit: str
) -> None:
    text = LINES.lstrip("\n")
    guide.prove(text)
    guide.page(edit + "\n" + text)
    record = guide.record()
    assert record is not None  # and nothing had to run again
    first, second = (entry.outputs for entry in record.body.blocks)
    assert 'File "block 1", line 6, in <module>' in first[0].text
    assert 'File "block 1", line 3, in fail' in first[0].text
    assert second[0].text == 'block 1:3\nFile "block 1", line 3'


def test_lines_of_an_included_section_are_those_of_its_block(guide: Guide) -> None:
    section = "# --8<-- [start:a]\ndef fail():\n    {}[1]\n# --8<-- [end:a]\n"
    path = guide.snippet("x = 1\n" + section)
    page = """
        ```python
        --8<-- "page.py:a"
        ```

        ```python
        import traceback
        try:
            fail()
        except KeyError:
            traceback.print_exc()
        ```
        """
    ran = guide.prove(page)
    assert 'File "block 1", line 2, in fail' in ran.text(1)
    assert 'File "block 2", line 3, in <module>' in ran.text(1)
    (guide.root / path).write_text("x = 1\ny = 2\n\n" + section)
    assert guide.record() is not None


def test_lines_of_other_files_stay(guide: Guide) -> None:
    guide.snippet("def fail():\n    1 / 0\n", "toolbox/tool")
    ran = guide.prove(
        f"""
        ```python
        import sys, traceback
        sys.path.append({str(guide.root / "snippets")!r})
        from toolbox import tool
        try:
            tool.fail()
        except ZeroDivisionError:
            traceback.print_exc()
        ```
        """
    )
    assert 'File "snippets/toolbox/tool.py", line 2, in fail' in ran.text()
