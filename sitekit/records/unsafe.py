"""What is wrong with an output that could come alive, and what a picture is."""

import base64
import binascii
import re

PICTURE = re.compile(
    r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE
)
PNG = b"\x89PNG\r\n\x1a\n"


class Unsafe(Exception):
    """An output has something in it that no page may show.

    Args:
        what: What it has, as in "has a <script> element".
        repair: What fixes it.
    """

    def __init__(self, what: str, repair: str) -> None:
        super().__init__(what, repair)
        self.what = what
        self.repair = repair


def is_picture(address: str) -> bool:
    """Whether an address holds the picture itself, in a form that only is drawn."""
    return bool(PICTURE.fullmatch(address))


def safe_png(data: str) -> str:
    """The Base64 of a PNG.

    Raises:
        Unsafe: It is something else.
    """
    try:
        png = base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        png = b""
    if not png.startswith(PNG):
        raise Unsafe("is not a PNG", "give the bytes of a PNG, or their Base64")
    return base64.b64encode(png).decode()
