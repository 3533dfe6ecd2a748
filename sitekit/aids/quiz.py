"""A question whose right answer the page's run computes."""

import hashlib
from dataclasses import dataclass

import msgspec

from sitekit.aids.forms import Form, Text, document, filled
from sitekit.aids.session import PageSession
from sitekit.checkout.sources import Excerpt, Line

REQUIRED = {"question", "why"}
OPTIONAL = {"code", "answer", "stated", "wrong", "typed", "choices"}


@dataclass(frozen=True)
class Choice:
    """A sentence to choose, and the expression that says whether it holds."""

    says: Text
    holds: Text
    why: Text | None


@dataclass(frozen=True)
class Quiz:
    """One question.

    Attributes:
        question: What is asked.
        why: Why the right answer is right.
        code: Code that is shown, and run before the answer is computed.
        answer: The expression whose value is the answer; None where it is what
            the code prints, or which of the choices holds.
        stated: What the author takes for the answer.
        wrong: Pairs of a wrong answer and the reason why it is wrong.
        typed: Whether the reader types the answer.
        choices: Sentences of which exactly one holds.
    """

    question: Text
    why: Text
    code: tuple[Line, ...]
    answer: Text | None
    stated: Text | None
    wrong: tuple[tuple[Text, Text], ...]
    typed: bool
    choices: tuple[Choice, ...]

    @property
    def aid(self) -> str:
        """What progress is kept under: another question, another name."""
        asked = " ".join([self.question.text, *(line.text for line in self.code)])
        return "q-" + hashlib.sha256(" ".join(asked.split()).encode()).hexdigest()[:8]

    @property
    def texts(self) -> list[Text]:
        """All texts in which values may stand, in order."""
        found = [self.question, self.why]
        for wrong in self.wrong:
            found += wrong
        for choice in self.choices:
            found += [choice.says, *([choice.why] if choice.why else [])]
        return found


class Asked(msgspec.Struct, frozen=True, tag_field="type", tag="quiz"):
    """What the run computed for a question.

    Attributes:
        right: The right answer, or the number of the right choice.
        values: The inline values of its texts, in order.
        printed: What its code printed.
    """

    right: str | int
    values: tuple[str, ...]
    printed: str = ""


def read_quiz(excerpt: Excerpt) -> Quiz:
    """Reads a `quiz` block.

    Raises:
        Problem: It is not as a question has to be.
    """
    form = Form(excerpt, document(excerpt), REQUIRED, OPTIONAL)
    choices = tuple(
        Choice(each.required("says"), each.required("holds"), each.optional("why"))
        for each in form.forms("choices", {"says", "holds"}, {"why"})
    )
    typed = form.optional("typed")
    quiz = Quiz(
        question=form.required("question"),
        why=form.required("why"),
        code=form.code("code"),
        answer=form.optional("answer"),
        stated=form.optional("stated"),
        wrong=tuple(form.pairs("wrong")),
        typed=typed is not None,
        choices=choices,
    )
    if typed and typed.text != "true":
        raise typed.problem("`typed` can only be true", "write `typed: true`")
    if choices and (quiz.answer or quiz.wrong or quiz.stated or quiz.typed):
        what = "`choices` already say which of them is right"
        raise form.here.problem(what, "delete `answer`, `stated`, `wrong` and `typed`")
    if not choices and not quiz.answer and not quiz.code:
        what = "nothing computes the answer to this question"
        raise form.here.problem(what, "add `answer: expression`, `code` or `choices`")
    if not quiz.typed and len(choices) < 2 and not quiz.wrong:
        what = "this question has no choices"
        repair = "add `wrong:` with a reason for each, or `typed: true`"
        raise form.here.problem(what, repair)
    return quiz


def prove_quiz(quiz: Quiz, session: PageSession) -> Asked:
    """Computes the answer, and what stands in the texts.

    Raises:
        Problem: The answer is not what was stated, more than one answer is right,
            or none.
    """
    printed = session.python(quiz.code) if quiz.code else ""
    right: str | int = printed.strip()
    if quiz.choices:
        holds = [session.is_true(choice.holds) for choice in quiz.choices]
        right = _only(quiz, holds)
        for choice, is_so in zip(quiz.choices, holds, strict=True):
            if not is_so and choice.why is None:
                what = "this choice is wrong, but has no reason"
                raise choice.says.problem(what, "add `why: …`")
    else:
        if quiz.answer:
            right = session.value(quiz.answer, quiz.answer.text)
    values = session.values(quiz.texts)
    if not quiz.choices:
        _check(quiz, str(right), values)
    return Asked(right, values, printed)


def _only(quiz: Quiz, holds: list[bool]) -> int:
    """The number of the one choice that holds."""
    if sum(holds) == 0:
        what = "none of the choices is true"
        raise quiz.question.problem(what, "correct the choices or their conditions")
    first = holds.index(True)
    if sum(holds) > 1:
        second = holds.index(True, first + 1)
        also = quiz.choices[first].says.line
        what = f"this choice is true, and so is the one on line {also}"
        raise quiz.choices[second].says.problem(what, "keep one that is true")
    return first


def _check(quiz: Quiz, right: str, values: tuple[str, ...]) -> None:
    """Holds the computed answer against what the question says, with its values."""
    shown = list(filled(quiz.texts, values))[2::2]  # below the question and why
    pairs = zip(quiz.wrong, shown, strict=True)
    wrong_ones = [(wrong, text) for (wrong, _), text in pairs]
    for place, text in [(quiz.answer or quiz.question, right), *wrong_ones]:
        if not text.strip():
            raise place.problem(
                "the computed answer is empty", "correct the code that computes it"
            )
    if quiz.stated and not same_answer(quiz.stated.text, right):
        what = f"the stated answer is {quiz.stated.text!r}, but the run gives {right!r}"
        raise quiz.stated.problem(what, "correct the one that is wrong")
    seen: list[str] = []
    for wrong, text in wrong_ones:
        if same_answer(text, right):
            what = f"this wrong answer is right: the run gives {right!r}"
            raise wrong.problem(what, "delete it, or change the question")
        if any(same_answer(text, other) for other in seen):
            what = f"the answer {text!r} occurs twice"
            raise wrong.problem(what, "delete one of the two")
        seen.append(text)


def same_answer(one: str, other: str) -> bool:
    """Whether two answers are the same to a reader: as numbers, or as text."""
    if _plain(one) == _plain(other):  # also nan, which as a number equals nothing
        return True
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").split()).casefold()
