"""The script of a page does what the page shows."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitekit.weave import scripts
from tests.alone import differing, telling_script, told_values
from tests.sitekit.miniature import Guide

BUILT = ["index", "chapter/topic/topic", "labs/lab/lab"]


def script(guide: Guide, text: str) -> "subprocess.CompletedProcess[str]":
    """The run of a page's script, in a fresh process and an empty directory."""
    page = guide.prove(text).page
    folder = guide.outside / "elsewhere"
    folder.mkdir()
    (folder / "page.py").write_text(scripts.to_script(page, "default"), "utf-8")
    return subprocess.run(
        [sys.executable, "page.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", BUILT)
def test_published_scripts_run(built: Guide, tmp_path: Path, name: str) -> None:
    file = built.site / f"{name}.py"
    shutil.copytree(file.parent, tmp_path / "downloaded")
    done = subprocess.run(
        [sys.executable, file.name],
        cwd=tmp_path / "downloaded",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    expected = {
        "index": "hello\n",
        "chapter/topic/topic": "A,B\n1,2\n\nbefore\n"
        "ZeroDivisionError: division by zero\nfrom the shell\n",
        "labs/lab/lab": "six times seven\n",
    }
    assert done.stdout == expected[name]


def test_a_script_goes_on_after_what_is_meant_to_fail(guide: Guide) -> None:
    done = script(
        guide,
        """
        # Title

        ```{.python raises="ValueError" means="It is wrong."}
        print("before")
        int("no")
        ```

        ```{.python raises="SyntaxError" means="It is wrong."}
        x = = 1
        ```

        ```python
        print("after")
        ```
        """,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "before\nValueError: invalid literal for int() with base 10: 'no'\n"
        "SyntaxError: invalid syntax\nafter\n"
    )


def test_a_script_with_future_imports_runs(guide: Guide) -> None:
    done = script(
        guide,
        """
        ```python
        import math
        ```

        ```python
        from __future__ import annotations
        def f(x: unknown): pass
        print(f.__annotations__)
        ```

        ```console
        $ echo shell
        ```
        """,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "{'x': 'unknown'}\nshell\n"


def test_a_script_has_the_shell_s_commands_but_starts_no_server(guide: Guide) -> None:
    page = guide.scan(
        """
        ```console
        $ echo "it's one"

        $ echo two
        ```

        ```{.console exit="3"}
        $ exit 3
        ```

        ```{.console server="--port"}
        $ python server.py
        ```
        """
    )
    text = scripts.to_script(page, "default")
    assert "# $ python server.py" in text
    compile(text, "page.py", "exec")
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "it's one\ntwo\n")


FAILING = {
    "does not parse": ("SyntaxError", "print(1)\nx = = 1", "", "invalid syntax"),
    "does not compile": ("SyntaxError", "return 1", "", "'return' outside function"),
    "compiles in part": (
        "SyntaxError",
        "print('shown')\n\nbreak\nprint('not')",
        "shown\n",
        "'break' outside loop",
    ),
    "awaits": ("SyntaxError", "await x", "", "'await' outside function"),
    "is magic": ("SyntaxError", "%matplotlib inline", "", "invalid syntax"),
    "asks": ("SyntaxError", "len?", "", "invalid syntax"),
    "ends in a backslash": (
        "SyntaxError",
        "x = 1 \\",
        "",
        "unexpected EOF while parsing",
    ),
    "opens a string": (
        "SyntaxError",
        'x = """one\n\ntwo',
        "",
        "unterminated triple-quoted string literal (detected at line 3)",
    ),
    "future that is none": (
        "SyntaxError",
        "from __future__ import magic",
        "",
        "future feature magic is not defined",
    ),
    "below a decorator": (
        "SyntaxError",
        "print('shown')\n@print\ndef f(a, a):\n    pass",
        "shown\n",
        "duplicate argument 'a' in function definition",
    ),
    "is not indented": (
        "IndentationError",
        "if True:\nx = 1",
        "",
        "expected an indented block after 'if' statement on line 1",
    ),
    "parses in vain": ("SyntaxError", "exec('x = = 1')", "", ""),
    "ends the program": ("SystemExit", "import sys\nsys.exit(2)", "", "2"),
    "is interrupted": (
        "KeyboardInterrupt",
        "raise KeyboardInterrupt('now')",
        "",
        "now",
    ),
    "raises its own": (
        "Stop",
        "class Stop(BaseException): pass\nraise Stop('here')",
        "",
        "here",
    ),
    "has a future": (
        "ZeroDivisionError",
        "from __future__ import annotations; print('in')\n1 / 0",
        "in\n",
        "division by zero",
    ),
}


@pytest.mark.parametrize("name", FAILING)
def test_whatever_a_block_raises_the_script_goes_on(guide: Guide, name: str) -> None:
    raises, code, printed, message = FAILING[name]
    fence = f'```{{.python raises="{raises}" means="It is wrong."}}\n{code}\n```\n'
    ran_before = "```python\nerror = caught = 'kept'\n```\n"
    after = "```python\nprint('after', error, caught)\n```\n"
    done = script(guide, f"{ran_before}\n{fence}\n{after}")
    assert (done.returncode, done.stderr) == (0, "")
    *shown, told, last = done.stdout.split("\n")[:-1]
    assert "".join(f"{line}\n" for line in shown) == printed
    assert told.startswith(f"{raises}: ")
    assert message in told
    assert last == "after kept kept"


LINES = """
    first
  second \\
  {1 + 1}

# from __future__ import division
from __future__ import annotations
"""
STRINGS = {
    "plain": f'text = """{LINES}"""',
    "formatted": f'text = f"""{LINES}"""',
    "with quotes in it": f"text = '''{LINES}\"\"\" \"'''",
    "in a call": f'text = str(\n    """{LINES}"""\n)',
    "in a function": f'def f():\n    return """{LINES}"""\n\ntext = f()',
    "continued": "text = 'one \\\n  two'",
    "beside another": f'text = ("""{LINES}""" "x"\n  """{LINES}""")',
    "bytes": 'text = b"""\n  a\n"""',
    "nested": 'text = f"""\n{len("a")} {f"{1}"}\n  b"""',
    "with another line separator": "text = 'a\u2028  b\x0c c\u0085d'",
}


@pytest.mark.parametrize("code", STRINGS.values(), ids=STRINGS)
def test_strings_of_many_lines_are_what_they_are_on_the_page(
    guide: Guide, code: str
) -> None:
    namespace: dict[str, object] = {}
    exec(code, namespace)
    page = (
        f'```{{.python raises="KeyError" means="It is wrong."}}\n{code}\n'
        "{}[text]\n```\n\n```python\nprint(ascii(text))\n```\n"
    )
    done = script(guide, page)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split("\n")[-2] == ascii(namespace["text"])


def test_a_title_and_a_heading_may_hold_anything(guide: Guide) -> None:
    title = 'Of """quotes""", \\x and \\N{no} "'
    done = script(guide, f"# {title}\n\n```python\nprint(__doc__)\n```\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{title}: the code of this page, from top to bottom.\n"


@pytest.mark.parametrize(
    ("code", "futures"),
    [
        ("from __future__ import annotations  # why", ["annotations"]),
        ("from __future__ import (\n  annotations,\n  division,\n)", ["annotations"]),
        ('"""Doc."""\nfrom __future__ import annotations; x = 1', ["annotations"]),
        ('x = """\nfrom __future__ import annotations\n"""', []),
        ("# from __future__ import annotations", []),
    ],
)
def test_imports_from_the_future_come_first(
    guide: Guide, code: str, futures: list[str]
) -> None:
    text = f"```python\n1\n```\n\n```python\n{code}\n```\n"
    made = scripts.to_script(guide.scan(text), "default")
    first = made.split("\n")[2]
    assert first.startswith("from __future__") is bool(futures)
    compile(made, "page.py", "exec")
    namespace: dict[str, object] = {}
    exec(made, namespace)
    if "x = " in code:
        assert namespace["x"] == (1 if futures else code[7:-3])


@pytest.mark.parametrize("code", ["", "# only a comment", "# ends so \\", "\n\n"])
def test_a_block_without_a_statement_spoils_nothing(guide: Guide, code: str) -> None:
    text = f"```python\n{code}\n```\n\n```python\nprint(1)\n```\n"
    done = script(guide, text)
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr


def test_in_a_test_more_can_be_done_after_each_block(guide: Guide) -> None:
    page = guide.scan("```python\nx = 1\n```\n\n```json\n{}\n```\n\n{{ x }}\n")
    made = scripts.to_script(
        page, "default", after=lambda block: f"# after {block.number}"
    )
    assert "x = 1\n\n# after 0\n" in made
    assert "# after 1" not in made


VALUES = """\
---
measured: [seconds]
---

```python
import os
import time

count = 3
seconds = time.perf_counter()
print("no end of line", end="")
```

{{ count }} of {{ count * "é " }}, {{ seconds:.9f }} s, {{ {"a": 1}["a"]:03d }}.

```{.python raises="ValueError" means="It is wrong."}
chance = os.urandom(8).hex()
raise ValueError
```

It is {{ chance }}, and then {{ 2 * count }}.
"""


def second_run(text: str) -> tuple[str, dict[int, str]]:
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=True
    )
    return told_values(done.stdout)


def test_a_value_that_differs_in_a_second_run_is_told(guide: Guide) -> None:
    page = guide.prove(VALUES).page
    record = guide.record()
    assert record is not None
    script = telling_script(page, "default")
    text, told = second_run(script)
    assert text == "no end of lineValueError: \n"
    assert {number: told[number] for number in (0, 1, 3, 5)} == {
        0: "3",
        1: "é é é ",
        3: "001",
        5: "6",
    }
    (problem,) = differing(page, record.body.values, told)
    assert problem.startswith("docs/page.md:21: the value {{ chance }} differs from")
    assert repr(told[4]) in problem
    assert "give what is random a seed" in problem
    assert "\x1e" not in scripts.to_script(page, "default")


def test_a_name_that_is_measured_in_vain_is_told(guide: Guide) -> None:
    text = "---\nmeasured: [x, time]\n---\n\n```python\nx = 1\n```\n\n{{ x }}\n"
    (problem,) = differing(guide.scan(text), ("1",), {0: "2"})
    assert problem.startswith("docs/page.md:2: `measured` names 'time'")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2", "# Of 2 parts"),
        ("a\rimport os", "# Of a import os parts"),
        ("\x0cb\u2028c", "# Of  b c parts"),
    ],
)
def test_a_heading_has_its_values(guide: Guide, value: str, wanted: str) -> None:
    """What ends a line of a script cannot come from a value."""
    block = f"```python\nn = {value!r}\n```\n"
    text = f"# A\n\n{block}\n## Of {{{{ n }}}} parts\n\n```python\n1\n```\n"
    page = guide.prove(text).page
    record = guide.record()
    assert record
    made = scripts.to_script(page, "default", record.body.values)
    assert made.splitlines()[-2:] == [wanted, "1"]
    assert scripts.to_script(page, "default").split("\n")[-3] == "# Of … parts"
