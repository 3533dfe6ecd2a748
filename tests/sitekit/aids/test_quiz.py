"""A question's answer is computed, and nothing else passes."""

import pytest

from sitekit.aids.quiz import Asked, Quiz, same_answer
from sitekit.checkout.problems import Problem
from sitekit.weave.aids import Question, shown_question
from tests.sitekit.miniature import Guide, Ran

SETUP = """\
```python
top = 0
sides = ["left", "right"]
```

```quiz
"""
GOOD = """\
question: How many rows stand above `{{ sides[0] }}`?
answer: top
stated: 0
why: There are {{ len(sides) }} sides.
wrong:
  1: One is too many.
  2: Two are more.
"""
SENTENCES = """\
question: Which is so?
why: Nothing stands above.
choices:
  - says: There is one row
    holds: top == 1
    why: There is none.
  - says: There is no row
    holds: top == 0
"""
PRINTED = """\
question: What does this print?
code: |
  for side in sides:
      print(side, end=" ")
typed: true
why: The `end` is a space.
wrong:
  left: That is the first alone.
"""


def prove(guide: Guide, body: str) -> Ran:
    return guide.prove(f"{SETUP}{body}```\n")


def asked(guide: Guide, body: str) -> Question:
    ran = prove(guide, body)
    assert ran.statuses == ["passed", "passed"], ran.failure
    quiz, found = ran.page.blocks[1].content, ran.results[1].aid
    assert isinstance(quiz, Quiz) and isinstance(found, Asked)
    return shown_question(quiz, found)


def test_the_right_answer_and_the_values_are_computed(guide: Guide) -> None:
    question = asked(guide, GOOD)
    assert question.text == "How many rows stand above `left`?"
    assert question.right.text == "0"
    assert question.why == "There are 2 sides."
    assert [answer.text for answer in question.answers] == ["0", "1", "2"]
    assert [bool(answer.reason) for answer in question.answers] == [False, True, True]


def test_of_sentences_the_one_that_holds_is_right(guide: Guide) -> None:
    question = asked(guide, SENTENCES)
    assert question.right.text == "There is no row"
    assert {answer.text: answer.reason for answer in question.answers} == {
        "There is one row": "There is none.",
        "There is no row": "",
    }


def test_what_code_prints_is_the_answer(guide: Guide) -> None:
    question = asked(guide, PRINTED)
    assert question.typed
    assert question.right.text == "left right"
    assert question.code == 'for side in sides:\n    print(side, end=" ")'


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        (
            "stated: 0",
            "stated: 1",
            9,
            "the stated answer is '1', but the run gives '0'",
        ),
        ("  2: Two", "  0.0: Two", 13, "this wrong answer is right: the run gives '0'"),
        ("  2: Two", "  1.0: Two", 13, "the answer '1.0' occurs twice"),
        ("answer: top", "answer: to", 8, "NameError"),
        ("{{ len(sides) }}", "{{ len(side) }}", 10, "NameError"),
        ("answer: top", "answer: str()", 8, "the computed answer is empty"),
    ],
)
def test_what_does_not_agree_with_the_run_fails(
    guide: Guide, old: str, new: str, line: int, what: str
) -> None:
    assert old in GOOD
    ran = prove(guide, GOOD.replace(old, new))
    assert ran.where == ("docs/page.md", line)
    assert what in ran.failure.what
    assert guide.record() is None


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        (
            "top == 1",
            "top < 1",
            13,
            "this choice is true, and so is the one on line 10",
        ),
        ("top == 0", "top == 3", 7, "none of the choices is true"),
        ("top == 0", "sides", 14, "neither True nor False"),
        ("    why: There is none.\n", "", 10, "has no reason"),
    ],
)
def test_exactly_one_sentence_holds(
    guide: Guide, old: str, new: str, line: int, what: str
) -> None:
    assert old in SENTENCES
    ran = prove(guide, SENTENCES.replace(old, new))
    assert ran.where == ("docs/page.md", line)
    assert what in ran.failure.what


def test_code_that_raises_is_named_with_its_line(guide: Guide) -> None:
    ran = prove(guide, PRINTED.replace("in sides", "in nothing"))
    assert ran.where == ("docs/page.md", 9)
    assert "NameError" in ran.failure.what


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ("", 6, "this quiz block is empty"),
        ("question: 'x", 7, "not valid YAML"),
        ("- a\n", 7, "no `key: value`"),
        (GOOD.replace("why: There", "because: There"), 10, "unknown key `because`"),
        (GOOD + "why: Twice\n", 14, "`why` occurs twice"),
        (
            GOOD.replace("question: How", "stated: How", 1),
            9,
            "`stated` occurs twice",
        ),
        (GOOD.replace("why: There are {{ len(sides) }} sides.\n", ""), 7, "`why`"),
        (GOOD.replace("answer: top\n", ""), 7, "nothing computes the answer"),
        (GOOD[: GOOD.index("wrong:")], 7, "has no choices"),
        (GOOD + "typed: perhaps\n", 14, "`typed` can only be true"),
        (SENTENCES + "answer: top\n", 7, "`choices` already say"),
        (
            GOOD.replace("why: There are {{ len(sides) }} sides.", "why:"),
            10,
            "text is required",
        ),
        (SENTENCES[: SENTENCES.index("choices")] + "choices: no\n", 9, "is not a list"),
        (GOOD[: GOOD.index("wrong:")] + "wrong: no\n", 11, "is not a mapping"),
    ],
)
def test_what_is_no_question_is_refused_with_its_line(
    guide: Guide, body: str, line: int, what: str
) -> None:
    with pytest.raises(Problem) as caught:
        guide.scan(f"{SETUP}{body.rstrip()}\n```\n".replace("quiz\n\n```", "quiz\n```"))
    assert (caught.value.path, caught.value.line) == ("docs/page.md", line)
    assert what in caught.value.what


def test_an_option_that_it_does_not_have_is_refused(guide: Guide) -> None:
    with pytest.raises(Problem, match="unknown option 'title'"):
        guide.scan('```{.quiz title="x"}\n' + GOOD + "```\n")


def test_another_question_has_another_name_for_progress(guide: Guide) -> None:
    def name(body: str) -> str:
        quiz = guide.scan(f"{SETUP}{body}```\n").blocks[1].content
        assert isinstance(quiz, Quiz)
        return quiz.aid

    assert name(GOOD) == name(GOOD.replace("One is", "That is"))
    assert name(GOOD) != name(GOOD.replace("How many", "So many"))


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("nan", "nan", True),
        ("1.50", "1.5", True),
        ("`True`", "true", True),
        ("nan", "1", False),
        ("[7, 9]", "[7,  9]", True),
        ("2 4", "24", False),
    ],
)
def test_answers_are_compared_as_a_reader_does(
    one: str, other: str, equal: bool
) -> None:
    assert same_answer(one, other) is equal


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ("{{ top }}", "this wrong answer is right: the run gives '0'"),
        ("{{ float(top) }}", "this wrong answer is right: the run gives '0'"),
        ("{{ 1 }}", "the answer '1' occurs twice"),
        ("{{ str() }}", "the computed answer is empty"),
    ],
)
def test_a_computed_wrong_answer_is_held_against_the_others(
    guide: Guide, wrong: str, what: str
) -> None:
    ran = prove(guide, GOOD.replace("  2: Two", f'  "{wrong}": Two'))
    assert ran.failure.what == what
    assert ran.where == ("docs/page.md", 13)
