"""The schema of a record: typed when it is read, small when it is written."""

from typing import get_args

import msgspec
import pytest

from sitekit.aids.cards import Dealt, Given
from sitekit.aids.quiz import Asked
from sitekit.records.outputs import (
    Entry,
    Figure,
    Missing,
    Note,
    Photograph,
    Practised,
    Proven,
    Raised,
    Shown,
    Stream,
    Value,
    Warned,
)

pytestmark = pytest.mark.portable

SHOWN = (
    Stream("printed"),
    Value("1", "<b>1</b>"),
    Warned("UserWarning", "take care"),
    Raised("ValueError", "ValueError: no"),
    Figure("svg", "<svg></svg>"),
    Photograph("l.webp", "d.webp", 2, 1, "0123"),
    Note("of ours"),
    Missing("no browser"),
)
PROVEN = (
    Asked("2", ("a",), "2"),
    Practised({"start.py": ""}, (Stream("4"),), {"wrong_a.py": "no"}),
    Dealt((Given("1", ("b",)),)),
)


def test_every_kind_is_read_as_it_was_written() -> None:
    assert {type(one) for one in SHOWN} == set(get_args(Shown))
    assert {type(one) for one in PROVEN} == set(get_args(Proven))
    for aid in PROVEN:
        entry = Entry("passed", 0.5, SHOWN, aid)
        assert msgspec.json.decode(msgspec.json.encode(entry), type=Entry) == entry


def test_what_is_not_said_takes_no_room() -> None:
    assert msgspec.json.encode(Value("1")) == b'{"type":"value","text":"1"}'
    assert msgspec.json.encode(Entry("text")) == b'{"status":"text"}'


@pytest.mark.parametrize(
    "text",
    [
        b'{"type":"hologram","text":"x"}',
        b'{"type":"stream"}',
        b'{"type":"figure","form":"gif","data":""}',
        b'{"type":"value","text":1}',
    ],
)
def test_what_is_of_no_kind_is_refused(text: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Shown)
