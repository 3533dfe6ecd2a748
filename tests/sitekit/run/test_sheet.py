"""The sheet holds what a terminal would show, and loses nothing of it."""

import re

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyte import modes

from sitekit.run.sheet import HEIGHT, Sheet

pytestmark = pytest.mark.portable

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1e9\U0001f1ea"
SKIN = "\U0001f44b\U0001f3fd"
RED, OFF = "\x1b[1;31m", "\x1b[0m"


def written(text: str) -> str:
    sheet = Sheet()
    sheet.write(text)
    return sheet.text().rstrip()


CLUSTERS = {
    "variation selector": "\u2714\ufe0f 3 passed",
    "text variation selector": "\u26a0\ufe0e loss",
    "keycap": "1\ufe0f\u20e3 first",
    "family": f"{FAMILY} of three",
    "flag": f"{FLAG} here",
    "skin tone": f"{SKIN} hello",
    "combining marks": "e\u0301\u0323 a\u0308",
    "mark on a wide character": "か\u3099き",
    "joiner between letters": "क्\u200dष",
    "non-joiner": "می\u200cخواهم",
    "right to left marks": "a \u200fשלום\u200e b",
    "isolates": "\u2067שלום\u2069 b",
    "byte order mark": "\ufeffname,age",
    "soft hyphen": "ten\u00adsor",
    "conjoining jamo": "\u1112\u1161\u11ab",
    "wide": "数字 and 한글",
    "half width": "ｱｲｳ",
    "tags": "\U0001f3f4\U000e0067\U000e0062\U000e007f.",
    "mark at the start": "\u0301 alone",
    "word joiner": "a\u2060b",
    "line separator": "a\u2028b",
}


@pytest.mark.parametrize("text", CLUSTERS.values(), ids=CLUSTERS)
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        f"{RED}{{}}{OFF} end",
        f"{RED}tests{OFF} {{}} end",
        "step 1\r{} end, all of it",
        "\x1b]8;;https://example.org/\x1b\\{}\x1b]8;;\x1b\\",
        "{}\n{}\n\x1b[1A{}",
    ],
    ids=["plain", "coloured", "after", "before", "linked", "twice"],
)
def test_characters_of_many_code_points_are_whole(text: str, around: str) -> None:
    found = written(around.format(text, text, text))
    plain = re.sub(r"\x1b(?:\[[\d;]*m|\].*?\x1b\\)", "", around.split("\r")[-1])
    if "\x1b[1A" in around:
        assert found == f"{text}\n{text}"
    else:
        assert found == plain.format(text)


