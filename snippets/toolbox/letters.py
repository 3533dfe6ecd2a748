"""Pictures of letters: a second set of small images, without a download."""

from pathlib import Path

import matplotlib
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

FONTS = (
    "DejaVu*",
    "STIXGeneral*",
    "cmr10*",
    "cmss10*",
    "cmtt10*",
    "cmb10*",
)


def letters(
    names: str, count: int, seed: int = 0, size: int = 8
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Draws letters in Matplotlib's fonts, a little turned, with noise.

    Args:
        names: The letters to draw from.
        count: How many pictures.
        seed: What chance begins with.
        size: Their height and width.

    Returns:
        The pictures, from 0 to 1, and their letters' positions in `names`.
    """
    random = np.random.default_rng(seed)
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    files = sorted(
        path for font in FONTS for path in folder.glob(f"{font}.ttf")
    )
    fonts = [ImageFont.truetype(str(path), 40) for path in files]
    labels = random.integers(0, len(names), count)
    pictures = []
    for label in labels:
        sheet = Image.new("L", (80, 80))
        font = fonts[random.integers(len(fonts))]
        ImageDraw.Draw(sheet).text((40, 40), names[label], 255, font, "mm")
        sheet = sheet.rotate(
            random.uniform(-15, 15), Image.Resampling.BILINEAR
        )
        sheet = sheet.crop(sheet.getbbox()).resize((size, size))
        pictures.append(np.asarray(sheet, "float32") / 255)
    images = np.stack(pictures) + random.normal(0, 0.1, (count, size, size))
    return images.clip(0, 1).astype("float32"), labels
