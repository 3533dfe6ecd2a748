"""Every command a person runs. `nox -l` lists them; `nox -s site` is the main one.

All sessions share the locked environments in `.cache/environments`, one per
file in `requirements/`: TensorFlow is installed once, not once per session.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["site"]

ROOT = Path(__file__).parent
# What TensorFlow's wheels exist for; tf.estimator ended with Python 3.11.
NEWEST_PYTHON = (3, 13)
PYTHONS = {"estimator": "3.11"}
PAGE_ENVIRONMENTS = ("default", "estimator", "jax")
# The tests of the code behind the site, which are measured: it, and no page, is
# what they run. All others are about the pages and the site that is built of them.
MEASURED = ("tests/sitekit", "tests/repository")
PAGES = ("docs", "snippets/labs")
OTHERS = ("tests/site", "tests/snippets", "tests/faults", "tests/mutants")
# Tests are shared out to all cores, a file at a time; `tests/conftest.py` says which
# begin first. The engine that runs pages shares these out by itself.
SHARED = ("-n", "logical", "--dist", "loadgroup", "--no-loadscope-reorder")
# What `flaky` lets each core do at the same time.
BURN = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"
BURNING = 2
# What `newest` frees of its version.
NEWEST = ("tensorflow", "tensorboard", "keras")


def uv() -> str:
    """Where uv is: on the path, or next to nox."""
    found = shutil.which("uv")
    if found is None:
        from uv import find_uv_bin

        found = find_uv_bin()
    return str(found)


def install(session: nox.Session, name: str, root: Path = ROOT) -> str:
    """Brings a locked environment up to date; returns its Python."""
    folder = root / ".cache" / "environments" / name
    windows = sys.platform == "win32"
    python = folder / ("Scripts/python.exe" if windows else "bin/python")
    lock = root / "requirements" / f"{name}.txt"
    wanted = PYTHONS.get(name) or sys.executable
    if name not in PYTHONS and sys.version_info[:2] > NEWEST_PYTHON:
        wanted = "{}.{}".format(*NEWEST_PYTHON)
    made_of = lock.read_bytes() + f"{sys.version}, {PYTHONS.get(name)}".encode()
    state = hashlib.sha256(made_of).hexdigest()
    stamp = folder / "installed"
    if stamp.is_file() and stamp.read_text() == state and python.exists():
        return str(python)
    stamp.unlink(missing_ok=True)
    session.run(uv(), "venv", "--quiet", "--clear", "--python", wanted, str(folder))
    session.run(
        uv(), "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode",
        "--python", str(python), str(lock),
    )  # fmt: skip
    stamp.write_text(state)
    return str(python)


def compile_lock(session: nox.Session, name: str, *options: str) -> None:
    """Compiles the lock of an environment in the working directory."""
    session.run(
        uv(), "pip", "compile", "--quiet", "--universal", "--generate-hashes",
        "--no-header", "--python-version", "3.11",
        "--group", f"pyproject.toml:{name}",
        "--output-file", f"requirements/{name}.txt",
        *options,
    )  # fmt: skip


def prepare(session: nox.Session) -> str:
    """Installs what running pages needs; returns the default Python."""
    pythons = {name: install(session, name) for name in PAGE_ENVIRONMENTS}
    session.run(pythons["default"], "-m", "sitekit", "browser")
    return pythons["default"]


def measurement(session: nox.Session, python: str) -> tuple[Sequence[str], ...]:
    """What passes the tests of sitekit, and says which lines and branches they miss."""
    install(session, "lint")  # for the test that does what CONTRIBUTING.md says
    # A process that a test kills may leave a torn file of data, which is left out.
    tool = (python, "-W", "ignore:Data file", "-W", "ignore:Couldn't", "-m", "coverage")
    return (
        (*tool, "erase"),
        (*tool, "run", "-m", "pytest", *SHARED, *MEASURED),
        (*tool, "combine", "--quiet"),
        (*tool, "report"),
    )


def parts(session: nox.Session) -> dict[str, tuple[Sequence[str], ...]]:
    """The parts of all tests, each with its commands."""
    python = prepare(session)
    return {
        "pages": ((python, "-m", "pytest", "--fresh", *PAGES),),
        "sitekit and repository": measurement(session, python),
        "site and snippets": ((python, "-m", "pytest", *SHARED, *OTHERS),),
    }


def follow(command: Sequence[str], log: Path) -> tuple[int, str]:
    """Runs a command and shows what it prints.

    Args:
        command: The command.
        log: A file that is given what it prints, too.

    Returns:
        Its exit status, and the last line that it printed.
    """
    variables = {**os.environ, "COLUMNS": str(shutil.get_terminal_size().columns)}
    if sys.stdout.isatty():
        variables["FORCE_COLOR"] = "1"
    with (
        log.open("ab") as kept,
        subprocess.Popen(command, stdout=subprocess.PIPE, env=variables) as process,
    ):
        assert process.stdout
        while printed := os.read(process.stdout.fileno(), 65536):
            os.write(1, printed)
            kept.write(printed)
    lines = log.read_text("utf-8", "replace").rstrip().rsplit("\n", 1)
    return process.returncode, lines[-1]


def pass_parts(named: Mapping[str, tuple[Sequence[str], ...]], folder: Path) -> int:
    """Runs all parts, whatever fails; then says how long each took.

    The last line is pytest's own: that of the first part that failed, or the last.

    Args:
        named: The parts.
        folder: Where what each of them prints is kept.

    Returns:
        The exit status of the first command that failed, or 0.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    table, failure, summary = [], 0, ""
    for name, commands in named.items():
        start, status, last = time.monotonic(), 0, ""
        for command in commands:
            print("$", *command, flush=True)
            ended, line = follow(command, folder / f"{name}.txt")
            if "pytest" in command:
                last = line
            status = status or ended
            if ended and "pytest" not in command:
                break
        verdict = f"failed ({status})" if status else "passed"
        table.append(f"{time.monotonic() - start:7.0f} s  {verdict:12}{name}")
        if not failure:
            failure, summary = status, last
    print("", *table, summary, sep="\n", flush=True)
    return failure