def test_colours_do_not_take_marks_from_their_characters() -> None:
    assert written(f"\u2714{RED}\ufe0f{OFF} 3") == "\u2714\ufe0f 3"
    assert written(f"e{RED}\u0301") == "e\u0301"
    assert written(f"{RED}\U0001f468{OFF}\u200d{RED}\U0001f469") == (
        "\U0001f468\u200d\U0001f469"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # What overwrites half of a wide character leaves a blank of the other.
        ("数字\rab", "ab字"),
        ("数字\ra", "a 字"),
        ("数字\r\x1b[1Ca", " a字"),
        ("数字\b\ba", "数a"),
        ("数字\b\x1b[K.", "数 ."),
        ("a字\r数", "数"),
        ("ab字\r数", "数字"),
        ("abc字\r数\x1b[1C数", "数c数"),
        # A mark goes with its character.
        ("e\u0301f\rX", "Xf"),
        ("e\u0301f\r\x1b[1CX", "e\u0301X"),
        ("\u200fab\r\u200fXY", "\u200fXY"),
        ("\x1b[3C\u0301x", "   \u0301x"),
        ("\u200e\n\u200fb", "\u200e\n\u200fb"),
    ],
)
def test_what_is_overwritten_goes_as_a_whole(text: str, shown: str) -> None:
    assert written(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("page 1\fpage 2", "page 1\n      page 2"),
        ("first\f\r\nlast", "first\n\nlast"),
        ("a\vb\vc", "a\n b\n  c"),
        ("a\x85b\x84c", "a\nb\n c"),
        ("a\x00b\x07c\x7fd\x05\x1ae", "abcde"),
        ("a\x80b\x99c", "abc"),
        ("a\tb\n数\tc\n\x1b[31mab\x1b[0m\tc", "a       b\n数      c\nab      c"),
        ("abc\r\tX", "abc     X"),
        ("abcdefghij\r\tX", "abcdefghXj"),
        ("\x1b]0;a title\x07text", "text"),
        ("\x1b]2;title\x1b\\text", "text"),
        ("\x9d0;title\x9ctext", "text"),
        ("\x1b]8;id=1;https://example.org/a(b)\x07link\x1b]8;;\x07!", "link!"),
        ("\x1b]1337;File=name=eA==:AAAA\x07after", "after"),
        ("\x1bPq#0;2;0;0;0~~@@\nvv\x1b\\after", "after"),
        ("\x1b_Gf=24;AAAA\x1b\\after", "after"),
        ("\x1b^private\x1b\\after", "after"),
        ("\x90q~~\x9cafter", "after"),
        ("\x1b]0;never ended\nnext", "\nnext"),
        ("\x1b[38;2;1;2;3mtrue\x1b[38:2::1:2:3mcolour\x1b[4:3m.", "truecolour."),
        ("\x9b1mbold\x9b0m", "bold"),
        ("\x1b[>4;2m\x1b[!p\x1b[2 q\x1b[?25l\x1b[=1h\x1b[?1$pa", "a"),
        ("\x1b(B\x1b)0\x1b#8\x1b%G\x1b=\x1b>a", "a"),
        ("\x1b(0lqk\x1b(B x", "┌─┐ x"),
        ("end\x1b", "end"),
        ("end\x1b[", "end"),
        ("end\x1b[1;3", "end"),
        ("end\x1b]8;;https://exam", "end"),
        ("end\x1b(", "end"),
        ("a\x1b[31\nb", "a\nb"),
        ("a\x1b[3数", "a数"),
    ],
)
def test_what_is_no_text_is_not_shown(text: str, shown: str) -> None:
    assert written(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # Two bars of tqdm, one below the other.
        ("a 0%\n\x1b[Bb 0%\x1b[2A\ra 9%\n\x1b[A", "a 9%\n\nb 0%"),
        ("\rA: 1\n\rB: 1\x1b[A\rA: 2\n\rB: 2\x1b[A\x1b[B\n", "A: 2\nB: 2"),
        # A live display of rich.
        ("one\ntwo\x1b[2K\x1b[1A\x1b[2K\rONE\nTWO\n", "ONE\nTWO"),
        ("abc\x1b[2DX\x1b[1GY\x1b[5`Z", "YXc Z"),
        ("a\nb\x1b[1;3Hc\x1b[2;1fd\x1b[4de", "a c\nd\n\n e"),
        ("a\x1b[2Eb\x1b[1Fc", "a\nc\nb"),
        ("abcdef\x1b[3D\x1b[K", "abc"),
        ("abcdef\x1b[3D\x1b[1K", "    ef"),
        ("abcdef\x1b[2K.", "      ."),
        ("a\nb\nc\x1b[2A\x1b[J", "ab"[:1]),
        ("a\nb\nc\x1b[1A\x1b[1J", "\n\nc"),
        ("a\nb\x1b[2J\x1b[Hc", "c"),
        ("abc\x1b[2D\x1b[1Px", "ax"),
        ("abc\x1b[2D\x1b[1@x", "axbc"),
        ("abc\r\x1b[2X", "  c"),
        ("a\nb\nc\x1b[2A\x1b[Lx", "x\na\nb\nc"),
        ("a\nb\nc\x1b[2A\x1b[2Mx", "x"),
        ("a\x1b7bc\x1b8X\x1b[sY\x1b[uZ", "aXZ"),
        ("-\x1b[9b", "----------"),
        ("a\n\x1bMX", "X"),
        ("a\x1bMX", " X\na"),
        ("a\x1bEb\x1bDc", "a\nb\n c"),
        # What an alternate screen shows goes with it.
        ("a\n\x1b[?1049hmenu\nmore\x1b[?1049lb", "a\nb"),
        ("a\x1b[?47h\x1b[?47hx\x1b[?47l\x1b[?47lb", "ab"),
        ("\x1bcnew", "new"),
        # Lines that leave the top of the screen are kept above it.
        ("\x1b[1;2r1\n2\n3\n4", "1\n2\n3\n4"),
        (
            "\x1b[1;2r1\n2\n\x1b7\x1b[24;1Hbar\x1b83\x1b[r",
            "1\n2\n3" + 22 * "\n" + "bar",
        ),
        ("0\n\x1b[2;3r\x1b[2H1\n2\n3", "0\n2\n3"),
        ("0\n1\n2\x1b[2;3r\x1b[2H\x1bMX", "0\nX\n1"),
        ("a\x1b[Sb", "a\n b"),
        ("a\x1b[999999999Bb\x1b[999999999Ac", "a c" + "\n" * (HEIGHT - 1) + " b"),
    ],
)
def test_the_cursor_moves(text: str, shown: str) -> None:
    assert written(text) == shown


