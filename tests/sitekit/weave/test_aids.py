"""What study aids say, with what their run computed."""

from tests.sitekit.aids.test_quiz import asked
from tests.sitekit.miniature import Guide

GOOD = """\
question: How many rows stand above `{{ sides[0] }}`?
answer: top
stated: 0
why: There are {{ len(sides) }} sides.
wrong:
  1: One is too many.
  2: Two are more.
"""


def test_the_right_answer_does_not_stand_out(guide: Guide) -> None:
    body = GOOD.replace("answer: top\nstated: 0", "answer: sides[0]")
    body = body.replace("  1:", "  '`above`':").replace("  2:", "  '`below`':")
    question = asked(guide, body)
    assert question.right.text == "`left`"
    texts = [answer.text for answer in question.answers]
    assert sorted(texts) == ["`above`", "`below`", "`left`"]
    assert texts == [answer.text for answer in asked(guide, body).answers]