@nox.session
def site(session: nox.Session) -> None:
    """Build the site: run what has no valid record, render, check the result."""
    session.run(prepare(session), "-m", "sitekit", "site", *session.posargs)


@nox.session(default=False)
def serve(session: nox.Session) -> None:
    """Show the site while you write: a saved page or snippet runs and reloads."""
    session.run(prepare(session), "-m", "sitekit", "serve", *session.posargs)


@nox.session(default=False)
def tests(session: nox.Session) -> None:
    """Run every page afresh, build the site, and pass all tests."""
    if session.posargs:
        session.run(prepare(session), "-m", "pytest", *session.posargs)
        return
    # The end of nox, too, which would have the last word.
    sys.exit(pass_parts(parts(session), ROOT / ".cache" / "tests"))


@nox.session(default=False)
def flaky(session: nox.Session) -> None:
    """Pass all tests five times in a row on a busy machine, or -- as often as said."""
    times = int(session.posargs[0]) if session.posargs else 5
    named = parts(session)
    burning = [
        subprocess.Popen([sys.executable, "-c", BURN])
        for _ in range(BURNING * (os.cpu_count() or 1))
    ]
    try:
        for number in range(1, times + 1):
            folder = ROOT / ".cache" / "flaky" / str(number)
            print(f"Round {number} of {times}; its output: {folder}", flush=True)
            if status := pass_parts(named, folder):
                sys.exit(status)
    finally:
        for process in burning:
            process.kill()
            process.wait()


@nox.session(default=False)
def coverage(session: nox.Session) -> None:
    """Pass the tests of sitekit, which have to run 95 % of its lines and branches."""
    for command in measurement(session, prepare(session)):
        session.run(*command)


@nox.session(default=False)
def page(session: nox.Session) -> None:
    """Run, build and check one page: nox -s page -- docs/keras/sequential.md."""
    session.run(prepare(session), "-m", "sitekit", "page", *session.posargs)


@nox.session(default=False)
def shard(session: nox.Session) -> None:
    """Run one share of the pages afresh: nox -s shard -- 1/3."""
    session.run(prepare(session), "-m", "sitekit", "shard", *session.posargs)


@nox.session(default=False)
def portable(session: nox.Session) -> None:
    """Pass the tests that need no fork and no browser, so also on Windows."""
    # Only their files are named: others import what Windows does not have.
    mark = "pytestmark = pytest.mark.portable"
    found = sorted((ROOT / "tests" / "sitekit").rglob("test_*.py"))
    files = [str(file) for file in found if mark in file.read_text("utf-8")]
    python = install(session, "default")
    utf8 = {"PYTHONUTF8": "1"}
    session.run(python, "-m", "pytest", *files, *session.posargs, env=utf8)


