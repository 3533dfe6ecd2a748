"""Asks the other sites that the guide links to whether the pages are still there."""

import http.client
import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sitekit.checkout import Problem

FILES = ("*.md", "docs/**/*.md", "docs/**/*.yml", "snippets/**/*.py")
# Round brackets belong to it in pairs, as Wikipedia has them.
ADDRESS = re.compile(r"https?://(?:[^\s<>\"'`\\{}|()\[\]]|\([^\s()]*\))+")
# No sites: addresses by which a reader reaches the own computer, and examples.
LOCAL = re.compile(r"https?://(127\.|localhost|0\.0\.0\.0|[^/]*\bexample\b)")
GONE = (404, 410)
AT_ONCE = 8
TRIES = 2
ANSWER_SECONDS = 20.0
# Some sites answer only to what looks like a browser.
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; link check of a study guide)"}


def find(root: Path) -> dict[str, tuple[str, int]]:
    """All addresses in the guide's sources, each with the file and line of the first.

    Args:
        root: The checkout's root.
    """
    found: dict[str, tuple[str, int]] = {}
    for pattern in FILES:
        for file in sorted(root.glob(pattern)):
            name = file.relative_to(root).as_posix()
            for line, text in enumerate(file.read_text("utf-8").splitlines(), start=1):
                for address in ADDRESS.findall(text):
                    whole = address.split("#")[0].rstrip(".,;:*_")
                    if not LOCAL.match(whole):
                        found.setdefault(whole, (name, line))
    return found


def ask(address: str) -> str:
    """Asks for one page.

    A site that refuses programs (403, 429, …) is there: only a reader can tell more.

    Returns:
        What is wrong; "" for nothing.
    """
    request = urllib.request.Request(address, headers=HEADERS)
    wrong = ""
    for _ in range(TRIES):
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS):
                return ""
        except urllib.error.HTTPError as error:
            if error.code not in GONE and error.code < 500:
                return ""
            wrong = f"it answers {error.code}"
        except (OSError, http.client.HTTPException) as error:
            wrong = f"no answer: {error}"
    return wrong


def check(root: Path) -> tuple[int, list[Problem]]:
    """Asks for all pages, several at a time.

    Args:
        root: The checkout's root.

    Returns:
        How many pages were asked for, and a problem for each that is not there.
    """
    found = find(root)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(zip(found, pool.map(ask, found), strict=True))
    problems = [
        Problem(*found[address], f"{address}: {wrong}", "link to where it is now")
        for address, wrong in answers.items()
        if wrong
    ]
    return len(found), problems
