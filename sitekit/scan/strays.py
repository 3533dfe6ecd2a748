"""Finds files below `docs/` and `snippets/` that nothing uses.

MkDocs would publish those below `docs/`; those below `snippets/` only puzzle.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from sitekit.aids.exercises import Exercise
from sitekit.checkout import Problem
from sitekit.checkout.mkdocs_yml import FILE, setting
from sitekit.checkout.settings import Settings
from sitekit.scan.model import Page

PAGES = {".md", ".ipynb"}  # told by themselves, where they are wrong
READ_BY_TOOLS = {"ruff.toml", "py.typed"}
LABS = "snippets/labs"
TEXTS = {".css", ".html", ".js", ".md", ".svg", ".yml"}


def stray_files(settings: Settings, pages: Sequence[Page]) -> Iterator[Problem]:
    """Finds files that no page, no setting and no other file names."""
    root = settings.root
    texts = {file: file.read_text("utf-8", "replace") for file in _naming(root)}
    for file in _files(root / "docs"):
        others = (text for path, text in texts.items() if path != file)
        if file.suffix in PAGES or any(_names(text, file.name) for text in others):
            continue
        if not any(_names(text, file.name) for text in _ours()):
            what = "nothing uses this file, but it would be published"
            repair = f"name it where it is used ({FILE}, a page, a style), or delete it"
            yield Problem(file.relative_to(root).as_posix(), 1, what, repair)
    used = {f"snippets/{n}" for p in pages for b in p.blocks for n in b.options.data}
    practised = {}
    for page in pages:
        for block in page.blocks:
            if isinstance(block.content, Exercise):
                practised[block.content.folder] = block.content.files
    used |= {f"{folder}/{n}" for folder, files in practised.items() for n in files}
    for file in _files(root / "snippets"):
        path = file.relative_to(root).as_posix()
        # Other Python files are told by themselves: they have sections, or no page.
        in_exercise = file.parent.relative_to(root).as_posix() in practised
        is_read = file.suffix == ".py" and not in_exercise
        in_labs = path.startswith(f"{LABS}/") and file.parent != root / LABS
        if path in used or file.name in READ_BY_TOOLS or (is_read and not in_labs):
            continue
        what = "nothing uses this file"
        repair = f'name it in a block, data="{path.removeprefix("snippets/")}", '
        repair += "or delete it"
        if in_labs:
            repair = f"put a lab directly below {LABS}/, or delete it"
        elif in_exercise:
            repair = (
                "name it start, solution, check or wrong_<mistake>.py, or delete it"
            )
        yield Problem(path, 1, what, repair)


def _names(text: str, name: str) -> bool:
    """Whether a text names a file, and not one whose name only ends like it."""
    whole = rf"(?<![\w.-]){re.escape(name)}(?![\w-])"
    return name in text and bool(re.search(whole, text))


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        is_hidden = any(part.startswith((".", "__pycache__")) for part in parts)
        if file.is_file() and not is_hidden:
            yield file


def _naming(root: Path) -> Iterable[Path]:
    """The texts that may name a file below `docs/`."""
    overrides = root / setting(root, "theme.custom_dir")
    folders = [root / "docs", *([overrides] if overrides != root else [])]
    found = [file for folder in folders for file in _files(folder)]
    found += sorted((root / LABS).glob("*.py"))
    tops = [root / FILE, root / "README.md", root / "CONTRIBUTING.md"]
    return [
        *(file for file in found if file.suffix in TEXTS or file.suffix == ".py"),
        *(file for file in tops if file.is_file()),
    ]


@lru_cache(maxsize=1)
def _ours() -> tuple[str, ...]:
    """The sources of this package, which names styles and scripts of its own."""
    folder = Path(__file__).parents[1]
    return tuple(file.read_text("utf-8") for file in sorted(folder.rglob("*.py")))
