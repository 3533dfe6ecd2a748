"""Questions and exercises: feedback at once, and what is done stays done."""

import json

import pytest

from tests.site import aids
from tests.site.aids import PAGE, store, stored
from tests.site.test_accessibility import AXE, SETTLED, VIOLATIONS
from tests.site.test_ways import PUBLIC

KEPT = {"version": 1, "pages": {}, "cards": {}}
BEGUN = {**KEPT, "pages": {PAGE: {"total": 3, "done": ["q-choice"]}}}
# Answers as readers type them, to questions whose answer is the second of each.
TYPED_RIGHT = [
    ("(None, 10)", "(None, 10)"),
    ("  ( None,10 ) ", "(None, 10)"),
    ("(None, 10.0)", "(None, 10)"),
    ("1_000", "1000"),
    ("1e3", "1000"),
    ("16,448", "16448"),
    ("1,000,000.5", "1000000.5"),
    ("+5", "5"),
    ("−3", "-3"),
    (".3", "0.30000000000000004"),
    ("0.333333", "0.3333333333333333"),
    ("Valid", "valid"),
    ("'float32'", "float32"),
    ("“float32”", "float32"),
    ("float32", "'float32'"),
    ("two  words", "two words"),
]
TYPED_WRONG = [
    ("(None, 1)", "(None, 10)"),
    ("None, 10", "(None, 10)"),
    ("(none, 10)", "(None, 10)"),
    ("1001", "1000"),
    ("3", "-3"),
    ("0.31", "0.30000000000000004"),
    ("float64", "float32"),
    ("twowords", "two words"),
    ("10 0", "100"),
    ("10,0", "100"),
    ("", "0"),
]


@pytest.fixture
def tab(chromium, address, site):
    with aids.opened(chromium, address, site) as opened:
        yield opened


def question(tab, kind="choice"):
    return tab.locator(f"[data-kind={kind}]")


def answer(tab, number):
    """Chooses an answer and checks it; returns what the page says of it."""
    form = question(tab)
    form.locator("input").nth(number).check()
    form.get_by_role("button", name="Check").click()
    return form.get_by_role("status")


def test_a_wrong_answer_is_told_apart_in_words_and_with_its_reason(tab):
    status = answer(tab, 1)
    assert status.inner_text().startswith("Not quite. 1 PyTorch's padding=1 puts one")
    assert "bottom" not in status.inner_text()
    label = question(tab).locator("label").nth(1)
    assert label.evaluate("e => getComputedStyle(e, '::after').content").startswith(
        '"✗'
    )
    assert not question(tab).locator(".sg-done").is_visible()
    assert tab.evaluate("localStorage.getItem('study-guide')") is None


def test_a_right_answer_after_a_wrong_one_is_done_with_its_reason(tab):
    answer(tab, 2)
    status = answer(tab, 0)
    assert status.inner_text().startswith("Right. 0 The windows need one row more")
    labels = question(tab).locator("label")
    verdicts = labels.evaluate_all("all => all.map(e => e.dataset.verdict)")
    assert verdicts == ["right", None, "wrong"]
    assert question(tab).locator(".sg-done").inner_text() == "Done"
    assert stored(tab)["pages"] == BEGUN["pages"]
    assert stored(tab) == BEGUN


def test_another_choice_takes_the_feedback_away(tab):
    status = answer(tab, 1)
    question(tab).locator("input").nth(2).check()
    assert status.inner_text() == ""


def test_without_a_choice_it_asks_for_one(tab):
    form = question(tab)
    form.get_by_role("button", name="Check").click()
    assert form.get_by_role("status").inner_text() == "Choose an answer first."
    assert form.locator("input").first.evaluate("e => e === document.activeElement")


def end(element):
    box = element.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize("width", [1280, 360])
