"""The padding explorer in a real browser, held against the toolbox and Keras."""

import gzip
import json
import random
import subprocess
import sys
from itertools import product

import pytest
from toolbox.padding import layout, transposed_layout

from sitekit.scan.addresses import url
from tests.patience import wait_until
from tests.site.published import PAGES, by_url

PAGE = "notes/padding/"
HOST = "http://guide.test/"
LIMIT = 12 * 1024
FIELDS = ("output", "before", "after", "reads", "taps")
ROUND = """async ([address, cases]) => {
  const made = await import(address + "assets/padding-layout.js");
  const fields = ["output", "before", "after", "reads", "taps"];
  return cases.map(([name, size, kernelSize, stride, dilationRate, padding, o]) => {
    const axis = { size, kernelSize, stride, dilationRate, padding };
    if (name === "transposedLayout") axis.outputPadding = o;
    try {
      const plan = made[name](axis);
      return JSON.stringify(fields.map((field) => plan[field]));
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  });
}"""
AXES = list(product(range(1, 15), range(1, 8), range(1, 5), range(1, 4)))
LAID = ["valid", "same", "causal", (0, 1), (2, 0), (3, 3)]
WRONG = [
    ("layout", 0, 3, 1, 1, "valid", None),
    ("layout", 5, 0, 1, 1, "same", None),
    ("layout", 5, 3, -1, 1, "same", None),
    ("layout", 5, 3, 1, 0, "causal", None),
    ("layout", 5.5, 3, 1, 1, "valid", None),
    ("layout", 5, True, 1, 1, "valid", None),
    ("layout", 5, 3, 1, 1, "full", None),
    ("layout", 5, 3, 1, 1, (-1, 2), None),
    ("layout", 5, 3, 1, 1, (1,), None),
    ("transposedLayout", 0, 3, 1, 1, "same", None),
    ("transposedLayout", 5, 3, 2, 1, "causal", None),
    ("transposedLayout", 5, 3, 2, 1, "valid", -1),
    ("transposedLayout", 5, 3, 2, 1, "valid", 2),
    ("transposedLayout", 5, 3, 2, 1, "valid", 0.5),
]


def grid():
    """Every case that both languages must agree on."""
    cases = [("layout", *axis, mode, None) for axis, mode in product(AXES, LAID)]
    for axis, mode in product(AXES, ("valid", "same")):
        paddings = (None, *range(axis[2]))
        cases += [("transposedLayout", *axis, mode, o) for o in paddings]
    return cases + WRONG


def by_python(name, *case):
    """The fields as JSON, or None where Python refuses."""
    try:
        plan = layout(*case[:-1]) if name == "layout" else transposed_layout(*case)
    except ValueError as problem:
        return None, str(problem)
    fields = [getattr(plan, field) for field in FIELDS]
    return json.dumps(fields, separators=(",", ":")), None


def test_javascript_lays_what_python_lays(chromium, address):
    page = chromium.new_page()
    page.goto(address + PAGE)
    cases = grid()

    answers = page.evaluate(ROUND, [address, cases])

    page.close()
    refused = 0
    for case, answer in zip(cases, answers, strict=True):
        expected, reason = by_python(*case)
        if expected is not None:
            assert answer == expected, case
            continue
        refused += 1
        assert answer.startswith("RangeError: "), case
        if "spans" in reason:
            assert answer == f"RangeError: {reason}"
    assert refused > len(WRONG)


