"""The bill of materials names all that the locks pin, and nothing of this machine."""

import json
import re

import pytest

from sitekit.checkout.settings import ROOT
from tests.repository.nox_here import Session, load

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def bills() -> dict[str, str]:
    """The bills of all environments, by their names."""
    _, sessions = load(ROOT)
    sessions["materials"](Session())
    files = (ROOT / ".cache/materials").glob("*.cdx.json")
    return {file.name.partition(".")[0]: file.read_text("utf-8") for file in files}


def test_each_locked_package_has_an_entry_with_a_licence(
    bills: dict[str, str],
) -> None:
    assert sorted(bills) == [lock.stem for lock in LOCKS]
    for lock in LOCKS:
        components = json.loads(bills[lock.stem])["components"]
        named = {
            (re.sub(r"[-_.]+", "-", one["name"]).lower(), one["version"])
            for one in components
            if one["licenses"]
        }
        assert named == set(PIN.findall(lock.read_text("utf-8")))


def test_nothing_in_it_is_of_this_machine_or_of_this_hour(
    bills: dict[str, str],
) -> None:
    for name, text in bills.items():
        for word in (
            str(ROOT),
            "file://",
            "/home/",
            "/root/",
            'timestamp"',
            "serialNumber",
        ):
            assert word not in text, (name, word)
