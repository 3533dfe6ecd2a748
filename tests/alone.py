"""Runs a script as a reader would: alone, in a Python and a folder of its own.

The Python is forked from one that has imported TensorFlow (or JAX) and nothing else:
see `warm.py`. Each worker of a test session has one for each environment.
"""

import ast
import atexit
import functools
import json
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sitekit.checkout.settings import ROOT, load
from tests import warm

WARM = {"default": "tensorflow", "estimator": "tensorflow", "jax": "jax"}


@functools.cache
def started(environment: str) -> "subprocess.Popen[str]":
    """The warm Python of an environment, until this process ends."""
    settings = load().environments[environment]
    python = settings.interpreter(ROOT)
    home = tempfile.TemporaryDirectory()
    process = subprocess.Popen(
        [str(python), str(Path(warm.__file__)), WARM[environment]],
        cwd=home.name,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            "PATH": f"{python.parent}:/usr/bin:/bin",
            "HOME": home.name,
            "MPLBACKEND": "agg",
            "COLUMNS": "80",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        },
    )

    def end() -> None:
        process.communicate()
        home.cleanup()

    atexit.register(end)
    return process


def run_alone(script: Path, environment: str, folder: Path) -> tuple[str, str]:
    """Runs a script; returns what it printed, and what it said beside that.

    Args:
        script: The script.
        environment: The locked environment whose Python runs it.
        folder: The folder that it runs in.
    """
    python = started(environment)
    assert python.stdin and python.stdout
    with tempfile.TemporaryDirectory() as apart:
        printed = [Path(apart, name) for name in ("output", "errors")]
        request = {
            "script": str(script),
            "folder": str(folder),
            "output": list(map(str, printed)),
            "home": str(folder),
        }
        print(json.dumps(request), file=python.stdin, flush=True)
        status = python.stdout.readline().strip()
        output, errors = (file.read_text("utf-8") for file in printed)
    assert status == "0", f"exit status {status}: {errors[-4000:]}"
    return output, errors


# How a page's script lets a block go wrong.
MEANT = "\nexcept Exception as error:\n    print(f'{type(error).__name__}: {error}')"
HEADS = ("from contextlib import suppress", "import subprocess")


def statements(script: str, raises: Iterable[str] = ()) -> list[str]:
    """What a script does, in order, whatever its comments and its layout.

    A block that goes wrong is the same in a snippet file, which says
    `with suppress(ValueError)`, and in the script that a page offers, which says
    `except Exception` and prints what the page shows.

    Args:
        script: The code.
        raises: The errors of a page's blocks that go wrong, in order.
    """
    errors = iter(raises)
    told = []
    for number, node in enumerate(ast.parse(script).body):
        said = ast.unparse(node)
        if isinstance(node, ast.With) and said.startswith("with suppress("):
            (call,) = (item.context_expr for item in node.items[:1])
            name = ast.unparse(call).removeprefix("suppress(").rstrip(")")
            said = f"{name.rpartition('.')[2]}: {ast.unparse(node.body)}"
        elif isinstance(node, ast.Try) and MEANT in said:
            name = next(errors, "no error")
            said = f"{name.rpartition('.')[2]}: {ast.unparse(node.body)}"
        elif said in HEADS or (
            number == 0 and ast.get_docstring(ast.Module([node], []))
        ):
            continue
        told.append(said)
    return told


def does_the_same(snippet: str, script: str, raises: Iterable[str]) -> bool:
    """Whether a snippet file and the script of its page do the very same."""
    return statements(snippet) == statements(script, raises)
