"""The session of one page: runs its blocks in order and says what they showed."""

import ast
import builtins
import contextlib
import errno
import importlib.metadata
import json
import linecache
import os
import platform
import signal
import sys
import tempfile
import time
import types
import warnings
from multiprocessing.connection import Connection
from typing import Any

from sitekit.worker import display, machine, representations, shell
from sitekit.worker.drawn import Drawn
from sitekit.worker.errors import describe
from sitekit.worker.guard import Guard
from sitekit.worker.leftovers import Leftovers, Place
from sitekit.worker.representations import CannotShow
from sitekit.worker.statements import FUTURES, first_line, parse, relocate

SOURCES = ("docs/", "snippets/")


class Stream:
    """The page's standard output and error: one file, as one terminal shows them."""

    def __init__(self, path: str) -> None:
        self.fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self.position = 0
        for target in (1, 2):
            os.dup2(self.fd, target)
        for name in ("stdout", "stderr"):
            stream = open(  # noqa: SIM115  open as long as the process lives
                1 if name == "stdout" else 2,
                "w",
                buffering=1,
                encoding="utf-8",
                errors="backslashreplace",
                closefd=False,
            )
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)

    def take(self) -> str:
        """What was written since the last call."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception as error:  # a page may have put anything there
                # On a full disk, what it printed would be missing from the page.
                if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                    raise
        end = os.fstat(self.fd).st_size
        data = b""
        while self.position < end:
            chunk = os.pread(self.fd, end - self.position, self.position)
            if not chunk:
                break
            data += chunk
            self.position += len(chunk)
        return data.decode("utf-8", "replace")


class Session:
    """The namespace of a page and what its current block has shown so far."""

    def __init__(self, opening: dict[str, Any]) -> None:
        self.root: str = opening["root"]
        self.stream = Stream(opening["stream"])
        self.outputs: list[dict[str, Any]] = []
        self.refusals: list[dict[str, Any]] = []
        self.place: Place = (opening["file"], 1)  # of what runs
        self.flags = 0
        module = types.ModuleType("__main__")
        module.__file__ = opening["file"]
        module.__dict__["__builtins__"] = builtins
        sys.modules["__main__"] = module
        self.namespace = module.__dict__
        # Blocks in a page are not a file of their own; AutoGraph and tracebacks
        # read their lines from here.
        for path, lines in opening["lines"].items():
            text = [line + "\n" for line in lines]
            linecache.cache[path] = (sum(map(len, text)), None, text, path)
        warnings.showwarning = self.show_warning
        figures = sys.modules.get("sitekit.worker.figures")
        if figures:
            figures.emit = self.emit  # type: ignore[attr-defined]  # a module
        display.install(self.display, self.forbid)
        self.drawn = Drawn()
        self.leftovers = Leftovers(self.find, self.forbid)
        own = os.path.dirname(opening["directory"])
        sys.addaudithook(Guard(self.root, own, self.forbid))

    def forbid(self, what: str, repair: str, place: Place | None = None) -> None:
        """Notes why the page cannot pass, whatever its code makes of it.

        Args:
            what: What is wrong.
            repair: What a person can do about it.
            place: The file and line; what runs now where there is none.
        """
        frames = [list(place)] if place else self.locate(*self.place)
        self.refusals.append({"what": what, "repair": repair, "frames": frames})

    def emit(self, output: dict[str, Any]) -> None:
        """Adds an output, after what was printed before it."""
        text = self.stream.take()
        if text:
            self.outputs.append({"type": "stream", "text": text})
        if output["type"] == "figure":
            self.drawn.note()
        large = representations.too_large(output)
        if large:
            self.forbid(large, "show less of it")
        else:
            self.outputs.append(output)

    def show_warning(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: Any = None,
        line: str | None = None,
    ) -> None:
        """Shows a Python warning without the path of this machine."""
        self.emit({"type": "warning", "name": category.__name__, "text": str(message)})

    def show_value(self, value: Any) -> None:
        """Shows a value."""
        own = getattr(type(value), "_ipython_display_", None)
        svg = self.drawn.again(value)
        if svg:
            self.emit({"type": "figure", "form": "svg", "data": svg})
        elif callable(own):  # it shows itself
            own(value)
        else:
            self.emit(representations.look(value))

    def display(self, value: Any, raw: bool) -> None:
        """Shows what IPython's `display` is given."""
        try:
            if raw and isinstance(value, dict):
                self.emit(representations.bundled(value))
            else:
                self.show_value(value)
        except CannotShow as error:
            self.forbid(str(error), error.repair)

    def finish_block(self) -> list[dict[str, Any]]:
        """Ends a block: shows open figures, hands over all outputs."""
        self.drawn.check(self.forbid)
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot:
            pyplot.show()
        self.leftovers.end()
        text = self.stream.take()
        if text:
            self.outputs.append({"type": "stream", "text": text})
        outputs, self.outputs = self.outputs, []
        return outputs

    def run_python(self, block: dict[str, Any]) -> None:
        """Runs a block's statements under the files and lines they stand in."""
        lines = block["lines"]
        for statement in parse(block["code"], lines):
            last = isinstance(statement, ast.Expression)
            path = relocate(statement, lines)
            self.place = path, first_line(statement)
            code = compile(
                statement,
                path,
                "eval" if last else "exec",
                flags=self.flags,
                dont_inherit=True,
            )
            self.flags |= code.co_flags & FUTURES
            if last:
                value = eval(code, self.namespace)
                if value is not None:
                    self.show_value(value)
            else:
                exec(code, self.namespace)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Runs one request; the reply holds the outputs and the error, if any."""
        late = self.stream.take()  # by what an earlier block had started
        start = time.perf_counter()
        error, raised = None, None
        value = ""
        if request.get("lines"):
            path, line = request["lines"][0]
            self.place = path, line
        begun = self.place
        self.leftovers.begin(self.find(*begun))
        try:
            if "expression" in request:
                value = self.evaluate(request["expression"], request.get("of_figure"))
            elif request["kind"] == "python":
                self.drawn.latest = None
                self.run_python(request)
            elif request["kind"] == "console":
                shell.run(request, self.emit, self.stream.take)
            else:
                self.leftovers.finish()
        except CannotShow as exception:
            self.forbid(str(exception), exception.repair)
        except BaseException as exception:  # a page may raise anything at all
            raised = exception
            # What was refused before is why.
            error = None if self.refusals else self.describe(exception)
        if os.getpid() != self.leftovers.pid:
            self.leftovers.leave(error, raised)
        seconds = time.perf_counter() - start
        self.place = begun
        try:
            outputs = self.finish_block()
        except Exception as exception:
            outputs, error = self.outputs, error or self.describe(exception)
            self.outputs = []
        refused = self.refusals[0] if self.refusals else None
        if error is None:  # else it may be one that is meant, and this is told again
            self.refusals = []
        printed = "".join(o["text"] for o in outputs if o["type"] == "stream")
        return {
            "outputs": outputs,
            "printed": printed,
            "value": value,
            "error": error,
            "seconds": seconds,
            "late": late,
            "refused": refused,
            "children": self.leftovers.had_children(),
        }

    def evaluate(self, expression: str, of_figure: bool | None = False) -> str:
        """Computes an inline value, written as in an f-string's braces.

        Args:
            expression: The value's expression.
            of_figure: Whether `figure` is the figure that the block before it drew
                last, and `axes` are its axes.
        """
        names = self.namespace
        if of_figure and self.drawn.latest is not None:
            figure = self.drawn.latest
            names = {**names, "figure": figure, "axes": figure.axes}
        # The space keeps an expression that begins with a brace from being text.
        code = compile(f'f"""{{ {expression}}}"""', "<inline value>", "eval")
        value = str(eval(code, names))
        large = representations.too_large({"text": value})
        if large:
            self.forbid(large, "show less of it")
        return "" if large else value

    def describe(self, exception: BaseException) -> dict[str, Any]:
        """Describes an exception with the lines of the page that led to it."""
        error = describe(exception, self.locate)
        return {**error, "frames": error["frames"] or self.locate(*self.place)}

    def locate(self, path: object, line: object) -> list[list[Any]]:
        """File and line for a report, where they are a page's or a snippet's.

        An error that a program has made, as parsers do, may hold anything there.
        """
        place = self.find(path, line)
        return [list(place)] if place else []

    def find(self, path: object, line: object) -> Place | None:
        """The same, or None."""
        if not isinstance(path, str) or not path.startswith(self.root + os.sep):
            return None
        line = line if isinstance(line, int) else 1
        relative = os.path.relpath(path, self.root).replace(os.sep, "/")
        return (relative, line) if relative.startswith(SOURCES) else None


def versions(packages: list[str]) -> dict[str, str]:
    """The versions that a page's stamp names."""
    found = {"python": platform.python_version()}
    for package in packages:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[package] = importlib.metadata.version(package)
    return found


def run(connection: Connection) -> None:
    """Runs a page: one opening message, then one message per block or value."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    opening = json.loads(connection.recv_bytes())
    os.chdir(opening["directory"])
    os.environ["TMPDIR"] = opening["temporary"]  # deleted with the page's folder
    tempfile.tempdir = None  # the server may have asked for it before
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115  as long as the process
    sys.argv = [opening["file"]]
    machinery = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    sys.path[:] = [opening["directory"]] + [
        entry for entry in sys.path if entry not in ("", machinery)
    ]
    session = Session(opening)
    hello = {
        "pid": os.getpid(),
        "versions": versions(opening["packages"]),
        "paths": machine.paths(),
    }
    connection.send_bytes(_encoded(hello))
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except EOFError:
            return
        answer = session.answer(request)
        connection.send_bytes(_encoded({**answer, "number": request["number"]}))


def _encoded(answer: dict[str, Any]) -> bytes:
    """An answer as JSON; half a surrogate pair, which is not text, becomes `?`."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
