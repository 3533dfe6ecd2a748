"""One run of one experiment: its file, its function, and its arguments in JSON."""

import importlib.util
import json
import sys


def main() -> None:
    """Runs it, and prints its verdict last."""
    file, name, arguments = sys.argv[1:]
    spec = importlib.util.spec_from_file_location("experiment", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["experiment"] = module  # where AutoGraph looks for it
    spec.loader.exec_module(module)
    verdict = getattr(module, name)(**json.loads(arguments))
    # NumPy's truth values, too, but nothing that is only truthy.
    if type(verdict).__name__ not in ("bool", "bool_"):
        sys.exit(f"it returns {verdict!r}, where True or False is meant")
    print(f"\nholds: {bool(verdict)}", flush=True)


if __name__ == "__main__":
    main()
