"""On a disk that is full at any moment, a run says so and leaves nothing half-done."""

import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.checkouts import Checkout, Undisturbed

TIMES = 20
ROOMY = "64m"
FULL = "No space left on device"
REPAIR = "fix: make room on that disk, and run it again: nox -s site"


def mounted(folder: Path, options: str) -> bool:
    """Whether this machine lets us have a disk of a size that we choose."""
    command = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mounted(folder, f"size={ROOMY}"):
        pytest.skip("a disk of its own can be mounted by root only")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full_after(disk: Path, size: int) -> Iterator[None]:
    """Leaves so many bytes on a disk meanwhile."""
    used = shutil.disk_usage(disk).used
    for limit in (f"{(used + size) // 1024}k", ROOMY):
        command = ["mount", "-o", f"remount,size={limit}", str(disk)]
        subprocess.run(command, check=True, capture_output=True)
        if limit != ROOMY:
            yield


def test_a_full_disk_is_named_and_leaves_nothing_half_done(
    before: Checkout,
    undisturbed: Undisturbed,
    disk: Path,
    times: Callable[[int], int],
    chance: int,
) -> None:
    old, new = before.published(), undisturbed.checkout.published()
    dice = random.Random(chance)
    outcomes: Counter[str] = Counter()
    temporary = disk / "temporary"
    with_site = sum(
        file.stat().st_size for file in (undisturbed.checkout.root / "site").rglob("*")
    )
    for number in range(times(TIMES)):
        checkout = before.copied(disk / f"checkout-{number}")
        temporary.mkdir()
        # One at the record, the next anywhere in the site, and so on.
        size = dice.randrange(20_000 if number % 2 else with_site)
        with full_after(disk, size):
            status, said = checkout.site(TMPDIR=str(temporary))
        told = f"{size} bytes were left, status {status}:\n{said}"
        assert before.records.items() <= checkout.records.items(), told
        checkout.assert_whole_records()
        assert checkout.published() in (old, new), told
        if status:
            assert FULL in said, told
            assert REPAIR in said, told
            assert str(disk) in said, told
            assert "Traceback" not in said, told
            where = "its record could" if "its record could" in said else "the site"
        else:
            assert checkout.published() == new, told
            where = "nothing"
        outcomes[where] += 1
        checkout.passes()
        assert checkout.published() == new, told
        checkout.assert_whole_records()
        assert not list(checkout.root.rglob("*.tmp")), told
        shutil.rmtree(checkout.root)
        shutil.rmtree(temporary)
    print(dict(outcomes))


def test_a_full_disk_below_the_page_itself_is_named(
    before: Checkout, disk: Path
) -> None:
    """The folder that a page works in lies on it, the records do not."""
    checkout = before.copied(disk.parent / "checkout")
    # Less, and Python would take another disk for what is temporary.
    with full_after(disk, 4096):
        status, said = checkout.site(TMPDIR=str(disk))
    assert status, said
    assert FULL in said
    assert REPAIR in said
    assert str(disk) in said
    assert checkout.published() == before.published()
    assert before.records.items() <= checkout.records.items()
    checkout.passes()
