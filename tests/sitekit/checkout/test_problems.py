"""Problems say where, what and how to correct it."""

import pytest

from sitekit.checkout.problems import Problem, Problems

pytestmark = pytest.mark.portable

ONE = Problem("docs/a.md", 3, "it is wrong", "correct it")
TWO = Problem("docs/b.md", 4, "it is bad", "delete it")


def test_a_problem_begins_with_file_and_line() -> None:
    assert str(ONE) == "docs/a.md:3: it is wrong\n    fix: correct it"


def test_several_problems_are_told_one_after_the_other() -> None:
    assert str(Problems([ONE, TWO])) == f"{ONE}\n{TWO}"
