"""Runs a script as a reader would: alone, in a Python and a folder of its own.

The Python is forked from one that has imported TensorFlow (or JAX) and nothing else:
see `warm.py`. Each worker of a test session has one for each environment.
"""

import ast
import atexit
import functools
import json
import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sitekit.checkout import Problem
from sitekit.checkout.settings import ROOT, load
from sitekit.scan.model import Block, Page
from sitekit.weave import scripts
from tests import warm

# How a script says an inline value, in a test that is to compare it.
SAID = re.compile(r"\x1e(\d+) (.*)\n")

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
MEANT = re.compile(
    r"\nexcept (?:Base)?Exception as (\w+):\n"
    r"    print\(f'\{type\(\1\)\.__name__\}: \{\1\}'\)$"
)
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
        elif isinstance(node, ast.Try) and MEANT.search(said):
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


def telling_script(page: Page, environment: str) -> str:
    """A page's script that also says the page's inline values, where they stand.

    What readers take away computes none of them.
    """

    def values(block: Block) -> str:
        return "\n".join(
            f"print('\\x1e{number}', ascii(eval({_formatted(value.expression)!r})))"
            for number, value in enumerate(page.values)
            if value.after == block.number
        )

    return scripts.to_script(page, environment, after=values)


def _formatted(expression: str) -> str:
    """An inline value as Python, as the page's own run computes it."""
    return f'f"""{{ {expression}}}"""'


def told_values(text: str) -> tuple[str, dict[int, str]]:
    """What such a script printed, and apart from that the values, by their numbers."""
    told = {
        int(number): ast.literal_eval(value) for number, value in SAID.findall(text)
    }
    return SAID.sub("", text), told


def differing(page: Page, shown: tuple[str, ...], told: dict[int, str]) -> list[str]:
    """What is wrong with the inline values of a page, after a second run.

    Args:
        page: The page. Its front matter names under `measured` what may differ.
        shown: Its values as it shows them.
        told: Its values in the second run, by their numbers.
    """
    measured = page.front.names(page.path, "measured")
    used = [set(re.findall(r"\w+", value.expression)) for value in page.values]
    problems = [
        Problem(
            page.path,
            value.line,
            f"the value {{{{ {value.expression} }}}} differs from run to run: "
            f"{shown[number]!r} is shown, and then it was {told[number]!r}",
            "give what is random a seed; what is measured, as a time, name in the "
            "page's front matter: `measured: [name]`",
        )
        for number, value in enumerate(page.values)
        if number in told
        and told[number] != shown[number]
        and not used[number] & {name.text for name in measured}
    ]
    problems += [
        Problem(
            page.path,
            name.line,
            f"`measured` names {name.text!r}, which no value on this page uses",
            "remove the name, or write it as it stands in {{ … }}",
        )
        for name in measured
        if not any(name.text in names for names in used)
    ]
    return [str(problem) for problem in problems]
