"""Pictures are cut to the pixel, and a blank one is none."""

import io

import pytest
from PIL import Image, ImageDraw

from sitekit.tensorboard.pictures import SCALE, PhotographFailed, develop

pytestmark = pytest.mark.portable


def png(blank: bool = False) -> bytes:
    """A screenshot of 100 by 80 CSS pixels with many colours, or with one."""
    image = Image.new("RGB", (100 * SCALE, 80 * SCALE), "white")
    if not blank:
        pen = ImageDraw.Draw(image)
        for x in range(image.width):
            pen.line([(x, 0), (x, image.height)], fill=(x, 255 - x, 128))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("lossless", [True, False])
def test_a_picture_is_cut_in_css_pixels(lossless: bool) -> None:
    made = develop(png(), (10, 20, 60, 70), lossless)
    assert (made.width, made.height) == (50, 50)
    image = Image.open(io.BytesIO(made.data))
    assert (image.format, image.size) == ("WEBP", (50 * SCALE, 50 * SCALE))


def test_few_colours_are_kept_to_the_pixel() -> None:
    made = develop(png(), (0, 0, 100, 80), lossless=True)
    image = Image.open(io.BytesIO(made.data)).convert("RGB")
    assert image.tobytes() == Image.open(io.BytesIO(png())).convert("RGB").tobytes()


def test_a_blank_picture_is_refused() -> None:
    with pytest.raises(PhotographFailed, match="it is blank"):
        develop(png(blank=True), (0, 0, 100, 80), lossless=True)
