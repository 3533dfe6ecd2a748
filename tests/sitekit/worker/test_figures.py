"""Figures take the reader's colours, and stand under the block that drew them."""

import base64
import io
import re

import numpy as np
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from sitekit.drawings import inline_svg
from sitekit.drawings.inline import narrowest
from tests.sitekit.miniature import Guide, Ran

RISING = """
```{.python alt="A line that rises"}
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot([1, 2], [3, 4], label="rise")
axes.plot([1, 2], [4, 3])
axes.set(title="Title", xlabel="Input")
axes.legend()
print("drawn")
```

```python
print(plt.get_fignums())
```
"""
FORMULA = r"""
```{.python alt="A formula as title"}
import matplotlib.pyplot as plt

plt.rcParams["mathtext.fontset"] = "cm"
figure, axes = plt.subplots()
axes.set_title(r"$\sum_{i} \alpha_i x_i^2 \geq \int_0^1 f$", size=14)
axes.set_xlabel("plain")
```
"""
TEXTS = [
    'label with id="x" and font-family: x;',
    "#010203 and #2a78b8 stay",
    "a <!-- comment --> and <metadata>text</metadata>",
    'style="font: bold 12px \'X\'" url(#a) href="#b"',
    "aria-labelledby=\"t\" &amp; ]]> <svg> 'quoted'",
    "data:image/png;base64,AAAA",
    "two  blanks and a bell\x07",
]
LABELS = f"""
```{{.python alt="Labels"}}
import matplotlib.pyplot as plt
plt.figure(figsize=(8, 6))
for number, text in enumerate({TEXTS!r}):
    plt.text(0, number / 8, text, parse_math=False)
plt.show()
```
"""
PAGES = {
    "rising": RISING,
    "rising-again": RISING + "\n",
    "image": """
```{.python alt="A grey square"}
import matplotlib.pyplot as plt
plt.imshow([[0, 1], [1, 0]], cmap="gray")
plt.show()
```
""",
    "photograph": """
```{.python alt="Noise on a ramp"}
import matplotlib.pyplot as plt
import numpy as np
ramp = np.linspace(0, 200, 160)[:, None, None] * np.ones((1, 160, 3))
noise = np.random.default_rng(0).integers(0, 30, ramp.shape)
pixels = (ramp + noise).astype("uint8")
plt.imshow(pixels, interpolation="none")
plt.show()
```
""",
    "shown": """
```{.python alt="Nothing"}
import matplotlib.pyplot as plt
print("before")
plt.figure()
plt.show()
print("after")
```
""",
    "saved": """
```{.python alt="Nothing"}
import matplotlib.pyplot as plt
plt.figure().savefig("figure.png")
open("figure.png", "rb").read(4)
```
""",
    "without-alt": RISING.replace('{.python alt="A line that rises"}', "python"),
    "two": """
Text.

```{.python alt="Two"}
import matplotlib.pyplot as plt
plt.figure()
plt.figure()
```
""",
    "formula": FORMULA,
    "labels": LABELS,
    "bold": """
```{.python alt="A bold title"}
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.set_title("Bold", weight="bold", style="italic")
axes.set_yscale("log")
axes.fill_between([1, 2], [3, 4], color="#2A78B8", hatch="/")
plt.text(1, 3, "code", family="monospace")
figure.savefig("own.svg")
own = open("own.svg").read()
axes.set_title("Bold", weight="bold", style="italic")
"tspan" in own and "10^" in own
```
""",
    "broken": RISING.replace('"Title"', r'r"$\unknown$"'),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    """All pages, run once: matplotlib is slow to import."""
    guide = Guide(tmp_path_factory.mktemp("figures"))
    guide.configure("matplotlib.pyplot")
    results = guide.run(*(guide.page(text, name) for name, text in PAGES.items()))
    return {name: results[f"docs/{name}.md"] for name in PAGES}


def svg(ran: Ran) -> str:
    (figure,) = [o for o in ran.outputs(0) if o["type"] == "figure"]
    return figure["data"]


def test_a_figure_follows_the_theme(ran: dict[str, Ran]) -> None:
    text = svg(ran["rising"])
    assert text.startswith("<svg")
    assert "var(--figure-1, #2a78b8)" in text
    assert "var(--figure-2, #d9822b)" in text
    # Neither black ink nor a white ground.
    colours = set(re.findall(r"(?:fill|stroke)\s*[:=]\s*\"?(#[0-9a-f]+|\w+)", text))
    assert {"currentColor", "none"} <= colours
    assert not {"#000000", "#000", "black", "#ffffff", "#fff", "white"} & colours
    # A text that names no colour would be black.
    texts = re.findall(r"<text[^>]*>", text)
    assert texts
    assert [t for t in texts if "fill: currentColor" not in t] == []


def test_text_in_a_figure_is_text_in_the_page_s_font(ran: dict[str, Ran]) -> None:
    text = svg(ran["rising"])
    assert re.findall(r">(Title|Input|rise)</text>", text) == ["Input", "Title", "rise"]
    assert "font-size: " in text
    assert "font-family" not in text


def test_a_figure_comes_after_what_was_printed_before_it(ran: dict[str, Ran]) -> None:
    assert [o["type"] for o in ran["rising"].outputs(0)] == ["stream", "figure"]
    types = [o["type"] for o in ran["shown"].outputs(0)]
    assert types == ["stream", "figure", "stream"]


def test_figures_are_closed_after_their_block(ran: dict[str, Ran]) -> None:
    assert ran["rising"].text(1) == "[]"


def test_the_same_figure_is_the_same_svg(ran: dict[str, Ran]) -> None:
    assert svg(ran["rising"]) == svg(ran["rising-again"])


def picture(ran: Ran) -> tuple[int, Image.Image]:
    """The picture within a figure, and how many bytes it takes."""
    (data,) = re.findall(r'"data:image/webp;base64,([^"]+)"', svg(ran))
    file = base64.b64decode(data)
    return len(file), Image.open(io.BytesIO(file)).convert("RGB")


def test_an_image_becomes_part_of_the_svg(ran: dict[str, Ran]) -> None:
    _, image = picture(ran["image"])
    assert {colour for _, colour in image.getcolors() or []} == {(0,) * 3, (255,) * 3}


def test_a_photograph_may_lose_a_little_to_be_light(ran: dict[str, Ran]) -> None:
    size, image = picture(ran["photograph"])
    assert image.size == (160, 160)
    assert size < 160 * 160 * 3 / 4  # as a PNG, it takes three quarters
    rows = np.asarray(image, float).mean(axis=(1, 2))
    assert np.allclose(rows, np.linspace(0, 200, 160) + 14.5, atol=3)


def test_a_figure_can_be_saved_as_readers_save_it(ran: dict[str, Ran]) -> None:
    value, figure = ran["saved"].outputs(0)
    assert value == {"type": "value", "text": r"b'\x89PNG'"}
    assert figure["form"] == "svg"


def test_a_figure_without_a_text_alternative_fails(ran: dict[str, Ran]) -> None:
    assert ran["without-alt"].statuses == ["failed", "not run"]
    assert ran["without-alt"].where == ("docs/without-alt.md", 1)
    assert "alt=" in ran["without-alt"].failure.repair


def test_two_figures_in_one_block_fail(ran: dict[str, Ran]) -> None:
    assert ran["two"].where == ("docs/two.md", 3)
    assert "draws 2 pictures" in ran["two"].failure.what


def test_a_figure_that_cannot_be_drawn_fails_its_block(ran: dict[str, Ran]) -> None:
    assert ran["broken"].where == ("docs/broken.md", 2)
    assert r"Unknown symbol: \unknown" in str(ran["broken"].failure)


def test_what_a_label_says_is_shown_as_it_is(ran: dict[str, Ran]) -> None:
    """In the figure, and when it is part of a page with others."""
    for text in (svg(ran["labels"]), inline_svg(svg(ran["labels"]), "b0", "Labels")):
        found = [one.text for one in BeautifulSoup(text, "html.parser")("text")]
        assert [one for one in found if not re.fullmatch(r"[\d.]+", one)] == [
            text.replace("\x07", "") for text in TEXTS
        ]


def test_a_formula_is_drawn_and_needs_no_font(ran: dict[str, Ran]) -> None:
    text = svg(ran["formula"])
    soup = BeautifulSoup(text, "html.parser")
    assert soup("tspan") == []
    assert "plain" in [one.text for one in soup("text")]
    assert "font-family" not in text
    # Each sign is a shape of its own in the colour of the text, in the fonts' order.
    (formula,) = soup.select('g[style="font-size: 14px"]')
    (inner,) = formula.select("g[style]")
    assert "fill: currentColor" in inner["style"]
    used = [one["xlink:href"] for one in formula.select("use")]
    shapes = {f"#{one['id']}" for one in soup.select("path[id], symbol[id]")}
    assert len(used) == 12
    assert set(used) <= shapes
    # It counts among the letters that have to be read on a phone.
    assert narrowest(re.sub(r"<text.*?</text>", "", text)) > 0


def test_a_title_keeps_its_weight_and_readers_files_their_text(
    ran: dict[str, Ran],
) -> None:
    text = svg(ran["bold"])
    (title,) = [
        one for one in BeautifulSoup(text, "html.parser")("text") if one.text == "Bold"
    ]
    assert "font-family: monospace" in text
    assert text.count("font-family") == 1
    declared = dict(part.split(": ") for part in title["style"].split("; "))
    assert declared["font-style"] == "italic"
    assert declared["font-weight"] in ("bold", "700")
    # What the page's own code saves is matplotlib's own.
    assert ran["bold"].outputs(0)[0]["text"] == "True"


def test_formulas_are_seen_as_they_are_meant(ran: dict[str, Ran], chromium) -> None:
    """With no font of theirs, they cover what matplotlib's own picture covers."""
    text = svg(ran["formula"])
    page = chromium.new_page(viewport={"width": 640, "height": 400})
    page.set_content(f'<body style="margin: 0; color: #000">{text}</body>')
    box = page.locator('g[style="font-size: 14px"]').bounding_box()
    shot = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("L")
    page.close()
    dark = np.asarray(shot) < 128
    # From its left to its right edge, and from the top to the foot of the integral.
    assert box["width"] > box["height"] > 30
    assert dark.any(axis=0).mean() > 0.7
    assert dark.any(axis=1).mean() > 0.9
