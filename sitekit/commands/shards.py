"""Splits the pages over several jobs, which run at the same time elsewhere."""

import argparse
import re

from sitekit.scan.model import Page


def share(text: str) -> tuple[int, int]:
    """Reads which share of how many, as in `1/3`.

    Raises:
        argparse.ArgumentTypeError: There is no such share.
    """
    found = re.fullmatch(r"(\d+)/(\d+)", text)
    number, count = map(int, found.groups()) if found else (0, 0)
    if not 1 <= number <= count:
        what = f"{text!r} is not a share; write 1/3 for the first of three"
        raise argparse.ArgumentTypeError(what)
    return number, count


def paths(pages: list[Page], number: int, count: int) -> list[str]:
    """The pages of one share: every page that runs is in exactly one.

    Args:
        pages: All pages.
        number: The share, counted from 1.
        count: How many shares there are.

    Returns:
        The paths of the share's pages; none where there are more shares than pages.
    """
    return sorted(page.path for page in pages if page.runs)[number - 1 :: count]