@pytest.fixture
def view(chromium, address):
    """A page that opens the explorer in a state, and has no errors."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield watched(context, address)
    finish(context)


@pytest.fixture
def phone(chromium, address):
    """The same on a small touch screen."""
    size = {"width": 360, "height": 740}
    context = chromium.new_context(viewport=size, has_touch=True, is_mobile=True)
    yield watched(context, address)
    finish(context)


def watched(context, address):
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on(
        "console",
        lambda one: page.errors.append(one.text) if one.type == "error" else None,
    )
    page.show = lambda state="": open_state(page, address, state)
    return page


def open_state(page, address, state):
    page.goto(f"{address}{PAGE}?{state}")
    page.locator(".pe-verdict").wait_for()
    return page


def finish(context):
    errors = [error for page in context.pages for error in page.errors]
    context.close()
    assert errors == []


def inside(page):
    return page.locator(".pe")


def verdict(page):
    return page.locator(".pe-verdict").inner_text()


def cell(page, row, column, framework="TensorFlow"):
    panel = inside(page).get_by_role("region", name=framework)
    return panel.locator(f'[data-place="{row},{column}"]')


def reading(page, framework="TensorFlow"):
    panel = inside(page).get_by_role("region", name=framework)
    return panel.locator(".pe-reads").inner_text()


READS = """all => all.map(cell => Number(cell.textContent))"""
PIXELS = ".pe-pixel, .pe-unread"


@pytest.mark.parametrize("padding", ["valid", "same", (2, 1)], ids=str)
@pytest.mark.parametrize("stride", [1, 2, 5])
def test_shows_what_the_toolbox_computes(view, padding, stride):
    asked = padding
    if isinstance(padding, tuple):
        asked = f"explicit&before={padding[0]}&after={padding[1]}"
    view.show(f"padding={asked}&height=7&width=9&kernel=3&stride={stride}")

    rows, columns = (layout(n, 3, stride, padding=padding) for n in (7, 9))
    reads = [r * c for r in rows.reads for c in columns.reads]
    assert view.locator(PIXELS).evaluate_all(READS) == reads
    unread = reads.count(0)
    assert view.locator(".pe-unread").count() == unread
    assert f"7 × 9 → {rows.output} × {columns.output}" in verdict(view)
    assert f"{unread} of 63 pixels" in verdict(view)
    sides = f"top {rows.before}, bottom {rows.after}, left {columns.before}"
    assert f"{sides}, right {columns.after}" in view.locator(".pe-panels").inner_text()
    assert inside(view).get_by_role("gridcell").count() == rows.output * columns.output
    padded = 7 + rows.before + rows.after, 9 + columns.before + columns.after
    assert view.locator(".pe-pad").count() == padded[0] * padded[1] - 63


def test_shows_a_transposed_convolution(view):
    view.show("operation=transposed&padding=same&height=3&width=4&kernel=3&stride=2")

    rows, columns = (transposed_layout(n, 3, 2, padding="same") for n in (3, 4))
    reads = [r * c for r in rows.reads for c in columns.reads]
    assert view.locator(PIXELS).evaluate_all(READS) == reads
    received = [len(r) * len(c) for r in rows.taps for c in columns.taps]
    assert inside(view).get_by_role("gridcell").evaluate_all(READS) == received
    assert "top 0, bottom 1" in view.locator(".pe-panels").inner_text()


def test_formula_has_its_numbers(view):
    view.show("padding=same&height=6&width=5&kernel=4&stride=2")

    text = view.locator(".pe-formulas").inner_text()
    assert "max((output − 1)·s + k − n, 0) = max((3 − 1)·2 + 4 − 6, 0)" in text
    assert "= 2: 1 before, 1 after" in text
    assert "= max((3 − 1)·2 + 4 − 5, 0)" in text
    assert "= 3: 1 before, 2 after" in text


def test_mouse_moves_the_window(view):
    view.show("padding=same")

    cell(view, 2, 1).hover()

    assert "rows 3, 4, 5, 6; columns 1, 2, 3, 4: 8 pixels and 8" in reading(view)
    assert view.locator(".pe-tap").count() == 16
    assert view.locator(".pe-on").count() == 1
    corner = view.locator(PIXELS).nth(3 * 5 + 1).bounding_box()

    def it_glided_there():
        frame = view.locator(".pe-frame").bounding_box()
        return all(abs(frame[side] - corner[side]) < 3 for side in ("x", "y"))

    wait_until(it_glided_there)


@pytest.mark.parametrize(
    "state,crossed,said",
    [
        ("operation=max&padding=same", 7, "Padding is never the maximum."),
        ("operation=average&padding=same", 7, "It divides by 9."),
        ("operation=average&padding=explicit&before=1&after=1", 0, "divides by 16."),
        ("operation=conv&padding=same", 0, "9 pixels and 7 of padding."),
    ],
)
def test_pools_show_which_cells_count(view, state, crossed, said):
    view.show(state)

    assert view.locator(".pe-window path").count() == crossed
    assert view.locator(".pe-tap").count() == 16 - crossed
    assert reading(view).endswith(said)


def test_keyboard_moves_the_window(view):
    view.show("padding=same&stride=1")
    tabbed = view.locator(".pe-output[tabindex='0']")

    inside(view).get_by_role("radio", name="TensorFlow", exact=True).focus()
    view.keyboard.press("Tab")
    if not view.locator(".pe-output:focus").count():  # a picture that scrolls
        view.keyboard.press("Tab")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp"):
        view.keyboard.press(key)

    focused = view.locator(".pe-output:focus-visible")
    assert focused.get_attribute("data-place") == "0,2"  # and no further
    assert focused.get_attribute("aria-label") == reading(view)
    assert tabbed.count() == 1
    assert "pe-on" in tabbed.get_attribute("class").split()


def test_keyboard_sets_every_control(view):
    view.show()

    inside(view).get_by_role("radio", name="VALID").focus()
    view.keyboard.press("ArrowRight")
    inside(view).get_by_role("slider", name="Stride").focus()
    view.keyboard.press("ArrowRight")

    assert verdict(view).startswith("5 × 5 → 2 × 2")
    assert inside(view).get_by_role("slider", name="Stride").input_value() == "3"
    inside(view).get_by_role("radio", name="Explicit").check()
    for name in ("Height", "Width", "Kernel", "Dilation", "before", "after"):
        slider = inside(view).get_by_role("slider", name=name)
        value = int(slider.input_value())
        slider.press("ArrowRight")
        assert int(slider.input_value()) == value + 1
    inside(view).get_by_role("radio", name="PyTorch").check()
    assert inside(view).get_by_role("slider", name="PyTorch padding").is_visible()
    inside(view).get_by_role("radio", name="Transposed convolution").check()
    assert inside(view).get_by_role("slider", name="Output padding").is_visible()


def test_touch_on_a_phone(phone):
    phone.show()

    inside(phone).get_by_role("radio", name="SAME").tap()
    assert verdict(phone).startswith("5 × 5 → 3 × 3")
    cell(phone, 1, 2).tap()
    assert "columns 3, 4, 5, 6: 8 pixels" in reading(phone)
    slider = inside(phone).get_by_role("slider", name="Stride")
    box = slider.bounding_box()
    slider.tap(position={"x": box["width"] - 4, "y": box["height"] / 2})
    assert slider.input_value() == "6"


@pytest.mark.parametrize(
    "state",
    [
        "",
        "height=16&width=16&kernel=7&dilation=3&padding=same&stride=1&frameworks=both",
        "operation=transposed&height=8&width=8&kernel=7&stride=6&output_padding=5",
        "padding=causal&width=16&kernel=7&dilation=3",
        "kernel=7&frameworks=both",
    ],
)
def test_fits_a_phone(phone, state):
    phone.show(state)

    for element in ("html", ".pe"):
        excess = "element => element.scrollWidth - element.clientWidth"
        assert phone.locator(element).evaluate(excess) <= 0


SECTION = """() => {
  const wrapper = document.querySelector(".padding-explorer");
  const before = [...document.querySelectorAll("article [id]:is(h1, h2, h3)")].filter(
    (heading) => heading.compareDocumentPosition(wrapper) & 4,
  );
  return before.at(-1).id;
}"""


def test_address_holds_the_state(view):
    tall = {"width": 1280, "height": 4000}  # Material changes the anchor on scrolling
    view.set_viewport_size(tall)
    view.show()
    section = view.evaluate(SECTION)
    view.show(f"other=1#{section}")
    inside(view).get_by_role("radio", name="Average pooling").check()
    inside(view).get_by_role("radio", name="SAME").check()
    inside(view).get_by_role("radio", name="PyTorch").check()
    for name in ("Height", "Kernel", "PyTorch padding"):
        inside(view).get_by_role("slider", name=name).press("ArrowLeft")
    view.wait_for_function("() => location.search.includes('pytorch_padding')")
    shown = view.locator(".pe").inner_text()
    there = view.evaluate("location.href")

    assert "other=1" in there
    assert there.endswith(f"#{section}")
    assert "height=4" in there
    assert "width" not in there
    again = view.context.new_page()
    again.errors = []
    again.goto(there)
    again.locator(".pe-verdict").wait_for()
    assert again.locator(".pe").inner_text() == shown


@pytest.mark.parametrize(
    "state", ["kernel=x&stride=1e9&height=-3", "padding=full&operation=constructor"]
)
def test_address_that_makes_no_sense_is_no_harm(view, state):
    view.show(state)

    assert "→" in verdict(view) or "Impossible" in verdict(view)


@pytest.mark.parametrize(
    "state,reason",
    [
        ("kernel=7", "the filter spans 7 positions"),
        ("operation=max&padding=causal", "pools have no causal padding"),
        ("operation=transposed&padding=explicit", "has no explicit padding"),
        ("operation=transposed&output_padding=2", "output padding must be less than 2"),
        (
            "operation=transposed&padding=same&output_padding=0",
            "where a SAME filter spans an even",
        ),
    ],
)
def test_impossible_states_say_why(view, state, reason):
    view.show(state)

    assert inside(view).get_by_role("status").first.inner_text() == verdict(view)
    assert verdict(view).startswith("Impossible: ")
    assert reason in verdict(view)
    assert inside(view).get_by_role("button", name="Copy as Keras code").is_disabled()
    inside(view).get_by_role("radio", name="Convolution", exact=True).check()
    inside(view).get_by_role("radio", name="SAME").check()
    assert "→" in verdict(view)


@pytest.mark.parametrize("size", range(5, 9))
def test_pytorch_side_by_side(view, size):
    state = f"padding=same&height={size}&width={size}&kernel=3&stride=2"
    view.show(f"{state}&frameworks=both&pytorch_padding=1")

    windows = "different" if size % 2 == 0 else "same"
    assert verdict(view) == f"Same size, {windows} windows."
    cell(view, 1, 1, "PyTorch").hover()
    taps = layout(size, 3, 2, padding=(1, 1)).taps[1]
    assert f"rows {', '.join(map(str, taps))};" in reading(view, "PyTorch")
    taps = layout(size, 3, 2, padding="same").taps[1]
    assert f"rows {', '.join(map(str, taps))};" in reading(view)
    panel = inside(view).get_by_role("region", name="PyTorch").inner_text()
    assert "top 1, bottom 1, left 1, right 1" in panel


def test_pytorch_that_differs_or_refuses(view):
    view.show("padding=same&kernel=3&frameworks=both&pytorch_padding=0")
    assert verdict(view) == "Different sizes: 3 × 3 in TensorFlow, 2 × 2 in PyTorch."
    view.show("operation=max&kernel=2&frameworks=both&pytorch_padding=2")
    assert verdict(view) == "PyTorch refuses this: a pool's p may be at most k / 2."
    view.show("operation=average&kernel=2&stride=1&frameworks=both&pytorch_padding=1")
    assert reading(view, "PyTorch").endswith("It divides by 4.")


def some_states():
    """A sample of all operations and paddings that has every kind of code."""
    pick = random.Random(0)
    modes = ("valid", "same", "causal", "explicit")
    for operation in ("conv", "transposed", "max", "average"):
        for padding, _ in product(modes, range(12)):
            yield {
                "operation": operation,
                "padding": padding,
                "height": pick.choice([1, pick.randint(2, 8)]),
                "width": pick.randint(1, 8),
                "kernel": pick.randint(1, 4),
                "stride": pick.randint(1, 3),
                "dilation": pick.choice([1, 1, 2, 3]),
                "before": pick.randint(0, 3),
                "after": pick.randint(0, 3),
                "output_padding": pick.choice([-1, -1, 0, 1]),
            }


SET = """state => {
  const find = (rest) => document.querySelector(`.pe [name=${rest}`);
  for (const [name, value] of Object.entries(state)) {
    const radio = find(`${name}][value="${value}"]`);
    if (radio && radio.type === "radio") radio.click();
    else {
      const input = find(`${name}]`);
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  window.copied = null;
  document.querySelector(".pe button").click();
  return [copied, document.querySelector(".pe figure:last-child b")?.textContent];
}"""
STUB = "navigator.clipboard.writeText = async (text) => { window.copied = text; }"
RUN = """
import contextlib, io, json, sys
for code in json.load(sys.stdin):
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(compile(code, code, "exec"), {})
    print(shown.getvalue().strip())
"""


def test_copied_code_makes_the_shape_that_is_shown(view):
    view.show()
    view.evaluate(STUB)
    copied = [view.evaluate(SET, state) for state in some_states()]
    copied = [(code, size) for code, size in copied if code]

    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps([code for code, _ in copied]),
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    printed = done.stdout.splitlines()
    for (code, size), shape in zip(copied, printed, strict=True):
        assert shape == f"(1, {size.replace(' × ', ', ')}, 1)", code
    everything = "".join(code for code, _ in copied)
    for name in (
        *("Conv1D(", "Conv2D(", "Conv1DTranspose(", "Conv2DTranspose("),
        *("MaxPooling1D(", "AveragePooling2D(", "ZeroPadding1D(", "ZeroPadding2D("),
        *("dilation_rate=2", "output_padding=1", '"causal"', '"same"', '"valid"'),
    ):
        assert name in everything


def test_copies_to_the_clipboard(view, address):
    view.context.grant_permissions(["clipboard-read", "clipboard-write"])
    view.show()

    inside(view).get_by_role("button", name="Copy as Keras code").click()

    inside(view).get_by_text("Copied.").wait_for()
    text = view.evaluate("navigator.clipboard.readText()")
    assert "layers.Conv2D(" in text
    assert text == view.locator(".pe pre").text_content()


@pytest.mark.parametrize("operation", ["conv", "transposed"])
def test_has_no_code_where_keras_refuses(view, operation):
    view.show(f"operation={operation}&dilation=2&height=9&width=9")

    assert "→" in verdict(view)
    assert "Keras refuses" in view.locator(".pe-notes").inner_text()
    assert view.locator(".pe pre").is_hidden()
    assert inside(view).get_by_role("button", name="Copy as Keras code").is_disabled()


def test_weighs_little(site):
    files = list((site / "assets").glob("padding-*.*"))
    assert {file.suffix for file in files} == {".js", ".css"}
    weights = [len(gzip.compress(file.read_bytes(), 9)) for file in files]
    assert sum(weights) <= LIMIT


@pytest.mark.parametrize("page", PAGES, ids=by_url)
def test_is_loaded_only_where_it_is(page, chromium, address):
    tab = chromium.new_page()
    requests = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(address + url(page))
    tab.wait_for_load_state("networkidle")

    loaded = any("assets/padding-" in request for request in requests)
    assert loaded == (tab.locator(".padding-explorer").count() == 1)
    assert loaded == (url(page) == PAGE)
    tab.close()


def answer(route, site):
    """Answers from the site: Material navigates instantly on usual ports only."""
    path = route.request.url.removeprefix(HOST).partition("?")[0]
    file = site / path / "index.html" if path[-1:] in ("", "/") else site / path
    route.fulfill(path=file)


def test_survives_instant_navigation(view, site):
    view.route(f"{HOST}**", lambda route: answer(route, site))
    view.goto(HOST)
    view.wait_for_load_state("networkidle")
    view.evaluate("window.stays = true")

    view.get_by_role("link", name="Notes on padding").first.click()
    inside(view).get_by_role("slider", name="Stride").press("ArrowRight")
    view.wait_for_function("() => location.search === '?stride=3'")
    view.get_by_role("link", name="Home").first.click()
    view.locator(".pe").wait_for(state="detached")
    view.go_back()
    view.locator(".pe-verdict").wait_for()

    assert view.evaluate("window.stays")
    assert view.locator(".pe").count() == 1
    assert inside(view).get_by_role("slider", name="Stride").input_value() == "3"
    view.evaluate(
        """() => document.querySelector("article").insertAdjacentHTML(
          "afterbegin", "<a href='?padding=same'>Padded</a>")"""
    )
    view.get_by_role("link", name="Padded").click()
    inside(view).get_by_text("5 × 5 → 3 × 3").wait_for()
    assert view.evaluate("window.stays")


def test_motion_is_reduced_where_it_is_asked(chromium, address):
    for wish, seconds in (("no-preference", "0.12s"), ("reduce", "0s")):
        page = chromium.new_page(reduced_motion=wish)
        open_state(page, address, "")
        duration = "e => getComputedStyle(e).transitionDuration"
        assert page.locator(".pe-window").evaluate(duration) == seconds
        page.close()


def test_without_javascript_the_static_figures_stay(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)

    figures = page.locator(".padding-explorer :is(svg, img)")
    assert figures.count() >= 1
    assert figures.first.is_visible()
    assert page.locator(".pe").count() == 0
    context.close()
