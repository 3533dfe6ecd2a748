"""Pages are run block by block, and judged; only those that pass are recorded."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from sitekit.run.engine import Engine
from sitekit.run.processes import Process
from sitekit.run.results import Result
from sitekit.scan.model import Block
from tests.patience import PATIENCE
from tests.sitekit.miniature import Guide, Ran

WaitUntil = Callable[[Callable[[], object]], None]

SNIPPET = """
import math


# --8<-- [start:define]
def divide(x, y):
    quotient = (
        x
        / y
    )
    return quotient
# --8<-- [end:define]

# --8<-- [start:call]
print("dividing")
divide(
    1,
    0,
)
# --8<-- [end:call]
"""


def test_every_kind_of_block_is_proved(guide: Guide) -> None:
    before = time.time()
    ran = guide.prove(
        """
        ```python
        print("run")
        ```

        ```console
        $ echo run
        ```

        ```{.python raises="ZeroDivisionError" means="It is wrong."}
        1 / 0
        ```

        ```json
        {"parsed": true}
        ```

        ```text
        shown as it is
        ```

        ```proof
        ```
        """
    )
    assert ran.statuses == ["passed", "passed", "raised", "parsed", "text", "text"]
    record = guide.record()
    assert record is not None
    blocks = record.body.blocks
    assert [entry.status for entry in blocks] == ran.statuses
    assert [entry.outputs for entry in blocks] == [r.outputs for r in ran.results]
    assert record.body.page == "docs/page.md"
    assert set(record.body.versions["default"]) == {"python", "pytest"}
    assert before <= record.body.started <= time.time()


def test_a_failure_is_told_with_the_snippet_s_own_line(guide: Guide) -> None:
    guide.snippet(SNIPPET, "chapter/topic")
    ran = guide.prove(
        """
        ```python
        --8<-- "chapter/topic.py:define"
        ```

        ```python
        --8<-- "chapter/topic.py:call"
        ```

        ```python
        print("never")
        ```

        ```text
        nor this
        ```
        """
    )
    assert ran.statuses == ["passed", "failed", "not run", "not run"]
    # The division itself, not the call that led to it.
    assert ran.where == ("snippets/chapter/topic.py", 7)
    assert ran.failure.what == "ZeroDivisionError: division by zero"
    assert all(r.failure == ran.failure for r in ran.results[2:])
    details = ran.failure.details
    assert "dividing" in details
    assert '/snippets/chapter/topic.py", line 15, in <module>' in details
    assert "    x\n" in details or "    / y\n" in details
    assert "sitekit" not in details


def test_a_failure_in_the_page_itself_is_told_with_the_page_s_line(
    guide: Guide,
) -> None:
    ran = guide.prove(
        """
        ---
        title: A page
        ---

        ??? note

            ```python
            x = 1

            raise ValueError("no")
            ```
        """
    )
    assert ran.where == ("docs/page.md", 10)
    assert ran.failure.what == "ValueError: no"
    assert 'raise ValueError("no")' in ran.failure.details


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("x = 1\ny = = 2", 4),
        ("def f(:\n    pass", 3),
        ("x = 1\n  y = 2", 4),
        ("x = (1,\n\ny = 2", 3),
        ("x = 1\nreturn x", 4),
        ("x = 1\n\nbreak", 5),
        ("f'{x'", 3),
        ("'never closed", 3),
    ],
)
def test_a_syntax_error_is_told_with_its_true_line(
    guide: Guide, code: str, line: int
) -> None:
    path = guide.write(
        "snippets/page.py",
        f"import os\n# --8<-- [start:a]\n{code}\n# --8<-- [end:a]\n",
    )
    text = 'Text.\n\n```python\n"own"\n--8<-- "page.py:a"\n```\n'
    ran = guide.prove(text)
    assert ran.where == (path, line)
    assert "Error: " in ran.failure.what
    text = f"# Title\n```python\n{code}\n```\n"
    assert guide.prove(text).where == ("docs/page.md", line)


def test_a_syntax_error_in_other_code_is_told_where_it_was_compiled(
    guide: Guide,
) -> None:
    ran = guide.prove("```python\nx = 1\ncompile('1 +', '<string>', 'exec')\n```\n")
    assert ran.where == ("docs/page.md", 3)
    assert ran.failure.what == "SyntaxError: invalid syntax"


def test_an_error_in_a_library_is_told_where_the_page_called_it(guide: Guide) -> None:
    ran = guide.prove("```python\nimport json\n\njson.loads('{')\n```\n")
    assert ran.where == ("docs/page.md", 4)
    assert ran.failure.what.startswith("json.decoder.JSONDecodeError: ")


def test_a_statement_may_not_begin_here_and_end_in_an_include(guide: Guide) -> None:
    guide.snippet("# --8<-- [start:a]\nprint('inner')\n# --8<-- [end:a]\n")
    ran = guide.prove('```python\nif True:\n    --8<-- "page.py:a"\n```\n')
    assert ran.where == ("docs/page.md", 2)
    assert "spans two files" in ran.failure.what


def test_a_block_that_raises_a_type_error_runs_once(guide: Guide) -> None:
    counted = guide.outside / "runs"
    ran = guide.prove(
        f"""
        ```python
        with open({str(counted)!r}, "a") as file:
            file.write("run\\n")
        len(1)
        ```
        """
    )
    assert ran.failure.what.startswith("TypeError")
    assert counted.read_text() == "run\n"


@pytest.mark.parametrize("code", ["while True:", "for _ in range(20):"])
def test_a_block_that_prints_without_end_is_stopped(guide: Guide, code: str) -> None:
    # Its limit of time is none: what stops it is how much it prints.
    ran = guide.prove(
        f"""
        ```{{.python timeout="{PATIENCE}"}}
        {code}
            print("the last line " * 50_000)
        ```
        """
    )
    assert ran.where == ("docs/page.md", 2)
    assert "it printed more than 10 MB and was stopped" in ran.failure.what
    assert "the last line" in ran.failure.details
    assert guide.record() is None


ENDLESS = {
    "python": "while True:\n    pass",
    "deaf": "while True:\n    try:\n        while True: pass\n"
    "    except BaseException: pass",
    "c": "import itertools\nsum(itertools.repeat(1))",
    "regex": "import re\nre.match(r'(a|a)*$', 'a' * 64 + 'b')",
    "sleep": "import signal, time\nsignal.pthread_sigmask("
    "signal.SIG_BLOCK, range(1, 64))\ntime.sleep(1000)",
    "child": "import subprocess\nsubprocess.run(['sleep', '1000'])",
    "prints": "while True:\n    print('again')",
}


def test_an_endless_block_is_stopped_and_other_pages_go_on(guide: Guide) -> None:
    paths = [
        guide.page(
            f'```{{.python timeout="1"}}\n{code}\n```\n'
            "\n```python\nprint('never')\n```\n",
            name,
        )
        for name, code in ENDLESS.items()
    ]
    paths.append(guide.page("```python\nprint('fine')\n```\n", "fine"))
    ran = guide.run(*paths)
    assert ran.pop("docs/fine.md").statuses == ["passed"]
    assert len(ran) == len(ENDLESS)
    for path, page in ran.items():
        assert page.statuses == ["failed", "not run"]
        assert page.where == (path, 2)
        assert "did not end within 1 s and was stopped" in page.failure.what
        assert guide.record(path) is None


def test_the_time_limit_is_that_of_one_block(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []
    send = Process.send

    def noting(process: Process, request: dict[str, object], seconds: float) -> bytes:
        given.append(seconds)
        return send(process, request, seconds)

    monkeypatch.setattr(Process, "send", noting)
    block = f'```{{.python timeout="{PATIENCE}"}}\n1\n```\n\n'
    assert guide.prove(3 * block).statuses == ["passed"] * 3
    # The first opens the session, the last ends the page.
    assert given[1:-1] == [PATIENCE] * 3


DEATHS = {
    "segfault": (
        "import ctypes\nctypes.string_at(0)",
        "the process ended by signal 11 (SIGSEGV)",
    ),
    "exit": (
        "import os\nprint('last words', flush=True)\nos._exit(3)",
        "the process ended with exit status 3",
    ),
    "abort": ("import os\nos.abort()", "by signal 6 (SIGABRT)"),
    "killed": ("import os\nos.kill(os.getpid(), 9)", "by signal 9 (SIGKILL)"),
    "sys-exit": ("import sys\nsys.exit(0)", "SystemExit: 0"),
    "orphans": (
        "import os\nif os.fork():\n    os._exit(4)\nimport time; time.sleep(1000)",
        "with exit status 4",
    ),
}


def test_the_death_of_a_process_is_told_and_other_pages_go_on(guide: Guide) -> None:
    paths = [
        guide.page(
            f'```{{.python timeout="{PATIENCE}"}}\n{code}\n```\n\n```python\n1\n```\n',
            name,
        )
        for name, (code, _) in DEATHS.items()
    ]
    paths.append(guide.page("```python\nprint('fine')\n```\n", "fine"))
    ran = guide.run(*paths)
    assert ran["docs/fine.md"].statuses == ["passed"]
    for name, (_, what) in DEATHS.items():
        page = ran[f"docs/{name}.md"]
        assert page.statuses == ["failed", "not run"]
        assert what in page.failure.what, name
        assert guide.record(f"docs/{name}.md") is None
    assert ran["docs/exit.md"].failure.details == "last words"


def test_death_by_an_earlier_block_is_told(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        import os, signal
        signal.signal(signal.SIGUSR1, lambda *_: os._exit(5))
        ```

        ```python
        import time
        os.kill(os.getpid(), signal.SIGUSR1)
        time.sleep(1000)
        ```
        """
    )
    assert ran.statuses == ["passed", "failed"]
    assert ran.where == ("docs/page.md", 7)
    assert "with exit status 5" in ran.failure.what


