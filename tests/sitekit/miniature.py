"""A miniature checkout of the guide, to run and build pages in.

It has all that the real one has, but no TensorFlow: its servers start at once.
"""

import json
import os
import queue
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import markdown
import msgspec
from mkdocs.config import load_config

from sitekit.checkout import settings as settings_module
from sitekit.checkout.mkdocs_yml import EXTENSION
from sitekit.checkout.settings import Settings
from sitekit.publish.extras import publish
from sitekit.records.library import Library
from sitekit.records.store import Record, find_record
from sitekit.run.engine import Engine
from sitekit.run.results import Failure, Result
from sitekit.scan.model import Page
from sitekit.scan.pages import scan_page
from sitekit.skins.current import Build
from tests.patience import PATIENCE

REPOSITORY = Path(__file__).resolve().parents[2]

ENVIRONMENTS = """\
[tool.sitekit.environments.default]
preload = {preload}
packages = ["pytest"]
"""


@dataclass
class Ran:
    """A page that was run, with the results of its blocks in order."""

    page: Page
    results: list[Result]

    @property
    def statuses(self) -> list[str]:
        return [result.status for result in self.results]

    @property
    def failure(self) -> Failure:
        """Why the page failed; a page has one failure or none."""
        (failed,) = [result for result in self.results if result.status == "failed"]
        assert failed.failure is not None
        return failed.failure

    @property
    def where(self) -> tuple[str, int]:
        """File and line of the failure."""
        return self.failure.path, self.failure.line

    def text(self, number: int = 0) -> str:
        """All that a block showed as text."""
        outputs = map(msgspec.to_builtins, self.results[number].outputs)
        return "\n".join(output.get("text", "") for output in outputs)

    def output(self, number: int = 0) -> dict[str, str]:
        """The only output of a block, as it is recorded."""
        (output,) = self.results[number].outputs
        found: dict[str, str] = msgspec.to_builtins(output)
        return found

    def outputs(self, number: int = 0) -> list[dict[str, str]]:
        """All outputs of a block, as they are recorded."""
        return [msgspec.to_builtins(one) for one in self.results[number].outputs]


