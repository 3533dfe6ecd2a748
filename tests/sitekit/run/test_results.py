"""What came of a block, in words."""

from sitekit.run.results import Failure, Result, failed
from tests.sitekit.miniature import Guide


def test_a_failure_names_place_reason_repair_and_details() -> None:
    failure = Failure("docs/a.md", 3, "it broke", "Traceback\n", "correct it")
    assert str(failure) == ("docs/a.md:3: it broke\n    fix: correct it\n\nTraceback")
    assert str(Failure("docs/a.md", 3, "it broke")) == "docs/a.md:3: it broke"


def test_a_block_that_failed_is_told_where_its_code_is_edited(guide: Guide) -> None:
    guide.snippet("# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\n")
    (block,) = guide.scan('```python\n--8<-- "page.py:a"\n```\n').blocks
    result = failed(block, "it broke", repair="correct it")
    assert result.status == "failed"
    assert result.failure == Failure(
        "snippets/page.py", 2, "it broke", "", "correct it"
    )


def test_nothing_is_shown_unless_something_was() -> None:
    assert (Result("text").outputs, Result("text").aid) == ((), None)
