"""A PNG is a PNG, and an address of a picture holds the picture."""

import base64

import pytest

from sitekit.records.unsafe import PNG, Unsafe, is_picture, safe_png

pytestmark = pytest.mark.portable
DATA = base64.b64encode(PNG + b"\0" * 70).decode()


def test_a_png_is_left_as_it_is() -> None:
    assert safe_png(DATA) == DATA
    assert safe_png(f"{DATA[:40]}\n{DATA[40:]}\n") == DATA


@pytest.mark.parametrize(
    "data",
    ["", "x", '"><script>', base64.b64encode(b"\xff\xd8\xff").decode(), f'{DATA}"'],
)
def test_what_is_no_png_is_told(data: str) -> None:
    with pytest.raises(Unsafe) as caught:
        safe_png(data)
    assert caught.value.what == "is not a PNG"


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        (f"data:image/png;base64,{DATA}", True),
        (f"DATA:image/WebP;base64,{DATA}", True),
        ("data:image/svg+xml;base64,AA==", False),
        ("data:text/html;base64,AA==", False),
        ("data:image/png,<script>", False),
        ("data:image/png;base64,AA==#x", False),
        ("picture.png", False),
        ("", False),
    ],
)
def test_a_picture_holds_itself(address: str, is_one: bool) -> None:
    assert is_picture(address) is is_one
