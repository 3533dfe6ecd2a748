"""A record that is damaged, in whatever way, is never shown: its page runs again."""

import io
import json
import os
import random
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitekit.checkout import sealed
from sitekit.checkout.problems import Problems
from sitekit.checkout.settings import load
from sitekit.overviews.proof import proof_json
from sitekit.records.library import Library
from sitekit.records.store import NAME, find_record
from sitekit.run import Engine
from sitekit.scan.pages import scan_page
from tests.faults.checkouts import Checkout, Undisturbed, timeless

DAMAGES = 500
Damage = Callable[[Path, random.Random], object]


def flip(file: Path, dice: random.Random) -> None:
    """Turns one bit to three bits round."""
    data = bytearray(file.read_bytes())
    for place in dice.sample(range(len(data)), dice.randint(1, 3)):
        data[place] ^= 1 << dice.randrange(8)
    file.write_bytes(data)


def cut(file: Path, dice: random.Random) -> None:
    """Ends it too early."""
    data = file.read_bytes()
    file.write_bytes(data[: dice.randrange(len(data))])


def cut_first(file: Path, dice: random.Random) -> None:
    """Begins it too late."""
    data = file.read_bytes()
    file.write_bytes(data[dice.randrange(1, len(data)) :])


def lengthen(file: Path, dice: random.Random) -> None:
    """Writes on at its end."""
    with file.open("ab") as opened:
        opened.write(dice.randbytes(dice.randint(1, 100)))


def zeros(file: Path, dice: random.Random) -> None:
    """Loses a piece, as a file system does after a power cut."""
    data = bytearray(file.read_bytes())
    start = dice.randrange(len(data))
    length = dice.randint(1, len(data))
    data[start : start + length] = bytes(len(data[start : start + length]))
    file.write_bytes(data)


def other(file: Path, dice: random.Random) -> None:
    """Takes the record of another page."""
    others = sorted(set(file.parent.glob("*.zip")) - {file})
    file.write_bytes(dice.choice(others).read_bytes())


def swap(file: Path, dice: random.Random) -> None:
    """Exchanges two records."""
    second = dice.choice(sorted(set(file.parent.glob("*.zip")) - {file}))
    data = file.read_bytes()
    file.write_bytes(second.read_bytes())
    second.write_bytes(data)


def empty(file: Path, dice: random.Random) -> None:
    """Has nothing in it."""
    file.write_bytes(b"")


def junk(file: Path, dice: random.Random) -> None:
    """Is something else."""
    file.write_bytes(dice.randbytes(dice.randint(1, 5000)))


def folder(file: Path, dice: random.Random) -> None:
    """Is a folder, with something in it or not."""
    file.unlink()
    file.mkdir()
    if dice.random() < 0.5:
        (file / "deep").write_text("x")


def loop(file: Path, dice: random.Random) -> None:
    """Is a link to itself, or to nothing."""
    file.unlink()
    file.symlink_to(dice.choice([file.name, "nothing"]))


def pipe(file: Path, dice: random.Random) -> None:
    """Is a pipe that nobody writes to."""
    file.unlink()
    os.mkfifo(file)


def link(file: Path, dice: random.Random) -> None:
    """Is a link to the record of another page."""
    others = sorted(set(file.parent.glob("*.zip")) - {file})
    file.unlink()
    file.symlink_to(dice.choice(others).name)


def unreadable(file: Path, dice: random.Random) -> None:
    """May not be read; root may."""
    file.chmod(0)


def schema(file: Path, dice: random.Random) -> None:
    """Was written whole by another version."""
    _rewrite(file, lambda body: body | {"schema": dice.choice([0, 1, 3, "2", None])})


def keyless(file: Path, dice: random.Random) -> None:
    """Was written whole, without one of its parts."""
    _rewrite(file, lambda body: body.pop(dice.choice(sorted(REQUIRED & set(body)))))


