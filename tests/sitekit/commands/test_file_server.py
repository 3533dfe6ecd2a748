"""A folder is served on loopback, as long as it is asked for."""

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from sitekit.commands.file_server import served


def test_files_are_served_on_loopback_and_nothing_is_said(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("here")
    with served(tmp_path) as address:
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}a.txt") as answer:
            assert answer.read() == b"here"
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{address}b.txt")
    with pytest.raises(OSError):
        urllib.request.urlopen(f"{address}a.txt")
    assert capfd.readouterr().err == ""
