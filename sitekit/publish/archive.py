"""The whole site as one file, to be read where there is no internet."""

import io
import re
import zipfile
from pathlib import Path

from sitekit.checkout import Problem
from sitekit.publish import llms

NAME = "tensorflow-study-guide.zip"
FOLDER = "tensorflow-study-guide"
HOME = "index.html"
# What the home page says of the archive stands between these two, and not in it.
PLACE = re.compile(r"(?<=<!-- archive -->).*?(?=<!-- /archive -->)", re.DOTALL)
OFFER = """
<p>
  Take it with you: <a href="{name}" download>the whole guide to read offline</a>
  ({size:.1f} MB), or all pages <a href="{text}">as one text</a>.
</p>
"""
DATE = (1980, 1, 1, 0, 0, 0)  # the first that an archive can hold
README = """\
The TensorFlow Study Guide, to be read offline.

Browsers show all of it only when it comes from a server. Type in this folder:

    python3 -m http.server --bind 127.0.0.1 8000

and open http://127.0.0.1:8000/
"""

PACKED = (".png", ".webp", ".woff2")  # compressed already


def pack(site: Path) -> bytes:
    """Puts a site into an archive: the same site, the same bytes.

    Args:
        site: The folder of the built site. An archive in it is left out.
    """
    files = {
        file.relative_to(site).as_posix(): file
        for file in site.rglob("*")
        if file.is_file()
    }
    files.pop(NAME, None)
    contents = io.BytesIO()
    with zipfile.ZipFile(contents, "w") as archive:
        _add(archive, "README.txt", README.encode())
        for name in sorted(files):
            data = files[name].read_bytes()
            if name == HOME:
                data = PLACE.sub("", data.decode()).encode()
            _add(archive, name, data)
    return contents.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(f"{FOLDER}/{name}", DATE)
    entry.create_system = 3  # on every system the same: Unix
    entry.external_attr = 0o644 << 16
    is_packed = name.endswith(PACKED)
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


def publish(site: Path) -> None:
    """Adds the archive to the built site, and the offer of it to the home page.

    Raises:
        Problem: The site has no home page.
    """
    home = site / HOME
    if not home.is_file():
        raise Problem(
            "docs/index.md", 1, "the site has no home page", "create this page"
        )
    data = pack(site)
    (site / NAME).write_bytes(data)
    offer = OFFER.format(name=NAME, size=len(data) / 1e6, text=llms.FULL)
    home.write_text(PLACE.sub(offer, home.read_text("utf-8")), "utf-8")
