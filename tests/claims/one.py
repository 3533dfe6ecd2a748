"""One run of one experiment: its file, its function, and its arguments in JSON."""

import json
import runpy
import sys
from pathlib import Path


def main() -> None:
    """Runs it, and prints its verdict last."""
    file, name, arguments = sys.argv[1:]
    sys.path[0] = str(Path(file).parent)
    verdict = runpy.run_path(file)[name](**json.loads(arguments))
    # NumPy's truth values, too, but nothing that is only truthy.
    if type(verdict).__name__ not in ("bool", "bool_"):
        sys.exit(f"it returns {verdict!r}, where True or False is meant")
    print(f"\nholds: {bool(verdict)}", flush=True)


if __name__ == "__main__":
    main()