def test_an_inline_value_that_cannot_be_computed_fails_at_its_line(
    guide: Guide,
) -> None:
    text = "```python\nx = 1\n```\n\nFine: {{ x }}.\nIt is {{ missing }}.\n"
    ran = guide.prove(text + "\n```python\nx\n```\n")
    assert ran.statuses == ["failed", "not run"]
    assert ran.where == ("docs/page.md", 6)
    assert "{{ missing }}: NameError: name 'missing'" in ran.failure.what
    assert guide.record() is None


@pytest.mark.parametrize("value", ["x +", "x:nonsense", "1 / 0", "import os"])
def test_an_inline_value_with_a_mistake_fails_at_its_line(
    guide: Guide, value: str
) -> None:
    ran = guide.prove(f"```python\nx = 1\n```\n\n{{{{ {value} }}}}\n")
    assert ran.where == ("docs/page.md", 5)
    assert "Error" in ran.failure.what


def test_an_inline_value_that_ends_the_process_fails_at_its_line(guide: Guide) -> None:
    ran = guide.prove("```python\nimport os\n```\n\n{{ os._exit(1) }}\n")
    assert ran.where == ("docs/page.md", 5)
    assert "with exit status 1" in ran.failure.what


def test_a_broken_data_block_fails_at_its_line(guide: Guide) -> None:
    ran = guide.prove('```json\n{\n  "a": 1,\n}\n```\n')
    assert ran.where == ("docs/page.md", 4)
    assert "not valid JSON" in ran.failure.what


