"""However a run ends, nothing of it goes on, and nothing half-done is believed."""

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitekit.records.outputs import Value
from sitekit.run.engine import Engine
from sitekit.run.processes import Died, Process
from sitekit.run.results import Result
from sitekit.run.servers import WarmServer
from sitekit.worker.descendants import command, running
from tests.patience import PATIENCE
from tests.sitekit.miniature import Guide

WaitUntil = Callable[[Callable[[], object]], None]
IsAlive = Callable[[int], bool]

# Two processes of the page's own and two of a console block, all of them endless.
PAGE = """
```python
import os, subprocess
from pathlib import Path

outside = Path({outside!r})
child = subprocess.Popen(["sleep", "1000"])
(outside / "pids").write_text(f"{{os.getppid()}} {{os.getpid()}} {{child.pid}}")
print("first")
```

```console
$ sleep 1000 & echo $$ $! > {outside}/console; wait
```

```python
(outside / "after").touch()
```
"""


@pytest.fixture
def endless(guide: Guide) -> str:
    """A page that goes on until it is stopped."""
    return guide.page(PAGE.format(outside=str(guide.outside)))


def pids(guide: Guide) -> list[int]:
    """The server, the page, and all that they started, as far as they began."""
    files = [guide.outside / name for name in ("pids", "console")]
    texts = [file.read_text() if file.is_file() else "" for file in files]
    found = [int(pid) for text in texts for pid in text.split()]
    return found if len(found) == 5 else []


@pytest.fixture(autouse=True)
def no_leftovers(guide: Guide, is_alive: IsAlive) -> Iterator[None]:
    """Ends what a failing test would leave."""
    yield
    for pid in filter(is_alive, pids(guide)):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def run(
    guide: Guide, endless: str, wait_until: WaitUntil, is_alive: IsAlive
) -> Iterator["subprocess.Popen[str]"]:
    """A pytest run of that page, in the middle of it."""
    process = guide.start_pytest(endless)
    try:
        wait_until(lambda: pids(guide) or process.poll() is not None)
        assert process.poll() is None, process.communicate()[0]
        assert all(is_alive(pid) for pid in pids(guide))
        yield process
    finally:
        process.kill()
        process.communicate()


def assert_clean_again(guide: Guide) -> None:
    """The next run of a page passes and is recorded."""
    assert not (guide.outside / "after").exists()
    records = guide.root / ".cache/records"
    assert list(records.glob("*")) == []
    path = guide.page("```python\nprint('well')\n```\n")
    done = guide.pytest(path)
    assert done.returncode == 0, done.stdout
    assert guide.record(path) is not None
    assert [file.suffix for file in records.iterdir()] == [".zip"]


def test_kill_9_of_pytest_leaves_no_process_and_no_record(
    guide: Guide,
    run: "subprocess.Popen[str]",
    wait_until: WaitUntil,
    is_alive: IsAlive,
) -> None:
    run.kill()
    wait_until(lambda: not any(is_alive(pid) for pid in pids(guide)))
    assert run.wait(PATIENCE) == -signal.SIGKILL
    assert_clean_again(guide)


def test_kill_9_of_the_whole_run_leaves_no_process_and_no_record(
    guide: Guide,
    run: "subprocess.Popen[str]",
    wait_until: WaitUntil,
    is_alive: IsAlive,
) -> None:
    server, page, *_ = pids(guide)
    # Stopped first, so that none of them can clean up after another.
    for step in (signal.SIGSTOP, signal.SIGKILL):
        for pid in (run.pid, server, page):
            os.kill(pid, step)
    wait_until(lambda: not any(is_alive(pid) for pid in pids(guide)))
    assert_clean_again(guide)


def test_kill_9_of_the_server_fails_the_page_and_leaves_no_process(
    guide: Guide,
    run: "subprocess.Popen[str]",
    wait_until: WaitUntil,
    is_alive: IsAlive,
) -> None:
    os.kill(pids(guide)[0], signal.SIGKILL)
    output, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 1
    assert "docs/page.md:12: this block did not pass: the process ended" in output
    wait_until(lambda: not any(is_alive(pid) for pid in pids(guide)))
    assert_clean_again(guide)


def test_ctrl_c_leaves_no_process_and_no_record(
    guide: Guide,
    run: "subprocess.Popen[str]",
    wait_until: WaitUntil,
    is_alive: IsAlive,
) -> None:
    run.send_signal(signal.SIGINT)
    output, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == pytest.ExitCode.INTERRUPTED
    assert "KeyboardInterrupt" in output
    wait_until(lambda: not any(is_alive(pid) for pid in pids(guide)))
    assert_clean_again(guide)


