"""In the dark, pictures and frozen copies can be read where TensorBoard's cannot."""

import io
from collections import Counter

import pytest
from PIL import Image

from sitekit.tensorboard import camera
from tests.patience import wait_until

SCALE = 2
TEXT, LINES = 4.5, 3.0  # WCAG's least contrasts


@pytest.fixture(params=["photographed", "frozen"])
def page(request, chromium):
    """A tab as the photographer opens it, and one of the frozen copy; its address."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 1200},
        device_scale_factor=SCALE,
        color_scheme="light",
        reduced_motion="reduce",
    )
    if request.param == "photographed":
        for script in camera.SCRIPTS:
            context.add_init_script(path=script)
        address = request.getfixturevalue("live") + "/?"
    else:
        address = request.getfixturevalue("frozen") + "&"
    page = context.new_page()
    page.show = lambda dashboard, dark=True: page.goto(
        f"{address}darkMode={str(dark).lower()}#{dashboard}"
    )
    yield page
    context.close()


def luminance(colour):
    shares = [part / 255 for part in colour]
    linear = [s / 12.92 if s < 0.04 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(page, box):
    """How many pixels of a box have which colour."""
    x, y, width, height = (SCALE * box[side] for side in ("x", "y", "width", "height"))
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    cut = image.crop((int(x), int(y), int(x + width) + 1, int(y + height) + 1))
    return Counter(cut.get_flattened_data())


def around(locator):
    """An element's box, and what lies around it: a straight line has no height."""
    box = locator.bounding_box()
    for side, more in (("x", -2), ("y", -2), ("width", 4), ("height", 4)):
        box[side] += more
    return box


def contrast(page, box):
    """The strongest contrast in a box to its ground, which is most of it."""
    found = colours(page, box)
    ((ground, _),) = found.most_common(1)
    return max(ratio(ground, colour) for colour in found)


def can_be_read(page, part, dark):
    """Whether a part has the ground of its theme, and stands out from it."""
    ((ground, _),) = colours(page, part.bounding_box()).most_common(1)
    has_its_ground = (luminance(ground) < 0.05) == dark
    return has_its_ground and contrast(page, part.bounding_box()) >= TEXT


def settled(page):
    """Waits until three screenshots are the same."""
    takes = [b"", b""]

    def it_rests():
        takes.append(page.screenshot())
        return takes[-1] == takes[-2] == takes[-3]

    wait_until(it_rests, "the page keeps changing")


def test_the_graph_can_be_read(page):
    page.show("graphs")
    page.get_by_text("Conceptual graph").click()
    menu = page.locator("tf-graph-controls paper-dropdown-menu").first
    menu.click()
    menu.locator("paper-item", has_text="run_0").first.click()
    page.locator("tf-graph-scene g.node[data-name=dense]").wait_for()
    settled(page)
    scene = page.locator("tf-graph-scene")
    node = scene.locator("g.node[data-name=dense]")
    titles = scene.locator("#title:visible").all()  # none while the graph is zoomed
    for text in (*titles, node.locator(".nodelabel").first):
        assert contrast(page, around(text)) >= TEXT
    for line in (scene.locator(".edgeline:visible"), node.locator(".nodecolortarget")):
        assert contrast(page, around(line.first)) >= LINES


def test_points_outshine_the_lines_behind_them(page):
    page.show("hparams")
    page.get_by_text("Scatter Plot Matrix View").first.click()
    plot = page.locator("tf-hparams-scatter-plot-matrix-plot")
    plot.locator("circle").first.wait_for()
    settled(page)
    tick = around(plot.locator(".tick line").first)
    between = tick | {"y": tick["y"] + 10, "height": 8}  # the frame and the points
    line = contrast(page, between)
    for number in (0, 4, 9):
        point = contrast(page, around(plot.locator("circle").nth(number)))
        assert point >= max(TEXT, 2 * line)
    link = page.locator("tf-hparams-query-pane a").first
    assert contrast(page, around(link)) >= TEXT


def test_the_projector_follows_the_theme(page):
    for dark in (False, True):
        page.goto("about:blank")
        page.show("projector", dark)
        frame = page.frame_locator("iframe").frame_locator("iframe")
        text = frame.locator("#total-variance")
        text.filter(has_text="Total variance described").wait_for()
        cloud = frame.locator("#scatter canvas").first
        for part in (text, cloud):
            wait_until(lambda part=part, dark=dark: can_be_read(page, part, dark))
