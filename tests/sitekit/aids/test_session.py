"""What a study aid asks, and what it makes of the answers."""

import pytest

from sitekit.aids.forms import Text
from sitekit.aids.session import Answer, Exceptional, PageSession
from sitekit.checkout import Problem
from sitekit.checkout.sources import Line

pytestmark = pytest.mark.portable

ERROR = Exceptional(
    what="ValueError: no",
    name="ValueError",
    names=("ValueError", "Exception"),
    text="ValueError: no",
    frames=(("snippets/a.py", 3), ("snippets/a.py", 7)),
    traceback="Traceback",
)
LINES = (Line("x = 1", "docs/a.md", 4), Line("print(x)", "docs/a.md", 5))


def session(*answers: Answer) -> tuple[PageSession, list[dict[str, object]]]:
    """A session that gives these answers, and what it was asked."""
    asked: list[dict[str, object]] = []
    given = iter(answers)

    def ask(request: dict[str, object]) -> Answer:
        asked.append(request)
        return next(given)

    return PageSession(ask, "/guide", 10.0), asked


def test_code_is_sent_with_the_place_of_each_line_and_less_time_than_there_is() -> None:
    made, asked = session(Answer(printed="1\n"))
    assert made.python(LINES) == "1\n"
    (request,) = asked
    assert request["code"] == "x = 1\nprint(x)"
    assert request["lines"] == [["/guide/docs/a.md", 4], ["/guide/docs/a.md", 5]]
    assert request["timeout"] == 9.0


def test_code_that_raises_is_told_where_it_raised() -> None:
    made, _ = session(Answer(error=ERROR))
    with pytest.raises(Problem, match="ValueError: no") as caught:
        made.python(LINES)
    assert (caught.value.path, caught.value.line) == ("snippets/a.py", 7)


def test_values_come_in_the_order_of_their_texts() -> None:
    made, asked = session(Answer(value="1"), Answer(value="2"), Answer(value="3"))
    texts = [Text("{{ a }} {{ b }}", "docs/a.md", 1), Text("{{ c }}", "docs/a.md", 2)]
    assert made.values(texts) == ("1", "2", "3")
    assert [request["expression"] for request in asked] == ["a", "b", "c"]


@pytest.mark.parametrize(("value", "expected"), [("True", True), ("False", False)])
def test_a_comparison_is_true_or_false(value: str, expected: bool) -> None:
    made, _ = session(Answer(value=value))
    assert made.is_true(Text("a < b", "docs/a.md", 1)) is expected


def test_what_is_neither_is_a_problem_at_its_line() -> None:
    made, _ = session(Answer(value="[]"))
    with pytest.raises(Problem, match="neither True nor False") as caught:
        made.is_true(Text("a", "docs/a.md", 8))
    assert caught.value.line == 8
