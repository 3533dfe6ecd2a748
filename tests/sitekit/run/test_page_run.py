"""A page runs block by block, and is recorded whole or not at all."""

import errno
import shutil
from typing import Any, get_args

import pytest

from sitekit.run.page_run import PROVE
from sitekit.scan.options import GRAMMARS, Kind
from tests.sitekit.miniature import Guide


def test_a_record_does_not_outlive_a_failure_of_the_same_code(guide: Guide) -> None:
    switch = guide.outside / "switch"
    text = f"```python\nimport os\nassert not os.path.exists({str(switch)!r})\n```\n"
    guide.prove(text)
    assert guide.record() is not None
    switch.touch()
    guide.prove(text)
    assert guide.record() is None


def full_disk(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    "call", ["os.fsync", "os.replace", "os.fdopen", "tempfile.mkstemp"]
)
def test_a_full_disk_fails_the_page_and_leaves_the_old_record(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    text = "```python\n1\n```\n\n```python\n2\n```\n"
    guide.prove(text)
    before = guide.record()
    with monkeypatch.context() as patch:
        patch.setattr(call, full_disk)
        ran = guide.prove(text)
    assert ran.statuses == ["passed", "failed"]
    assert ran.where == ("docs/page.md", 6)
    assert "No space left on device" in ran.failure.what
    assert before is not None
    assert guide.record() == before
    assert len(list((guide.root / ".cache/records").iterdir())) == 1


def test_no_room_for_the_working_directory_fails_the_page(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.mkdtemp", full_disk)
    ran = guide.prove("```python\n1\n```\n\n```python\n2\n```\n")
    assert len(ran.results) == 2
    told = [str(result.failure) for result in ran.results]
    assert all("No space left on device" in one for one in told)
    assert all("make room on that disk" in one for one in told)
    assert all("Traceback" not in one for one in told)


def test_every_kind_of_block_has_its_grammar_and_its_proof() -> None:
    kinds = set(get_args(Kind))
    assert kinds == set(PROVE) == {grammar.kind for grammar in GRAMMARS.values()}


def test_a_block_that_fails_on_a_full_disk_is_not_blamed(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch = guide.outside / "switch"
    text = f"""
        ```python
        import os
        if os.path.exists({str(switch)!r}):
            raise OSError("the disk is full")
        ```
        """
    guide.prove(text)
    before = guide.record()
    assert before is not None
    switch.touch()
    usage = shutil.disk_usage(guide.root)._replace(free=0)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage)
        ran = guide.prove(text)
    assert "the machine failed: [Errno 28] No space left on device" in ran.failure.what
    assert ran.failure.repair.startswith("make room on that disk")
    assert guide.record() == before
    # With room on the disk it is the page's own failure.
    assert guide.prove(text).failure.what.startswith("OSError: the disk is full")
    assert guide.record() is None


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (r"'\u202eabc'", "�abc"),
        (r"'\u2067a\u2069'", "�a�"),
        (r"'a\0b'", "a�b"),
        (r"'שלום'", "שלום"),
    ],
)
def test_a_value_does_not_turn_the_sentence_around_it(
    guide: Guide, expression: str, value: str
) -> None:
    guide.prove(f"# A\n\n```python\nx = {expression}\n```\n\nIt is {{{{ x }}}}.\n")
    record = guide.record()
    assert record and record.body.values == (value,)
