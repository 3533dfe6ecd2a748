"""The commands behind the nox sessions."""

import errno
import os
import subprocess
import sys

import pytest

from sitekit.commands import main
from tests.sitekit.commands.conftest import command
from tests.sitekit.miniature import Guide


def test_shards_run_every_page_once(
    miniature: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    miniature.page("# O\n\n```python\nprint('other')\n```\n", "other")
    miniature.page("# Only words\n", "words")
    miniature.describe()
    command(monkeypatch, "shard", "1/2")
    assert "1 passed" in capfd.readouterr().out
    assert [page.path for page in miniature.library().stale()] == ["docs/other.md"]
    command(monkeypatch, "shard", "2/2")
    assert miniature.library().stale() == []
    capfd.readouterr()
    command(monkeypatch, "shard", "3/3")  # nothing is left for it
    assert capfd.readouterr().out == ""


def test_links_says_where_a_dead_one_stands(
    miniature: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(main.links, "ask", lambda address: "no answer")
    command(monkeypatch, "links")
    assert "0 links" in capsys.readouterr().out
    miniature.page("# Start\n\n[There](https://keras.io/).\n", "index")
    with pytest.raises(SystemExit, match=r"docs/index\.md:3: https://keras\.io/: no"):
        command(monkeypatch, "links")


def test_page_runs_builds_and_checks_one_among_the_others(
    miniature: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    page = "---\ndescription: {0} page of the guide, to be built, checked, looked at.\n"
    page += "---\n\n# {0}\n\n```python\nprint('{0} ran')\n```\n"
    miniature.page(page.format("First"), "index")
    miniature.page(page.format("Second") + "\n[First](index.md)\n", "two")
    command(monkeypatch, "page", "docs/two.md")
    assert "built: .cache/page/two/index.html" in capfd.readouterr().out
    built = miniature.root / ".cache/page"
    two = (built / "two/index.html").read_text("utf-8")
    assert "Second ran" in two and "Every block on this page was run" in two
    first = (built / "index.html").read_text("utf-8")
    assert "This block was not run." in first and "was not run: nothing" in first
    assert [page.path for page in miniature.library().stale()] == ["docs/index.md"]
    # What the build would refuse, it refuses here, too.
    file = miniature.root / "docs/two.md"
    file.write_text(file.read_text("utf-8").replace("index.md", "none.md"), "utf-8")
    with pytest.raises(SystemExit):
        command(monkeypatch, "page", "docs/two.md")


def test_page_says_that_there_is_no_such_page(
    miniature: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match=r"docs/none\.md:1: this page does not exist"):
        command(monkeypatch, "page", "docs/none.md")


@pytest.mark.parametrize(
    ("path", "added", "says"),
    [
        ("docs/two.md", "[There](none.md)\n", "contains a link 'none.md'"),
        ("mkdocs.yml", "\nnonsense: 1\n", "Unrecognised configuration name: nonsense"),
        ("mkdocs.yml", "\nsite_url: ''\n", "fix: add site_url"),
        (
            "mkdocs.yml",
            "\nnav: [\n",
            ": this is not valid YAML: while parsing a flow node",
        ),
    ],
)
def test_page_says_why_it_cannot_be_built(
    miniature: Guide, path: str, added: str, says: str
) -> None:
    miniature.page("# Two\n\n```python\nprint('two')\n```\n\n", "two")
    miniature.describe()
    file = miniature.root / path
    file.write_text(file.read_text("utf-8") + added, "utf-8")
    code = (
        "import sys; from pathlib import Path; "
        "from sitekit.checkout import settings; from sitekit.commands import main\n"
        f"root = Path({str(miniature.root)!r})\n"
        "main.load = lambda: settings.load(root)\n"
        "sys.argv = ['sitekit', 'page', 'docs/two.md']\n"
        "main.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=miniature.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "function"),
    [("serve", "preview.serve"), ("picture", "readme_picture.take")],
)
def test_some_commands_only_hand_on_the_checkout(
    miniature: Guide, monkeypatch: pytest.MonkeyPatch, name: str, function: str
) -> None:
    given: list[object] = []
    monkeypatch.setattr(f"sitekit.commands.{function}", given.append)
    command(monkeypatch, name)
    assert given in ([miniature.settings], [miniature.root])


def test_new_says_what_it_wrote_and_how_to_see_it(
    miniature: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    miniature.write("mkdocs.yml", "nav:\n  - Data:\n      - One: data/one.md\n")
    command(monkeypatch, "new", "data/batching", "Batching")
    said = capsys.readouterr().out.splitlines()
    assert "docs/data/batching.md" in said
    assert all((miniature.root / path).is_file() for path in said[: said.index("")])
    assert said[-1] == "To see it: nox -s page -- docs/data/batching.md"


def test_help_says_in_a_line_what_each_command_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit):
        command(monkeypatch, "--help")
    said = capsys.readouterr().out
    assert "Runs pages afresh, and builds and checks them among the others." in said
    assert "Raises" not in said


def test_a_full_disk_is_told_without_a_traceback(
    miniature: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number), "site/index.html")

    monkeypatch.setattr(main.links, "check", fail)
    number = errno.ENOSPC
    with pytest.raises(SystemExit) as caught:
        command(monkeypatch, "links")
    assert str(caught.value).strip() == (
        "site/index.html: No space left on device\n"
        "    fix: make room on that disk, and run it again: nox -s site"
    )
    number = errno.EACCES
    with pytest.raises(PermissionError):
        command(monkeypatch, "links")
