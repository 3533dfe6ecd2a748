"""What a block leaves behind is told: no thread and no error is lost."""

import pytest

from tests.sitekit.miniature import Guide

AFTER = "\n```python\nprint('after')\n```\n"
STARTS = """
```python
import threading, time
from concurrent.futures import ThreadPoolExecutor

gate = threading.Event()

def work():
    gate.wait(20)
    print("of the first block")

{code}
```

```python
gate.set()
time.sleep(0.5)
print("second")
```
"""
THREADS = {
    "a thread": ("threading.Thread(target=work).start()", 7),
    "a daemon": ("threading.Thread(target=work, daemon=True).start()", 7),
    "a lambda": ("threading.Thread(target=lambda: gate.wait(20)).start()", 11),
    "a pool": ("pool = ThreadPoolExecutor(1)\nfuture = pool.submit(work)", 7),
    "a timer": ("threading.Timer(20, print, ['x']).start()", 2),
    "a sleeper": ("threading.Thread(target=time.sleep, args=[20]).start()", 2),
    "low level": (
        "import _thread\n_thread.start_new_thread(work, ())\ntime.sleep(0.1)",
        7,
    ),
}


@pytest.mark.parametrize("name", THREADS)
def test_a_thread_that_outlives_its_block_is_refused(guide: Guide, name: str) -> None:
    code, line = THREADS[name]
    ran = guide.prove(STARTS.format(code=code))
    assert ran.statuses == ["failed", "not run"]
    assert "is still running when its block ends" in ran.failure.what
    assert ran.where == ("docs/page.md", line)
    assert ".join()" in ran.failure.repair
    assert "second" not in str(ran.failure)


ENDED = {
    "joined": "t = threading.Thread(target=print, args=['x'])\nt.start()\nt.join()",
    "soon": "threading.Thread(target=print, args=['x']).start()",
    "pool": "with ThreadPoolExecutor(2) as p: p.submit(print, 'x').result()",
    "idle": "p = ThreadPoolExecutor(2)\np.submit(print, 'x').result()",
    "library": (
        "import http.server\nserver = http.server.HTTPServer(('127.0.0.1', 0), "
        "http.server.SimpleHTTPRequestHandler)\n"
        "threading.Thread(target=server.serve_forever, daemon=True).start()\nprint('x')"
    ),
    "queue": (
        "from multiprocessing.pool import ThreadPool\n"
        "p = ThreadPool(2)\np.map(print, ['x'])"
    ),
}


@pytest.mark.parametrize("name", ENDED)
def test_threads_that_end_or_wait_for_work_are_no_matter(
    guide: Guide, name: str
) -> None:
    code = "import threading\nfrom concurrent.futures import ThreadPoolExecutor"
    ran = guide.prove(f"```python\n{code}\n{ENDED[name]}\nNone\n```\n{AFTER}")
    assert ran.statuses == ["passed", "passed"], str(ran.failure)
    assert [ran.text(0), ran.text(1)] == ["x", "after"]


RAISES = {
    "a thread": (
        "import threading\ndef work(): return 1 / 0\n"
        "t = threading.Thread(target=work); t.start(); t.join()",
        ("the thread 'Thread-1 (work)' raised ZeroDivisionError", 3),
    ),
    "a library": (
        "import threading\nt = threading.Thread(target=int, args=['x'])\n"
        "t.start(); t.join()",
        ("the thread 'Thread-1 (int)' raised ValueError: invalid literal", 4),
    ),
    "a destructor": (
        "class A:\n    def __del__(self): raise ValueError('gone')\na = A()\ndel a",
        ("A.__del__ raised ValueError: gone, which cannot be caught", 3),
    ),
    "a cycle": (
        "import gc\nclass A:\n    def __del__(self): {}['key']\n"
        "a = A(); a.a = a; del a; gc.collect()\nNone",
        ("A.__del__ raised KeyError: 'key'", 4),
    ),
    "a callback": (
        "import weakref\nclass A: pass\na = A()\n"
        "def call(_): raise ValueError('late')\nr = weakref.ref(a, call)\ndel a",
        ("call raised ValueError: late", 5),
    ),
    "the exit": (
        "import atexit\ndef bye(): raise ValueError('bye')\natexit.register(bye)\nNone",
        ("bye raised ValueError: bye", 3),
    ),
    "a print at the exit": (
        "import atexit\natexit.register(print, 'bye')\nNone",
        ("the page prints after its last block: 'bye'", 5),
    ),
}


@pytest.mark.parametrize("name", RAISES)
def test_an_error_that_nobody_caught_is_told(guide: Guide, name: str) -> None:
    code, (what, line) = RAISES[name]
    ran = guide.prove(f"```python\n{code}\n```\n{AFTER}")
    assert ran.failure.what.startswith(what)
    if name != "a print at the exit":
        assert ran.where == ("docs/page.md", line)
    assert ran.failure.repair
    assert guide.record() is None


def test_what_a_page_does_when_it_ends_is_done(guide: Guide) -> None:
    done = guide.outside / "done"
    ran = guide.prove(
        f"""
        ```python
        import atexit, pathlib
        atexit.register(pathlib.Path({str(done)!r}).touch)
        atexit.register(atexit.register, pathlib.Path({str(done)!r}).touch)
        None
        ```
        """
    )
    assert ran.statuses == ["passed"]
    assert done.exists()


def test_a_thread_may_end_itself(guide: Guide) -> None:
    ran = guide.prove(
        "```python\nimport sys, threading\n"
        "t = threading.Thread(target=sys.exit); t.start(); t.join()\n```\n"
    )
    assert ran.statuses == ["passed"]


def test_an_error_of_the_block_comes_before_what_it_leaves(guide: Guide) -> None:
    code = (
        "import threading, time\nthreading.Thread(target=time.sleep, args=[9]).start()"
    )
    ran = guide.prove(f"```python\n{code}\n1 / 0\n```\n")
    assert ran.failure.what == "ZeroDivisionError: division by zero"
    fence = '```{.python raises="ZeroDivisionError" means="It is wrong."}'
    ran = guide.prove(f"{fence}\n{code}\n1 / 0\n```\n")
    assert "is still running when its block ends" in ran.failure.what


def test_what_is_written_between_the_blocks_is_refused(guide: Guide) -> None:
    gate = guide.outside / "gate"
    code = f"while [ ! -e {gate} ]; do sleep 0.02; done; echo late; exec 1>&- 2>&-"
    ran = guide.prove(
        f"""
        ```python
        import subprocess
        child = subprocess.Popen(["bash", "-c", {code!r}])
        ```

        {{{{ open({str(gate)!r}, "w").close() or child.wait() }}}}

        ```python
        print("second")
        ```
        """
    )
    assert ran.where == ("docs/page.md", 6)
    assert "also prints or draws something" in ran.failure.what
