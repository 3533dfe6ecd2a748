"""A frozen log shows what the running TensorBoard shows, and asks for nothing more."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from sitekit.tensorboard.freeze import freeze, tag_pattern
from sitekit.tensorboard.recording import NotFrozen
from tests.patience import wait_until

HERE = Path(__file__).parent
SHOWN = (HERE / "shown.js").read_text("utf-8")
FIT = "[title='Fit domain to data']"
CLICK = "all => all.forEach(one => one.click())"
VIEW = {"width": 1280, "height": 1000}
# A chart measures its labels once: in the running copy, too, with the right font.
FONTS_FIRST = """
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = async function (body) {
    const sizes = ["400 12px Roboto", "500 12px Roboto"];
    await Promise.all(sizes.map((font) => document.fonts.load(font)));
    send.call(this, body);
  };
"""
FETCH = """async ([method, path, type, body]) => {
  const bytes = Uint8Array.from(body);
  const received = new Response(bytes, { headers: { "Content-Type": type } });
  const form = type.startsWith("multipart");
  const sent = form ? await received.formData() : await received.text();
  const options = method === "POST" ? { method, body: sent } : {};
  const answer = await fetch(path, options);
  return [answer.status, Array.from(new Uint8Array(await answer.arrayBuffer()))];
}"""
# What the projector holds and draws: vectors, labels, and their places on the screen.
POINTS = """() => {
  const below = function* (root) {
    for (const element of root.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* below(element.shadowRoot);
      if (element.contentDocument) yield* below(element.contentDocument);
    }
  };
  const found = [...below(document)].find((one) => one.localName === "vz-projector");
  return found.dataSet.points.map(({ vector, metadata, projections }) => {
    const places = [0, 1, 2].map((axis) => projections[`pca-${axis}`]);
    return { vector: [...vector], metadata, places };
  });
}"""
# What a dashboard must show before it counts: so many curves, pictures; this text.
DASHBOARDS = {
    "timeseries": (30, 0, "run_9"),
    "scalars": (10, 0, "accuracy"),
    "custom_scalars": (20, 0, "both losses"),
    "images": (0, 6, "step 3"),
    "audio": (0, 1, "tone"),
    "distributions": (10, 0, "weights"),
    "histograms": (8, 0, "weights"),
    "text": (0, 0, "Step 3"),
    "pr_curves": (2, 0, "run_1 is at"),
    "hparams": (0, 0, "0.79471"),
    "projector": (0, 0, "Total variance described"),
}
TEXTS = {name: text for name, (_, _, text) in DASHBOARDS.items()}


def are_same(one, other):
    """Whether two pages show the same: curves to a pixel, everything else exactly.

    Plottable lays out an axis by what it measures, some 0.06 pixels one way or the
    other. In which order curves are drawn depends on the order of the answers.
    """
    if any(one[part] != other[part] for part in ("text", "pictures", "inputs")):
        return False
    left = [parts(path) for path in other["paths"]]
    for path, numbers in map(parts, one["paths"]):
        for at, (shape, others) in enumerate(left):
            if shape == path and others == pytest.approx(numbers, abs=1):
                del left[at]
                break
        else:
            return False
    return left == []


def parts(path):
    """A curve without its numbers, and its numbers."""
    number = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
    return re.sub(number, "#", path or ""), [
        *map(float, re.findall(number, path or ""))
    ]


class Pair:
    """The running TensorBoard and its frozen copy, side by side in one browser."""

    def __init__(self, context, live, frozen):
        self.live, self.frozen = context.new_page(), context.new_page()
        self.addresses = {self.live: f"{live}/?", self.frozen: f"{frozen}&"}
        self.errors, self.foreign, self.asked = [], [], []
        self.under_way = set()
        for page in self.addresses:
            page.on("request", lambda one: self.under_way.add(one))
            page.on("requestfinished", lambda one: self.under_way.discard(one))
            page.on("requestfailed", lambda one: self.under_way.discard(one))
        self.live.add_init_script(FONTS_FIRST)
        self.live.on("request", self.note_question)
        self.frozen.on("console", self.note_error)
        self.frozen.on("request", self.note_foreign)

    def note_question(self, request):
        path = re.sub(r"^http://[^/]*/", "", request.url)
        is_data = path.startswith(("data/", "experiment/"))
        if is_data and not path.split("?")[0].endswith((".js", ".html")):
            self.asked.append(request)

    def note_error(self, message):
        if message.type == "error" and "attribute d:" not in message.text:
            self.errors.append(message.text)

    def note_foreign(self, request):
        own = self.addresses[self.frozen].split("/some/")[0]
        if not request.url.startswith((own, "data:", "blob:")):
            self.foreign.append(request.url)

    def open(self, dashboard, query="forceSVG=true&darkMode=false"):
        for page, address in self.addresses.items():
            page.goto(f"{address}{query}#{dashboard}")

    def each(self, do):
        """Does something in both."""
        for page in (self.live, self.frozen):
            do(page)

    def show_the_same(
        self, paths=0, pictures=0, text="", holds=lambda shown: True, fitted=False
    ):
        """Waits until both show the same and change no more; returns it."""
        looks = [({}, {})] * 2

        def they_do():
            if fitted:
                self.each(lambda page: page.eval_on_selector_all(FIT, CLICK))
            one, other = (page.evaluate(SHOWN) for page in (self.live, self.frozen))
            looks.append((one, other))
            enough = (
                len(one["paths"]) >= paths
                and len(one["pictures"]) >= pictures
                and text in " ".join(one["text"])
            )
            at_rest = one == looks[-2][0] == looks[-3][0] and not self.under_way
            return enough and at_rest and holds(one) and are_same(one, other)

        try:
            wait_until(they_do)
        except AssertionError:
            one, other = looks[-1]
            for part in one:
                assert other[part] == one[part]
            raise AssertionError(f"neither comes to rest: {one['text']}") from None
        return looks[-1][0]


@pytest.fixture
def pair(chromium, live, frozen):
    context = chromium.new_context(
        viewport=VIEW, reduced_motion="reduce", locale="en-GB", timezone_id="UTC"
    )
    made = Pair(context, live, frozen)
    yield made
    assert_answered(made)
    context.close()


def assert_answered(pair):
    """What was asked of the running TensorBoard, the frozen copy answers alike."""
    assert pair.errors == []
    assert pair.foreign == []
    for request in pair.asked:
        path = re.sub(r"^http://[^/]*/", "", request.url)
        if path.endswith(("data/environment", "data/plugins_listing")):
            continue
        body = request.post_data_buffer or b""
        kind = request.headers.get("content-type", "")
        asking = urllib.request.Request(
            request.url, body or None, method=request.method
        )
        if kind:
            asking.add_header("Content-Type", kind)
        try:
            with urllib.request.urlopen(asking) as response:
                wanted = response.read()
        except urllib.error.HTTPError:
            assert "conceptual=false" in path  # answered with the Keras graph instead
            continue
        question = [request.method, path, kind, list(body)]
        status, found = pair.frozen.evaluate(FETCH, question)
        assert status == 200, path
        found = bytes(found)
        if wanted[:1] in (b"{", b"["):
            found, wanted = json.loads(found), json.loads(wanted)
        assert found == wanted, path
    assert pair.errors == []


def test_freezing_leaves_this_machine_out(assets, live, tmp_path_factory):
    digest, files = assets
    text = files[f"tensorboard-{digest}.json"].decode()
    assert live.removeprefix("http://") not in text
    assert str(tmp_path_factory.getbasetemp()) not in text
    assert len(files) > 20
    assert all(name.startswith(f"tensorboard-{digest}") for name in files)


def test_the_same_log_freezes_to_the_same_bytes(assets, live):
    digest, files = assets
    assert freeze(live, "Frozen") == (digest, files)


def test_a_server_that_is_gone_is_told():
    with pytest.raises(NotFrozen, match="does not answer"):
        freeze("http://127.0.0.1:9", "Frozen")


@pytest.mark.parametrize("dashboard", DASHBOARDS)
def test_every_dashboard_shows_what_the_running_one_shows(pair, dashboard):
    pair.open(dashboard)
    paths, pictures, text = DASHBOARDS[dashboard]
    pair.show_the_same(paths, pictures, text)


def test_graphs_have_the_same_nodes(pair):
    pair.open("graphs")
    # Keras' graph at once, and not the error that there is no op graph.
    pair.frozen.wait_for_selector("tf-graph-scene g.node")
    assert "Malformed" not in " ".join(pair.frozen.evaluate(SHOWN)["text"])
    pair.each(lambda page: page.get_by_text("Conceptual graph").click())
    assert_same_nodes(pair)
    for run in ("run_0", "run_1"):
        pair.each(lambda page, run=run: choose_run(page, run))
        assert_same_nodes(pair)


def test_a_node_that_is_expanded_has_the_same_nodes_inside(pair):
    pair.open("graphs")
    pair.frozen.wait_for_selector("tf-graph-scene g.node")
    pair.each(lambda page: page.get_by_text("Conceptual graph").click())
    pair.each(lambda page: choose_run(page, "run_0"))
    pair.each(lambda page: node(page, "dense").wait_for())
    assert_same_nodes(pair)
    before = set(nodes(pair.live))
    pair.each(lambda page: node(page, "dense").dblclick())
    pair.each(lambda page: node(page, "dense/MatMul").wait_for())
    # A scene that two clicks have moved hides its title: how far depends on their pace.
    pair.each(lambda page: page.get_by_text("Fit to screen").click())
    assert_same_nodes(pair)
    assert {"dense/Relu", "dense/add"} <= set(nodes(pair.live)) - before


def node(page, name):
    return page.locator(f'tf-graph-scene g.node[data-name="{name}"]')


def test_the_projector_has_the_same_points(pair):
    pair.open("projector")
    pair.show_the_same(*DASHBOARDS["projector"])
    points, others = (page.evaluate(POINTS) for page in (pair.live, pair.frozen))
    assert others == points
    assert len(points) == 60
    assert points[7]["metadata"] == {"label": "point 7", "group": 1}
    assert all(None not in point["places"] for point in points)


def test_every_dashboard_opens_by_a_click_on_its_tab(pair):
    pair.open("timeseries")
    pair.show_the_same(*DASHBOARDS["timeseries"])
    tabs = [
        page.locator(".active-plugin-list [role=tab]")
        for page in (pair.live, pair.frozen)
    ]
    names = [tab.all_inner_texts() for tab in tabs]
    assert names[1] == [name for name in names[0] if name in names[1]]
    assert len(names[1]) == len(DASHBOARDS) + 1  # graphs have a test of their own
    for number, name in enumerate(names[1]):
        # TensorBoard listens inside of the tab, which may be scrolled out of sight.
        tabs[1].nth(number).locator(".plugin-name").dispatch_event("click")
        pair.frozen.wait_for_function(
            "name => location.hash.replaceAll('_', '').startsWith(`#${name}`)",
            arg=name.lower().replace(" ", ""),
        )
        dashboard = (
            pair.frozen.evaluate("location.hash").removeprefix("#").split("&")[0]
        )
        wait_for(pair.frozen, {**TEXTS, "graphs": "Graph type"}[dashboard])
    # A frozen copy lists no dashboard that has nothing to show.
    assert pair.frozen.get_by_text("Inactive").count() == 0


def wait_for(page, text):
    def it_appears():
        return text in " ".join(page.evaluate(SHOWN)["text"])

    wait_until(it_appears, f"{text} does not appear")


def test_all_tabs_are_in_sight(pair):
    pair.open("timeseries")
    pair.show_the_same(*DASHBOARDS["timeseries"])
    pair.frozen.set_viewport_size({"width": 1400, "height": 800})
    tabs = pair.frozen.locator(".active-plugin-list [role=tab]")
    end = tabs.last.bounding_box()
    menu = pair.frozen.locator("app-header-dark-mode-toggle").bounding_box()
    assert tabs.first.bounding_box()["x"] > 100
    assert end["x"] + end["width"] <= menu["x"]


def choose_run(page, run):
    menu = page.locator("tf-graph-controls paper-dropdown-menu").first
    menu.click()
    menu.locator("paper-item", has_text=run).first.click()


def assert_same_nodes(pair):
    pair.show_the_same(1)
    found = [nodes(page) for page in (pair.live, pair.frozen)]
    assert found[0] == found[1]
    assert found[0]


def nodes(page):
    return page.eval_on_selector_all(
        "tf-graph-scene g.node", "all => all.map(one => one.dataset.name).sort()"
    )


def test_a_curve_has_the_same_values_under_the_pointer(pair):
    pair.open("scalars")
    pair.show_the_same(*DASHBOARDS["scalars"])
    pair.each(lambda page: page.locator("vz-line-chart2").first.hover())
    pair.show_the_same(
        text="Smoothed",
        # In the list, and under the pointer.
        holds=lambda shown: shown["text"].count("run_4") >= 2,
    )


def test_time_series_have_the_same_values_under_the_pointer(pair):
    pair.open("timeseries")
    pair.show_the_same(*DASHBOARDS["timeseries"])
    pair.each(lambda page: page.locator("scalar-card line-chart").first.hover())
    pair.show_the_same(text="run_4")


@pytest.mark.parametrize(
    ("dashboard", "text"), [("custom_scalars", "Smoothed"), ("pr_curves", "Precision")]
)
def test_other_charts_have_the_same_values_under_the_pointer(pair, dashboard, text):
    pair.open(dashboard)
    pair.show_the_same(*DASHBOARDS[dashboard])
    pair.each(lambda page: page.locator("vz-line-chart2").first.hover())
    pair.show_the_same(text=text)


def test_hparams_filter_and_sort_to_the_same_rows(pair):
    pair.open("hparams")
    pair.show_the_same(text="0.79471")
    pair.each(lambda page: page.get_by_text("sgd", exact=True).first.click())
    pair.show_the_same(text="Number of matching session groups: 5")
    pair.each(lambda page: choose(page, "Sort by", "Accuracy"))
    pair.each(lambda page: choose(page, "Direction", "Ascending"))
    found = "Number of matching session groups: 5"
    pair.show_the_same(text=found, holds=lambda shown: trials(shown) == "86420")


def trials(shown):
    """The trials in the order of their rows."""
    runs = [text for text in shown["text"] if re.fullmatch(r"trial_\d|run_\d", text)]
    return "".join(run[-1] for run in runs)


def choose(page, menu, item):
    """Chooses an item of a drop-down menu."""
    found = page.locator(f'paper-dropdown-menu[label="{menu}"]').first
    found.click()
    found.locator("paper-item", has_text=item).first.click()


@pytest.mark.parametrize(
    "view", ["Parallel Coordinates View", "Scatter Plot Matrix View"]
)
def test_hparams_draw_the_same(pair, view):
    pair.open("hparams")
    pair.show_the_same(text="0.79471")
    pair.each(lambda page: page.get_by_text(view, exact=False).first.click())
    pair.show_the_same(10)


def test_text_can_be_shown_without_markdown(pair):
    pair.open("text")
    pair.show_the_same(text="Step 3")
    pair.each(lambda page: page.get_by_text("Enable Markdown").click())
    pair.show_the_same(text="# Step 3")


def test_runs_can_be_chosen(pair):
    pair.open("scalars")
    pair.show_the_same(*DASHBOARDS["scalars"])
    pair.each(
        lambda page: page.locator("tf-runs-selector input").first.fill("run_[12]")
    )
    # Whether a chart fits its axes to fewer runs depends on when which data came.
    fewer = {"holds": lambda shown: "run_4" not in shown["text"], "fitted": True}
    pair.show_the_same(2, **fewer)


def test_data_can_be_downloaded(pair):
    pair.open("scalars")
    pair.show_the_same(*DASHBOARDS["scalars"])
    page = pair.frozen
    page.get_by_text("Show data download links").click()
    page.locator("tf-downloader paper-dropdown-menu").first.click()
    page.locator("tf-downloader paper-item").first.click()
    with page.expect_download() as download:
        page.locator("tf-downloader a", has_text="CSV").first.click()
    lines = Path(download.value.path()).read_text().splitlines()
    assert lines[0] == "Wall time,Step,Value"
    assert len(lines) == 21


def test_what_was_not_recorded_is_told(pair):
    pair.open("scalars")
    question = ["GET", "data/plugin/scalars/scalars?run=run_0&tag=no", "", []]
    assert pair.frozen.evaluate(FETCH, question)[0] == 404
    assert [error for error in pair.errors if "UNANSWERED" in error]
    pair.errors.clear()


def test_the_theme_follows_and_the_address_keeps_the_log(pair, assets):
    pair.open("scalars")
    pair.show_the_same(*DASHBOARDS["scalars"])
    page = pair.frozen
    for theme in ("dark", "light", "dark"):
        page.evaluate("theme => window.postMessage({ theme })", theme)
        page.wait_for_function(
            "dark => document.body.classList.contains('dark-mode') === dark",
            arg=theme == "dark",
        )
    assert f"log={assets[0]}" in page.url
    page.reload()
    page.wait_for_selector("vz-line-chart2 svg .line", state="attached")


@pytest.mark.parametrize(
    ("chart", "pattern"),
    [
        ({"multiline": {"tag": ["loss"]}}, "loss"),
        ({"multiline": {"tag": ["loss", "a.*"]}}, "(loss)|(a.*)"),
        ({"multiline": {}}, ""),
        (
            {"margin": {"series": [{"value": "a.b", "lower": "l", "upper": "u"}]}},
            r"(a\.b)|(l)|(u)",
        ),
    ],
)
def test_a_chart_asks_for_its_tags_by_a_pattern(chart, pattern):
    assert tag_pattern(chart) == pattern
