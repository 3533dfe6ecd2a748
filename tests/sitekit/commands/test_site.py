"""The main command: run what has to run, build, check."""

import pytest

from sitekit.commands.site import run_pages
from tests.sitekit.commands.conftest import command
from tests.sitekit.miniature import Guide


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
