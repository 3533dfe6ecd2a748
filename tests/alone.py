"""Runs a script as a reader would: alone, in a fresh Python and an empty folder."""

import ast
import re
import subprocess
from pathlib import Path

from sitekit.checkout import Problem
from sitekit.checkout.settings import ROOT, load
from sitekit.scan.model import Block, Page
from sitekit.weave import scripts

# How a script says an inline value, in a test that is to compare it.
SAID = re.compile(r"\x1e(\d+) (.*)\n")


def run_alone(script: Path, environment: str, folder: Path) -> tuple[str, str]:
    """Runs a script; returns what it printed, and what it said beside that.

    Args:
        script: The script.
        environment: The locked environment whose Python runs it.
        folder: The folder that it runs in.
    """
    python = load().environments[environment].interpreter(ROOT)
    done = subprocess.run(
        [str(python), str(script)],
        cwd=folder,
        capture_output=True,
        text=True,
        env={
            "PATH": f"{python.parent}:/usr/bin:/bin",
            "HOME": str(folder),
            "MPLBACKEND": "agg",
            "COLUMNS": "80",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        },
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout, done.stderr


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

    return scripts.to_script(page, environment, values)


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
            "take the name out, or write it as it stands in {{ … }}",
        )
        for name in measured
        if not any(name.text in names for names in used)
    ]
    return [str(problem) for problem in problems]
