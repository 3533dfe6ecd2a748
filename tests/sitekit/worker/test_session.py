"""What a page's blocks show, and the process that they run in."""

from pathlib import Path

import pytest

from tests.sitekit.miniature import Guide


def test_shows_what_is_printed(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        print("one")
        print("naïve → 数字")
        ```
        """
    )
    assert ran.statuses == ["passed"]
    assert ran.output() == {"type": "stream", "text": "one\nnaïve → 数字"}


def test_a_block_that_prints_nothing_has_no_output(guide: Guide) -> None:
    ran = guide.prove(
        "```python\nx = 1\n```\n\n```python\nNone\n```\n\n```python\n```\n"
    )
    assert [result.outputs for result in ran.results] == [(), (), ()]


def test_standard_error_stands_in_its_place(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        import sys
        print("one")
        print("two", file=sys.stderr)
        print("three")
        ```
        """
    )
    assert ran.output() == {"type": "stream", "text": "one\ntwo\nthree"}


def test_a_progress_bar_collapses_to_its_last_state(guide: Guide) -> None:
    ran = guide.prove(
        r"""
        ```python
        for done in range(11):
            print(f"\r{done}/10 {'=' * done}", end="")
        print("\ndone")
        ```
        """
    )
    assert ran.text() == "10/10 ==========\ndone"


def test_shows_what_is_written_to_the_file_descriptor(guide: Guide) -> None:
    ran = guide.prove(
        r"""
        ```python
        import os, subprocess, ctypes
        print("python")
        os.write(1, b"descriptor\n")
        os.write(2, b"error\n")
        subprocess.run(["echo", "child"], check=True)
        os.system("echo shell")
        print("python again")
        ```
        """
    )
    assert ran.text() == "python\ndescriptor\nerror\nchild\nshell\npython again"


def test_each_block_shows_what_was_written_while_it_ran(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        print("one", end="")
        ```

        ```python
        print("two")
        ```
        """
    )
    assert [ran.text(0), ran.text(1)] == ["one", "two"]


def test_bytes_that_are_no_text_are_shown_as_such(guide: Guide) -> None:
    ran = guide.prove(
        '```python\nimport os\nos.write(1, b"a\\xffb\\n")\n"\\udcff"\n```\n'
    )
    assert ran.outputs(0) == [
        {"type": "stream", "text": "a\ufffdb"},
        {"type": "value", "text": r"'\udcff'"},
    ]


def test_shows_the_value_of_the_last_expression(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        1 + 1
        print("printed")
        {"a": [1, 2]}
        ```
        """
    )
    assert ran.outputs(0) == [
        {"type": "stream", "text": "printed"},
        {"type": "value", "text": "{'a': [1, 2]}"},
    ]


def test_a_last_statement_that_is_no_expression_has_no_value(guide: Guide) -> None:
    ran = guide.prove("```python\nx = 2\n```\n\n```python\nfor _ in [1]:\n    3\n```\n")
    assert [result.outputs for result in ran.results] == [(), ()]


def test_shows_html_and_pictures_of_values(guide: Guide) -> None:
    ran = guide.prove(
        r"""
        ```python
        class Table:
            def __repr__(self): return "Table()"
            def _repr_html_(self): return "<table></table>"

        class Drawing:
            def _repr_svg_(self): return "<svg></svg>"
            def _repr_html_(self): return "not this"

        class Photo:
            def _repr_png_(self): return b"\x89PNG\r\n\x1a\n"

        Table()
        ```

        ```{.python alt="A drawing"}
        Drawing()
        ```

        ```{.python alt="A photo"}
        Photo()
        ```

        ```python
        Table  # the class itself has no picture
        ```
        """
    )
    assert ran.statuses == ["passed"] * 4
    assert ran.output(0) == {
        "type": "value",
        "text": "Table()",
        "html": "<table></table>",
    }
    assert ran.output(1) == {"type": "figure", "form": "svg", "data": "<svg></svg>"}
    assert ran.output(2) == {"type": "figure", "form": "png", "data": "iVBORw0KGgo="}
    assert ran.output(3) == {"type": "value", "text": "<class '__main__.Table'>"}


def test_shows_a_warning_without_this_machine_s_paths(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        import warnings
        print("before")
        warnings.warn("take care", FutureWarning)
        print("after")
        ```
        """
    )
    assert ran.outputs(0) == [
        {"type": "stream", "text": "before"},
        {"type": "warning", "name": "FutureWarning", "text": "take care"},
        {"type": "stream", "text": "after"},
    ]


def test_output_names_no_path_of_this_machine(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        import os, pathlib
        print(pathlib.Path("model.keras").absolute())
        print("in", os.getcwd())
        pathlib.Path("a/b").resolve().as_posix()
        ```
        """
    )
    assert ran.outputs(0) == [
        {"type": "stream", "text": "model.keras\nin ."},
        {"type": "value", "text": "'a/b'"},
    ]


