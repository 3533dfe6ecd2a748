"""The deck: what is due today, SM-2 by hand, and progress as a file."""

import json
from pathlib import Path

import pytest

from tests.site import aids
from tests.site.aids import DECK_PAGE, PAGE, store, stored
from tests.site.test_accessibility import AXE, VIOLATIONS

NOON = "2026-11-23T12:00:00"
LOSS, SQUARES = f"{PAGE}:loss", f"{PAGE}:squares"
AGAIN, HARD, GOOD, EASY = 1, 3, 4, 5
# Grades in turn, and after each: repetitions, interval, ease. By hand, from the
# published description: EF + 0.1 - (5 - q)(0.08 + (5 - q) 0.02), at least 1.3, and
# then I(1) = 1, I(2) = 6, I(n) = I(n - 1) EF, a fraction rounded up.
BY_HAND = [
    # 6 * 2.5 = 15; 15 * 2.5 = 37.5; 38 * 2.5 = 95
    ([GOOD] * 5, [(1, 1, 2.5), (2, 6, 2.5), (3, 15, 2.5), (4, 38, 2.5), (5, 95, 2.5)]),
    # 6 * 2.8 = 16.8; 17 * 2.9 = 49.3; 50 * 3 = 150
    ([EASY] * 5, [(1, 1, 2.6), (2, 6, 2.7), (3, 17, 2.8), (4, 50, 2.9), (5, 150, 3)]),
    # 6 * 2.08 = 12.48; 13 * 1.94 = 25.22; 26 * 1.8 = 46.8; 47 * 1.66 = 78.02;
    # 79 * 1.52 = 120.08; 121 * 1.38 = 166.98; 167 * 1.3 = 217.1; 218 * 1.3 = 283.4
    (
        [HARD] * 10,
        [
            (1, 1, 2.36),
            (2, 6, 2.22),
            (3, 13, 2.08),
            (4, 26, 1.94),
            (5, 47, 1.8),
            (6, 79, 1.66),
            (7, 121, 1.52),
            (8, 167, 1.38),
            (9, 218, 1.3),
            (10, 284, 1.3),
        ],
    ),
    # What was forgotten begins again and keeps its ease: 6 * 2.22 = 13.32
    (
        [HARD, HARD, AGAIN, GOOD, GOOD, GOOD],
        [
            (1, 1, 2.36),
            (2, 6, 2.22),
            (0, 1, 2.22),
            (1, 1, 2.22),
            (2, 6, 2.22),
            (3, 14, 2.22),
        ],
    ),
    # Every quality below 3 does.
    ([0, 1, 2], [(0, 1, 2.5), (0, 1, 2.5), (0, 1, 2.5)]),
]
# 25 * 2.36 is 59, whatever the last bits of both say; and no card waits for ever.
EXACT = [
    ({"repetitions": 4, "interval": 25, "ease": 2.36}, GOOD, 59),
    ({"repetitions": 4, "interval": 100, "ease": 1.1 + 1.1}, GOOD, 220),
    ({"repetitions": 9, "interval": 36000, "ease": 2.5}, GOOD, 36500),
]
REVIEW = """async ([address, qualities]) => {
  const { NEW, review } = await import(`${address}assets/deck-sm2.js`);
  let card = NEW;
  return qualities.map((quality) => {
    card = review(card, quality, "2026-01-01");
    return [card.repetitions, card.interval, card.ease];
  });
}"""


@pytest.fixture
def tab(chromium, address, site):
    with aids.opened(chromium, address, site) as opened:
        yield show(opened, address)


def show(tab, address, time=NOON):
    """The deck at a time by the reader's clock."""
    tab.clock.set_fixed_time(time)
    tab.goto(f"{address}{DECK_PAGE}/")
    tab.locator(".sg-review").wait_for()
    return tab


def queue(tab):
    return tab.locator(".sg-queue").inner_text()


def front(tab):
    return tab.locator(".sg-side").first.inner_text()


def grade(tab, name):
    tab.get_by_role("button", name="Show the answer").click()
    tab.get_by_role("group").get_by_role("button", name=name).click()


def card(repetitions, interval, ease, due):
    return {"repetitions": repetitions, "interval": interval, "ease": ease, "due": due}