@nox.session(default=False)
def new(session: nox.Session) -> None:
    """Begin a page that passes: nox -s new -- data/batching "Batching"."""
    session.run(install(session, "default"), "-m", "sitekit", "new", *session.posargs)


@nox.session(default=False)
def environment(session: nox.Session) -> None:
    """Install the locked environments, or those that are named."""
    for name in session.posargs or [*PAGE_ENVIRONMENTS, "lint"]:
        install(session, name)


@nox.session(default=False)
def lint(session: nox.Session) -> None:
    """Check style, types, imports, spelling and the safety of the workflows."""
    tools = Path(install(session, "lint")).parent
    python = install(session, "default")
    session.run(str(tools / "ruff"), "check")
    session.run(str(tools / "ruff"), "format", "--check")
    session.run(str(tools / "mypy"), "--python-executable", python)
    session.run(str(tools / "lint-imports"), "--no-cache", silent=True)
    session.run(str(tools / "deptry"), ".", silent=True)
    session.run(str(tools / "typos"))
    session.run(python, "-m", "sitekit", "sentences", silent=True)
    session.run(str(tools / "zizmor"), "--offline", "--quiet", ".github")


@nox.session(default=False)
def links(session: nox.Session) -> None:
    """Ask every other site that the guide links to whether the page is there."""
    session.run(install(session, "default"), "-m", "sitekit", "links")


@nox.session(default=False)
def materials(session: nox.Session) -> None:
    """List all locked packages with their licences: .cache/materials/*.cdx.json."""
    tool = Path(install(session, "lint")).parent / "cyclonedx-py"
    found = ROOT / ".cache" / "materials" / "found"
    found.mkdir(parents=True, exist_ok=True)
    for name in (*PAGE_ENVIRONMENTS, "lint"):
        session.run(
            str(tool), "environment", install(session, name),
            "--output-reproducible", "--output-file", str(found / f"{name}.json"),
        )  # fmt: skip
    session.run(install(session, "default"), "-m", "sitekit", "materials")


@nox.session(default=False)
def faults(session: nox.Session) -> None:
    """Try random pages, kills, full disks, runs at once (-- --share 0.1 for fewer)."""
    python = prepare(session)
    session.run(
        python, "-m", "pytest", "-s", "tests/faults", "--share", "1", *session.posargs
    )


@nox.session(default=False)
def mutate(session: nox.Session) -> None:
    """Change the guide, one slip at a time, and count what is noticed."""
    session.run(prepare(session), "-m", "tests.mutants", *session.posargs)


@nox.session(default=False)
def claims(session: nox.Session) -> None:
    """Try to refute what pages conclude, in longer runs (-- keras/transfer for one)."""
    session.run(install(session, "default"), "-m", "tests.claims", *session.posargs)


@nox.session(default=False)
def newest(session: nox.Session) -> None:
    """Run every page on the newest TensorFlow and Keras, in a checkout apart."""
    copy = ROOT / ".cache" / "newest"
    shutil.rmtree(copy, ignore_errors=True)
    apart = shutil.ignore_patterns(".cache", ".git", ".nox", "site")
    shutil.copytree(ROOT, copy, ignore=apart)
    (copy / "newest.in").write_text("\n".join(NEWEST), "utf-8")
    others = {
        f"SITEKIT_PYTHON_{name.upper()}": install(session, name)
        for name in PAGE_ENVIRONMENTS
        if name != "default"
    }
    with session.chdir(copy):
        # A lock of its own: what runs here can never pass for the guide's records.
        compile_lock(session, "default", "--upgrade", "--overrides", "newest.in")
        python = install(session, "default", copy)
        session.run(python, "-m", "sitekit", "browser")
        session.run(python, "-m", "pytest", "--fresh", *PAGES, env=others)


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Compile requirements/*.txt from pyproject.toml (-- --upgrade for newer)."""
    for name in (*PAGE_ENVIRONMENTS, "lint"):
        compile_lock(session, name, *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure where the seconds go, as ratios within one run; Lighthouse's scores."""
    session.run(prepare(session), "-m", "sitekit.commands.bench", *session.posargs)


@nox.session(default=False)
def picture(session: nox.Session) -> None:
    """Take the README's picture of the site."""
    session.run(prepare(session), "-m", "sitekit", "picture")
