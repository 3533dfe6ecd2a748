"""The processes of one page: what is asked of them, and the folder they work in."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from sitekit.aids.session import PageSession
from sitekit.checkout.settings import Settings
from sitekit.records.outputs import Shown, Stream
from sitekit.run import places
from sitekit.run.processes import Process, Ran
from sitekit.run.servers import Servers
from sitekit.run.terminal import clean, replay
from sitekit.scan.model import Block, Page

VALUE_SECONDS = 300.0
FINISH_SECONDS = 300.0
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
        self.begun: list[Process] = []  # those of exercises, too
        self.machine: dict[str, dict[str, str]] = {}  # by environment: its paths
        self.data: dict[str, tuple[str, int]] = {}  # by name: the file, who named it

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
        process = Process.start(self.servers.get(name), opening, packages)
        process.memory = self.settings.memory
        self.begun.append(process)
        self.machine[name] = process.paths
        return process

    def run(self, block: Block) -> Ran:
        """Runs a block of code or of commands.

        Raises:
            Died: Its process ended, or had to be ended.
            Problem: Another file has been put where one of its data is to lie.
        """
        root = self.settings.root
        for name in block.options.data:
            self.put(block, name)
        request: dict[str, object] = {
            "kind": block.options.kind,
            "code": block.code,
            "lines": [[str(root / line.path), line.number] for line in block.lines],
            "server": block.options.server,
            "exit": block.options.exit,
            "timeout": block.options.timeout * SHARE,
        }
        return self.own(block.environment).ask(request, block.options.timeout)

    def put(self, block: Block, name: str) -> None:
        """Puts a data file of a block into the working directory.

        Raises:
            Problem: Another one of this name lies there.
        """
        path = Path(name)
        other, line = self.data.setdefault(path.name, (name, block.line))
        if other != name:
            what = f"{name} would replace {other}, which line {line} names"
            repair = f"rename one of them: both are {path.name} in the working folder"
            raise block.problem(what, repair)
        shutil.copy(self.settings.root / "snippets" / path, self.directory / path.name)

    def value(self, block: Block, expression: str) -> Ran:
        """Computes an inline value after a block.

        Raises:
            Died: The process ended, or had to be ended.
        """
        process = self.own(block.environment)
        answer = process.ask({"expression": expression}, VALUE_SECONDS)
        return self.plain(answer, block.environment)

    def holds(self, block: Block, expression: str, of_figure: bool) -> Ran:
        """Computes what a claim asks, or a part of it, after a block.

        Args:
            block: The block that ran last.
            expression: In Python, as in an f-string's braces.
            of_figure: Whether it sees the block's figure.

        Raises:
            Died: The process ended, or had to be ended.
        """
        request = {"expression": expression, "of_figure": of_figure}
        answer = self.own(block.environment).ask(request, VALUE_SECONDS)
        return self.plain(answer, block.environment)

    def finish(self) -> Iterator[Ran]:
        """Ends the page in each of its processes.

        Raises:
            Died: One ended, or had to be ended, or something of the page still runs.
        """
        for process in self.forked.values():
            yield self.end(process)

    def end(self, process: Process) -> Ran:
        """Ends a page's or an exercise's code in a process.

        Raises:
            Died: It ended, or had to be ended, or something of it still runs.
        """
        return process.ask({"kind": "end"}, FINISH_SECONDS)

    def session(
        self, process: Process, block: Block, directory: Path | None = None
    ) -> PageSession:
        """What a study aid may ask of a process."""
        seconds = block.options.timeout
        name = block.environment
        return PageSession(
            lambda request: self.plain(process.ask(request, seconds), name, directory),
            str(self.settings.root),
            seconds,
        )

    def had_processes(self) -> bool:
        """Whether, since this was last asked, the page had started processes."""
        return any([process.had_children() for process in self.begun])

    def transcript(self, name: str) -> str:
        """The end of what the process of an environment wrote, for a report."""
        return self.forked[name].transcript() if name in self.forked else ""

    def cleaned(
        self,
        outputs: Iterable[Shown],
        block: Block,
        directory: Path | None = None,
    ) -> tuple[Shown, ...]:
        """Outputs as a terminal shows them, without paths and lines that move.

        Args:
            outputs: What was recorded.
            block: The block that showed it.
            directory: The folder that it ran in, if not the page's.
        """
        known = self.names(block.environment, directory)
        by_blocks = places.by_blocks(self.page, block.number)

        def change(text: str) -> str:
            return by_blocks(places.without_paths(text, known))

        found = []
        for output in outputs:
            if isinstance(output, Stream):  # colours may stand within a path
                output = msgspec.structs.replace(output, text=replay(output.text))
            found.append(clean(places.changed(output, change)))
        return tuple(output for output in found if output)

    def plain(self, answer: Ran, name: str, directory: Path | None = None) -> Ran:
        """An answer without this machine's paths in what a page may show of it."""
        known = self.names(name, directory)
        error = answer.error
        if error:
            error = msgspec.structs.replace(
                error,
                what=places.without_paths(error.what, known),
                text=places.without_paths(error.text, known),
            )
        return msgspec.structs.replace(
            answer,
            value=places.NOT_IN_A_VALUE.sub(
                places.NO_CHARACTER, places.without_paths(answer.value, known)
            ),
            printed=places.without_paths(answer.printed, known),
            error=error,
        )

    def names(self, name: str, directory: Path | None) -> dict[str, str]:
        """What stands for each path of this machine."""
        own = {
            str(directory or self.directory): "",
            str(self.folder): "/tmp",
            str(self.temporary): "/tmp",
        }
        machine = self.machine.get(name, {})
        return places.names(self.settings.root, name, machine, own)

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