def key(file: Path, dice: random.Random) -> None:
    """Was written whole, and says that it is of other code."""
    _rewrite(file, lambda body: body | {"key": f"{dice.getrandbits(128):032x}"})


def short(file: Path, dice: random.Random) -> None:
    """Was written whole, with a block too few or too many."""
    _rewrite(
        file,
        lambda body: (
            body | {"blocks": dice.choice([body["blocks"][:-1], body["blocks"] * 2])}
        ),
    )


def unsealed(file: Path, dice: random.Random) -> None:
    """Is an archive that was packed by hand."""
    data = file.read_bytes()[: -sealed.SEAL]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read(NAME)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(NAME, body.replace(b"1", b"2"))


REQUIRED = {"schema", "key", "page", "environment", "versions", "blocks", "values"}
DAMAGED: list[Damage] = [
    flip, cut, cut_first, lengthen, zeros, other, swap, empty, junk, folder, loop,
    pipe, link, unreadable, schema, keyless, key, short, unsealed,
]  # fmt: skip


def _rewrite(file: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Changes what a record says, and seals it again."""
    files = sealed.read(file)
    assert files
    body = json.loads(files[NAME])
    changed = change(body)
    body = changed if isinstance(changed, dict) and "page" in changed else body
    sealed.write(file, files | {NAME: json.dumps(body).encode()})


@pytest.fixture
def engine_of() -> Iterator[Callable[[Checkout], Engine]]:
    """Makes an engine of a checkout; its servers stay warm for the next damage."""
    engines: list[Engine] = []

    def make(checkout: Checkout) -> Engine:
        engines.append(Engine(load(checkout.root)))
        return engines[-1]

    yield make
    for engine in engines:
        engine.close()


def test_a_damaged_record_is_never_shown(
    undisturbed: Undisturbed,
    tmp_path: Path,
    engine_of: Callable[[Checkout], Engine],
    times: Callable[[int], int],
    chance: int,
) -> None:
    checkout = undisturbed.checkout.copied(tmp_path / "checkout")
    settings, engine = load(checkout.root), engine_of(checkout)
    intact = tmp_path / "intact"
    shutil.copytree(settings.records, intact)
    wanted = timeless(proof_json(Library.read(settings)))
    pages = [page for page in Library.read(settings).pages.values() if page.runs]
    dice = random.Random(chance)
    outcomes: Counter[str] = Counter()
    for number in range(max(len(DAMAGED), times(DAMAGES))):
        damage = DAMAGED[number % len(DAMAGED)]
        page = dice.choice(pages)
        found = find_record(settings, page)
        assert found
        damage(settings.records / f"{found.key}.zip", dice)
        told = f"damage {number}, {damage.__name__} to {page.path}"
        stale = Library.read(settings).stale()
        if not stale:  # what is shown is what was shown: root may read everything
            assert find_record(settings, page) == found, told
            outcomes["harmless"] += 1
            harmless = {"unreadable", "zeros"}
            assert damage.__name__ in harmless, told
        else:
            assert page in stale, told
            with pytest.raises(Problems, match="has no passing run of exactly this"):
                Library.read(settings).require_records()
            for one in stale:
                assert engine.run(scan_page(settings, one.path), lambda *_: None), told
            outcomes["run again"] += 1
        assert timeless(proof_json(Library.read(settings))) == wanted, told
        checkout.assert_whole_records()
        shutil.rmtree(settings.records)
        shutil.copytree(intact, settings.records)
    print(dict(outcomes))


def test_a_site_of_damaged_records_is_the_same_again(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    checkout = undisturbed.checkout.copied(tmp_path / "checkout")
    files = sorted((checkout.root / ".cache/records").glob("*.zip"))
    for file, damage in zip(files, (folder, loop, flip), strict=False):
        damage(file, random.Random(1))
    status, said = checkout.site("--recorded")
    assert status == 1
    assert "has no passing run of exactly this code" in said
    assert checkout.published() == undisturbed.checkout.published()
    checkout.passes()
    assert checkout.published() == undisturbed.checkout.published()