def test_no_cursor_makes_a_sheet_of_billions_of_cells() -> None:
    sheet = Sheet()
    for name in "ABCDEFGHLMPSX@`adb":
        sheet.write(f"\x1b[999999999999;999999999999{name}x")
    sheet.write("\x1b[1;999999999r\n" * 50)
    assert len(sheet.rows) < 40 * HEIGHT
    assert max(map(len, sheet.rows)) < 2000


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))


@settings(derandomize=True, deadline=None)
@given(st.lists(WORDS))
def test_text_without_control_characters_is_what_it_was(lines: list[str]) -> None:
    wanted = [line.rstrip() for line in lines]
    assert written("\n".join(lines)) == "\n".join(wanted).rstrip()


@settings(derandomize=True, deadline=None)
@given(st.lists(st.tuples(WORDS, st.sampled_from(["\x1b[1m", "\x9b0m", "\x07", "\0"]))))
def test_colours_and_bells_change_no_text(parts: list[tuple[str, str]]) -> None:
    plain = "".join(text for text, _ in parts)
    assert written("".join(map("".join, parts))) == plain.rstrip()


@settings(derandomize=True, deadline=None)
@given(WORDS, WORDS)
def test_what_is_written_over_does_not_shine_through(old: str, new: str) -> None:
    assert written(f"{old}\r\x1b[2K{new}") == new.rstrip()
    assert written(f"{old}\r\x1b[J{new}") == new.rstrip()


MOVES = st.one_of(
    st.text("abc ", min_size=1, max_size=5),
    st.sampled_from("\r\n\b\t"),
    st.sampled_from(["\x1b7", "\x1b8", "\x1b[K", "\x1b[1K", "\x1b[2K", "\x1b[m"]),
    st.sampled_from(["\x1b[J", "\x1b[1J", "\x1b[2J", "\x1b[H", "\x1bE", "\x1bD"]),
    st.builds("\x1b[{}{}".format, st.integers(1, 4), st.sampled_from("ABCDEFGPX@d")),
    st.builds("\x1b[{};{}H".format, st.integers(1, 9), st.integers(1, 9)),
)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(MOVES, max_size=20).map("".join))
def test_another_terminal_shows_the_same(text: str) -> None:
    """Where that one is right: without marks, wide characters and scrolling."""
    screen = pyte.Screen(160, 50)
    screen.set_mode(modes.LNM)
    pyte.Stream(screen).feed(text)
    wanted = "\n".join(line.rstrip() for line in screen.display).rstrip()
    assert written(text) == wanted


def test_it_takes_no_longer_for_each_line_of_many() -> None:
    """It looks at each character once, however much there is."""
    sheet = Sheet()
    line = "x" * 100_000
    sheet.write(f"{line}\n")
    for step in range(20_000):
        sheet.write(f"\r\x1b[K{step}/20000 \x1b[32m{'━' * 20}\x1b[0m\x1b[A\x1b[B")
    sheet.write(f"\n{'y' * 1_000_000}\n" + "z\n" * 100_000 + "\x90" * 100_000)
    lines = sheet.text().split("\n")
    assert (lines[0], len(lines)) == (line, 100_004)
