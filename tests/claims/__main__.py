"""Tries to refute what pages conclude, in longer runs: `nox -s claims`.

Each experiment of `snippets/<chapter>/claims/` runs with each of its arguments in a
process of its own, two at a time. `docs/reference/survived.json` is given those that no
run has refuted; a page names them by `{{ survived name }}`.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from sitekit.checkout import Problem
from sitekit.checkout.settings import ROOT
from sitekit.scan.experiments import (
    FILE,
    Experiment,
    Survived,
    digest,
    experiment_files,
    page_of,
    read_experiments,
    read_survived,
)

PATHS = os.pathsep.join([str(ROOT), str(ROOT / "snippets")])
VARIABLES = {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": PATHS}


@dataclass(frozen=True)
class Run:
    """One run of an experiment.

    Attributes:
        experiment: The experiment.
        arguments: What its function was given.
        holds: Whether the conclusion holds in this run.
        said: What it printed.
        seconds: How long it took.
    """

    experiment: Experiment
    arguments: Mapping[str, Any]
    holds: bool
    said: str
    seconds: float


def choices(experiment: Experiment) -> Iterator[dict[str, Any]]:
    """All arguments that an experiment is tried with."""
    for values in itertools.product(*experiment.varied.values()):
        yield dict(zip(experiment.varied, values, strict=True))


def runs_of(root: Path, path: str, experiments: Sequence[Experiment]) -> Iterator[Run]:
    """Runs experiments of one file, and gives each run as it ends.

    Args:
        root: The checkout's root.
        path: The file, relative to the root.
        experiments: Those of its experiments that are asked for.
    """
    asked = [(each, one) for each in experiments for one in choices(each)]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.claims.server", str(root / path)],
        env={**os.environ, **VARIABLES},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin and server.stdout
        json.dump([(each.name, one) for each, one in asked], server.stdin)
        server.stdin.close()
        for line in server.stdout:
            number, *result = json.loads(line)
            yield Run(*asked[number], *result)
    if server.returncode:
        sys.exit(f"{path} cannot be imported, see above")


def tell(made: Run) -> None:
    """Prints how a run ended."""
    values = ", ".join(f"{name}={value!r}" for name, value in made.arguments.items())
    verdict = "holds" if made.holds else "REFUTED"
    print(f"{verdict:8}{made.experiment.name}({values})  {made.seconds:.0f} s")
    lines = [line for line in made.said.splitlines() if line.strip()]
    shown = lines[-1:] if made.holds else lines[-15:]
    print(*(f"        {line}" for line in shown), sep="\n", flush=True)


def table(runs: Sequence[Run]) -> list[str]:
    """A line for each experiment, and what refuted it."""
    lines = []
    for name, group in itertools.groupby(runs, lambda each: each.experiment.name):
        made = list(group)
        words = Survived("", "", dict(made[0].experiment.varied)).words
        seconds = sum(each.seconds for each in made)
        lines.append(f"{seconds:6.0f} s  {name}: {words}")
        lines += [
            f"          refuted by {dict(e.arguments)}" for e in made if not e.holds
        ]
    return lines


def kept(
    root: Path, before: Mapping[str, Survived], runs: Sequence[Run], known: str
) -> dict[str, Survived]:
    """What the file holds after an experiment: what was not tried now stays.

    Args:
        root: The checkout's root.
        before: What it held.
        runs: All runs of the experiment.
        known: The digest of the experiment's file when it began.
    """
    there = {e.name for p in experiment_files(root) for e in read_experiments(root, p)}
    found = {name: each for name, each in before.items() if name in there}
    tried = runs[0].experiment
    found.pop(tried.name, None)
    if all(each.holds for each in runs):
        found[tried.name] = Survived(tried.path, known, dict(tried.varied))
    return dict(sorted(found.items()))


def chosen(root: Path, names: Sequence[str]) -> list[Experiment]:
    """The experiments of the pages, or of the names, that are asked for; or all."""
    found = [
        each
        for path in experiment_files(root)
        for each in read_experiments(root, path)
        if not names
        or each.name in names
        or page_of(path).removeprefix("docs/").removesuffix(".md") in names
    ]
    if not found:
        print("there are no such experiments:", *names)
        sys.exit(2)
    return found


def main(root: Path = ROOT) -> None:
    """Reads the command line, runs, prints, writes."""
    parser = argparse.ArgumentParser(prog="nox -s claims --", description=__doc__)
    parser.add_argument("names", nargs="*", help="pages such as keras/transfer")
    try:
        experiments = chosen(root, parser.parse_args().names)
        # Of an experiment that is edited while it runs, the result is not valid.
        known = {e.path: digest(root, e.path) for e in experiments}
        held = read_survived(root)
    except Problem as problem:
        sys.exit(str(problem))
    (root / FILE).parent.mkdir(parents=True, exist_ok=True)
    ended: dict[str, list[Run]] = {each.name: [] for each in experiments}
    for path, group in itertools.groupby(experiments, lambda each: each.path):
        for made in runs_of(root, path, list(group)):
            tell(made)
            runs = ended[made.experiment.name]
            runs.append(made)
            if len(runs) == len(list(choices(made.experiment))):
                held = kept(root, held, runs, known[path])
                written = msgspec.json.format(msgspec.json.encode(held), indent=1)
                (root / FILE).write_bytes(written + b"\n")
    runs = list(itertools.chain(*ended.values()))
    print("", *table(runs), sep="\n")
    sys.exit(not all(each.holds for each in runs))


if __name__ == "__main__":
    main()