def test_an_environment_that_is_not_installed_is_told(guide: Guide) -> None:
    guide.configure(more="[tool.sitekit.environments.old]")
    ran = guide.prove('```{.python environment="old"}\n1\n```\n\n```python\n2\n```\n')
    assert ran.statuses == ["failed", "not run"]
    assert "environment 'old' is not installed" in ran.failure.what
    assert "nox -s environment -- old" in ran.failure.repair


def test_a_module_that_cannot_be_imported_in_advance_is_told(guide: Guide) -> None:
    guide.configure("no_such_module")
    ran = guide.prove("```python\n1\n```\n")
    assert "environment 'default' did not start" in ran.failure.what
    assert "No module named 'no_such_module'" in str(ran.failure)


def test_a_failed_page_leaves_the_records_of_other_pages(guide: Guide) -> None:
    guide.prove("```python\n1\n```\n", "one")
    two = "```python\n2\n```\n"
    guide.prove(two, "two")
    guide.prove("```python\n1 / 0\n```\n", "three")
    guide.prove(two + "\n```python\n1 / 0\n```\n", "two")
    assert guide.record("docs/one.md") is not None
    assert guide.record("docs/two.md") is None
    assert guide.record("docs/three.md") is None
    guide.page(two, "two")
    assert guide.record("docs/two.md") is not None


