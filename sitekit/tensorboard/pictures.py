"""Pictures of dashboards: cut from a screenshot, checked, and packed as WebP."""

import io
from dataclasses import dataclass

from PIL import Image

SCALE = 2
FEWEST_COLOURS = 24  # a dashboard with text in it has hundreds
QUALITY = 85


class PhotographFailed(Exception):
    """TensorBoard or the browser did not come to a finished picture."""


class NothingThere(Exception):
    """A dashboard says that it has not what was asked for."""


@dataclass(frozen=True)
class Picture:
    """A finished picture.

    Attributes:
        data: A WebP file.
        width: Its width in CSS pixels.
        height: Its height in CSS pixels.
    """

    data: bytes
    width: int
    height: int


def develop(png: bytes, box: tuple[int, int, int, int], lossless: bool) -> Picture:
    """Cuts a screenshot, and packs it as WebP.

    Raises:
        PhotographFailed: It is blank.
    """
    x, y, right, bottom = (SCALE * side for side in box)
    image = Image.open(io.BytesIO(png)).convert("RGB").crop((x, y, right, bottom))
    if image.getcolors(FEWEST_COLOURS) is not None:
        raise PhotographFailed("it is blank")
    packed = io.BytesIO()
    if lossless:
        image.save(packed, "webp", lossless=True, quality=70, method=3)
    else:
        image.save(packed, "webp", quality=QUALITY, method=4)
    return Picture(packed.getvalue(), box[2] - box[0], box[3] - box[1])