def keep(tab, cards, pages=None):
    value = {"version": 1, "pages": pages or {}, "cards": cards}
    store(tab, json.dumps(value))
    return value


def test_sm2_gives_what_one_finds_by_hand(tab, address):
    for qualities, expected in BY_HAND:
        found = tab.evaluate(REVIEW, [address, qualities])
        assert [tuple(one) for one in found] == expected


def test_intervals_are_exact_and_bounded(tab, address):
    script = """async ([address, card, quality]) => {
      const { review } = await import(`${address}assets/deck-sm2.js`);
      return review(card, quality, "2026-01-01").interval;
    }"""
    for before, quality, interval in EXACT:
        assert tab.evaluate(script, [address, before, quality]) == interval


@pytest.mark.parametrize(
    ("zone", "day", "days", "due"),
    [
        ("Europe/Berlin", "2026-03-28", 1, "2026-03-29"),  # the next has 23 hours
        ("Europe/Berlin", "2026-03-28", 2, "2026-03-30"),
        ("Europe/Berlin", "2026-10-24", 2, "2026-10-26"),  # between them, 25 hours
        ("America/Sao_Paulo", "2018-11-03", 1, "2018-11-04"),  # it began at 1 o'clock
        ("UTC", "2028-02-28", 1, "2028-02-29"),
        ("UTC", "2026-12-31", 6, "2027-01-06"),
    ],
)
def test_days_are_those_of_the_calendar(zone, day, days, due, chromium, address, site):
    script = """async ([address, day, days]) => {
      const { addDays } = await import(`${address}assets/deck-sm2.js`);
      return addDays(day, days);
    }"""
    with aids.opened(chromium, address, site, timezone_id=zone) as tab:
        assert tab.evaluate(script, [address, day, days]) == due


@pytest.mark.parametrize(
    ("zone", "due"), [("Pacific/Auckland", "2026-11-25"), ("UTC", "2026-11-24")]
)
def test_today_is_the_reader_s_own(zone, due, chromium, address, site):
    with aids.opened(chromium, address, site, timezone_id=zone) as tab:
        show(tab, address, "2026-11-23T20:00:00Z")
        grade(tab, "Good")
        assert stored(tab)["cards"][LOSS]["due"] == due


def test_a_card_goes_through_its_days(tab, address):
    assert queue(tab) == "10 cards for today: 10 new"
    assert front(tab) == "Which loss goes with integer labels?"
    back = tab.locator(".sg-side.sg-back")
    assert not back.is_visible()
    grade(tab, "Good")
    assert stored(tab)["cards"] == {LOSS: card(1, 1, 2.5, "2026-11-24")}
    assert front(tab) == "What is the shape of tf.range(3)[:, None]?"
    assert queue(tab) == "9 cards for today: 9 new"
    show(tab, address)
    assert "to repeat" not in queue(tab)
    show(tab, address, "2026-11-24T00:01:00")
    assert queue(tab) == "11 cards for today: 1 to repeat, 10 new"
    assert front(tab) == "Which loss goes with integer labels?"
    grade(tab, "Easy")
    assert stored(tab)["cards"][LOSS] == card(2, 6, 2.6, "2026-11-30")


def test_the_answer_and_what_each_grade_does_are_shown_together(tab):
    keep(tab, {LOSS: card(2, 6, 2.5, "2026-11-20")})
    tab.reload()
    tab.get_by_role("button", name="Show the answer").click()
    back = tab.locator(".sg-side.sg-back")
    assert back.inner_text() == "sparse_categorical_crossentropy"
    assert back.evaluate("e => e === document.activeElement")
    grades = tab.locator(".sg-grades button small").all_inner_texts()
    assert grades == ["1 day", "15 days", "15 days", "16 days"]
    assert not tab.get_by_role("button", name="Show the answer").is_visible()