def test_names_live_on_in_later_blocks_and_in_values(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        x = 1.5
        def double(): return 2 * x
        ```

        {{ x:.3f }} and {{ double() }} and {{ "a" + 'b' }} and {{ x!r:>5 }}

        ```python
        x = 4
        print(double())
        ```

        {{ double() }} {{ {"a": 1}["a"] }}
        """
    )
    assert ran.text(1) == "8"
    record = guide.record()
    assert record is not None
    assert record.body.values == ("1.500", "3.0", "ab", "  1.5", "8", "1")


def test_main_is_the_page_s_own_module(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        import pickle, sys
        class Thing: pass
        thing = pickle.loads(pickle.dumps(Thing()))
        print(__name__, type(thing) is Thing, sys.modules["__main__"].Thing is Thing)
        print(__file__, sys.argv)
        print([name for name in dir() if "sitekit" in name])
        ```
        """,
        "chapter/topic",
    )
    assert ran.text() == (
        "__main__ True True\n"
        "snippets/chapter/topic.py ['snippets/chapter/topic.py']\n[]"
    )


def test_a_future_import_holds_for_all_blocks_below(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        def f(x: undefined): pass
        ```
        """
    )
    assert "NameError" in ran.failure.what
    ran = guide.prove(
        """
        ```python
        from __future__ import annotations
        def f(x: undefined): pass
        ```

        ```python
        def g(x: undefined): pass
        print(g.__annotations__)
        ```
        """
    )
    assert ran.text(1) == "{'x': 'undefined'}"


def test_the_machinery_s_own_futures_do_not_leak_into_a_page(guide: Guide) -> None:
    ran = guide.prove("```python\ndef f(x: 1): pass\nf.__annotations__\n```\n")
    assert ran.text() == "{'x': 1}"


def test_source_of_functions_can_be_read(guide: Guide) -> None:
    guide.snippet(
        """
        x = 0
        # --8<-- [start:function]
        def included(x):
            # a comment
            return x + 1


        class Included:
            def method(self):
                return 2
        # --8<-- [end:function]
        if True:
            # --8<-- [start:indented]
            def indented(x):
                return x + 3
            # --8<-- [end:indented]
        """
    )
    ran = guide.prove(
        """
        Text above.

        ```python
        --8<-- "page.py:function"
        ```

        === "Tab"

            ```python
            --8<-- "page.py:indented"


            def own(x):

                return x + 4
            ```

        ```python
        import inspect, textwrap
        print(inspect.getsource(included), end="")
        print(inspect.getsource(Included.method), end="")
        print(textwrap.dedent(inspect.getsource(indented)), end="")
        print(inspect.getsource(own), end="")
        print(inspect.getsource(Included), end="")
        ```
        """
    )
    assert ran.statuses == ["passed"] * 3
    assert ran.text(2).split("\n") == [
        "def included(x):",
        "    # a comment",
        "    return x + 1",
        "    def method(self):",
        "        return 2",
        "def indented(x):",
        "    return x + 3",
        "def own(x):",
        "",
        "    return x + 4",
        "class Included:",
        "    def method(self):",
        "        return 2",
    ]


def test_nothing_waits_for_input(guide: Guide) -> None:
    ran = guide.prove(
        '```{.python raises="EOFError" means="It is wrong."}\ninput("Name? ")\n```\n'
    )
    assert ran.statuses == ["raised"]


