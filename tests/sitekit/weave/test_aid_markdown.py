"""Study aids in plain Markdown."""

import pytest

from sitekit.records.outputs import Practised
from sitekit.weave.aid_markdown import folded, whole_aid
from tests.sitekit.aids.test_quiz import GOOD, SETUP
from tests.sitekit.miniature import Guide


def test_a_question_has_its_answers_and_the_right_one_is_folded(guide: Guide) -> None:
    ran = guide.prove(f"{SETUP}{GOOD}```\n")
    text = whole_aid(ran.page, ran.page.blocks[1], ran.results[1].aid)
    asked, answer = text.split("<details>")
    assert asked.startswith("**Question.** ")
    assert "- 0\n" in asked and "**0**" not in asked
    assert answer.startswith("<summary>Answer</summary>") and "**0** " in answer


def test_cards_are_a_list(guide: Guide) -> None:
    ran = guide.prove(
        "# P\n\n```cards\n- {id: a, front: How many?, code: 1 + 1}\n```\n"
    )
    text = whole_aid(ran.page, ran.page.blocks[0], ran.results[0].aid)
    assert text == "**Cards**\n\n- How many? `1 + 1` `2`"


def test_what_was_computed_for_another_block_is_a_bug(guide: Guide) -> None:
    page = guide.scan("```python\n1\n```\n")
    with pytest.raises(TypeError, match=r"docs/page\.md:1: .* is not of this block"):
        whole_aid(page, page.blocks[0], Practised({}, (), {}))


def test_what_is_folded_is_markdown_inside() -> None:
    assert folded("Hint", "`x`") == (
        "<details><summary>Hint</summary>\n\n`x`\n\n</details>"
    )
