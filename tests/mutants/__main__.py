"""Changes the guide in many ways, one at a time, and counts what is noticed.

`nox -s mutate` makes the changes by kind, tries each in a copy of the checkout, prints
a table and the survivors, and writes `docs/reference/mutants.json` for the proof page.
"""

import argparse
import json
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sitekit.checkout.settings import ROOT
from tests.mutants.kinds import Mutant, all_mutants, chosen
from tests.mutants.trial import try_all

FILE = ROOT / "docs" / "reference" / "mutants.json"
TWO = 2  # at once on each core: much of a trial is waiting
# Kinds of which a program can tell that something is wrong: answers, errors, names.
CHECKABLE = (
    "API names in prose",
    "claims",
    "dead anchors",
    "expected errors",
    "quiz answers",
)


def share(mutants: Sequence[Mutant], folder: Path) -> list[tuple[Mutant, str]]:
    """Tries some changes one after another, and says what became of each."""
    found = []
    for mutant, said in try_all(mutants, folder):
        print(f"{'noticed' if said else 'SURVIVES'} ({mutant.kind}) {mutant}")
        print(f"    {said}", flush=True)
        found.append((mutant, said))
    return found


def table(results: Sequence[tuple[Mutant, str]], seed: int) -> dict[str, Any]:
    """What the file holds: the numbers by kind, and when they were found."""
    tried = Counter(mutant.kind for mutant, _ in results)
    noticed = Counter(mutant.kind for mutant, said in results if said)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit.stdout.strip(),
        "seed": seed,
        "kinds": {kind: [noticed[kind], tried[kind]] for kind in sorted(tried)},
    }


def main() -> None:
    """Reads the command line, tries, prints, writes."""
    parser = argparse.ArgumentParser(prog="nox -s mutate --", description=__doc__)
    parser.add_argument("--count", type=int, default=320, help="how many changes")
    parser.add_argument("--seed", type=int, default=16, help="what chance begins with")
    parser.add_argument("--at", default="", help="only of files whose path holds this")
    parser.add_argument("--keep", action="store_true", help="leave the file as it is")
    chosen_ = parser.parse_args()
    found = {
        kind: [one for one in all_ if chosen_.at in one.path]
        for kind, all_ in all_mutants(ROOT).items()
    }
    mutants = chosen(found, chosen_.count, chosen_.seed)
    # A page's changes one after another: what was read of it is still at hand.
    mutants.sort(key=lambda mutant: mutant.path)
    count = min(TWO * (os.cpu_count() or 1), len(mutants)) or 1
    results: list[tuple[Mutant, str]] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        ThreadPoolExecutor(count) as pool,
    ):
        shares = [
            pool.submit(share, mutants[number::count], Path(folder) / str(number))
            for number in range(count)
        ]
        for done in as_completed(shares):
            results += done.result()
    made = table(results, chosen_.seed)
    print("\nSurvivors:")
    for mutant, said in sorted(results, key=lambda one: (one[0].kind, one[0].path)):
        if not said:
            print(f"  ({mutant.kind}) {mutant}")
    print()
    for kind, (noticed, tried) in made["kinds"].items():
        mark = " *" if kind in CHECKABLE else ""
        print(f"{noticed:5} of {tried:3}  {noticed / tried:5.0%}  {kind}{mark}")
    for name, kinds in (("all", made["kinds"]), ("* a program can tell", CHECKABLE)):
        pairs = [made["kinds"].get(kind, [0, 0]) for kind in kinds]
        noticed, tried = map(sum, zip(*pairs, strict=True))
        if tried:
            print(f"{noticed:5} of {tried:3}  {noticed / tried:5.0%}  {name}")
    if not chosen_.keep:
        FILE.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
