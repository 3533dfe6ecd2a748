"""The bill of materials: all locked packages with their licences, in CycloneDX.

`cyclonedx-py` lists what is installed in an environment. A lock pins more: packages
for other systems and Pythons. These are added here, and licences that a package says
in its files only.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitekit.checkout import Problem, Problems
from sitekit.checkout.settings import FILE
from sitekit.checkout.sources import read_source

FOLDER = ".cache/materials"
FOUND = "found"  # the folder in it of what `cyclonedx-py` found
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)\s*(?:;\s*([^\\]*))?")
TABLE = "tool.sitekit-licenses"


@dataclass(frozen=True)
class Pin:
    """A line of a lock: a package in one version, and where it is for."""

    name: str
    version: str
    marker: str
    line: int


def write(root: Path) -> list[str]:
    """Completes what `cyclonedx-py` found in each environment; returns the files.

    Args:
        root: The checkout's root.

    Raises:
        Problems: Of packages no licence is known.
    """
    tools = tomllib.loads(read_source(root, FILE)).get("tool", {})
    licenses = tools.get("sitekit-licenses", {})
    problems: list[Problem] = []
    written = {}
    for found in sorted((root / FOLDER / FOUND).glob("*.json")):
        bom = json.loads(found.read_bytes())
        lock = f"requirements/{found.stem}.txt"
        problems += _complete(bom, lock, [*_pins(read_source(root, lock))], licenses)
        written[f"{FOLDER}/{found.stem}.cdx.json"] = bom
    if problems:
        raise Problems(problems)
    for path, bom in written.items():
        (root / path).write_text(json.dumps(bom, indent=1, sort_keys=True) + "\n")
    return list(written)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _pins(lock: str) -> Iterator[Pin]:
    for number, line in enumerate(lock.split("\n"), 1):
        if pin := PIN.match(line):
            marker = (pin[3] or "").strip()
            yield Pin(_canonical(pin["name"]), pin["version"], marker, number)


def _complete(
    bom: dict[str, Any], lock: str, pins: list[Pin], licenses: dict[str, str]
) -> Iterator[Problem]:
    """Gives a bill what its lock pins as well; tells of what has no licence."""
    found = {_canonical(one["name"]): one for one in bom["components"]}
    made = []
    for pin in pins:
        here = found.get(pin.name, {})
        component = here
        if here.get("version") != pin.version:
            component = _elsewhere(pin)
            component |= {k: v for k, v in here.items() if k == "licenses"}
        if not component.get("licenses") and pin.name in licenses:
            component["licenses"] = [{"license": {"id": licenses[pin.name]}}]
        if not component.get("licenses"):
            what = f"the licence of {pin.name} is unknown"
            repair = (
                f'look in its files, and add {pin.name} = "MIT" to [{TABLE}] in {FILE}'
            )
            yield Problem(lock, pin.line, what, repair)
        made.append(component)
    locked = {(pin.name, pin.version) for pin in pins}
    for name, component in found.items():
        if (name, component["version"]) not in locked:
            what = f"{name} {component['version']} is installed, but not locked"
            repair = f"nox -s environment -- {Path(lock).stem}"
            yield Problem(lock, 1, what, repair)
    bom["components"] = sorted(made, key=lambda one: str(one["bom-ref"]).lower())


def _elsewhere(pin: Pin) -> dict[str, Any]:
    """A package that is locked for another system or another Python."""
    return {
        "bom-ref": f"{pin.name}=={pin.version}",
        "name": pin.name,
        "properties": [{"name": "python:marker", "value": pin.marker}],
        "purl": f"pkg:pypi/{pin.name}@{pin.version}",
        "scope": "optional",
        "type": "library",
        "version": pin.version,
    }
