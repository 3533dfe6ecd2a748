"""The session of one page: runs its blocks in order and says what they showed."""

import ast
import base64
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
import traceback
import types
import warnings
from multiprocessing.connection import Connection
from typing import Any

from sitekit.worker import shell

PICTURES = (("_repr_svg_", "svg"), ("_repr_png_", "png"))
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
        self.flags = 0
        module = types.ModuleType("__main__")
        module.__file__ = opening["file"]
        module.__dict__["__builtins__"] = builtins
        sys.modules["__main__"] = module
        self.namespace = module.__dict__
        # Blocks in a page are no file of their own; AutoGraph and tracebacks
        # read their lines from here.
        for path, lines in opening["lines"].items():
            text = [line + "\n" for line in lines]
            linecache.cache[path] = (sum(map(len, text)), None, text, path)
        warnings.showwarning = self.show_warning
        figures = sys.modules.get("sitekit.worker.figures")
        if figures:
            figures.emit = self.emit  # type: ignore[attr-defined]  # a module

    def emit(self, output: dict[str, Any]) -> None:
        """Adds an output, after what was printed before it."""
        text = self.stream.take()
        if text:
            self.outputs.append({"type": "stream", "text": text})
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
        """Shows the value of a block's last expression."""
        if value is None:
            return
        for method, kind in PICTURES:
            picture = _representation(value, method)
            if picture:
                self.emit({"type": "figure", "form": kind, "data": picture})
                return
        output: dict[str, Any] = {"type": "value", "text": repr(value)}
        html = _representation(value, "_repr_html_")
        if html:
            output["html"] = html
        self.emit(output)

    def finish_block(self) -> list[dict[str, Any]]:
        """Ends a block: shows open figures, hands over all outputs."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot:
            pyplot.show()
        text = self.stream.take()
        if text:
            self.outputs.append({"type": "stream", "text": text})
        outputs, self.outputs = self.outputs, []
        return outputs

    def run_python(self, block: dict[str, Any]) -> None:
        """Runs a block's statements under the files and lines they stand in."""
        lines = block["lines"]
        for statement in _parse(block["code"], lines):
            last = isinstance(statement, ast.Expression)
            code = compile(
                statement,
                _relocate(statement, lines),
                "eval" if last else "exec",
                flags=self.flags,
                dont_inherit=True,
            )
            self.flags |= code.co_flags & _FUTURES
            if last:
                self.show_value(eval(code, self.namespace))
            else:
                exec(code, self.namespace)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Runs one request; the reply holds the outputs and the error, if any."""
        start = time.perf_counter()
        error = None
        try:
            if "expression" in request:
                value = self.evaluate(request["expression"])
                return {"value": value, "error": None}
            if request["kind"] == "python":
                self.run_python(request)
            else:
                shell.run(request, self.emit, self.stream.take)
        except BaseException as exception:  # a page may raise anything at all
            error = self.describe(exception)
        seconds = time.perf_counter() - start
        try:
            outputs = self.finish_block()
        except Exception as exception:
            outputs, error = self.outputs, error or self.describe(exception)
            self.outputs = []
        printed = "".join(o["text"] for o in outputs if o["type"] == "stream")
        return {
            "outputs": outputs,
            "printed": printed,
            "error": error,
            "seconds": seconds,
        }

    def evaluate(self, expression: str) -> str:
        """Computes an inline value, written as in an f-string's braces."""
        # The space keeps an expression that begins with a brace from being text.
        code = compile(f'f"""{{ {expression}}}"""', "<inline value>", "eval")
        return str(eval(code, self.namespace))

    def describe(self, exception: BaseException) -> dict[str, Any]:
        """Describes an exception with the lines of the page that led to it."""
        names = [str(base.__name__) for base in type(exception).__mro__]
        frames = []
        for frame in traceback.extract_tb(exception.__traceback__):
            frames += self.place(frame.filename, frame.lineno)
        if isinstance(exception, SyntaxError):
            frames = self.place(exception.filename, exception.lineno) or frames
        if isinstance(exception, shell.CommandFailed):
            frames = self.place(*exception.place)
        text = "".join(traceback.format_exception_only(exception)).strip()
        syntax = isinstance(exception, SyntaxError)
        what = text.split("\n")[-1 if syntax else 0]  # a place comes first there
        trace = traceback.format_exception(
            type(exception), exception, _below(exception.__traceback__)
        )
        if isinstance(exception, shell.CommandFailed):
            what, trace = str(exception), []
        return {
            "what": what,
            "name": names[0],
            "names": names,
            "text": text,
            "frames": frames,
            "traceback": "".join(trace),
        }

    def place(self, path: object, line: object) -> list[list[Any]]:
        """File and line for a report, where they are a page's or a snippet's.

        An error that a program has made, as parsers do, may hold anything there.
        """
        if not isinstance(path, str) or not path.startswith(self.root + os.sep):
            return []
        line = line if isinstance(line, int) else 1
        relative = os.path.relpath(path, self.root).replace(os.sep, "/")
        return [[relative, line]] if relative.startswith(SOURCES) else []


