"""The live preview shows each page as its run stands, and nothing older."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.sources import Excerpt
from sitekit.commands import preview as preview_module
from sitekit.commands.drafts import NOT_RUN, RUNNING
from sitekit.commands.preview import Preview
from sitekit.records.library import Library
from sitekit.scan.options import GRAMMARS, Content, Grammar
from sitekit.skins.current import preparing
from tests.patience import PATIENCE, wait_until
from tests.sitekit.miniature import REPOSITORY, Guide


@pytest.fixture
def preview(guide: Guide) -> Iterator[Preview]:
    made = Preview(guide.settings, PATIENCE)
    yield made
    made.close()


@pytest.fixture
def impatient(guide: Guide) -> Iterator[Preview]:
    made = Preview(guide.settings, 0.0)
    yield made
    made.close()


def prepared(guide: Guide, preview: Preview) -> Library:
    library = guide.library()
    preview.prepare(library)
    return library


def shown(guide: Guide, preview: Preview, name: str = "page") -> str:
    """The text of a page as the preview renders it."""
    text = (guide.root / f"docs/{name}.md").read_text("utf-8")
    with preparing(preview.prepare):
        html = guide.render(text)
    return BeautifulSoup(html, "html.parser").get_text("\n")


def wait(preview: Preview) -> None:
    for run in preview.runs.values():
        assert run.done.wait(PATIENCE)


def test_only_what_changed_runs(
    guide: Guide, preview: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = guide.outside / "runs"
    code = f"open({str(counted)!r}, 'a').write('run ')"
    guide.page(f"```python\n{code}\n```\n", "one")
    for text in ("2", "3"):
        guide.page(f"```python\n{text}\n```\n", "two")
        prepared(guide, preview)
        assert guide.library().stale() == []
    assert counted.read_text() == "run "
    assert capsys.readouterr().out.split("\n") == [
        "running docs/one.md …",
        "running docs/two.md …",
        "running docs/two.md …",
        "",
    ]


def test_a_page_whose_record_is_gone_runs_again(guide: Guide, preview: Preview) -> None:
    guide.page("```python\n1\n```\n")
    prepared(guide, preview)
    for file in guide.settings.records.glob("*.zip"):
        file.unlink()
    prepared(guide, preview)
    assert guide.library().stale() == []


def test_what_passed_has_its_record(guide: Guide, preview: Preview) -> None:
    guide.page("```python\n1\n```\n")
    library = prepared(guide, preview)
    record = library.record(library.pages["docs/page.md"])
    assert record.body.stands == ""


def test_a_failure_stands_where_its_block_is_and_the_next_save_mends_it(
    guide: Guide, preview: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "```python\nprint('old')\n```\n\n```python\nprint('more')\n```\n"
    guide.page(page)
    assert "old" in shown(guide, preview)
    guide.page(page.replace("'old'", "1 / 0"))
    text = shown(guide, preview)
    assert "docs/page.md:2: ZeroDivisionError: division by zero" in text
    assert text.count(NOT_RUN) == 1
    assert "old\n" not in text and "\nmore\n" not in text
    assert "This page did not pass" in text
    assert "docs/page.md:2: ZeroDivisionError" in capsys.readouterr().out
    guide.page(page.replace("'old'", "'new'"))
    text = shown(guide, preview)
    assert "\nnew\n" in text and "Every block on this page was run" in text


def test_while_it_runs_a_page_says_so_and_shows_nothing_old(
    guide: Guide, impatient: Preview
) -> None:
    guide.page("```python\nx = 'old'\nx\n```\n\n{{ x }}\n")
    prepared(guide, impatient)
    wait(impatient)
    assert "'old'" in shown(guide, impatient)
    go = guide.outside / "go"
    code = (
        f"import os, time\nwhile not os.path.exists({str(go)!r}):\n    time.sleep(0.01)"
    )
    guide.page(f"```python\nx = 'new'\n{code}\nx\n```\n\n{{{{ x }}}}\n")
    text = shown(guide, impatient)
    assert RUNNING in text and "This page is being run" in text
    assert "old" not in text
    before = impatient.finished.stat().st_mtime_ns
    go.touch()
    wait(impatient)
    # The file is touched after the run is called done: a build that it causes finds
    # the run done.
    wait_until(lambda: impatient.finished.stat().st_mtime_ns > before)
    text = shown(guide, impatient)
    assert "'new'" in text and RUNNING not in text


AIDS = """\
```python
{code}
```

```quiz
question: What is `top`, of {{{{ top }}}}?
answer: top
why: It was set.
typed: true
```

```exercise
name: double
title: Twice
task: Write `double`.
```

