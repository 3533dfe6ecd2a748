"""What is known of a page whose run has not ended, as a record."""

from sitekit.aids.cards import Dealt
from sitekit.commands.drafts import NOT_BEGUN, NOT_RUN, RUNNING, UNKNOWN, Draft
from sitekit.records.outputs import Note, Raised, Stream
from sitekit.run import Failure, Result
from tests.sitekit.miniature import Guide

PAGE = "# P\n\n```python\nprint(1)\n```\n\nIt is {{ 1 }}.\n\n```python\n1 / 0\n```\n"
CARDS = "\n```cards\n- {id: one, front: What?, code: 1 + 1}\n```\n"


def test_a_page_that_was_not_begun_says_so_block_by_block(guide: Guide) -> None:
    body = Draft(guide.scan(PAGE + CARDS), "").record().body
    assert body.stands == "not begun"
    assert body.values == (UNKNOWN,)
    assert [entry.outputs for entry in body.blocks] == [(Note(NOT_BEGUN),)] * 3
    aid = body.blocks[2].aid
    assert isinstance(aid, Dealt) and aid.cards[0].given == UNKNOWN


def test_while_it_runs_what_has_passed_is_there(guide: Guide) -> None:
    draft = Draft(guide.scan(PAGE), "key")
    draft.results[0] = Result("passed", 0.5, (Stream("1"),))
    first, second = draft.record().body.blocks
    assert draft.stands == "running"
    assert first.outputs == (Stream("1"),)
    assert second.outputs == (Note(RUNNING),)


def test_a_failure_stands_at_its_block_and_the_rest_was_not_run(guide: Guide) -> None:
    draft = Draft(guide.scan(PAGE), "key")
    failure = Failure("docs/page.md", 4, "it broke", repair="correct it")
    draft.results = {
        0: Result("failed", failure=failure),
        1: Result("not run", failure=failure),
    }
    draft.done.set()
    first, second = draft.record().body.blocks
    assert draft.stands == "failed"
    (output,) = first.outputs
    assert isinstance(output, Raised)
    assert output.text.startswith("Failed: docs/page.md:4: it broke")
    assert second.outputs == (Note(NOT_RUN),)
