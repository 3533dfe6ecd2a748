"""What is measured is what is said, and nothing is left changed."""

import http.server
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitekit.checkout.settings import Settings
from sitekit.commands import bench
from sitekit.commands.file_server import QuietHandler, served
from tests.sitekit.miniature import Guide

PAGE = "# Start\n\n```python\nprint('ran')\n```\n"


@pytest.fixture
def measured(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> Guide:
    """A checkout with one proved page, which is measured."""
    monkeypatch.setattr(bench, "ROOT", guide.root)
    monkeypatch.setattr(bench, "load", lambda: guide.settings)
    guide.prove(PAGE, "index")
    return guide


def takes(
    monkeypatch: pytest.MonkeyPatch, seconds: Callable[[list[str], Path], float]
) -> list[list[str]]:
    """Gives commands a time, in place of running them; returns those that came."""
    commands: list[list[str]] = []

    def timed(command: list[str], cwd: Path) -> float:
        commands.append(command[1:])
        return seconds(command, cwd)

    monkeypatch.setattr(bench, "timed", timed)
    return commands


def test_a_command_is_timed_and_must_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def python(code: str) -> list[str]:
        return [sys.executable, "-c", code]

    assert bench.timed(python("pass"), tmp_path) > 0
    with pytest.raises(subprocess.CalledProcessError):
        bench.timed(python("raise SystemExit('no picture')"), tmp_path)
    assert "no picture" in capsys.readouterr().err


def test_a_cold_run_stands_beside_an_import_and_the_pages(
    measured: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    measured.prove("# Slow\n\n```python\nsum(range(1_000_000))\n```\n", "slow")
    records = [measured.record(f"docs/{name}.md") for name in ("index", "slow")]
    seconds = sum(record.body.seconds for record in records if record)
    monkeypatch.setattr(bench.os, "cpu_count", lambda: 2)
    wall = 3 * (1 + seconds / 2)
    commands = takes(monkeypatch, lambda c, _: wall if "pytest" in c else 1)
    bench.cold()
    assert commands[1][:4] == ["-m", "pytest", "-q", "--fresh"]
    assert "3.00  (goal: at most 1.25)" in capsys.readouterr().out


def test_a_build_stands_beside_one_of_the_same_pages_by_plain_mkdocs(
    measured: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (measured.root / ".cache" / "labs").mkdir()
    folders = []

    def seconds(command: list[str], cwd: Path) -> float:
        folders.append(cwd)
        return 3.0 if cwd == measured.root else 2.0

    takes(monkeypatch, seconds)
    bench.unchanged()
    said = capsys.readouterr().out
    assert "1.50  (goal: at most 1.2)" in said
    assert "medians 3.00 s / 2.00 s, 5 pairs" in said
    assert folders[0] == measured.root
    assert folders[1] != measured.root


def test_plain_mkdocs_builds_the_page_without_us(
    measured: Guide, tmp_path: Path
) -> None:
    measured.snippet("# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\n")
    measured.page('# Two\n\n```python\n--8<-- "page.py:a"\n```\n', "two")
    (measured.root / ".cache" / "labs").mkdir()
    plain = bench._plain_checkout(tmp_path)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=plain, check=True, capture_output=True)
    first = (plain / "site/index.html").read_text("utf-8")
    assert "print" in first
    assert "data-block" not in first and "sg-stream" not in first
    assert "--8&lt;--" not in (plain / "site/two/index.html").read_text("utf-8")


def test_a_save_is_waited_for_until_its_output_is_shown(tmp_path: Path) -> None:
    snippet = tmp_path / "page.py"
    before = "x = 1\n# --8<-- [end:first]\n"
    looks: list[str] = []

    class Shown(QuietHandler):
        """The page: the code at once, its output at the third look."""

        def do_GET(self) -> None:  # noqa: N802  its name
            code = snippet.read_text("utf-8")
            looks.append(code)
            text = f"<pre>{code}</pre>"
            if len(looks) > 2:
                text += f'<pre class="sg-stream" tabindex="0">{code}</pre>'
            self.send_response(http.HTTPStatus.OK)
            self.end_headers()
            self.wfile.write(text.encode("utf-8"))

    with served(tmp_path, Shown) as address:
        assert bench._save(snippet, before, 7, address) > 0
    assert len(looks) == 3
    assert 'x = 1\nprint("saved 7 ' in looks[0]


def test_the_preview_says_where_it_is() -> None:
    def started(code: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", code]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    with started("print('INFO\\nINFO  Serving on http://127.0.0.1:1/')") as process:
        assert bench._address(process) == "http://127.0.0.1:1/"
    with (
        started("print('no port')") as process,
        pytest.raises(RuntimeError, match="did not start"),
    ):
        bench._address(process)


def test_a_saved_snippet_is_as_it_was_when_the_preview_was_measured(
    measured: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = "# --8<-- [start:first]\nx = 1\n# --8<-- [end:first]\n"
    measured.snippet(code)
    measured.page('# Page\n\n```python\n--8<-- "page.py:first"\n```\n')
    proof = {"pages": [{"page": "docs/page.md", "seconds": 0.5}]}
    measured.write("site/proof.json", json.dumps(proof))
    monkeypatch.setattr(bench, "PAGE", "docs/page.md")
    monkeypatch.setattr(bench, "SNIPPET", "snippets/page.py")
    real = subprocess.Popen
    server = [sys.executable, "-c", "print('Serving on http://127.0.0.1:1/')"]
    monkeypatch.setattr(
        bench.subprocess, "Popen", lambda _, **options: real(server, **options)
    )
    waits = iter((9.0, 2.0, 1.5, 1.0))

    def save(snippet: Path, before: str, number: int, address: str) -> float:
        assert address == "http://127.0.0.1:1/page/"
        snippet.write_text(f"{number}")
        return next(waits)

    monkeypatch.setattr(bench, "_save", save)
    bench.preview()
    assert (measured.root / "snippets/page.py").read_text("utf-8") == code
    assert "1.00  (goal: at most 2 s)" in capsys.readouterr().out


def test_only_what_is_named_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built: list[str] = []
    monkeypatch.setattr(
        bench.subprocess, "run", lambda command, **_: built.append(command[-1])
    )
    said = {name: (lambda name=name: print(name)) for name in bench.MEASUREMENTS}
    monkeypatch.setattr(bench, "MEASUREMENTS", said)
    monkeypatch.setattr(sys, "argv", ["bench", "cold", "lighthouse"])
    bench.main()
    assert capsys.readouterr().out.split() == ["cold", "lighthouse"]
    assert built == ["site"]
    monkeypatch.setattr(sys, "argv", ["bench"])
    bench.main()
    assert capsys.readouterr().out.split() == list(said)
    monkeypatch.setattr(sys, "argv", ["bench", "cold", "speed"])
    with pytest.raises(SystemExit, match="no measurement 'speed'; there are: cold, "):
        bench.main()
    assert not capsys.readouterr().out


def test_what_others_measure_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ("Seconds for a picture", 1.0, "at most 2", "1 picture")
    monkeypatch.setattr(bench.tensorboard_bench, "measure", lambda: [line])
    monkeypatch.setattr(bench.lighthouse, "measure", lambda site: [f"of {site.name}"])
    bench.pictures()
    bench.scores()
    said = capsys.readouterr().out
    assert "Seconds for a picture\n    1.00  (goal: at most 2)\n    1 picture" in said
    assert said.endswith("of site\n")


def test_it_measures_this_checkout() -> None:
    assert isinstance(bench.load(), Settings)
    assert (bench.ROOT / bench.PAGE).is_file()
    assert "[end:first]" in (bench.ROOT / bench.SNIPPET).read_text("utf-8")