```cards
- id: top
  front: Top?
  code: top
```
"""


def test_study_aids_show_nothing_old_either(guide: Guide, preview: Preview) -> None:
    for name, code in {
        "start": "double = None",
        "solution": "double = 2",
        "check": 'assert double == 2, "not two"',
        "wrong_one": "double = 1",
    }.items():
        guide.write(f"snippets/exercises/double/{name}.py", code + "\n")
    guide.page(AIDS.format(code="top = 70707"))
    assert "of 70707?" in shown(guide, preview)
    guide.page(AIDS.format(code="top = 1 / 0"))
    text = shown(guide, preview)
    assert "ZeroDivisionError" in text
    assert "70707" not in text
    assert text.count(NOT_RUN) == 3


def test_a_site_with_a_failing_page_can_be_built(
    guide: Guide, preview: Preview
) -> None:
    about = "description: The only page of the guide, to be built and looked at."
    guide.page(f"---\n{about}\n---\n\n# Start\n\n```python\n1 / 0\n```\n", "index")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = load_config(str(guide.root / "mkdocs.yml"))
    with preparing(preview.prepare):
        build(config)
    html = Path(guide.site, "index.html").read_text("utf-8")
    assert "ZeroDivisionError" in html
    assert guide.library().stale() != []


def test_closing_ends_what_runs(guide: Guide, impatient: Preview) -> None:
    guide.page("```python\nimport time\ntime.sleep(10_000)\n```\n")
    prepared(guide, impatient)
    impatient.close()
    (run,) = impatient.runs.values()
    assert run.done.is_set()


SERVE = """
import sys
from pathlib import Path
from sitekit.checkout.settings import load
from sitekit.commands.preview import serve
serve(load(Path(sys.argv[1])))
"""
ABOUT = "description: The first page of the guide, which is saved again and again."
PAGE = f"---\n{ABOUT}\n---\n\n" + "# Start\n\n```python\nprint('{0} and ' '{0}')\n```\n"


def address(server: "subprocess.Popen[str]") -> str:
    """Where the preview is served, as it says itself."""
    assert server.stdout is not None
    for line in server.stdout:
        if "Serving on" in line:
            return line.split("Serving on")[1].strip()
    raise AssertionError("it did not start")


def test_what_is_saved_is_shown(
    guide: Guide,
    tmp_path: Path,
    wait_until: Callable[[Callable[[], object]], None],
) -> None:
    guide.page(PAGE.format("first"), "index")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(guide.root)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # Also where the tests run in the background, which ignores Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        served = address(server)
        assert served.startswith("http://127.0.0.1:")

        def shows(words: str) -> bool:
            with urllib.request.urlopen(served, timeout=PATIENCE) as answer:
                return words in answer.read().decode("utf-8")

        wait_until(lambda: shows("first and first"))
        saved = guide.root / guide.page(PAGE.format("second"), "index")
        later = saved.stat().st_mtime + 1  # a file system's clock may be coarse
        os.utime(saved, (later, later))
        wait_until(lambda: shows("second and second"))
        server.send_signal(signal.SIGINT)
        rest, _ = server.communicate(timeout=PATIENCE)
        assert server.returncode == 0, rest
    finally:
        server.kill()
        server.wait()
    assert guide.record("docs/index.md") is not None


EACH = """\
---
description: A page of the miniature guide with a study aid of each kind on it.
---

# Page

```python
x = 1
```

```quiz
question: What is `x`?
answer: x
why: It was set to one.
wrong: {2: That is two.}
```

```exercise
name: double
title: Double
task: Write `double(x)`.
```

```cards
- {id: one, front: What is `x`?, code: x}
```

```{.diagram size="5" kernel_size="3"}
```

```deck
```

```gallery
```
"""


EXERCISE = {
    "start": "def double(x): ...\n",
    "solution": "def double(x):\n    return 2 * x\n",
    "check": 'assert double(3) == 6, "twice three is six"\n',
    "wrong_square": "def double(x):\n    return x * x\n",
}


def test_what_a_block_stands_for_is_read_once_in_a_build(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in EXERCISE.items():
        guide.write(f"snippets/exercises/double/{name}.py", text)
    ran = guide.prove(EACH, "index")
    assert "failed" not in ran.statuses, ran.failure
    counts: Counter[str] = Counter()

    def counting(language: str, grammar: Grammar) -> Grammar:
        def read(root: Path, excerpt: Excerpt) -> Content:
            counts[language] += 1
            return grammar.read(root, excerpt)

        return replace(grammar, read=read)

    for language, grammar in GRAMMARS.items():
        monkeypatch.setitem(GRAMMARS, language, counting(language, grammar))
    preview_module.build(guide.settings, guide.outside / "site")
    kinds = ("quiz", "exercise", "cards", "diagram", "python", "deck", "gallery")
    assert counts == dict.fromkeys(kinds, 1)
