"""What has to hold of all pages together is checked before anything runs."""

import sys

import pytest

from sitekit.checkout.problems import Problems
from sitekit.commands import main
from sitekit.overviews import mistakes
from sitekit.overviews.cross_checks import check_guide
from sitekit.scan import definitions
from tests.sitekit.miniature import Guide


@pytest.fixture
def wrong(guide: Guide) -> Guide:
    """A checkout with a mistake in the navigation, and one in the glossary."""
    guide.page("---\nrequires: []\n---\n\n# A page\n\n```python\n1 / 0\n```\n")
    guide.write(definitions.FILE, "- term: epoch\n")
    config = guide.root / "mkdocs.yml"
    text = config.read_text("utf-8") + "\nnav:\n  - A page: page.md\n  - B: b.md\n"
    config.write_text(text, "utf-8")
    return guide


def test_all_mistakes_are_told_at_once(wrong: Guide) -> None:
    wrong.write(mistakes.FILE, "Any file: none\n")
    with pytest.raises(Problems) as caught:
        check_guide(wrong.library())
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["mkdocs.yml", definitions.FILE, mistakes.FILE, "docs/page.md"]


def test_a_mistake_that_two_readers_meet_is_told_once(wrong: Guide) -> None:
    wrong.write("mkdocs.yml", "site_name: [\n")
    (wrong.root / definitions.FILE).unlink()
    with pytest.raises(Problems) as caught:
        check_guide(wrong.library())
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["mkdocs.yml", "docs/page.md"]


def test_nothing_runs_before_they_are_mended(
    wrong: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(main, "load", lambda: wrong.settings)
    monkeypatch.setattr(sys, "argv", ["sitekit", "site"])
    with pytest.raises(SystemExit, match="this entry does not define a term"):
        main.main()
    assert "ZeroDivisionError" not in capfd.readouterr().out


PAGE = """\
---
description: {about}
tags: [{tag}]
---

# A page

```python
open("{mark}", "w").write("ran")
```
"""
LONG = "The only page of the guide, which leaves a mark when it is run."
COMMANDS = {
    "site": ["site"],
    "page": ["page", "docs/index.md"],
    "serve": ["serve"],
    "shard": ["shard", "1/1"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("about", "tag", "drop", "told"),
    [
        ("Too short.", "", "", "docs/index.md:2: the page's description has 10 char"),
        (LONG, "sped", "", "docs/index.md:3: tag 'sped' is not on the guide's list"),
        (LONG, "", "site_url", "mkdocs.yml:1: site_url is missing"),
    ],
)
def test_every_command_says_it_before_anything_runs(
    guide: Guide,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    about: str,
    tag: str,
    drop: str,
    told: str,
) -> None:
    mark = guide.outside / "mark"
    guide.page(PAGE.format(about=about, tag=tag, mark=mark), "index")
    config = guide.root / "mkdocs.yml"
    lines = config.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not drop or not line.startswith(drop)]
    config.write_text("".join(kept), "utf-8")
    monkeypatch.setattr(main, "load", lambda: guide.settings)
    monkeypatch.setattr(sys, "argv", ["sitekit", *COMMANDS[command]])
    with pytest.raises(SystemExit) as caught:
        main.main()
    assert told in str(caught.value)
    assert not mark.exists()


def test_mkdocs_says_it_before_it_renders(guide: Guide) -> None:
    mark = guide.outside / "mark"
    guide.page(PAGE.format(about="Too short.", tag="sped", mark=mark), "index")
    done = guide.build()
    assert done.returncode != 0
    assert "description has 10 characters" in done.stdout
    assert "tag 'sped' is not on the guide's list" in done.stdout
    assert "has no passing run" not in done.stdout


@pytest.mark.parametrize(
    ("described", "what"),
    [
        ("", "has no description"),
        ("x" * 49, "has 49 characters"),
        ("x" * 161, "has 161 characters"),
        ("y" * 50, "the same description as docs/first.md"),
    ],
)
def test_a_description_that_does_not_serve_is_found(
    guide: Guide, described: str, what: str
) -> None:
    guide.page(f"---\ndescription: {'y' * 50}\n---\n\n# First\n", "first")
    check_guide(guide.library())
    guide.page(f'---\ndescription: "{described}"\n---\n\n# Second\n', "second")
    with pytest.raises(Problems) as caught:
        check_guide(guide.library())
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("docs/second.md", 2)
    assert what in problem.what


def test_an_unknown_tag_has_its_line_and_the_known_ones(guide: Guide) -> None:
    guide.use_plugins("- tags:\n    tags_allowed: [training, images]\n")
    guide.page(f"---\ndescription: {LONG}\ntags:\n  - speed\n---\n\n# A page\n")
    with pytest.raises(Problems) as caught:
        check_guide(guide.library())
    (found,) = caught.value.problems
    assert (found.path, found.line) == ("docs/page.md", 4)
    assert "'speed'" in found.what
    assert "images, training" in found.repair


@pytest.mark.parametrize("key", ["keywords", "tags"])
def test_what_is_no_list_is_a_mistake(guide: Guide, key: str) -> None:
    guide.page(f"---\ndescription: {LONG}\n{key}: speed\n---\n# A page\n")
    with pytest.raises(Problems) as caught:
        check_guide(guide.library())
    (found,) = caught.value.problems
    assert (found.path, found.line) == ("docs/page.md", 3)


def test_a_file_that_nothing_uses_is_told_before_anything_runs(guide: Guide) -> None:
    guide.page(f"---\ndescription: {LONG}\n---\n# A page\n")
    check_guide(guide.library())
    guide.write("docs/draft.txt", "x\n")
    guide.write("snippets/table.csv", "x\n")
    with pytest.raises(Problems) as caught:
        check_guide(guide.library())
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["docs/draft.txt", "snippets/table.csv"]
