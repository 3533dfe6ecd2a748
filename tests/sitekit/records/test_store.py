"""A record is found for exactly what it was made from, whole or not at all."""

import os
import time
from pathlib import Path

import msgspec
import pytest

from sitekit.records import store
from sitekit.records.key import SCHEMA, record_key
from sitekit.records.outputs import Body, Entry, Stream
from sitekit.records.store import (
    Record,
    find_record,
    forget_record,
    prune_records,
    write_record,
)
from sitekit.scan.pages import scan_page
from tests.sitekit.miniature import Guide
from tests.sitekit.records.conftest import edit


def archive(guide: Guide) -> Path:
    (file,) = guide.settings.records.iterdir()
    return file


def test_a_truncated_record_counts_as_absent(proved: Guide) -> None:
    file = archive(proved)
    data = file.read_bytes()
    page = scan_page(proved.settings, "docs/page.md")
    for length in range(len(data)):
        file.write_bytes(data[:length])
        assert find_record(proved.settings, page) is None, length
    file.write_bytes(data)
    assert find_record(proved.settings, page) is not None


@pytest.mark.parametrize("flip", [0xFF, 0x01, 0x40])
def test_a_record_with_a_flipped_byte_counts_as_absent(
    proved: Guide, flip: int
) -> None:
    file = archive(proved)
    data = file.read_bytes()
    page = scan_page(proved.settings, "docs/page.md")
    for place, byte in enumerate(data):
        file.write_bytes(data[:place] + bytes([byte ^ flip]) + data[place + 1 :])
        assert find_record(proved.settings, page) is None, place
    file.write_bytes(data)
    assert find_record(proved.settings, page) is not None


@pytest.mark.parametrize("junk", [b"", b"PK", b"not a record", bytes(4096)])
def test_what_is_no_record_counts_as_absent(proved: Guide, junk: bytes) -> None:
    archive(proved).write_bytes(junk)
    assert proved.record() is None


def test_a_record_under_the_wrong_name_is_refused(proved: Guide) -> None:
    file = archive(proved)
    edit(proved, "snippets/page.py", "x = 1", "x = 3")
    page = scan_page(proved.settings, "docs/page.md")
    file.rename(file.with_name(f"{record_key(proved.settings, page)}.zip"))
    assert find_record(proved.settings, page) is None


def body_of(key: str, *blocks: Entry) -> Body:
    return Body(SCHEMA, key, "docs/page.md", "default", {}, 0.0, 0.0, blocks, ("1",))


def test_what_is_written_is_what_is_found(proved: Guide) -> None:
    page = scan_page(proved.settings, "docs/page.md")
    wanted = record_key(proved.settings, page)
    body = body_of(wanted, Entry("passed", 0.5, (Stream("ä\n\x00"),)))
    assets = {"a.webp": bytes(range(99)), "b.webp": b""}
    written = write_record(proved.settings, body, assets)
    assert isinstance(written, Record)
    assert written.assets == assets
    assert find_record(proved.settings, page) == written


def test_a_record_that_cannot_be_written_leaves_nothing(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_record(guide.settings, body_of("key"), {})
    assert list(guide.settings.records.iterdir()) == []


def test_forgetting_a_record_that_is_not_there_is_no_error(proved: Guide) -> None:
    forget_record(proved.settings, "no such key")
    assert proved.record() is not None


def test_prunes_what_is_old_and_of_no_use(proved: Guide) -> None:
    folder = proved.settings.records
    names = ("old.zip", "young.zip", "left-over.tmp")
    for name in names:
        (folder / name).write_bytes(b"")
    old = time.time() - store.KEPT_SECONDS - 60
    for file in (folder / "old.zip", folder / "left-over.tmp", archive_of(proved)):
        os.utime(file, (old, old))
    page = scan_page(proved.settings, "docs/page.md")
    assert prune_records(proved.settings, [page]) == 2
    assert proved.record() is not None
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        [archive_of(proved).name, "young.zip"]
    )


def archive_of(guide: Guide) -> Path:
    page = scan_page(guide.settings, "docs/page.md")
    return guide.settings.records / f"{record_key(guide.settings, page)}.zip"


def test_a_file_that_another_run_has_put_in_its_place_is_no_error(
    proved: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = proved.settings.records
    glob = Path.glob

    def seen_too_late(path: Path, pattern: str) -> list[Path]:
        return [*glob(path, pattern), folder / "just-renamed.tmp"]

    monkeypatch.setattr(Path, "glob", seen_too_late)
    page = scan_page(proved.settings, "docs/page.md")
    assert prune_records(proved.settings, [page]) == 0
    assert proved.record() is not None


def test_an_old_folder_among_the_records_is_pruned(proved: Guide) -> None:
    folder = proved.settings.records / "folder.zip"
    folder.mkdir()
    os.utime(folder, (0, 0))
    page = scan_page(proved.settings, "docs/page.md")
    assert prune_records(proved.settings, [page]) == 1
    assert not folder.exists()


def test_a_record_with_another_number_of_values_is_no_record(proved: Guide) -> None:
    record = proved.record()
    assert record is not None
    for values in ((), ("1", "2")):
        body = msgspec.structs.replace(record.body, values=values)
        write_record(proved.settings, body, record.assets)
        assert proved.record() is None
    write_record(proved.settings, record.body, record.assets)
    assert proved.record() is not None
