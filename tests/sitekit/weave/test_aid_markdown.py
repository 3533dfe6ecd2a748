"""Study aids in plain Markdown."""

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

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


HOSTILE = """\
```python
x = "<script>a</script> *b* [c](d) | `e` __f__"
```

```quiz
question: What is {{ x }} & `code`?
why: It is {{ x }}.
choices:
  - says: "{{ x }} is right"
    holds: len(x) > 1
  - says: "1. {{ x }}"
    holds: len(x) == 1
    why: It is not {{ x }}.
```

```cards
- id: a
  front: What is {{ x }}?
  code: x
  back: It is {{ x }}.
```
"""


def test_what_was_computed_is_text(guide: Guide) -> None:
    value = "<script>a</script> *b* [c](d) | `e` __f__"
    ran = guide.prove(HOSTILE)
    for number in (1, 2):
        result = ran.results[number]
        assert result.failure is None
        text = whole_aid(ran.page, ran.page.blocks[number], result.aid)
        soup = BeautifulSoup(
            MarkdownIt("gfm-like", {"linkify": False}).render(text), "html.parser"
        )
        assert soup.select("script, em, a, ol, table") == []
        # As on the page, backticks mark code, also those of a value.
        shown = value.replace("`", "")
        said = " ".join(soup.get_text().split())
        assert f"What is {shown}" in said and f"It is {shown}." in said


def test_what_was_computed_for_another_block_is_a_bug(guide: Guide) -> None:
    page = guide.scan("```python\n1\n```\n")
    with pytest.raises(TypeError, match=r"docs/page\.md:1: .* is not of this block"):
        whole_aid(page, page.blocks[0], Practised({}, (), {}))


def test_what_is_folded_is_markdown_inside() -> None:
    assert folded("Hint", "`x`") == (
        "<details><summary>Hint</summary>\n\n`x`\n\n</details>"
    )
