"""The paths that are this machine's own, and no reader's."""

import os
import sys
import sysconfig

# Where Python may lie on any machine: no path of a person's.
COMMON = ("/", "/usr", "/usr/local")


def paths() -> dict[str, str]:
    """The paths by what they are: the environment, Python itself, home, and others."""
    found = {
        "environment": sys.prefix,
        "library": sysconfig.get_path("stdlib"),
        "home": os.path.expanduser("~"),
        "machinery": os.path.dirname(os.path.dirname(__file__)),
    }
    if sys.base_prefix not in COMMON:
        found["python"] = sys.base_prefix
    return {name: path for name, path in found.items() if path not in COMMON}
