"""The README's picture is a page of the built site."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sitekit.commands import readme_picture
from sitekit.commands.file_server import served

PAGE = "<body style='margin: 0; background: #12ab34'><p>A page</p></body>"


@pytest.fixture
def one_browser(chromium: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Gives `take` the browser of all tests: there cannot be two at a time."""
    before = set(chromium.contexts)

    @contextmanager
    def launched() -> Iterator[object]:
        yield chromium

    monkeypatch.setattr(readme_picture.browser, "launched", launched)
    yield
    for context in set(chromium.contexts) - before:
        context.close()


@pytest.mark.usefixtures("one_browser")
def test_the_picture_is_of_the_page_as_it_was_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "site" / readme_picture.PAGE.partition("#")[0]
    page.mkdir(parents=True)
    (page / "index.html").write_text(PAGE)
    target = tmp_path / "docs" / "assets" / "readme.webp"
    target.parent.mkdir(parents=True)
    readme_picture.take(tmp_path)
    with Image.open(target) as image:
        width, height = readme_picture.WIDTH, readme_picture.HEIGHT
        assert image.size == (
            width * readme_picture.SCALE,
            height * readme_picture.SCALE,
        )
        red, green, blue = image.convert("RGB").getpixel((9, image.height - 9))
    assert max(abs(red - 0x12), abs(green - 0xAB), abs(blue - 0x34)) < 9
    assert "docs/assets/readme.webp" in capsys.readouterr().out


def test_a_folder_is_served_until_it_is_no_longer_needed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    with served(tmp_path) as address:
        answer = urllib.request.urlopen(address + "a.txt")
        assert answer.read() == b"text"
        answer.close()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address + "a.txt")
