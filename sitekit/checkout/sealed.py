"""Files that are whole or absent: written at one stroke, sealed with a digest."""

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

SEAL = hashlib.sha256().digest_size  # an archive ends with the digest of itself


def read(path: Path) -> dict[str, bytes] | None:
    """The files of an archive, by name; a missing or damaged one counts as absent."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    content, seal = data[:-SEAL], data[-SEAL:]
    if hashlib.sha256(content).digest() != seal:
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


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
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
