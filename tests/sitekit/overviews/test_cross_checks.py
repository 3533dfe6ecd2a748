"""What has to hold of all pages together is checked before anything runs."""

import sys

import pytest

from sitekit.checkout.problems import Problems
from sitekit.commands import main
from sitekit.overviews import glossary
from sitekit.overviews.cross_checks import check_guide
from tests.sitekit.miniature import Guide


@pytest.fixture
def wrong(guide: Guide) -> Guide:
    """A checkout with a mistake in the navigation, and one in the glossary."""
    guide.page("---\nrequires: []\n---\n\n# A page\n\n```python\n1 / 0\n```\n")
    guide.write(glossary.FILE, "- term: epoch\n")
    config = guide.root / "mkdocs.yml"
    text = config.read_text("utf-8") + "\nnav:\n  - A page: page.md\n  - B: b.md\n"
    config.write_text(text, "utf-8")
    return guide


def test_all_mistakes_are_told_at_once(wrong: Guide) -> None:
    with pytest.raises(Problems) as caught:
        check_guide(wrong.library())
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["mkdocs.yml", glossary.FILE]


def test_a_mistake_that_two_readers_meet_is_told_once(wrong: Guide) -> None:
    wrong.write("mkdocs.yml", "site_name: [\n")
    (wrong.root / glossary.FILE).unlink()
    with pytest.raises(Problems) as caught:
        check_guide(wrong.library())
    assert len(caught.value.problems) == 1


def test_nothing_runs_before_they_are_mended(
    wrong: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(main, "load", lambda: wrong.settings)
    monkeypatch.setattr(sys, "argv", ["sitekit", "site"])
    with pytest.raises(SystemExit, match="this entry is not one of a term"):
        main.main()
    assert "ZeroDivisionError" not in capfd.readouterr().out
