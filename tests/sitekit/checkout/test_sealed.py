"""An archive is whole, or it is not there."""

import errno
import hashlib
import io
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sitekit.checkout import sealed
from sitekit.checkout.sealed import (
    after_failure,
    has_room,
    is_full,
    machine_failure,
    no_room,
)

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
    with pytest.raises(OSError, match="No space left") as caught:
        sealed.write(path, {"record.json": b"new"})
    assert caught.value.filename == str(path)
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


def seal(content: bytes) -> bytes:
    return content + hashlib.sha256(content).digest()


def zipped(**options: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", **options) as archive:  # type: ignore[call-overload]  # any
        archive.writestr("record.json", b"{}" * 99)
    return made.getvalue()


FORGED = {
    "empty": b"",
    "no archive": b"not an archive",
    "only the end of one": b"PK\5\6" + bytes(18),
    "damaged before it was sealed": zipped().replace(b"{}{}", b"{}{]", 1),
    "packed damage": zipped(compression=zipfile.ZIP_DEFLATED).replace(
        zipped(compression=zipfile.ZIP_DEFLATED)[41:44], b"\xff\xff\xff", 1
    ),
    "locked": zipped().replace(b"PK\1\2\x14\x03\x14\0\0", b"PK\1\2\x14\x03\x14\0\1"),
    "packed in an unknown way": zipped().replace(
        b"PK\1\2\x14\x03\x14\0\0\0\0\0", b"PK\1\2\x14\x03\x14\0\0\0\x63\0"
    ),
}


@pytest.mark.parametrize("case", FORGED)
def test_what_is_sealed_and_no_archive_is_absent(tmp_path: Path, case: str) -> None:
    path = tmp_path / "record.zip"
    path.write_bytes(seal(FORGED[case]))
    assert sealed.read(path) in (None, {})
    path.write_bytes(seal(zipped()))
    assert sealed.read(path) == {"record.json": b"{}" * 99}


STANDS_THERE: dict[str, Callable[[Path], object]] = {
    "a folder": lambda path: (path / "deep").mkdir(parents=True),
    "a link to itself": lambda path: path.symlink_to(path),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a link to a folder": lambda path: path.symlink_to(path.parent.parent),
    "a link to a file": lambda path: path.symlink_to(__file__),
    "a pipe that nobody writes": os.mkfifo,
    "an empty file": Path.touch,
}


@pytest.mark.parametrize("case", STANDS_THERE)
def test_whatever_stands_there_is_absent_and_replaced(
    tmp_path: Path, case: str
) -> None:
    path = tmp_path / "archives/record.zip"
    path.parent.mkdir()
    STANDS_THERE[case](path)
    assert sealed.read(path) is None
    sealed.write(path, FILES)
    assert sealed.read(path) == FILES
    assert [file.name for file in path.parent.iterdir()] == ["record.zip"]
    assert "archive of somebody" in Path(__file__).read_text()


@pytest.mark.parametrize("case", STANDS_THERE)
def test_whatever_stands_there_is_deleted(tmp_path: Path, case: str) -> None:
    path = tmp_path / "archives/record.zip"
    path.parent.mkdir()
    STANDS_THERE[case](path)
    sealed.delete(path)
    sealed.delete(path)
    assert list(path.parent.iterdir()) == []
    assert tmp_path.is_dir()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_who_has_a_full_disk_is_told_to_make_room(number: int) -> None:
    error = OSError(number, "It is full", "a", None, "b")
    assert is_full(error)
    assert machine_failure(error, "c") == (
        "b: It is full\n    fix: make room on that disk, and run it again: nox -s site"
    )
    assert machine_failure(OSError(number, "It is full", "a"), "c").startswith("a: ")
    assert machine_failure(OSError(number, "It is full"), "c").startswith("c: ")


def test_any_other_failure_is_worth_another_try() -> None:
    error = PermissionError(errno.EACCES, "Permission denied", "a")
    assert not is_full(error)
    assert not is_full(KeyError())
    assert after_failure(error) == "run it again: nox -s site"


def test_a_disk_without_room_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert has_room(tmp_path)
    usage = shutil.disk_usage(tmp_path)
    for free, wanted in ((0, False), (4096, False), (1 << 20, True)):
        monkeypatch.setattr(
            shutil, "disk_usage", lambda _, free=free: usage._replace(free=free)
        )
        assert has_room(tmp_path) == wanted
    assert is_full(no_room(tmp_path))
    assert machine_failure(no_room(tmp_path), "").startswith(str(tmp_path))
