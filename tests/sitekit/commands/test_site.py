"""The main command: run what has to run, build, check."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from sitekit.commands import site as site_command
from sitekit.commands.site import run_pages
from tests.sitekit.commands.conftest import command
from tests.sitekit.miniature import PATIENCE, Guide


def test_site_runs_builds_checks_and_says_where_it_is(
    miniature: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    about = "description: The only page of the guide, to be built and checked."
    miniature.page(
        f"---\n{about}\n---\n\n# S\n\n```python\nprint('built')\n```\n\n"
        "```cards\n- id: sum\n  front: And?\n  code: 1 + 1\n```\n",
        "index",
    )
    command(monkeypatch, "site")
    assert (miniature.site / "tensorflow-study-guide.apkg").is_file()
    assert "built" in (miniature.site / "index.html").read_text("utf-8")
    said = capfd.readouterr().out
    assert "2 passed" in said
    assert "all proved" in said
    assert "http.server" in said
    # A second time, nothing has to run.
    command(monkeypatch, "site")
    assert "passed" not in capfd.readouterr().out


def test_site_stops_at_a_block_that_fails(
    miniature: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    miniature.page("# Start\n\n```python\n1 / 0\n```\n", "index")
    miniature.describe()
    with pytest.raises(SystemExit) as caught:
        command(monkeypatch, "site")
    assert caught.value.code == pytest.ExitCode.TESTS_FAILED
    assert "docs/index.md:8: ZeroDivisionError" in capfd.readouterr().out
    assert not miniature.site.exists()


def test_site_says_what_is_wrong_with_a_page(
    miniature: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    miniature.page("# Start\n\n```pythn\n```\n", "index")
    with pytest.raises(SystemExit, match=r"docs/index\.md:3: language 'pythn'"):
        command(monkeypatch, "site")


def test_fresh_runs_every_page(
    miniature: Guide, capfd: pytest.CaptureFixture[str]
) -> None:
    miniature.page("# Only words\n", "words")
    miniature.run("docs/index.md")
    run_pages(miniature.library(), fresh=False)
    assert "passed" not in capfd.readouterr().out
    run_pages(miniature.library(), fresh=True)
    assert "1 passed" in capfd.readouterr().out


def test_recorded_runs_nothing_and_names_what_has_no_record(
    miniature: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    about = "description: A page of the guide, to be built from its record, named"
    for name in ("index", "other"):
        miniature.page(
            f"---\n{about} {name}\n---\n\n# S\n\n```python\nprint({name!r})\n```\n",
            name,
        )
    miniature.run("docs/index.md")
    with pytest.raises(SystemExit) as caught:
        command(monkeypatch, "site", "--recorded")
    assert "docs/other.md:8: docs/other.md has no passing run" in str(caught.value)
    assert "docs/index.md" not in str(caught.value)
    assert not miniature.site.exists()
    miniature.run("docs/other.md")
    command(monkeypatch, "site", "--recorded")
    assert "passed" not in capfd.readouterr().out
    assert "other" in (miniature.site / "other/index.html").read_text("utf-8")


def test_what_cannot_be_built_leaves_the_site_as_it_was(
    miniature: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    command(monkeypatch, "site")
    before = {
        file: file.read_bytes() for file in miniature.site.rglob("*") if file.is_file()
    }
    page = miniature.root / "docs/index.md"
    page.write_text(page.read_text("utf-8") + "\n[nowhere](nowhere.md)\n", "utf-8")
    with pytest.raises(SystemExit) as caught:
        command(monkeypatch, "site")
    assert caught.value.code == 1
    assert "nowhere.md" in capfd.readouterr().err
    assert before == {
        file: file.read_bytes() for file in miniature.site.rglob("*") if file.is_file()
    }


def test_a_site_replaces_the_older_one_and_leaves_nothing_beside_it(
    miniature: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    miniature.page("---\ndescription: " + "x" * 60 + "\n---\n\n# Words\n", "words")
    command(monkeypatch, "site")
    assert (miniature.site / "words/index.html").is_file()
    (miniature.root / "docs/words.md").unlink()
    (miniature.root / site_command.BEFORE).mkdir()  # a killed build has left it
    command(monkeypatch, "site")
    assert not (miniature.site / "words").exists()
    assert (miniature.site / "index.html").is_file()
    for left in (site_command.BUILT, site_command.BEFORE):
        assert not (miniature.root / left).exists()


def test_one_build_waits_for_another(
    miniature: Guide,
    capfd: pytest.CaptureFixture[str],
    wait_until: Callable[[Callable[[], object]], None],
) -> None:
    """The second is told so, and goes on when the first has ended."""
    order = []
    with ThreadPoolExecutor(1) as pool:

        def second() -> None:
            with site_command.alone(miniature.root):
                order.append("second")

        with site_command.alone(miniature.root):
            waiting = pool.submit(second)
            said: list[str] = []

            def is_told() -> bool:
                said.append(capfd.readouterr().out)
                return "waiting for it to finish" in "".join(said)

            wait_until(is_told)
            assert not waiting.done()
            order.append("first")
        waiting.result(PATIENCE)
    assert order == ["first", "second"]


def test_a_build_that_is_killed_says_so(
    miniature: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    with pytest.raises(SystemExit, match=r"ended by signal 9 \(SIGKILL\)"):
        site_command._call(killed, miniature.root)
