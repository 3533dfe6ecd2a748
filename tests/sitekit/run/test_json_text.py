"""JSON is what its standard says, and no more."""

import json

import pytest

from sitekit.checkout.yaml_text import DEEPEST
from sitekit.run.json_text import Unfit, check

pytestmark = pytest.mark.portable

RIGHT = [
    "{}",
    "null",
    '"NaN"',
    '{"a": {"a": [{"a": 1}, {"a": 2}]}, "b": {"a": 1}}',
    r'{"a": "\" , \"a\": NaN", "b": "\\"}',
    '["a", "a", ":", "{", {"A": "Infinity", "a": -1e9}]',
    "[" * DEEPEST + "]" * DEEPEST,
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_json_passes(text: str) -> None:
    json.loads(text)
    check(text)


WRONG = {
    "NaN": ('{"a":\n NaN}', 2, "NaN is not a JSON number"),
    "Infinity": ("[1,\n\n Infinity]", 3, "Infinity is not a JSON number"),
    "minus": ("-Infinity", 1, "-Infinity is not a JSON number"),
    "twice": ('{"a": 1,\n "b": 2,\n "a": 3}', 3, '"a" occurs twice'),
    "deeper": ('[{"a": {"b": 1},\n "a": 3}]', 2, '"a" occurs twice'),
    "after": ('{"x": [{"a": 1}, {"a": 2}],\n "x": 0}', 2, '"x" occurs twice'),
    "deep": ("[\n" * 50_000 + "]" * 50_000, DEEPEST + 1, "more than 100 levels deep"),
    "deep objects": ('{"a":\n' * 50_000, DEEPEST + 1, "more than 100 levels deep"),
    "comma": ('{"a": 1,\n}', 2, ""),
    "empty": ("", 1, "Expecting value"),
    "line break": ('["a\nb"]', 1, "Invalid control character"),
    "only ends": ("]]}}", 1, "Expecting value"),
    "no key": ("{1: 2}", 1, "Expecting property name"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_not_is_told_with_its_line(case: str) -> None:
    text, line, what = WRONG[case]
    with pytest.raises(Unfit) as caught:
        check(text)
    assert caught.value.line == line
    assert what in str(caught.value)
    assert caught.value.repair