def test_an_engine_that_is_closed_stops_what_runs(
    guide: Guide, wait_until: WaitUntil
) -> None:
    sign = guide.outside / "running"
    text = f"```python\nimport time\nopen({str(sign)!r}, 'w')\ntime.sleep(1000)\n```\n"
    page = guide.scan(text)
    engine = Engine(guide.settings)
    results: list[Result] = []
    engine.start(page, lambda block, result: results.append(result))
    wait_until(sign.exists)
    engine.close()
    (result,) = results
    assert result.failure is not None
    assert "interrupted" in result.failure.what


def test_a_run_that_is_interrupted_leaves_the_old_record(
    guide: Guide, wait_until: WaitUntil
) -> None:
    switch, sign = guide.outside / "switch", guide.outside / "running"
    text = f"""
        ```python
        import os, time
        if os.path.exists({str(switch)!r}):
            open({str(sign)!r}, "w")
            time.sleep(1000)
        ```
        """
    guide.prove(text)
    before = guide.record()
    switch.touch()
    engine = Engine(guide.settings)
    engine.start(guide.scan(text), lambda block, result: None)
    wait_until(sign.exists)
    engine.close()
    assert before is not None
    assert guide.record() == before


def test_a_closed_engine_starts_no_new_server(guide: Guide) -> None:
    page = guide.scan("```python\n1\n```\n")
    engine = Engine(guide.settings)
    engine.close()
    results: list[Result] = []
    engine.run(page, lambda block, result: results.append(result))
    assert [result.status for result in results] == ["failed"]
    assert engine.servers.started == {}


def test_a_server_that_died_is_replaced(guide: Guide) -> None:
    page = guide.scan("```python\n1\n```\n")
    engine = Engine(guide.settings)
    statuses: list[str] = []

    def note(block: Block, result: Result) -> None:
        statuses.append(result.status)

    try:
        engine.run(page, note)
        server = engine.servers.started["default"]
        server.process.kill()
        server.process.wait()
        engine.run(page, note)
        assert engine.servers.started["default"] is not server
        server.close()
    finally:
        engine.close()
    assert statuses == ["passed", "passed"]


def test_the_server_is_shared_by_all_pages(guide: Guide) -> None:
    code = "```python\nimport os\nprint(os.getppid())\n```\n"
    ran = guide.run(*(guide.page(f"{code}\n{n}\n", f"p{n}") for n in range(6)))
    assert len({page.text() for page in ran.values()}) == 1


def test_pages_run_at_the_same_time(guide: Guide) -> None:
    # Each of two pages waits for the other.
    code = """
        ```{{.python timeout="{limit}"}}
        import os, time
        open({mine!r}, "w")
        while not os.path.exists({other!r}):
            time.sleep(0.01)
        ```
        """
    a, b = str(guide.outside / "a"), str(guide.outside / "b")
    ran = guide.run(
        guide.page(code.format(mine=a, other=b, limit=PATIENCE), "a"),
        guide.page(code.format(mine=b, other=a, limit=PATIENCE), "b"),
    )
    assert [page.statuses for page in ran.values()] == [["passed"], ["passed"]]


def test_should_the_engine_itself_fail_nobody_waits(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("a mistake in the machinery")

    monkeypatch.setattr("sitekit.run.page_run.PageRun.run_block", fail)
    ran: Ran = guide.prove("```python\n1\n```\n\n```python\n2\n```\n")
    assert [result.status for result in ran.results] == ["failed", "failed"]
    assert "a mistake in the machinery" in str(ran.results[0].failure)
    assert threading.active_count() < 20
