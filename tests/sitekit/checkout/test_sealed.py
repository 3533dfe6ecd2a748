"""An archive is whole, or it is not there."""

import errno
import io
import os
import zipfile
from pathlib import Path

import pytest

from sitekit.checkout import sealed

FILES = {"record.json": b"{}", "picture.webp": bytes(range(256)) * 40}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "record.zip"
    sealed.write(path, FILES)
    assert sealed.read(path) == FILES
    assert [file.name for file in path.parent.iterdir()] == ["record.zip"]


def test_a_missing_archive_is_absent(tmp_path: Path) -> None:
    assert sealed.read(tmp_path / "record.zip") is None
    assert sealed.read(tmp_path) is None


@pytest.mark.parametrize("left", [0, 1, 31, 32, 33, 0.5, -1])
def test_a_truncated_archive_is_absent(tmp_path: Path, left: float) -> None:
    path = tmp_path / "record.zip"
    sealed.write(path, FILES)
    data = path.read_bytes()
    size = int(left * len(data)) if left == 0.5 else int(left)
    path.write_bytes(data[:size])
    assert sealed.read(path) is None


def test_a_changed_byte_makes_it_absent(tmp_path: Path) -> None:
    path = tmp_path / "record.zip"
    sealed.write(path, FILES)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert sealed.read(path) is None


def test_an_archive_of_somebody_else_is_absent(tmp_path: Path) -> None:
    foreign = io.BytesIO()
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("record.json", b"{}")
    path = tmp_path / "record.zip"
    path.write_bytes(foreign.getvalue())
    assert sealed.read(path) is None


def fail(*arguments: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "record.zip"
    sealed.write(path, FILES)
    monkeypatch.setattr(*((os, step) if step == "fsync" else (Path, step)), fail)
    with pytest.raises(OSError, match="No space left"):
        sealed.write(path, {"record.json": b"new"})
    assert sealed.read(path) == FILES
    assert [file.name for file in tmp_path.iterdir()] == ["record.zip"]


def test_a_half_written_archive_is_never_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the power failed between the last byte and the new name."""
    path = tmp_path / "record.zip"
    seen: list[object] = []
    replace = Path.replace

    def watched(source: Path, target: Path) -> Path:
        seen.append(sealed.read(path))
        seen.append(sealed.read(source))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", watched)
    sealed.write(path, FILES)
    assert seen == [None, FILES]
