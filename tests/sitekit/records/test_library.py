"""The library knows which pages are proved."""

import pytest

from sitekit.checkout.problems import Problem, Problems
from sitekit.records.library import Library
from tests.sitekit.miniature import Guide


@pytest.fixture
def library(guide: Guide) -> Library:
    """One page that is proved, two that are not, and one without blocks."""
    guide.prove("```python\n1\n```\n", "proved")
    guide.page("\n\n```python\n2\n```\n", "new")
    guide.page("# Only words\n", "words")
    guide.write("snippets/labs/lab.py", "# %%\n3\n")
    return guide.library()


def test_a_record_is_found_for_a_proved_page_only(library: Library) -> None:
    assert library.record(library.pages["docs/proved.md"]).body.blocks
    with pytest.raises(Problem) as caught:
        library.record(library.pages["docs/new.md"])
    assert (caught.value.path, caught.value.line) == ("docs/new.md", 3)


def test_stale_pages_are_those_that_have_to_run(library: Library) -> None:
    assert [page.path for page in library.stale()] == [
        "docs/new.md",
        "snippets/labs/lab.py",
    ]


def test_all_pages_without_a_record_are_told_at_once(library: Library) -> None:
    with pytest.raises(Problems) as caught:
        library.require_records()
    told = caught.value.problems
    assert [(problem.path, problem.line) for problem in told] == [
        ("docs/new.md", 3),
        ("snippets/labs/lab.py", 2),
    ]
    assert all("nox -s page -- " in problem.repair for problem in told)


def test_nothing_is_required_of_proved_pages(guide: Guide) -> None:
    guide.prove("```python\n1\n```\n")
    assert guide.library().require_records() is None


def test_a_record_is_read_once_for_a_build(library: Library) -> None:
    page = library.pages["docs/proved.md"]
    record = library.record(page)
    for file in library.settings.records.iterdir():
        file.unlink()
    assert library.record(page) is record


def test_a_page_is_found_by_its_text(library: Library) -> None:
    page = library.find("\n```python\n1\n```")
    assert page is not None
    assert page.path == "docs/proved.md"
    assert library.find("```python\n4\n```") is None


def test_the_command_that_repairs_can_be_copied(guide: Guide) -> None:
    page = guide.scan("# A\n\n```python\n1\n```\n", "my page")
    with pytest.raises(Problem) as caught:
        guide.library().record(page)
    assert "nox -s page -- 'docs/my page.md')" in caught.value.repair