def test_feedback_moves_no_choice_and_leaves_no_gap(width, chromium, address, site):
    viewport = {"width": width, "height": 800}
    with aids.opened(chromium, address, site, viewport=viewport) as tab:
        form = question(tab)
        row = form.locator(".sg-checking")
        button, folded = form.get_by_role("button", name="Check"), ".sg-answer"
        assert row.bounding_box()["height"] <= 2 * button.bounding_box()["height"]
        before = [one.bounding_box() for one in (*form.locator("label").all(), button)]
        for number in (1, 2, 0):
            status = answer(tab, number).locator("p")
            after = [
                one.bounding_box() for one in (*form.locator("label").all(), button)
            ]
            assert after == before
            row_ends, said_ends = map(end, (row, status))
            next_begins = form.locator(folded).bounding_box()["y"]
            assert said_ends <= row_ends == pytest.approx(next_begins, abs=1)
        outside = tab.evaluate("document.documentElement.scrollWidth")
        assert outside <= width


def test_the_keyboard_is_enough(tab):
    question(tab).locator("input").first.focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert question(tab).get_by_role("status").inner_text().startswith("Not quite. 1")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Check"
    tab.keyboard.press("Enter")
    assert question(tab).get_by_role("status").inner_text().startswith("Right. 0")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert question(tab).locator(".sg-answer").get_attribute("open") is not None


def test_a_typed_answer_is_checked_by_enter_and_copies_nothing(tab):
    form = question(tab, "typed")
    field = form.get_by_label("Your answer")
    form.scroll_into_view_if_needed()
    form.locator(".md-code__button").wait_for(state="attached")
    copied = "document.execCommand = kind => { window.copied = kind; return true; }"
    tab.evaluate(copied)
    said = {
        "(None,  3)": "Not quite. (None, 3) That is the input.",
        "(none, 10)": "Almost: capitals count here.",
        "ten": "Not quite. Try again.",
        " ": "Type an answer first.",
        "(None,10)": "Right. (None, 10) Keras adds the batch.",
    }
    for given, words in said.items():
        field.fill(given)
        assert form.get_by_role("status").inner_text() == ""
        field.press("Enter")
        assert form.get_by_role("status").inner_text() == words
    assert tab.evaluate("window.copied") is None
    assert stored(tab)["pages"][PAGE]["done"] == ["q-typed"]


def test_copying_the_code_of_a_question_answers_nothing(tab):
    form = question(tab, "typed")
    form.locator(".md-code__button").click()
    assert form.get_by_role("status").inner_text() == ""


def test_typed_answers_are_compared_by_what_they_mean(tab, address):
    compare = """async ([address, pairs]) => {
      const { isSame } = await import(`${address}assets/study-quiz.js`);
      return pairs.map(([given, meant]) => isSame(given, meant));
    }"""
    for pairs, verdict in ((TYPED_RIGHT, True), (TYPED_WRONG, False)):
        found = tab.evaluate(compare, [address, pairs])
        wrongly = [p for p, one in zip(pairs, found, strict=True) if one != verdict]
        assert wrongly == []


def test_an_exercise_is_done_when_its_reader_says_so(tab):
    box = tab.get_by_label("I solved it, and it passes the check")
    box.check()
    assert stored(tab)["pages"][PAGE] == {"total": 3, "done": ["e-two_towers"]}
    assert tab.locator(".sg-exercise .sg-done").is_visible()
    tab.reload()
    assert box.is_checked()
    box.uncheck()
    assert stored(tab) == KEPT


def test_what_is_done_is_counted_and_outlives_a_reload(tab):
    total = tab.locator(".sg-sum")
    assert total.inner_text().startswith("0 of 3 done on this page")
    answer(tab, 0)
    assert total.inner_text().startswith("1 of 3 done on this page")
    tab.reload()
    assert total.inner_text().startswith("1 of 3 done on this page")
    assert question(tab).locator(".sg-done").is_visible()
    assert question(tab).get_by_role("status").inner_text() == ""


def test_an_aid_that_a_page_lost_is_not_counted(tab):
    pages = {PAGE: {"total": 4, "done": ["q-lost", "q-choice"]}}
    store(tab, json.dumps({**KEPT, "pages": pages}))
    tab.reload()
    assert tab.locator(".sg-sum").inner_text().startswith("1 of 3")
    tab.get_by_label("I solved it, and it passes the check").check()
    kept = stored(tab)["pages"][PAGE]
    assert kept == {"total": 3, "done": ["q-choice", "e-two_towers"]}


