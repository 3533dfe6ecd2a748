"""`nox -s claims` runs experiments, and writes down those that nothing refuted."""

import json
import sys
from pathlib import Path

import pytest

from sitekit.scan.experiments import FILE, digest, read_survived
from tests.claims.__main__ import chosen, kept, main, runs_of
from tests.sitekit.miniature import Guide

PATH = "snippets/keras/claims/page.py"
CODE = """
from pathlib import Path


def small(seed, data):
    print("seen", seed, data)
    Path("file").write_text(data)  # in a folder of its own
    return len(list(Path().iterdir())) == 1 and seed + len(data) < 4


def other(seed):
    return seed < 4


EXPERIMENTS = {
    "small": {"seed": [1, 2], "data": ["a"]},
    "other": {"seed": [3]},
}
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guide:
    """A guide with two experiments, and a command line without names."""
    guide = Guide(tmp_path)
    guide.write(PATH, CODE)
    guide.page("# A page\n", "keras/page")
    monkeypatch.setattr(sys, "argv", ["claims"])
    return guide


def status(guide: Guide) -> object:
    with pytest.raises(SystemExit) as ended:
        main(guide.root)
    return ended.value.code


def test_what_no_run_refutes_is_written_down(
    asked: Guide, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not status(asked)
    assert {n: s.words for n, s in read_survived(asked.root).items()} == {
        "other": "1 run with 1 seed",
        "small": "2 runs with 2 seeds and 1 data set",
    }
    written = (asked.root / FILE).read_bytes()
    said = capsys.readouterr().out
    assert "seen 2 a" in said
    assert "small: 2 runs with 2 seeds and 1 data set" in said
    assert not status(asked)
    assert (asked.root / FILE).read_bytes() == written


def test_what_a_run_refutes_fails_and_is_no_longer_written_down(
    asked: Guide,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert not status(asked)
    asked.write(PATH, CODE.replace("[1, 2]", "[1, 3]"))
    monkeypatch.setattr(sys, "argv", ["claims", "small"])
    assert status(asked) == 1
    assert list(read_survived(asked.root)) == ["other"]
    said = capsys.readouterr().out
    assert "refuted by {'seed': 3, 'data': 'a'}" in said
    assert "refuted by {'seed': 1" not in said


def test_what_was_not_tried_now_stays_and_what_is_gone_goes(
    asked: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = {"path": PATH, "digest": "x", "varied": {"seed": [1]}}
    stays = {"path": PATH, "digest": "y", "varied": {"seed": [1, 2]}}
    asked.write(FILE, json.dumps({"gone": gone, "small": stays}))
    monkeypatch.setattr(sys, "argv", ["claims", "other"])
    assert not status(asked)
    found = read_survived(asked.root)
    assert list(found) == ["other", "small"]
    assert found["small"].digest == "y"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("return 1", "it returns 1, where True or False is meant"),
        ("return None", "it returns None, where True or False is meant"),
        ("raise ValueError('why')", "ValueError: why"),
        ("import os; os._exit(0)", ""),
        ("import os; os.kill(os.getpid(), 9)", "it was ended by signal 9"),
        ("raise SystemExit(0)", "SystemExit"),
        ("print('seen'); return False", "seen"),
    ],
)
def test_what_does_not_say_true_is_refuted(asked: Guide, code: str, said: str) -> None:
    asked.write(PATH, CODE.replace("return seed < 4", code))
    (experiment,) = chosen(asked.root, ["other"])
    (made,) = runs_of(asked.root, PATH, [experiment])
    assert not made.holds
    assert said in made.said


def test_numpy_says_true_too(asked: Guide) -> None:
    asked.write(
        PATH, CODE.replace("return seed < 4", "return __import__('numpy').True_")
    )
    (experiment,) = chosen(asked.root, ["other"])
    (made,) = runs_of(asked.root, PATH, [experiment])
    assert made.holds


def test_pages_and_conclusions_are_asked_for_by_name(asked: Guide) -> None:
    assert [e.name for e in chosen(asked.root, [])] == ["small", "other"]
    assert [e.name for e in chosen(asked.root, ["keras/page"])] == ["small", "other"]
    with pytest.raises(SystemExit):
        chosen(asked.root, ["keras/pag"])


def test_a_file_that_cannot_be_read_is_told(asked: Guide) -> None:
    asked.write(PATH, CODE.replace("[3]", "3"))
    assert "an argument of 'other' is not a list of values" in str(status(asked))
    assert not (asked.root / FILE).exists()


def test_of_an_experiment_that_is_edited_while_it_runs_the_result_is_not_valid(
    asked: Guide,
) -> None:
    file = str(asked.root / PATH)
    code = f"Path({file!r}).write_text('# another'); return True"
    asked.write(PATH, CODE.replace("return seed < 4", code))
    before = digest(asked.root, PATH)
    (experiment,) = chosen(asked.root, ["other"])
    (made,) = runs_of(asked.root, PATH, [experiment])
    asked.write(PATH, CODE)
    survived = kept(asked.root, {}, [made], before)["other"]
    assert survived.digest == before != digest(asked.root, PATH)


def test_a_file_that_cannot_be_imported_is_told(asked: Guide) -> None:
    asked.write(PATH, f"import nothing_of_this_name\n{CODE}")
    assert status(asked) == f"{PATH} cannot be imported, see above"
