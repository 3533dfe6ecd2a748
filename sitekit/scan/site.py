"""Reads all pages and labs of a checkout, and finds what none of them shows."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sitekit.aids.exercises import FOLDER, Exercise
from sitekit.checkout import Problem, Problems
from sitekit.checkout.settings import Settings
from sitekit.scan.experiments import FOLDER as CLAIMS
from sitekit.scan.experiments import page_of, read_survived, wrong_experiments
from sitekit.scan.model import Page
from sitekit.scan.pages import scan_page
from sitekit.scan.sections import read_sections
from sitekit.scan.sentences import open_definitions, open_sentences

# Its functions are imported by other snippets, and have a reference of their own.
TOOLBOX = "snippets/toolbox/"
NOTEBOOK = "write a lab as snippets/labs/<name>.py: jupytext --to py:percent does it"


def page_paths(settings: Settings) -> list[str]:
    """The sources of all pages and labs, relative to the root."""
    root = settings.root
    files = [*(root / "docs").rglob("*.md"), *(root / "snippets/labs").glob("*.py")]
    return sorted(file.relative_to(root).as_posix() for file in files)


def scan_site(settings: Settings) -> list[Page]:
    """Reads all pages and labs.

    Raises:
        Problems: All mistakes of all pages, and sections that no page shows.
    """
    pages: list[Page] = []
    problems = [
        Problem(
            file.relative_to(settings.root).as_posix(),
            1,
            "this is not a page",
            NOTEBOOK,
        )
        for file in sorted((settings.root / "docs").rglob("*.ipynb"))
    ]
    problems += _linked_folders(settings)
    for path in page_paths(settings):
        try:
            page = scan_page(settings, path)
            pages.append(page)
            problems += page.slips
        except Problem as problem:
            problems.append(problem)
    if not problems:
        problems = [*_twins(pages), *unused_sections(settings, pages)]
        problems += wrong_experiments(settings.root)
    if problems:  # a claim of the glossary is read for each page, and told once
        raise Problems(list({str(problem): problem for problem in problems}.values()))
    return pages


def unborne(settings: Settings, paths: Sequence[str] = ()) -> list[Problem]:
    """The sentences of pages that nothing bears out, by page and line.

    Args:
        settings: The checkout's settings.
        paths: The pages to read; all of them, and the glossary, where none are named.

    Raises:
        Problem: A page cannot be read.
    """
    pages = (scan_page(settings, path) for path in paths or page_paths(settings))
    found = [problem for page in pages for problem in open_sentences(page)]
    return found if paths else [*found, *open_definitions(settings.root)]


def tried_conclusions(root: Path) -> Counter[str]:
    """How many conclusions of each page have survived an experiment, by path.

    Args:
        root: The checkout's root.

    Raises:
        Problem: The file that says so is not as the command writes it.
    """
    return Counter(page_of(each.path) for each in read_survived(root).values())


def _linked_folders(settings: Settings) -> Iterator[Problem]:
    """Finds links to folders: through one, MkDocs would meet a page twice, or no end.

    Their files could also be anybody's.
    """
    for top in ("docs", "snippets"):
        for folder, names, _ in os.walk(settings.root / top):
            for name in sorted(names):
                path = Path(folder, name)
                if path.is_symlink():
                    where = path.relative_to(settings.root).as_posix()
                    what = "this is a symbolic link to a folder"
                    yield Problem(where, 1, what, "replace the link with the folder")


def _twins(pages: list[Page]) -> Iterator[Problem]:
    """Finds pages with the same text: a page is known by its text when rendered."""
    seen: dict[str, str] = {}
    for page in pages:
        first = seen.setdefault(page.body.strip(), page.path)
        if page.runs and first != page.path:
            what = f"this page has the same text as {first}"
            yield Problem(page.path, page.offset + 1, what, "delete one of the two")


def unused_sections(settings: Settings, pages: list[Page]) -> Iterator[Problem]:
    """Finds the sections and snippet files that no page shows."""
    root = settings.root
    used = {section for page in pages for section in page.sections}
    practised = {
        block.content.folder
        for page in pages
        for block in page.blocks
        if isinstance(block.content, Exercise)
    }
    data = {f"snippets/{n}" for p in pages for b in p.blocks for n in b.options.data}
    for file in sorted((root / "snippets").rglob("*.py")):
        path = file.relative_to(root).as_posix()
        if path.startswith("snippets/labs/") or file.name == "__init__.py":
            continue
        if file.parent.name == CLAIMS:  # told by themselves, where they are wrong
            continue
        if file.parent.parent.name == FOLDER:
            if file.parent.relative_to(root).as_posix() not in practised:
                what, repair = (
                    "no page shows this exercise",
                    "add it to a page, or delete it",
                )
                yield Problem(path, 1, what, repair)
            continue
        try:
            sections = read_sections(root, path)
        except Problem as problem:
            yield problem
            continue
        if not sections and path not in data and not path.startswith(TOOLBOX):
            yield Problem(
                path,
                1,
                "no page shows this file",
                "mark sections in it and include them from a page, or delete it",
            )
        for section in sections.values():
            if f"{path}:{section.name}" not in used:
                yield Problem(
                    path,
                    section.start,
                    f"no page shows section {section.name!r}",
                    f"include it from a page, or delete it; an include line is: "
                    f'--8<-- "{path.removeprefix("snippets/")}:{section.name}"',
                )