def test_what_a_stopped_block_started_is_stopped_too(
    guide: Guide, wait_until: WaitUntil, is_alive: IsAlive
) -> None:
    text = PAGE.format(outside=str(guide.outside))
    ran = guide.prove(text.replace("```console", '```{.console timeout="0.5"}'))
    assert ran.statuses == ["passed", "failed", "not run"]
    wait_until(lambda: not any(is_alive(pid) for pid in pids(guide)))


def test_what_a_page_left_running_ends_with_it(
    guide: Guide, wait_until: WaitUntil, is_alive: IsAlive
) -> None:
    text = PAGE.format(outside=str(guide.outside))
    engine = Engine(guide.settings)
    try:
        page = guide.scan(text.replace("; wait", ""))
        assert not engine.run(page, lambda *_: None)
        server, *others = pids(guide)
        wait_until(lambda: not any(is_alive(pid) for pid in others))
        assert is_alive(server)
    finally:
        engine.close()


# A number that no other test's process sleeps for.
SECONDS = str(1_000_000 + os.getpid())
DETACHED = {
    "session": f"subprocess.Popen(['sleep', '{SECONDS}'], start_new_session=True)",
    "group": f"subprocess.Popen(['sleep', '{SECONDS}'], process_group=0)",
    "orphan": f"subprocess.run('sleep {SECONDS} & exit', shell=True)",
    "daemon": f"subprocess.run(['setsid', '-f', 'sleep', '{SECONDS}'])",
    "twice": (
        "os.fork() == 0 and (os.setsid(), os.fork() and os._exit(0), "
        f"os.execvp('sleep', ['sleep', '{SECONDS}']))\nos.wait()"
    ),
}
SAYS = """
```{{.python timeout="{timeout}"}}
import os, subprocess
{code}
{more}
```

```python
print("more")
```
"""


def sleepers() -> list[int]:
    """The processes of these tests that sleep."""
    return [pid for pid in running() if command(pid) == f"sleep {SECONDS}"]


@pytest.mark.parametrize("name", DETACHED)
def test_what_detaches_itself_is_told_and_ended(
    guide: Guide, name: str, wait_until: WaitUntil
) -> None:
    text = SAYS.format(timeout=60, code=DETACHED[name], more="")
    ran = guide.prove(text)
    assert ran.statuses == ["passed", "failed"]
    what = f"a process is still running when the page ends: `sleep {SECONDS}`"
    assert ran.failure.what == what
    assert ran.where == ("docs/page.md", 2)
    assert ran.failure.repair.startswith("end it on the page")
    wait_until(lambda: not sleepers())


@pytest.mark.parametrize("name", DETACHED)
@pytest.mark.parametrize(
    "more", ["while True: pass", "os._exit(0)", "os.kill(os.getpid(), 9)"]
)
def test_what_detached_itself_ends_with_a_page_that_dies(
    guide: Guide, name: str, more: str, wait_until: WaitUntil
) -> None:
    code = f"{DETACHED[name]}\nimport time; time.sleep(0.2)"
    text = SAYS.format(timeout=0.7, code=code, more=more)
    engine = Engine(guide.settings)
    try:  # and while the server lives on
        assert not engine.run(guide.scan(text), lambda *_: None)
        wait_until(lambda: not sleepers())
    finally:
        engine.close()


MEMORY = {
    "python": "held = bytearray(500_000_000)",
    "numpy": "import numpy\nheld = numpy.ones(60_000_000)",
    "child": (
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', "
        "'held = bytearray(500_000_000); import time; time.sleep(60)'])"
    ),
    "shell": "import os\nos.system('head -c 500000000 /dev/zero | tail | sleep 60')",
}


@pytest.mark.parametrize("name", MEMORY)
def test_a_page_that_takes_too_much_memory_is_stopped(guide: Guide, name: str) -> None:
    guide.configure(more="[tool.sitekit]\nmemory_gb = 0.4\n")
    code = f"1\n```\n\n```python\n{MEMORY[name]}\nimport time\ntime.sleep(60)"
    ran = guide.prove(f"```python\n{code}\n```\n")
    assert ran.statuses == ["passed", "failed"]
    assert ran.where == ("docs/page.md", 6)
    found = re.search(
        r"it used (0\.\d) GB of memory and was stopped; the limit is 0\.4 GB",
        ran.failure.what,
    )
    assert found and float(found[1]) >= 0.4
    assert "memory_gb" in ran.failure.repair


