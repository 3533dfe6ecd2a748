"""What study aids ask, and whether what computes the answer asks it, too."""

import pytest

from sitekit.scan import asked
from tests.sitekit.miniature import Guide

START = "# A page\n\n```python\na = [1, 2]\nb = 3\n```\n\n"


def told(guide: Guide, body: str) -> list[tuple[int, str]]:
    """Line and word of what is asked by nothing."""
    page = guide.scan(START + body)
    return [
        (each.line - START.count("\n"), each.what.split("'")[1])
        for each in asked.unanswered(page)
    ]


QUIZ = """```quiz
question: {question}
answer: {answer}
why: So.
wrong:
  5: No.
```
"""


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        ("What is it?", "b", []),
        ("What is the first one?", "a[0]", []),
        ("What is the last one?", "a[0]", ["last"]),
        ("Two rows of 3?", "b - 3", []),
        ("Two rows of 4?", "b - 3", ["4"]),
        ("A 4×3 table?", "(3, 4)", ["4×3"]),
        ("A 4×3 table?", "(4, 3)", []),
        ("What does `4` give?", "b", []),
        ("What does {{ b + 1 }} give?", "b", []),
        ('What does {{ "more" if b > 2 }} give?', "b", []),
        ('What does "4 more" mean?', "b", []),
        ("The same for each of both?", "b", []),
        ("4 of 3?", "3; 4", []),
    ],
)
def test_a_question_asks_what_its_answer_computes(
    guide: Guide, question: str, answer: str, words: list[str]
) -> None:
    body = QUIZ.format(
        question=f"'{question}'" if "{" in question else question, answer=answer
    )
    assert told(guide, body) == [(2, word) for word in words]


def test_code_and_claims_of_a_question_ask_as_well(guide: Guide) -> None:
    body = """
```quiz
question: Is the last of 8 first of 9?
code: |
  print(a[-1], 8)
why: "{{ 'It is the first of 9' if a[0] == 9 }}."
wrong:
  5: No.
```
"""
    assert told(guide, body) == []
    assert told(guide, body.replace("a[-1], 8", "a, 7")) == [(3, "8"), (3, "last")]
    other = "{{ 'It is so' if b }}."
    whole = "{{ 'It is the first of 9' if a[0] == 9 }}."
    assert told(guide, body.replace(whole, other)) == [(3, "9"), (3, "first")]


def test_each_choice_is_held_by_what_it_says(guide: Guide) -> None:
    body = """
```quiz
question: Which holds?
choices:
  - says: The first is larger than 1
    holds: a[0] > 1
    why: No.
  - says: The last is 2
    holds: a[-1] == 2
why: So.
```
"""
    assert told(guide, body) == []
    assert told(guide, body.replace("is 2", "is 1")) == [(8, "1")]
    assert told(guide, body.replace("larger", "smaller")) == [(5, "smaller")]


def test_the_front_of_a_card_asks_what_its_own_back_says(guide: Guide) -> None:
    body = """
```cards
- id: one
  front: What does 3 give?
  code: b - 3
- id: two
  front: What does 3 give?
  back: It gives {{ a }}.
```
"""
    assert told(guide, body) == [(7, "3")]
    assert told(guide, body.replace("{{ a }}", "{{ a + 3 }}")) == []
    assert told(guide, body.replace("{{ a }}", '{{ "it" if b == 3 }}')) == []


def test_a_task_asks_what_its_files_do(guide: Guide) -> None:
    for name in ("start", "solution", "check", "wrong_one"):
        guide.write(f"snippets/exercises/one/{name}.py", "n = 3\n")
    body = """
```exercise
name: one
title: Three of 3
task: Make 4×3 of it.
hints:
  - It has 3.
  - The largest.
```
"""
    assert told(guide, body) == [(5, "4×3"), (8, "largest")]
    guide.write("snippets/exercises/one/check.py", "n = max(4, 3)\n")
    assert told(guide, body) == []


def test_what_is_no_yaml_is_told_by_who_reads_it(guide: Guide) -> None:
    page = guide.scan(START)
    broken = page.__class__(**{**vars(page), "masked": "```quiz\n- [\n```\n"})
    assert list(asked.unanswered(broken)) == []
