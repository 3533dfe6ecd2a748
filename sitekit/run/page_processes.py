"""The processes of one page: what is asked of them, and the folder they work in."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sitekit.aids.session import PageSession
from sitekit.checkout.settings import Settings
from sitekit.records.outputs import Shown
from sitekit.run.processes import Process, Ran
from sitekit.run.servers import Servers
from sitekit.run.terminal import clean
from sitekit.scan.model import Block, Page

VALUE_SECONDS = 300.0
SHARE = 0.9  # of a block's time, after which a command in it is given up


class PageProcesses:
    """The processes of one page, and its folder: both end with the page.

    Attributes:
        folder: All that the page makes; deleted in the end.
        directory: The working directory of its blocks.
    """

    def __init__(self, settings: Settings, servers: Servers, page: Page) -> None:
        self.settings = settings
        self.servers = servers
        self.page = page
        self.folder = Path(tempfile.mkdtemp(prefix="study-guide-"))
        self.directory = self.folder / "page"
        self.directory.mkdir()
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir()
        self.forked: dict[str, Process] = {}

    @property
    def versions(self) -> dict[str, dict[str, str]]:
        """The versions of each environment that the page ran in."""
        return {name: process.versions for name, process in self.forked.items()}

    def own(self, name: str) -> Process:
        """The page's process in an environment, forked when first needed."""
        if name not in self.forked:
            self.forked[name] = self.fork(name, self.directory)
        return self.forked[name]

    def fork(self, name: str, directory: Path) -> Process:
        """A fresh process in an environment, and in a folder of its own.

        Raises:
            Died: It ended at once.
            Problem: The environment's server does not start.
        """
        root = self.settings.root
        directory.mkdir(exist_ok=True)
        opening: dict[str, object] = {
            "root": str(root),
            "directory": str(directory),
            "temporary": str(self.temporary),
            "stream": str(self.folder / f"stream-{name}-{directory.name}"),
            "file": str(root / _script(self.page)),
            "lines": _own_lines(root, self.page),
        }
        packages = self.settings.environments[name].packages
        return Process.start(self.servers.get(name), opening, packages)

    def run(self, block: Block) -> Ran:
        """Runs a block of code or of commands.

        Raises:
            Died: Its process ended, or had to be ended.
        """
        root = self.settings.root
        for name in block.options.data:
            shutil.copy(root / "snippets" / name, self.directory / Path(name).name)
        request: dict[str, object] = {
            "kind": block.options.kind,
            "code": block.code,
            "lines": [[str(root / line.path), line.number] for line in block.lines],
            "server": block.options.server,
            "exit": block.options.exit,
            "timeout": block.options.timeout * SHARE,
        }
        return self.own(block.environment).ask(request, block.options.timeout)

    def value(self, block: Block, expression: str) -> Ran:
        """Computes an inline value after a block.

        Raises:
            Died: The process ended, or had to be ended.
        """
        process = self.own(block.environment)
        return process.ask({"expression": expression}, VALUE_SECONDS)

    def session(self, process: Process, block: Block) -> PageSession:
        """What a study aid may ask of a process."""
        seconds = block.options.timeout
        return PageSession(
            lambda request: process.ask(request, seconds),
            str(self.settings.root),
            seconds,
        )

    def transcript(self, name: str) -> str:
        """The end of what the process of an environment wrote, for a report."""
        return self.forked[name].transcript() if name in self.forked else ""

    def cleaned(
        self, outputs: Iterable[Shown], directory: Path | None = None
    ) -> tuple[Shown, ...]:
        """Outputs as a terminal shows them, without this machine's paths."""
        folder = str(directory or self.directory)
        names = {
            f"{folder}/": "",
            folder: ".",
            str(self.temporary): "/tmp",
            f"{self.settings.root}/": "",
        }
        return tuple(done for output in outputs if (done := clean(output, names)))

    def close(self) -> None:
        """Ends the processes and deletes the folder."""
        for process in self.forked.values():
            process.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _script(page: Page) -> str:
    if page.is_lab:
        return page.path
    return page.path.replace("docs/", "snippets/", 1).removesuffix(".md") + ".py"


def _own_lines(root: Path, page: Page) -> dict[str, list[str]]:
    """The code that stands in the page itself, at its own lines."""
    if page.is_lab:
        return {}
    own = {
        line.number: line.text
        for block in page.blocks
        for line in block.lines
        if line.path == page.path
    }
    if not own:
        return {}
    last = max(own)
    return {str(root / page.path): [own.get(n, "") for n in range(1, last + 1)]}
