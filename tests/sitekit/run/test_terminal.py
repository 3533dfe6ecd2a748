"""Transcripts become what a terminal would show."""

import pytest

from sitekit.records.outputs import (
    Figure,
    Photograph,
    Raised,
    Shown,
    Stream,
    Value,
    Warned,
)
from sitekit.run.terminal import clean, replay

pytestmark = pytest.mark.portable


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", ""),
        ("INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n2\n", "2"),
        ("one\ntwo\n", "one\ntwo"),
        ("\n\none\n\n\n", "\n\none"),
        ("\tone", "        one"),
        ("10%\r 50%\r100%\n", "100%"),
        ("abcdef\rxy\n", "xycdef"),
        ("one\r\ntwo\r\n", "one\ntwo"),
        ("abx\bc\n", "abc"),
        ("\x1b[1;31mred\x1b[0m and \x1b[38;5;42mgreen\x1b[m\n", "red and green"),
        ("one\ntwo\x1b[1A\rONE\n", "ONE\ntwo"),
        ("old line\r\x1b[2Knew\n", "new"),
        ("keep\rK\x1b[K\nnext", "K\nnext"),
        ("naïve → 数字\rN", "Naïve → 数字"),
    ],
)
def test_shows_what_stays_on_the_screen(written: str, shown: str) -> None:
    assert replay(written) == shown


def test_nothing_scrolls_away() -> None:
    lines = [f"line {number}" for number in range(300)]
    assert replay("\r" + "\n".join(lines) + "\n") == "\n".join(lines)


@pytest.mark.parametrize("length", [200, 5000])
def test_long_lines_stay_whole(length: int) -> None:
    long = "x" * length
    text = f"first\n10%\r100%\n{long}\nlast\n"
    assert replay(text) == f"first\n100%\n{long}\nlast"


def test_characters_of_double_width_do_not_wrap() -> None:
    lines = ["first", *["数" * 200] * 9, "last"]
    assert replay("\r" + "\n".join(lines)) == "\n".join(lines)


def test_a_long_progress_bar_collapses_to_its_last_state() -> None:
    states = [f"{done}/500 {'━' * (done // 10)}" for done in range(501)]
    assert replay("\r".join(states) + "\ndone\n") == f"{states[-1]}\ndone"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<tf.Module object at 0x7f2a10c4d5e0>", "<tf.Module object at …>"),
        ("FuncGraph(name=f, id=139819912105536)", "FuncGraph(name=f, id=…)"),
        ("the flag 0x7f2a10c4d5e0, id=12", "the flag 0x7f2a10c4d5e0, id=12"),
    ],
)
def test_places_in_memory_are_not_kept(written: str, shown: str) -> None:
    output = clean(Value(written))
    assert output == Value(shown)


def test_of_all_calls_those_of_the_reader_are_kept() -> None:
    written = """TypeError: it was made here:
    File "<frozen runpy>", line 88, in _run_code
    File "/home/me/guide/sitekit/worker/session.py", line 150, in run_python
    File "/home/me/guide/snippets/a/b.py", line 7, in double
    File "/home/me/guide/.cache/environments/default/lib/x.py", line 9, in call

It cannot be used."""
    output = clean(Raised("TypeError", written.replace("/home/me/guide/", "")))
    assert isinstance(output, Raised)
    assert (
        output.text
        == """TypeError: it was made here:
    …
    File "snippets/a/b.py", line 7, in double
    …

It cannot be used."""
    )


@pytest.mark.parametrize(
    "output",
    [
        Value("a\x1b[31mb\x1b[0m\x07"),
        Warned("UserWarning", "a\x1b[1mb"),
        Raised("E", "a\r\x1b[Kab"),
        Stream("a\x00b\x1b]0;title\x07\n"),
    ],
)
def test_of_no_output_a_control_character_is_kept(output: Shown) -> None:
    cleaned = clean(output)
    assert cleaned is not None
    assert not isinstance(cleaned, Figure | Photograph)
    assert cleaned.text == "ab"


def test_a_value_that_says_nothing_but_html_is_kept() -> None:
    assert clean(Value("", "<b>x</b>")) == Value("", "<b>x</b>")
    assert clean(Value("\x1b[0m")) is None