def test_processes_can_be_forked(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        import multiprocessing
        def square(x): return x * x
        with multiprocessing.get_context("fork").Pool(2) as pool:
            print(pool.map(square, [2, 3]))
        ```
        """
    )
    assert ran.text() == "[4, 9]"


def test_temporary_files_are_deleted_with_the_page(guide: Guide) -> None:
    left = guide.outside / "left"
    ran = guide.prove(
        f"""
        ```python
        import pathlib, subprocess, tempfile
        made = [tempfile.mkstemp()[1], tempfile.mkdtemp()]
        made.append(subprocess.check_output("mktemp", text=True).strip())
        written = pathlib.Path({str(left)!r}).write_text("\\n".join(made))
        print(made[1])
        ```
        """
    )
    assert ran.statuses == ["passed"]
    made = left.read_text("utf-8").split("\n")
    assert len(made) == 3
    assert [path for path in made if Path(path).exists()] == []
    assert ran.text().startswith("/tmp/tmp")


@pytest.mark.parametrize(
    "place", ["(__file__, None, None, None)", "(__file__, '7', 0, '')", "(5, 7, 0, '')"]
)
def test_an_error_may_hold_any_place(guide: Guide, place: str) -> None:
    ran = guide.prove(
        f"""
        ```{{.python raises="SyntaxError" means="It is broken."}}
        raise SyntaxError("broken", {place})
        ```
        """
    )
    assert ran.statuses == ["raised"]


def test_an_inline_value_has_one_line(guide: Guide) -> None:
    ran = guide.prove("```python\nx = '1\\n2'\n```\n\nIt is {{ x }}.\n")
    assert ran.failure.what == "inline value {{ x }} has several lines"
    assert ran.where == ("docs/page.md", 5)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("print('beside') or 1", 5),
        ("__import__('os').write(1, b'beside')", 5),
        ("__import__('IPython.display').display.display(1)", 5),
    ],
)
def test_an_inline_value_shows_nothing_but_itself(
    guide: Guide, value: str, line: int
) -> None:
    ran = guide.prove(f"```python\n1\n```\n\nIt is {{{{ {value} }}}}.\n\n" + ONE)
    assert ran.statuses == ["failed", "not run"]
    assert ran.where == ("docs/page.md", line)
    assert (
        ran.failure.what
        == f"inline value {{{{ {value} }}}} also prints or draws something"
    )


ONE = "```python\nprint(1)\n```\n"
ODD = {
    "number": ("__repr__", "3", "TypeError: __repr__ returned non-string (type int)"),
    "bytes": (
        "__repr__",
        "b'x'",
        "TypeError: __repr__ returned non-string (type bytes)",
    ),
    "raises": ("__repr__", "1 / 0", "ZeroDivisionError: division by zero"),
    "exits": ("__repr__", "sys.exit(3)", "SystemExit: 3"),
    "interrupts": ("__repr__", "stop()", "KeyboardInterrupt"),
    "endless": (
        "__repr__",
        "repr(self)",
        "RecursionError: maximum recursion depth exceeded",
    ),
    "html": ("_repr_html_", "{}['key']", "KeyError: 'key'"),
    "bundle": ("_repr_mimebundle_", "1 / 0", "ZeroDivisionError: division by zero"),
}


@pytest.mark.parametrize("name", ODD)
def test_a_representation_that_raises_fails_where_the_value_stands(
    guide: Guide, name: str
) -> None:
    method, gives, what = ODD[name]
    ran = guide.prove(
        f"""
        ```python
        import sys

        def stop(): raise KeyboardInterrupt
        def {method}(self, **_): return {gives}
        ```

        ```python
        A = type("A", (), {{"{method}": {method}}})
        A()
        ```
        """
    )
    assert ran.failure.what.startswith(what)
    own_line = 2 if name in ("number", "bytes") else 0
    assert ran.where[0] == "docs/page.md"
    assert ran.where[1] in ((10,) if own_line else (4, 5))
    assert "sitekit" not in ran.failure.details


def test_values_whose_comparisons_are_odd_are_shown(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        import numpy
        numpy.arange(3)
        ```

        ```python
        class Odd:
            def __eq__(self, other): raise ValueError("no")
            def __bool__(self): raise ValueError("neither")
            def __len__(self): return -1
            def __repr__(self): return "odd"
        Odd()
        ```

        ```python
        class Text(str):
            def __len__(self): return 0
            def __str__(self): return "another"
            def replace(self, *_): return 3

        class Named:
            def __repr__(self): return Text("as it is")
        Named()
        ```
        """
    )
    assert [ran.text(n) for n in range(3)] == ["array([0, 1, 2])", "odd", "as it is"]


def test_a_traceback_names_nothing_of_ours(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        import IPython.display, traceback

        class Broken:
            def _repr_html_(self): raise ValueError("within")

        try:
            IPython.display.display(Broken())
        except ValueError:
            traceback.print_exc()
            traceback.print_stack()
        ```

        ```python
        IPython.display.display(Broken())
        ```
        """
    )
    assert "sitekit" not in ran.text(0)
    assert "self.namespace" not in ran.text(0)
    assert ran.text(0).count("ValueError: within") == 1
    assert ran.where == ("docs/page.md", 5)
    assert "sitekit" not in str(ran.failure)