def marks(tab, selector):
    """The names of the marked links, as a screen reader reads them."""
    links = tab.locator(selector).filter(has=tab.locator(".sg-mark"))
    return [
        link.get_attribute("aria-label") or link.evaluate(NAME) for link in links.all()
    ]


NAME = """link => {
  const mark = link.querySelector(".sg-mark");
  return `${link.querySelector(".md-ellipsis").textContent.trim()}, ${mark.ariaLabel}`;
}"""


def test_the_navigation_and_the_map_show_what_is_done(tab, address):
    done = {"total": 2, "done": ["a", "b"]}
    pages = {PAGE: {"total": 3, "done": ["a"]}, "notes/padding": done}
    store(tab, json.dumps({**KEPT, "pages": pages}))
    tab.goto(address)
    tab.locator(".sg-mark").first.wait_for(state="attached")
    named = marks(tab, ".md-nav--primary a.md-nav__link")
    assert named == ["Keras, 1 of 3 done", "Notes on padding, all done"]
    boxes = marks(tab, ".sg-chart a")
    assert sorted(boxes) == [
        "Keras, after What a network does, 1 of 3 done",
        "Notes on padding, after Keras, all done",
    ]
    listed = tab.locator(".sg-pages li").filter(has=tab.locator(".sg-mark"))
    texts = listed.evaluate_all("all => all.map(e => e.innerText.split('\\n')[0])")
    assert [" ".join(text.split()) for text in texts] == [
        "Keras1/3",
        "Notes on padding✓",
    ]


def test_on_a_phone_the_navigation_marks_the_page_itself(chromium, address, site):
    viewport = {"width": 360, "height": 740}
    with aids.opened(chromium, address, site, viewport=viewport) as tab:
        answer(tab, 0)
        tab.locator("label[for=__drawer]:visible").first.click()
        mark = tab.locator("label[for=__toc] .sg-mark")
        assert mark.is_visible()
        assert mark.inner_text() == "1/3"


def test_two_tabs_agree(tab):
    other = tab.context.new_page()
    other.goto(tab.url)
    other.locator(".sg-checking").first.wait_for()
    answer(tab, 0)
    other.locator(".sg-quiz .sg-done").first.wait_for()
    other.get_by_label("I solved it, and it passes the check").check()
    tab.locator(".sg-exercise .sg-done").wait_for()
    assert stored(tab)["pages"][PAGE]["done"] == ["q-choice", "e-two_towers"]


DAMAGED = [
    "{",
    "null",
    "[]",
    '"text"',
    json.dumps({**KEPT, "version": 2}),
    json.dumps({"version": 1, "pages": {}}),
    json.dumps({**KEPT, "pages": {PAGE: {"total": 1, "done": ["a", "b"]}}}),
    json.dumps({**KEPT, "pages": {PAGE: {"total": 3, "done": ["a", "a"]}}}),
    json.dumps({**KEPT, "pages": {PAGE: {"total": 3, "done": "q-choice"}}}),
    json.dumps({**KEPT, "pages": {PAGE: None}}),
    json.dumps({**KEPT, "cards": {"a:b": {"repetitions": 1, "interval": 1}}}),
]


def test_a_damaged_or_foreign_value_is_put_aside(tab):
    for text in DAMAGED:
        store(tab, text)
        tab.reload()
        assert tab.locator(".sg-sum").inner_text().startswith("0 of 3"), text
        assert tab.evaluate("localStorage.getItem('study-guide-damaged')") == text
        answer(tab, 0)
        assert stored(tab) == BEGUN


NO_STORAGE = [
    """Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("Access is denied", "SecurityError"); } });""",
    "Object.defineProperty(window, 'localStorage', { get: () => null });",
    """Storage.prototype.setItem = () => {
      throw new DOMException("No room", "QuotaExceededError"); };""",
]