# Besides statements and expressions, what has lines of its own.
_LINED = ast.alias | ast.arg | ast.excepthandler | ast.keyword | ast.pattern
_FUTURES = 0
for _name in __import__("__future__").all_feature_names:
    _FUTURES |= getattr(__import__("__future__"), _name).compiler_flag


def _representation(value: Any, method: str) -> str:
    """What a value says it looks like, as text; "" where it says nothing.

    Raises:
        TypeError: It is not what such a method gives.
        ValueError: It is no SVG.
    """
    function = getattr(type(value), method, None)
    found = function(value) if callable(function) else None
    if isinstance(found, tuple):  # as in a notebook: and what is said of it
        found = found[0]
    if found is None:
        return ""
    if isinstance(found, bytes) and method == "_repr_png_":
        return base64.b64encode(found).decode()
    name = f"{type(value).__name__}.{method}()"
    if not isinstance(found, str):
        raise TypeError(f"{name} gives {type(found).__name__}")
    if found and method == "_repr_svg_" and "<svg" not in found:
        raise ValueError(f"{name} gives no <svg> element")
    return str(found)


def _below(frames: types.TracebackType | None) -> types.TracebackType | None:
    """A traceback without the frames of the machinery that runs the page."""
    here = os.path.dirname(__file__)
    while frames and os.path.dirname(frames.tb_frame.f_code.co_filename) == here:
        frames = frames.tb_next
    return frames


def _parse(code: str, lines: list[list[Any]]) -> list[ast.Module | ast.Expression]:
    """Parses a block into its statements; the last expression is kept as such."""
    try:
        body = ast.parse(code).body
    except SyntaxError as error:
        path, number = lines[min(error.lineno or 1, len(lines)) - 1]
        error.filename, error.lineno = path, number
        # The frames of the parser say nothing about the page.
        raise error.with_traceback(None) from None
    statements: list[ast.Module | ast.Expression] = [
        ast.Module([node], type_ignores=[]) for node in body
    ]
    if body and isinstance(body[-1], ast.Expr):
        statements[-1] = ast.Expression(body[-1].value)
    return statements


def _relocate(tree: ast.AST, lines: list[list[Any]]) -> str:
    """Moves a statement to its true lines; returns its true file.

    Raises:
        SyntaxError: It spans two files.
    """
    files = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.expr | _LINED):
            path, number = lines[node.lineno - 1]
            files.add(path)
            end_path, end_number = lines[(node.end_lineno or node.lineno) - 1]
            files.add(end_path)
            node.lineno, node.end_lineno = number, max(number, end_number)
    if len(files) > 1:
        raise SyntaxError(f"one statement spans two files: {', '.join(sorted(files))}")
    return str(files.pop())


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
    hello = {"pid": os.getpid(), "versions": versions(opening["packages"])}
    connection.send_bytes(_encoded(hello))
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except EOFError:
            return
        connection.send_bytes(_encoded(session.answer(request)))


def _encoded(answer: dict[str, Any]) -> bytes:
    """An answer as JSON; half a surrogate pair, which is no text, becomes `?`."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