def test_the_longest_waiting_card_comes_first(tab):
    keep(
        tab,
        {
            LOSS: card(2, 6, 2.5, "2026-11-23"),
            SQUARES: card(2, 6, 2.5, "2026-11-01"),
            "notes/padding:0": card(2, 6, 2.5, "2026-11-24"),
            "notes/padding:gone": card(2, 6, 2.5, "2026-11-01"),
        },
    )
    tab.reload()
    assert queue(tab) == "12 cards for today: 2 to repeat, 10 new"
    assert front(tab).startswith("What is the shape")
    grade(tab, "Good")
    assert front(tab).startswith("Which loss")


def finish(tab, name):
    while tab.locator(".sg-face").is_visible():
        grade(tab, name)


def test_what_was_hard_comes_once_more_today_and_keeps_its_days(tab):
    later = {f"notes/padding:{n}": card(1, 1, 2.5, "2027-01-01") for n in range(12)}
    keep(tab, later)
    tab.reload()
    grade(tab, "Again")
    grade(tab, "Hard")
    kept = stored(tab)
    assert kept["cards"][LOSS] == card(0, 1, 2.5, "2026-11-24")
    assert kept["cards"][SQUARES] == card(1, 1, 2.36, "2026-11-24")
    assert queue(tab) == "2 cards for today: 2 once more"
    assert front(tab).startswith("Which loss")
    tab.get_by_role("button", name="Show the answer").click()
    effects = tab.locator(".sg-grades button small").all_inner_texts()
    assert effects == ["once more"] * 2 + ["done for today"] * 2
    tab.keyboard.press("1")
    grade(tab, "Good")
    assert front(tab).startswith("Which loss")
    finish(tab, "Easy")
    assert stored(tab) == kept
    assert queue(tab) == "Done for today. The next card is due on 24 November 2026."
    assert not tab.locator(".sg-more").is_visible()


def test_new_cards_come_ten_at_a_time(tab):
    finish(tab, "Good")
    assert len(stored(tab)["cards"]) == 10
    more = tab.get_by_role("button", name="4 more new cards")
    assert more.evaluate("e => e === document.activeElement")
    more.press("Enter")
    assert queue(tab) == "4 cards for today: 4 new"
    assert front(tab) == "Question 8?"


def test_the_keyboard_is_enough(tab):
    tab.keyboard.press("1")  # the focus is not in the review: nothing happens
    tab.keyboard.press("Space")
    assert not tab.locator(".sg-grades").is_visible()
    tab.get_by_role("button", name="Show the answer").press("Enter")
    tab.keyboard.press("3")
    assert front(tab).startswith("What is the shape")
    tab.keyboard.press("4")  # before the answer, no grade
    tab.keyboard.press("Space")
    tab.keyboard.press("Control+4")
    assert list(stored(tab)["cards"]) == [LOSS]
    tab.keyboard.press("4")
    assert stored(tab)["cards"][SQUARES]["ease"] == 2.6
    assert front(tab) == "Question 0?"
    tab.keyboard.press("Space")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.dataset.grade") == "Again"
    tab.keyboard.press("Space")
    assert stored(tab)["cards"]["notes/padding:0"]["repetitions"] == 0


def test_a_card_in_the_review_repeats_no_id_and_nothing_to_copy(tab):
    unfold = (
        "document.querySelectorAll('.sg-deck details').forEach(one => one.open = true)"
    )
    tab.evaluate(unfold)  # a button comes when its code is seen
    tab.locator("article details pre").first.scroll_into_view_if_needed()
    tab.locator("article .md-code__button").first.wait_for(state="attached")
    grade(tab, "Good")
    tab.keyboard.press("Space")
    assert tab.locator(".sg-side.sg-back").inner_text().split() == [
        "print(shape)",
        "One",
        "column.",
    ]
    assert tab.locator(".sg-review :is([id], .md-code__button)").count() == 0


def test_another_tab_s_grades_count(tab, address):
    other = tab.context.new_page()
    show(other, address)
    grade(tab, "Good")
    other.wait_for_function(
        "() => document.querySelector('.sg-side').textContent.startsWith('What')"
    )


def test_without_javascript_every_card_can_be_read(chromium, address, site):
    with aids.opened(chromium, address, site, java_script_enabled=False) as tab:
        tab.goto(f"{address}{DECK_PAGE}/")
        cards = tab.locator(".sg-flashcard")
        assert cards.count() == 14
        assert tab.locator(".sg-review, .sg-keeping").count() == 0
        cards.first.locator("summary").click()
        assert cards.first.locator(".sg-back").is_visible()