class Guide:
    """A checkout below a test's own directory."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.outside = folder / "outside"
        self.site = self.root / "site"
        self.outside.mkdir(parents=True)
        for name in ("docs", "snippets/labs", "requirements"):
            (self.root / name).mkdir(parents=True)
        self.write("requirements/default.txt", "numpy==2.0.0 --hash=sha256:0\n")
        self.write("conftest.py", 'pytest_plugins = ["sitekit.skins.pytest_plugin"]\n')
        text = (self.root / self.write("mkdocs.yml", _mkdocs_yml())).read_text("utf-8")
        for name in re.findall(r"(?m)^  (?:- |\w+: )(assets/\S+)$", text):
            self.write(f"docs/{name}", "")
        self.configure()

    def configure(self, *preload: str, more: str = "") -> None:
        """Writes `pyproject.toml`."""
        ours = (REPOSITORY / "pyproject.toml").read_text("utf-8")
        pytest_table = re.search(
            r"^\[tool\.pytest\.ini_options\]\n(?:(?!\[).*\n)*", ours, re.MULTILINE
        )
        assert pytest_table
        environments = ENVIRONMENTS.format(preload=json.dumps(preload))
        self.write("pyproject.toml", f"{environments}\n{more}\n{pytest_table[0]}")

    def write(self, path: str, text: str) -> str:
        """Writes a file, its text dedented; returns its path."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).removeprefix("\n"), "utf-8")
        return path

    def page(self, text: str, name: str = "page") -> str:
        """Writes a page."""
        return self.write(f"docs/{name}.md", text)

    def snippet(self, text: str, name: str = "page") -> str:
        """Writes a snippet file."""
        return self.write(f"snippets/{name}.py", text)

    @property
    def settings(self) -> Settings:
        return settings_module.load(self.root)

    def scan(self, text: str, name: str = "page") -> Page:
        """Writes and scans a page."""
        return scan_page(self.settings, self.page(text, name))

    def run(self, *paths: str) -> dict[str, Ran]:
        """Runs pages in one engine, at the same time."""
        pages = [scan_page(self.settings, path) for path in paths]
        results: dict[str, list[Result]] = {path: [] for path in paths}
        done: queue.Queue[None] = queue.Queue()
        engine = Engine(self.settings)
        try:
            for page in pages:
                engine.start(
                    page,
                    lambda block, result: (
                        results[block.page].append(result),
                        done.put(None),
                    ),
                )
            for _ in range(sum(len(page.blocks) for page in pages)):
                done.get(timeout=PATIENCE)
            engine.pool.shutdown()  # or the last processes are killed as they end
        finally:
            engine.close()
        return {page.path: Ran(page, results[page.path]) for page in pages}

    def prove(self, text: str, name: str = "page") -> Ran:
        """Writes a page and runs it."""
        path = self.page(text, name)
        return self.run(path)[path]

    def paths(self) -> dict[str, bool]:
        """All pages and labs, and whether they have something to run."""
        return {page.path: page.runs for page in self.library().pages.values()}

    def record(self, path: str = "docs/page.md") -> Record | None:
        """The valid record of a page."""
        return find_record(self.settings, scan_page(self.settings, path))

    def library(self) -> Library:
        return Library.read(self.settings)

    def pytest(
        self, *arguments: str, cwd: Path | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Runs pytest as a person would."""
        process = self.start_pytest(*arguments, cwd=cwd)
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
        return subprocess.CompletedProcess(
            process.args, process.returncode, output, None
        )

    def start_pytest(
        self, *arguments: str, cwd: Path | None = None
    ) -> "subprocess.Popen[str]":
        """Starts pytest; its output goes to one pipe."""
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
            cwd=cwd or self.root,
            env=_variables(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Also where the tests run in the background, which ignores Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def build(self) -> "subprocess.CompletedProcess[str]":
        """Builds the site as `nox -s site` does; pages that lack it are described."""
        self.describe()
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict"],
            cwd=self.root,
            env=_variables(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            publish(self.library(), self.site)
        return done

    def describe(self) -> None:
        """Gives each page without front matter a description."""
        for number, file in enumerate(sorted((self.root / "docs").rglob("*.md"))):
            text = file.read_text("utf-8")
            if not text.startswith("---"):
                about = f"Page {number} of the miniature guide, which is made by tests."
                file.write_text(f"---\ndescription: {about}\n---\n\n{text}", "utf-8")

    def use_plugins(self, text: str) -> None:
        """Adds plugins to `mkdocs.yml`, as lines of YAML."""
        file = self.root / "mkdocs.yml"
        plugins = "  - search\n" + textwrap.indent(textwrap.dedent(text), "  ")
        file.write_text(file.read_text("utf-8").replace("  - search\n", plugins))

    def render(self, text: str) -> str:
        """Renders Markdown with the extensions of `mkdocs.yml`, and nothing else."""
        return self.renderer()(text)

    def renderer(self) -> Callable[[str], str]:
        """Renders Markdown as one build does."""
        build = Build(self.settings)
        build.prepare()
        config = load_config(str(self.root / "mkdocs.yml"))
        config.mdx_configs[EXTENSION] = {"build": build}
        parser = markdown.Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs
        )
        return lambda text: parser.convert(textwrap.dedent(text).removeprefix("\n"))


def _mkdocs_yml() -> str:
    """The repository's own `mkdocs.yml`, without the plugins that load slowly."""
    text = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    text = text.replace(
        "- sitekit/skins/mkdocs_hooks.py",
        f"- {REPOSITORY}/sitekit/skins/mkdocs_hooks.py",
    )
    text = text.replace("custom_dir: overrides", f"custom_dir: {REPOSITORY}/overrides")
    table = r"(?m)^{}:\n(?:(?: .*)?\n)*"
    text = re.sub(table.format("nav"), "", text)
    return re.sub(table.format("plugins"), "plugins:\n  - search\n\n", text)


def _variables() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    return {**kept, "PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "1"}
