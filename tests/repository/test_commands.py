"""The commands: all of them are written down, and workflows call nothing else."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from sitekit.checkout.settings import ROOT
from tests.repository.nox_here import Session, load

NOXFILE, SESSIONS = load(ROOT)
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TOOLS = "python -m pip install nox uv"
NOX = re.compile(r"python -m nox -s (\w+)( -- [\w ./{}$-]+)?")


def steps(workflow: Path) -> list[dict[str, str]]:
    jobs = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_session_is_written_down_and_no_other(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert set(re.findall(r"^\| `nox -s (\w+)", text, re.MULTILINE)) == set(SESSIONS)
    assert set(re.findall(r"nox -s (\w+)", text)) <= set(SESSIONS)


def test_every_session_says_what_it_is_for() -> None:
    assert all(session.__doc__ for session in SESSIONS.values())


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_only_call_sessions(workflow: Path) -> None:
    runs = [step["run"] for step in steps(workflow) if "run" in step]
    assert TOOLS in runs
    for command in runs:
        found = NOX.fullmatch(command)
        assert command == TOOLS or found, f"{workflow.name}: {command}"
        assert not found or found[1] in SESSIONS, f"{workflow.name}: {command}"


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_and_say_their_version(workflow: Path) -> None:
    used = re.findall(r"uses: *(.+)", workflow.read_text("utf-8"))
    assert len(used) == len([step for step in steps(workflow) if "uses" in step]) > 0
    for action in used:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", action), action


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_may_do_little(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    assert "pull_request_target" not in text
    assert "secrets." not in text
    read = yaml.safe_load(text)
    assert read["permissions"] in ({}, {"contents": "read"})
    writers = {
        name: job["permissions"]
        for name, job in read["jobs"].items()
        if "write" in job.get("permissions", {}).values()
    }
    assert set(writers) <= {"deploy"}
    for job in writers.values():
        assert job == {"pages": "write", "id-token": "write"}
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"persist-credentials": False}
        assert "cache" not in step.get("with", {})


def test_a_pull_request_shares_out_all_pages() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]
    shares = jobs["pages"]["strategy"]["matrix"]["share"]
    (command,) = [
        s["run"] for s in jobs["pages"]["steps"] if "shard" in s.get("run", "")
    ]
    assert command.endswith(f"/{len(shares)}")
    assert shares == list(range(1, len(shares) + 1))


def test_the_portable_tests_need_no_fork_and_no_browser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PYTEST_ADDOPTS", "-q -p tests.no_posix -p no:cacheprovider")
    SESSIONS["portable"](Session())


def test_each_test_is_passed_once_and_those_of_the_code_are_measured() -> None:
    (pages,), measured, (others,) = NOXFILE.parts(Session(dry=True)).values()
    assert pages[1:] == ("-m", "pytest", "--fresh", *NOXFILE.PAGES)
    shared = ("-m", "pytest", *NOXFILE.SHARED)
    assert others[1:] == (*shared, *NOXFILE.OTHERS)
    (run,) = [command for command in measured if "pytest" in command]
    tests = ("coverage", "run", *shared, *NOXFILE.MEASURED)
    assert run[-len(tests) :] == tests
    passed = [*NOXFILE.PAGES, *NOXFILE.OTHERS, *NOXFILE.MEASURED]
    tests = {
        p.relative_to(ROOT).as_posix() for p in (ROOT / "tests").rglob("test_*.py")
    }
    for file in tests:
        assert len([one for one in passed if file.startswith(f"{one}/")]) == 1, file
    assert measured[-1][-1] == "report"


def part(folder: Path, name: str, body: str) -> tuple[tuple[str, ...], ...]:
    """A part of one test file, in a checkout that has no settings."""
    file = folder / f"test_{name}.py"
    file.write_text(f"def test_{name}():\n    {body}\n", "utf-8")
    quiet = ("-p", "no:cacheprovider", "--rootdir", str(folder), "-c", "/dev/null")
    return ((sys.executable, "-m", "pytest", *quiet, str(file)),)


def test_a_part_that_fails_keeps_no_other_from_running(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    named = {
        "first": part(tmp_path, "first", "pass"),
        "second": part(tmp_path, "second", "assert 1 == 2"),
        "third": part(tmp_path, "third", "open('/no/such/file')"),
        "last": part(tmp_path, "last", "pass"),
    }
    assert NOXFILE.pass_parts(named, tmp_path / "logs") == 1
    said = capfd.readouterr().out.splitlines()
    table = [re.sub(r"\s+\d+ s  ", "", line).split() for line in said[-5:-1]]
    assert table == [
        ["passed", "first"],
        ["failed", "(1)", "second"],
        ["failed", "(1)", "third"],
        ["passed", "last"],
    ]
    # The last line is pytest's own, of the first part that failed.
    assert re.fullmatch(r"=+ 1 failed in [\d.]+s =+", said[-1])
    assert "assert 1 == 2" in (tmp_path / "logs/second.txt").read_text()


def test_the_last_word_is_that_of_the_last_part_where_none_fails(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    named = {name: part(tmp_path, name, "pass") for name in ("one", "two")}
    named["two"] += ((sys.executable, "-c", "print('TOTAL 97 %')"),)
    assert NOXFILE.pass_parts(named, tmp_path / "logs") == 0
    assert capfd.readouterr().out.splitlines()[-1].endswith("=")


def test_what_is_measured_fails_with_what_measures_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report = (sys.executable, "-c", "print('TOTAL 94 %'); raise SystemExit(2)")
    named = {"code": (*part(tmp_path, "code", "pass"), report)}
    assert NOXFILE.pass_parts(named, tmp_path / "logs") == 2
    said = capfd.readouterr().out.splitlines()
    assert "failed (2)" in said[-2]
    assert " 1 passed in " in said[-1]


def test_the_exit_status_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NOXFILE, "pass_parts", lambda named, folder: 7)
    with pytest.raises(SystemExit) as ended:
        SESSIONS["tests"](Session(dry=True))
    assert ended.value.code == 7


def test_flaky_ends_at_the_first_failure_and_leaves_nothing_that_burns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    burning: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def starting(command: list[str]) -> "subprocess.Popen[bytes]":
        burning.append(start(command))
        return burning[-1]

    folders: list[Path] = []

    def passing(named: object, folder: Path) -> int:
        assert all(process.poll() is None for process in burning[-NOXFILE.BURNING :])
        folders.append(folder)
        return len(folders) // 3

    monkeypatch.setattr(NOXFILE.subprocess, "Popen", starting)
    monkeypatch.setattr(NOXFILE.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(NOXFILE, "parts", lambda session: {})
    monkeypatch.setattr(NOXFILE, "pass_parts", passing)
    SESSIONS["flaky"](Session("2", dry=True))
    assert [folder.name for folder in folders] == ["1", "2"]
    with pytest.raises(SystemExit) as ended:
        SESSIONS["flaky"](Session(dry=True))
    assert ended.value.code == 1
    assert [folder.name for folder in folders] == ["1", "2", "1"]
    assert len(burning) == 2 * NOXFILE.BURNING
    assert all(process.poll() is not None for process in burning)


def test_what_is_named_runs_without_more() -> None:
    session = Session("tests/repository", dry=True)
    SESSIONS["tests"](session)
    assert session.commands[-1][1:] == ("-m", "pytest", "tests/repository")


def test_newest_is_a_checkout_apart_with_a_lock_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("docs/index.md", "pyproject.toml", ".cache/records/a.zip"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("kept")
    (tmp_path / "requirements").mkdir()
    monkeypatch.setattr(NOXFILE, "ROOT", tmp_path)
    monkeypatch.setattr(NOXFILE, "uv", lambda: "uv")
    session = Session(dry=True)
    SESSIONS["newest"](session)
    copy = tmp_path / ".cache" / "newest"
    assert (copy / "docs/index.md").read_text() == "kept"
    assert not (copy / ".cache" / "records").exists()
    compiled, _, tested = session.commands
    assert session.folders == [copy] * 3
    assert compiled[:3] == ("uv", "pip", "compile")
    assert "requirements/default.txt" in compiled
    freed = compiled[compiled.index("--overrides") + 1]
    assert (copy / freed).read_text().split() == ["tensorflow", "tensorboard", "keras"]
    assert tested[1:] == ("-m", "pytest", "--fresh", "docs", "snippets/labs")