@pytest.mark.parametrize("script", NO_STORAGE)
def test_without_storage_all_works_and_says_that_nothing_is_kept(
    script, chromium, address, site
):
    # Material's own scripts report errors here: only what one sees is looked at.
    context = chromium.new_context()
    context.add_init_script(script)
    aids.put(context, address, site, PAGE, aids.CHOICE + aids.EXERCISE)
    page = context.new_page()
    page.goto(f"{address}{PAGE}/")
    page.get_by_label("I solved it, and it passes the check").check()
    assert answer(page, 0).inner_text().startswith("Right.")
    total = page.locator(".sg-sum").inner_text()
    assert total.split("\n")[0].startswith("2 of 2")
    assert "not kept: no storage in this browser" in total
    assert "2 of 2" in page.locator(".sg-sum").inner_text()
    context.close()


def test_without_javascript_all_can_be_read(chromium, address, site):
    with aids.opened(chromium, address, site, java_script_enabled=False) as tab:
        form = question(tab)
        assert form.locator("legend").is_visible()
        assert form.locator("label").count() == len(aids.CHOICES)
        assert not form.locator(".sg-right").is_visible()
        assert tab.locator("article button:visible").count() == 0
        assert tab.get_by_text("I solved it").count() == 0
        folded = tab.locator("article details")
        assert folded.count() == 7
        for details in folded.all():
            details.locator("summary").click()
            assert details.locator(":scope > :not(summary)").first.is_visible()
        assert form.locator(".sg-reason").last.is_visible()


def test_on_paper_a_question_has_its_answer_and_nothing_to_press(tab):
    answer(tab, 1)
    tab.emulate_media(media="print")
    form = question(tab)
    assert form.locator("legend").is_visible()
    assert form.locator(".sg-reason").last.evaluate("e => e.checkVisibility()")
    assert not form.locator("button").is_visible()
    assert not form.get_by_role("status").is_visible()
    assert tab.locator(".sg-hint p").last.evaluate("e => e.checkVisibility()")


@pytest.mark.parametrize(("theme", "width"), aids.VIEWS)
def test_axe_finds_no_violation_in_any_state(theme, width, chromium, address, site):
    viewport = {"width": width, "height": 800}
    options = {"color_scheme": theme, "viewport": viewport, "reduced_motion": "reduce"}
    with aids.opened(chromium, address, site, **options) as tab:
        tab.wait_for_function(SETTLED)
        tab.evaluate(AXE)
        assert tab.evaluate(VIOLATIONS, "html") == []
        answer(tab, 1)
        tab.get_by_label("I solved it, and it passes the check").check()
        tab.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert tab.evaluate(VIOLATIONS, "html") == []
        answer(tab, 0)
        assert tab.evaluate(VIOLATIONS, "html") == []


def test_all_works_after_instant_navigation(chromium, site):
    """Under the address that the sitemap names: elsewhere all pages load again."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})

    def fulfil(route):
        file = site / route.request.url.removeprefix(PUBLIC).partition("?")[0]
        route.fulfill(path=file / "index.html" if file.is_dir() else file)

    context.route(f"{PUBLIC}**", fulfil)
    aids.put(context, PUBLIC, site, PAGE, aids.CHOICE + aids.EXERCISE)
    aids.put(context, PUBLIC, site, aids.DECK_PAGE, aids.DECK)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{PUBLIC}notes/padding/")
    page.wait_for_load_state("networkidle")
    page.evaluate("() => { window.stayed = true; }")
    navigation = page.locator(".md-nav--primary")
    for _ in range(2):
        navigation.locator('a[href$="keras/sequential/"]').click()
        page.locator("[data-aid=q-choice] .sg-checking").wait_for()
        assert page.locator(".sg-checking").count() == 1
        assert answer(page, 0).inner_text().startswith("Right.")
        assert page.locator(".sg-sum").inner_text().startswith("1 of 2")
        assert navigation.locator("a .sg-mark").all_inner_texts() == ["1/2"]
        navigation.get_by_role("link", name="Glossary").click()
        page.locator(".sg-review").wait_for()
        assert page.locator(".sg-review").count() == 1
    page.locator(".md-path a").first.click()
    page.locator(".sg-chart .sg-mark").wait_for()
    named = "Keras, after What a network does, 1 of 2 done"
    assert marks(page, ".sg-chart a") == [named]
    assert page.evaluate("() => window.stayed")
    assert errors == []
    context.close()
