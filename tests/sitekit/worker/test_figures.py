"""Figures take the reader's colours, and stand under the block that drew them."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

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
