"""Tries changes in a copy of the checkout: what of the guide notices them?

A change is looked at in the order of cost: by what reads the pages, by the names of
APIs, by the run of the pages that show the file; for links, by the build of the site.
"""

import dataclasses
import importlib
import os
import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from mkdocs.exceptions import MkDocsException

from sitekit.aids.exercises import Exercise
from sitekit.aids.quiz import Quiz
from sitekit.checkout import Problem, Problems
from sitekit.checkout.settings import ROOT, load
from sitekit.commands import preview
from sitekit.overviews.cross_checks import check_guide
from sitekit.records.library import Library
from sitekit.run import Engine, Result
from sitekit.scan.definitions import FILE as GLOSSARY
from sitekit.scan.model import Block, Page
from sitekit.scan.sentences import open_definitions, open_sentences
from sitekit.skins.api_links import api, is_ended
from sitekit.tensorboard.photographs import Photographer
from tests.mutants.kinds import Mutant

# What a copy needs; environments and records are the checkout's own.
COPIED = (
    *("docs", "overrides", "snippets", "requirements", "sitekit"),
    *("mkdocs.yml", "pyproject.toml"),
)
LINKS = "dead anchors"
SHORT = {"tf": "tensorflow", "np": "numpy"}
READING = threading.Lock()  # Python-Markdown and MkDocs do one thing at a time
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


class Trial:
    """A copy of the checkout, in which one file is changed at a time.

    Attributes:
        root: The copy's root.
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.root.mkdir(parents=True)
        for name in COPIED:
            source = ROOT / name
            if not source.exists():
                continue
            if source.is_dir():
                ignore = shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, self.root / name, ignore=ignore)
            else:
                shutil.copy(source, self.root / name)
        (self.root / ".cache").mkdir()
        environments = ROOT / ".cache" / "environments"
        (self.root / ".cache/environments").symlink_to(environments.resolve())
        shutil.copytree(ROOT / ".cache/records", self.root / ".cache/records")
        self.settings = load(self.root)
        self.engine = Engine(self.settings, Photographer(self.settings, True))
        with READING:
            self.library = Library.read(self.settings)
            # A change is noticed by a sentence that it opens.
            self.open = {
                problem.what
                for page in self.library.pages.values()
                for problem in open_sentences(page)
            } | {problem.what for problem in open_definitions(self.root)}
        self.known = {name for p in self.library.pages.values() for name in _names(p)}

    def notices(self, mutant: Mutant) -> str:
        """What notices a change: the stage, and what is said; "" for nothing."""
        file = self.root / mutant.path
        before = file.read_text("utf-8")
        try:
            file.write_text(mutant.applied(before), "utf-8")
            with READING:
                said = self._read(mutant) or self._names(mutant)
            return said or self._run(mutant) or self._build(mutant)
        finally:
            file.write_text(before, "utf-8")

    def pages(self, library: Library, path: str) -> list[Page]:
        """The pages that show a file."""
        found = []
        for page in library.pages.values():
            shown = {section.split(":")[0] for section in page.sections}
            folders = {
                f"{block.content.folder}/{name}"
                for block in page.blocks
                if isinstance(block.content, Exercise)
                for name in block.content.files
            }
            defined = {claim.path for claim in page.claims}
            if path in {page.path, *shown, *folders, *defined}:
                found.append(page)
        return sorted(found, key=lambda page: len(page.blocks))

    def _read(self, mutant: Mutant) -> str:
        """What reads all pages."""
        try:
            self.changed = Library.read(self.settings)
            check_guide(self.changed)
        except (Problem, Problems) as told:
            return _first(told)
        told_ = [
            problem
            for page in self.pages(self.changed, mutant.path)
            for problem in open_sentences(page)
        ]
        if mutant.path == GLOSSARY:
            told_ += open_definitions(self.root)
        return next((_first(each) for each in told_ if each.what not in self.open), "")

    def _names(self, mutant: Mutant) -> str:
        """The test that each API which is named exists."""
        for page in self.pages(self.changed, mutant.path):
            for name in set(_names(page)) - self.known:
                if not _exists(name):
                    return f"there is no {name}"
        return ""

    def _run(self, mutant: Mutant) -> str:
        """The runs of the pages that show the file."""
        for page in self.pages(self.changed, mutant.path):
            before = self.library.pages.get(page.path)
            if not page.runs or (before and _same(before, page)):
                continue
            failures: list[str] = []

            def note(block: Block, result: Result, said: list[str] = failures) -> None:
                if result.failure:
                    said.append(str(result.failure).split("\n", 1)[0])

            if not self.engine.run(page, note):
                return failures[0] if failures else "it does not pass"
        return ""

    def _build(self, mutant: Mutant) -> str:
        """The build of the site, where a link has changed."""
        if mutant.kind != LINKS:
            return ""
        try:
            self.build()
        except (Problem, Problems, MkDocsException) as told:
            return str(told).strip().split("\n", 1)[0]
        return ""

    def build(self) -> None:
        """Builds the site.

        Raises:
            Problem: Something is wrong with it.
            Problems: The same.
            MkDocsException: MkDocs or a link says so.
        """
        with READING:
            preview.build(self.settings, self.root / "site")

    def close(self) -> None:
        """Ends what still runs."""
        self.engine.close()


def _same(before: Page, page: Page) -> bool:
    """Whether the runs of two versions of a page compute the same.

    The words of a claim, a caption or a choice are not computed: a run cannot tell.
    """
    return _computed(before) == _computed(page)


def _computed(page: Page) -> list[Any]:
    found: list[Any] = [(value.expression, value.after) for value in page.values]
    found += [(claim.holds, claim.after, claim.of_figure) for claim in page.claims]
    for block in page.blocks:
        plain = {"alt": "", "caption": "", "means": ""}
        found += [block.code, dataclasses.replace(block.options, **plain)]
        content = block.content
        if isinstance(content, Exercise):
            found.append(content.files)
        elif isinstance(content, Quiz):
            texts = [text.expressions for text in content.texts]
            held = [choice.holds.text for choice in content.choices]
            wrong = [answer.text for answer, _ in content.wrong]
            found += [texts, held, wrong, content.code, content.answer, content.stated]
        elif isinstance(content, tuple):
            found += [
                ([text.expressions for text in card.texts], card.code)
                for card in content
            ]
        else:
            found.append(content)
    return found


def _first(told: Problem | Problems) -> str:
    return str(told).split("\n", 1)[0]


def _names(page: Page) -> Iterator[str]:
    """The names of APIs in a page's prose."""
    for code in CODE.findall(page.body):
        if name := api(code):
            yield name


def _exists(name: str) -> bool:
    if is_ended(name) or name.startswith("jax."):  # of another environment
        return True
    first, *parts = name.split(".")
    found = importlib.import_module(SHORT.get(first, first))
    for part in parts:
        if not hasattr(found, part):
            return False
        found = getattr(found, part)
    return True


def try_all(mutants: Sequence[Mutant], folder: Path) -> Iterator[tuple[Mutant, str]]:
    """Tries changes one after another.

    Args:
        mutants: The changes.
        folder: An empty folder for the copy.

    Yields:
        Each change, and what noticed it.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    trial = Trial(folder)
    try:
        if any(mutant.kind == LINKS for mutant in mutants):
            trial.build()  # else any change of a link would seem to be noticed
        for mutant in mutants:
            yield mutant, trial.notices(mutant)
    finally:
        trial.close()
