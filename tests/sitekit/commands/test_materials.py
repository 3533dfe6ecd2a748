"""Each locked package is in the bill of materials, with its licence."""

import json
from typing import Any

import pytest

from sitekit.checkout.problems import Problems
from sitekit.commands.materials import write
from tests.sitekit.commands.conftest import command
from tests.sitekit.miniature import Guide

LOCK = """\
One.Thing==1.0 \\
    --hash=sha256:0
    # via two
two==2.0 ; python_full_version < '3.12' \\
    --hash=sha256:0
two==2.5 ; python_full_version >= '3.12' \\
    --hash=sha256:0
windows-only==3.0 ; sys_platform == 'win32'
"""
LICENSES = '[tool.sitekit-licenses]\nwindows-only = "MIT"\none-thing = "Zlib"\n'


def component(name: str, version: str, license: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {"bom-ref": f"{name}=={version}", "name": name}
    made["version"] = version
    return made | ({"licenses": [{"license": {"id": license}}]} if license else {})


def found(guide: Guide, *components: dict[str, Any]) -> None:
    bom = {"bomFormat": "CycloneDX", "components": list(components)}
    guide.write(".cache/materials/found/default.json", json.dumps(bom))


@pytest.fixture
def locked(guide: Guide) -> Guide:
    guide.configure(more=LICENSES)
    guide.write("requirements/default.txt", LOCK)
    found(guide, component("One_thing", "1.0"), component("two", "2.0", "BSD-2-Clause"))
    return guide


def test_all_that_is_locked_is_in_it_with_its_licence(locked: Guide) -> None:
    assert write(locked.root) == [".cache/materials/default.cdx.json"]
    text = (locked.root / ".cache/materials/default.cdx.json").read_text("utf-8")
    bom = json.loads(text)
    assert bom["bomFormat"] == "CycloneDX"
    assert [
        (one["name"], one["version"], one["licenses"][0]["license"]["id"])
        for one in bom["components"]
    ] == [
        ("One_thing", "1.0", "Zlib"),
        ("two", "2.0", "BSD-2-Clause"),
        ("two", "2.5", "BSD-2-Clause"),
        ("windows-only", "3.0", "MIT"),
    ]
    assert bom["components"][-1]["purl"] == "pkg:pypi/windows-only@3.0"
    (marker,) = bom["components"][-1]["properties"]
    assert marker["value"] == "sys_platform == 'win32'"
    # The same again, byte by byte.
    write(locked.root)
    assert text == (locked.root / ".cache/materials/default.cdx.json").read_text()


def test_a_package_without_a_licence_is_told_with_its_line(locked: Guide) -> None:
    locked.configure()
    with pytest.raises(Problems) as caught:
        write(locked.root)
    told = [(one.path, one.line, one.what) for one in caught.value.problems]
    assert told == [
        ("requirements/default.txt", 1, "the licence of one-thing is unknown"),
        ("requirements/default.txt", 8, "the licence of windows-only is unknown"),
    ]
    assert not (locked.root / ".cache/materials/default.cdx.json").exists()


def test_a_package_that_is_not_locked_is_told(locked: Guide) -> None:
    found(
        locked,
        component("one-thing", "1.0"),
        component("two", "1.9", "MIT"),
        component("stray", "1.0", "MIT"),
    )
    with pytest.raises(Problems) as caught:
        write(locked.root)
    assert [one.what for one in caught.value.problems] == [
        "two 1.9 is installed, but not locked",
        "stray 1.0 is installed, but not locked",
    ]
    assert caught.value.problems[0].repair == "nox -s environment -- default"


def test_the_command_says_where_it_lies(
    miniature: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    miniature.write("requirements/default.txt", "")
    found(miniature)
    command(monkeypatch, "materials")
    assert capsys.readouterr().out == ".cache/materials/default.cdx.json\n"