def open_keeping(tab):
    tab.locator(".sg-keeping summary").click()
    return tab.locator(".sg-keeping").get_by_role("status")


def test_progress_is_carried_from_one_browser_to_another(
    tab, chromium, address, site, tmp_path
):
    grade(tab, "Good")
    pages = {PAGE: {"total": 3, "done": ["q-choice"]}}
    value = keep(tab, stored(tab)["cards"], pages)
    status = open_keeping(tab)
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Export").click()
    assert download.value.suggested_filename == "study-guide-progress.json"
    file = tmp_path / "study-guide-progress.json"
    download.value.save_as(file)
    assert json.loads(file.read_text("utf-8")) == value
    assert "1 page and 1 card" in status.inner_text()
    with aids.opened(chromium, address, site) as other:
        show(other, address)
        status = open_keeping(other)
        with other.expect_file_chooser() as chooser:
            other.get_by_role("button", name="Import").click()
        chooser.value.set_files(file)
        status.get_by_text("Imported: 1 page and 1 card.").wait_for()
        assert stored(other) == value
        assert front(other).startswith("What is the shape")
        marks = other.locator(".md-nav--primary a .sg-mark")
        assert marks.all_inner_texts() == ["1/3"]


FOREIGN = [
    *("", "{", "[]", "\x00\xff", '{"a": 1}'),
    '{"version": 2, "pages": {}, "cards": {}}',
    *(
        json.dumps({"version": 1, "pages": {}, "cards": {"a:b": one}})
        for one in (
            card(1, 1, 1.2, "2026-11-24"),
            card(1, 1, None, "2026-11-24"),
            card(1, 1.5, 2.5, "2026-11-24"),
            card(-1, 1, 2.5, "2026-11-24"),
            card(1, 1, 2.5, "tomorrow"),
            card(1, 1, 2.5, "2026-13-45"),
        )
    ),
]


def test_a_file_that_is_not_ours_changes_nothing(tab, tmp_path: Path):
    grade(tab, "Good")
    before = stored(tab)
    status = open_keeping(tab)
    for number, text in enumerate(FOREIGN):
        file = tmp_path / f"other{number}.json"
        file.write_text(text, "utf-8")
        tab.locator(".sg-keeping input").set_input_files(file)
        message = f"{file.name} holds no progress of this guide. Nothing was changed."
        status.get_by_text(message).wait_for()
        assert stored(tab) == before
    assert tab.evaluate("localStorage.getItem('study-guide-damaged')") is None


def test_progress_is_erased_by_a_second_press_only(tab):
    grade(tab, "Good")
    status = open_keeping(tab)
    eraser = tab.get_by_role("button", name="Erase")
    eraser.click()
    assert status.inner_text() == "This erases 0 pages and 1 card."
    again = tab.get_by_role("button", name="Press again to erase all")
    for leave in ("Escape", "Tab"):
        again.press(leave)
        assert len(stored(tab)["cards"]) == 1
        eraser.click()
        assert len(stored(tab)["cards"]) == 1
    again.click()
    assert tab.evaluate("localStorage.getItem('study-guide')") is None
    assert status.inner_text() == "Erased: nothing is kept now."
    assert queue(tab) == "10 cards for today: 10 new"


@pytest.mark.parametrize(("theme", "width"), aids.VIEWS)
def test_axe_finds_no_violation_in_any_state(theme, width, chromium, address, site):
    viewport = {"width": width, "height": 800}
    options = {"color_scheme": theme, "viewport": viewport, "reduced_motion": "reduce"}
    with aids.opened(chromium, address, site, **options) as tab:
        show(tab, address)
        tab.evaluate(AXE)
        assert tab.evaluate(VIOLATIONS, "html") == []
        open_keeping(tab)
        tab.get_by_role("button", name="Erase").click()
        tab.get_by_role("button", name="Show the answer").click()
        tab.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert tab.evaluate(VIOLATIONS, "html") == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.keyboard.press("3")
        finish(tab, "Good")
        assert tab.evaluate(VIOLATIONS, "html") == []
