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
    direct = requirements(package)
    return wanted in direct or any(brings(one, wanted) for one in direct)


print(brings("keras", "pygments"), brings("keras", "tensorflow"))
