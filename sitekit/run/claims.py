"""Decides a page's claims: an expression that is not true refuses its words."""

import ast

from sitekit.run.page_processes import PageProcesses
from sitekit.run.results import Failure
from sitekit.run.servers import Died
from sitekit.scan.model import Block, Claim

SHOWN = 40  # characters of each side of a comparison


def decide(processes: PageProcesses, block: Block, claim: Claim) -> Failure | None:
    """Asks a page's process whether a claim holds.

    Args:
        processes: The page's processes.
        block: The block that ran last.
        claim: The claim.

    Returns:
        Why it does not; None where it does.
    """
    said = f"the claim {claim.words!r}"
    try:
        answer = processes.holds(block, f"({claim.holds})", claim.of_figure)
        if answer.error:
            what = f"{said} cannot be checked: {answer.error.what}"
            repair = f"correct its condition: {claim.holds}"
        elif answer.value == "True":
            return None
        elif answer.value == "False":
            sides = " and ".join(_sides(processes, block, claim))
            found = f", with {sides}" if sides else ""
            what = f"{said} is not true: {claim.holds}{found}"
            repair = "say what the run shows, or correct what the block computes"
        else:
            what = f"{said} is {answer.value!r}, neither True nor False"
            repair = "write a comparison, or `bool(…)`"
    except Died as death:
        what, repair = f"{said}: {death}", death.repair
    return Failure(claim.path, claim.line, what, repair=repair)


def _sides(processes: PageProcesses, block: Block, claim: Claim) -> list[str]:
    """What a comparison compares, as it is now.

    Raises:
        Died: The process ended.
    """
    tree = ast.parse(claim.holds.strip(), mode="eval").body
    if not isinstance(tree, ast.Compare):
        return []
    found = []
    for side in (tree.left, *tree.comparators):
        if isinstance(side, ast.Constant):
            continue
        text = ast.unparse(side)
        answer = processes.holds(block, f"({text})!r:.{SHOWN}", claim.of_figure)
        if not answer.error:
            found.append(f"{text} = {answer.value}")
    return found
