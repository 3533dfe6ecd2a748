"""Every command a person runs. `nox -l` lists them; `nox -s site` is the main one.

All sessions share the locked environments in `.cache/environments`, one per
file in `requirements/`: TensorFlow is installed once, not once per session.
"""

import hashlib
import shutil
import sys
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
OTHERS = ("tests/site", "tests/snippets", "tests/faults")
# What `newest` frees of its version.
NEWEST = ("tensorflow", "tensorboard", "keras")


def uv() -> str:
    """Where uv is: on the path, or beside nox."""
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


def measure(session: nox.Session, python: str) -> None:
    """Passes the tests of sitekit, and says which lines and branches they miss."""
    install(session, "lint")  # for the test that does what CONTRIBUTING.md says
    # A process that a test kills may leave a torn file of data, which is left out.
    tool = (python, "-W", "ignore:Data file", "-W", "ignore:Couldn't", "-m", "coverage")
    session.run(*tool, "erase")
    session.run(*tool, "run", "-m", "pytest", *MEASURED)
    session.run(*tool, "combine", "--quiet")
    session.run(*tool, "report")


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
    python = prepare(session)
    if session.posargs:
        session.run(python, "-m", "pytest", *session.posargs)
        return
    session.run(python, "-m", "pytest", "--fresh", *PAGES)
    measure(session, python)
    session.run(python, "-m", "pytest", *OTHERS)


@nox.session(default=False)
def coverage(session: nox.Session) -> None:
    """Pass the tests of sitekit, which have to run 95 % of its lines and branches."""
    measure(session, prepare(session))


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