def test_what_is_no_character_is_not_shown(guide: Guide) -> None:
    ran = guide.prove(
        r"""
        ```python
        print("a\0b")
        class Nul:
            def __repr__(self): return "c\0d\udc00"
        Nul()
        ```

        {{ "e" + chr(0) + "f" }}
        """
    )
    assert ran.outputs(0) == [
        {"type": "stream", "text": "ab"},
        {"type": "value", "text": "c\ufffdd?"},
    ]
    record = guide.record()
    assert record is not None
    assert record.body.values == ("e\ufffdf",)


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("import os\nos.fork()\nprint('one')", 2),
        ("import os\nif not os.fork():\n    1 / 0\nos.wait()", 4),
        (
            "import os, time\nif not os.fork():\n    time.sleep(0.3)\nprint('one')",
            2,
        ),
        ("import pty\npid, fd = pty.fork()\nprint('one')", 2),
        ("import os\nx = [os.fork() for _ in range(2)]", 2),
    ],
)
@pytest.mark.parametrize("more", ["", "\n```python\nprint('two')\n```\n"])
def test_a_process_that_becomes_two_is_refused(
    guide: Guide, code: str, where: int, more: str
) -> None:
    ran = guide.prove(f"```python\n{code}\n```\n{more}")
    assert ran.statuses[-1] in ("failed", "not run")
    assert ran.where == ("docs/page.md", where)
    assert ran.failure.what.startswith("a child process ")
    assert "os._exit(0)" in ran.failure.repair
    assert guide.record() is None


CHILDREN = {
    "ends": (
        "import os\nif not os.fork():\n    print('child')\n    "
        "__import__('sys').stdout.flush()\n    os._exit(0)\nos.wait()\n"
        "print('parent')",
        "child\nparent",
    ),
    "exits": (
        "import os, sys\npid = os.fork()\nif pid == 0:\n    sys.exit(3)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))",
        "3",
    ),
    "multiprocessing": (
        "import multiprocessing\nf = multiprocessing.get_context('fork')\n"
        "p = f.Process(target=print, args=('child',))\np.start(); p.join()\n"
        "print('parent')",
        "child\nparent",
    ),
    "pool": (
        "from multiprocessing import get_context\n"
        "pool = get_context('fork').Pool(2)\nprint(pool.map(abs, [-1, 2]))",
        "[1, 2]",
    ),
    "executor": (
        "from concurrent.futures import ProcessPoolExecutor\n"
        "import multiprocessing\n"
        "pool = ProcessPoolExecutor(2, multiprocessing.get_context('fork'))\n"
        "print(list(pool.map(abs, [-1, 2])))",
        "[1, 2]",
    ),
    "shared": (
        "from multiprocessing import shared_memory\n"
        "m = shared_memory.SharedMemory(create=True, size=8)\n"
        "m.close(); m.unlink(); print('done')",
        "done",
    ),
    "subprocess": (
        "import subprocess, sys\n"
        "print(subprocess.check_output([sys.executable, '-c', 'print(1)'], text=True))",
        "1",
    ),
}


@pytest.mark.parametrize("name", CHILDREN)
def test_children_that_end_are_no_matter(guide: Guide, name: str) -> None:
    code, shown = CHILDREN[name]
    ran = guide.prove(f"```python\n{code}\n```\n\n{ONE}")
    assert ran.statuses == ["passed", "passed"], str(ran.failure)
    assert [ran.text(0), ran.text(1)] == [shown, "1"]


FLUSHES = """
```python
import errno, sys


class Standing:
    def write(self, text):
        return len(text)

    def flush(self):
        raise {error}


sys.stdout = Standing()
```
"""


@pytest.mark.parametrize(
    "error, status",
    [
        ("OSError(errno.ENOSPC, 'No space left on device')", "failed"),
        ("OSError(errno.EIO, 'Input/output error')", "passed"),
        ("ValueError('I/O operation on closed file')", "passed"),
    ],
)
def test_what_a_full_disk_swallows_is_not_passed_over(
    guide: Guide, error: str, status: str
) -> None:
    assert guide.prove(FLUSHES.format(error=error)).statuses == [status]
