"""Files that are whole or absent: written at one stroke, sealed with a digest.

And what to tell of one that could not be written, as on a full disk.
"""

import errno
import hashlib
import io
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

SEAL = hashlib.sha256().digest_size  # an archive ends with the digest of itself

AGAIN = "run it again: nox -s site"
FULL = (errno.ENOSPC, errno.EDQUOT)
ROOM = 64 * 1024  # bytes; a disk with less is as good as full
# What an archive raises that was not written here, though its seal is right.
FORGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def read(path: Path) -> dict[str, bytes] | None:
    """The files of an archive, by name; a missing or damaged one counts as absent."""
    if not path.is_file():  # a pipe would be waited for
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    content, seal = data[:-SEAL], data[-SEAL:]
    if hashlib.sha256(content).digest() != seal:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except FORGED:
        return None


def write(path: Path, files: Mapping[str, bytes]) -> None:
    """Writes an archive: whole, or not at all.

    Args:
        path: Its place; the directory is made where there is none.
        files: What goes into it, by name.

    Raises:
        OSError: It could not be written; what was there before is untouched.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.getvalue())
            file.write(hashlib.sha256(content.getvalue()).digest())
            file.flush()
            os.fsync(file.fileno())
        if path.is_dir() and not path.is_symlink():
            delete(path)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def delete(path: Path) -> None:
    """Deletes an archive, or whatever stands in its place; nothing may be there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def is_full(error: BaseException) -> bool:
    """Whether an error says that a disk is full."""
    return isinstance(error, OSError) and error.errno in FULL


def has_room(folder: Path) -> bool:
    """Whether the disk of a folder has room for more."""
    return shutil.disk_usage(folder).free >= ROOM


def no_room(folder: Path) -> OSError:
    """The error that says so of a folder."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def after_failure(error: Exception) -> str:
    """What a person can do when the machine failed, and not the guide."""
    return f"make room on that disk, and {AGAIN}" if is_full(error) else AGAIN


def machine_failure(error: OSError, place: str) -> str:
    """What a person is told when the machine failed.

    Args:
        error: What it said.
        place: What was to be written, if the error does not say it.
    """
    file = error.filename2 or error.filename or place
    return f"{file}: {error.strerror}\n    fix: {after_failure(error)}"
