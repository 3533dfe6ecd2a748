from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def requirements(package):
    found = set()
    for line in metadata.requires(package) or []:
        wanted = Requirement(line)
        if not wanted.marker or wanted.marker.evaluate({"extra": ""}):
            found.add(canonicalize_name(wanted.name))
    return found


def brings(package, wanted):
    return wanted in requirements(package)