def test_a_page_may_take_the_memory_that_there_is_for_it(guide: Guide) -> None:
    code = "import time\nheld = bytearray(500_000_000)\ntime.sleep(1.2)"
    assert guide.prove(f"```python\n{code}\n```\n").statuses == ["passed"]


def test_closing_the_engine_stops_all_that_its_pages_started(
    guide: Guide, endless: str, wait_until: WaitUntil, is_alive: IsAlive
) -> None:
    # The first page's thread starts the server, and is idle when the engine ends.
    sign = guide.outside / "second"
    first = guide.scan(
        f"""
        ```python
        import os, time
        open({str(guide.outside / "first")!r}, "w")
        while not os.path.exists({str(sign)!r}):
            time.sleep(0.01)
        ```
        """,
        "first",
    )
    results: list[Result] = []
    engine = Engine(guide.settings)
    engine.start(first, lambda block, result: results.append(result))
    wait_until(lambda: (guide.outside / "first").exists())
    second = guide.scan(PAGE.format(outside=str(guide.outside)))
    engine.start(second, lambda block, result: None)
    wait_until(lambda: pids(guide))
    sign.touch()
    wait_until(lambda: results)
    wait_until(lambda: engine.pool._idle_semaphore._value)  # its thread is idle
    engine.close()
    wait_until(lambda: not any(is_alive(pid) for pid in pids(guide)))


def test_two_runs_at_once_pass_and_leave_valid_records(guide: Guide) -> None:
    paths = [guide.page(f"```python\n{n}\n```\n", f"p{n}") for n in range(4)]
    runs = [guide.start_pytest("--fresh", *paths) for _ in range(2)]
    for run in runs:
        output, _ = run.communicate(timeout=PATIENCE)
        assert run.returncode == 0, output
    assert all(guide.record(path) for path in paths)
    names = sorted(file.name for file in guide.settings.records.iterdir())
    assert len(names) == len(paths)
    assert all(name.endswith(".zip") for name in names)


@pytest.fixture
def server(guide: Guide) -> Iterator[WarmServer]:
    """A warm server."""
    made = WarmServer.start(guide.settings, guide.settings.environments["default"])
    yield made
    made.close()


def opening(guide: Guide, folder: Path) -> dict[str, object]:
    return {
        "root": str(guide.root),
        "directory": str(folder),
        "temporary": str(folder),
        "stream": str(folder / "stream"),
        "file": "page.py",
        "lines": {},
    }


def test_an_answer_out_of_turn_is_refused(
    guide: Guide, server: WarmServer, tmp_path: Path
) -> None:
    process = Process.start(server, opening(guide, tmp_path), ["pytest"])
    process.ask(python("1"), 10)
    # A second answer to the first request stands before that to the second.
    code = "import gc\nfrom multiprocessing.connection import Connection\n"
    code += "(c,) = [o for o in gc.get_objects() if isinstance(o, Connection)]\n"
    code += "c.send_bytes(b'{\"number\": 1}')"
    with pytest.raises(Died, match="answered request 1, not 2"):
        process.ask(python(code), 10)
    process.close()


def python(code: str) -> dict[str, object]:
    lines = [["<page>", n + 1] for n in range(code.count("\n") + 1)]
    return {"kind": "python", "code": code, "lines": lines}


def test_a_process_answers_one_request_after_the_other(
    guide: Guide, server: WarmServer, tmp_path: Path, is_alive: IsAlive
) -> None:
    process = Process.start(server, opening(guide, tmp_path), ["pytest"])
    assert is_alive(process.pid)
    assert set(process.versions) == {"python", "pytest"}
    assert process.ask(python("x = 20"), PATIENCE).outputs == ()
    (output,) = process.ask(python("x + 1"), PATIENCE).outputs
    assert output == Value("21")
    assert process.ask({"expression": "x:.1f"}, PATIENCE).value == "20.0"
    process.close()
    assert not is_alive(process.pid)


def test_a_process_that_takes_too_long_is_killed(
    guide: Guide, server: WarmServer, tmp_path: Path, is_alive: IsAlive
) -> None:
    process = Process.start(server, opening(guide, tmp_path), ["pytest"])
    process.ask(python("print('begun', flush=True)"), PATIENCE)
    with pytest.raises(Died, match=r"within 0\.2 s"):
        process.ask(python("while True: pass"), 0.2)
    assert process.transcript() == "begun"
    process.close()
    assert not is_alive(process.pid)
