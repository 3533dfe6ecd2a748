"""TensorBoard's own files, made ready for a site without a server."""

import re

import pytest

from sitekit.tensorboard.dashboards import Dashboard
from sitekit.tensorboard.frozen import front_end
from sitekit.tensorboard.frozen.front_end import PLACE


def test_the_scripts_stand_ahead_of_everything_in_both_pages():
    for name, root in (
        ("index.html", "./"),
        ("data/plugin/projector/projector_binary.html", "../../../"),
    ):
        page = front_end.files()[f"{PLACE}/{name}"].decode()
        scripts = re.findall(r'<script src="([^"]*)"', page)
        assert scripts[: len(front_end.SCRIPTS)] == [
            f"{root}{one}" for one in front_end.SCRIPTS
        ]
        assert f'<meta name="tb-relative-root" content="{root}">' in page
        assert "url(/" not in page
        for font in re.findall(r"url\((\S*?\.woff2)\)", page):
            assert f"{PLACE}/{font.removeprefix(root)}" in front_end.files()


def test_the_licences_go_with_it():
    for name in ("LICENSE", "font-roboto/LICENSE"):
        assert b"Apache License" in front_end.files()[f"{PLACE}/{name}"]


def test_the_debugger_is_left_out():
    assert not [name for name in front_end.files() if "tf-imports" in name]
    assert sum(map(len, front_end.files().values())) < 10_000_000


def test_another_beginning_of_tensorboards_page_is_told():
    with pytest.raises(ValueError, match="another way"):
        front_end._shimmed("<html></html>", "./")


@pytest.mark.parametrize(
    ("name", "log"),
    [
        ("tensorboard-0a1b2c.json", "0a1b2c"),
        ("tensorboard-0a1b2c-12.png", "0a1b2c"),
        ("scalars-3-0a1b2c-light.webp", None),
        ("tensorboard-ffffff.json", None),
    ],
)
def test_a_file_is_a_logs_or_a_pages(name, log):
    assert front_end.digest_of(name, {"0a1b2c"}) == log


def test_a_log_opens_as_its_picture_shows_it():
    dashboard = Dashboard({"dashboard": "scalars", "tags": "loss"}, is_frozen=True)
    address = front_end.address("0a1b2c", dashboard)
    assert address.startswith(f"{PLACE}/?log=0a1b2c&")
    assert "#scalars&tagFilter=loss" in address
    assert "darkMode" not in address
