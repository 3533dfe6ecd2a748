"""The solution passes, the start and the mistakes do not; else the page fails."""

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.problems import Problem, Problems
from sitekit.records.outputs import Practised, Stream
from tests.sitekit.miniature import Guide, Ran

FOLDER = "snippets/chapter/exercises/double"
PAGE = """\
# A page

```python
secret = 1
```

```exercise
name: double
title: Twice
task: Write `double(x)`.
hints: [Add, "Add `x` to itself"]
```
"""
FILES = {
    "start.py": "def double(x):\n    raise NotImplementedError\n",
    "solution.py": "def double(x):\n    return 2 * x\n\n\nprint(double(2))\n",
    "check.py": 'assert double(3) == 6, "twice three is six"\nassert double(0) == 0\n',
    "wrong_square.py": "def double(x):\n    return x * x\n",
}


def prove(guide: Guide, **changed: str | None) -> Ran:
    for name, text in {**FILES, **{f"{n}.py": t for n, t in changed.items()}}.items():
        if text is not None:
            guide.write(f"{FOLDER}/{name}", text)
    return guide.prove(PAGE, "chapter/page")


def test_all_files_are_run_and_the_solution_is_shown(guide: Guide) -> None:
    ran = prove(guide)
    assert ran.statuses == ["passed", "passed"], ran.failure
    aid = ran.results[1].aid
    assert isinstance(aid, Practised)
    assert aid.outputs == (Stream("4"),)
    assert aid.refused == {"wrong_square.py": "twice three is six"}
    assert set(aid.code) == {"start.py", "solution.py", "check.py"}


@pytest.mark.parametrize(
    ("file", "text", "line", "what"),
    [
        ("solution", "def double(x):\n    return 3 * x\n", 1, "twice three is six"),
        (
            "solution",
            "x = 1\ny = z\n",
            2,
            "the solution does not pass the check: NameError",
        ),
        ("start", FILES["solution.py"], 1, "the start already passes the check"),
        ("start", "def double(:\n", 1, "SyntaxError"),
        ("check", "double(3)\n", 1, "accepts this wrong solution"),
        (
            "check",
            "assert undefined\n",
            1,
            "the solution does not pass the check: NameError",
        ),
        ("wrong_square", FILES["solution.py"], 1, "accepts this wrong solution"),
        ("wrong_square", "x = y\n", 1, "this wrong solution does not run: NameError"),
        ("wrong_square", "x = 1\n", 1, "with NameError, not with an assertion"),
        ("solution", "print(secret)\n", 1, "NameError"),
    ],
)
def test_what_does_not_hold_is_named_with_file_and_line(
    guide: Guide, file: str, text: str, line: int, what: str
) -> None:
    failure = prove(guide, **{file: text}).failure
    assert what in failure.what
    assert failure.path.startswith(f"{FOLDER}/")
    if "does not pass: twice" not in failure.what:
        assert failure.line == line
    assert guide.record("docs/chapter/page.md") is None


@pytest.mark.parametrize("name", ["start", "solution", "check"])
def test_a_missing_file_is_named(guide: Guide, name: str) -> None:
    with pytest.raises(Problem) as caught:
        prove(guide, **{name: None})
    assert caught.value.what == f"{FOLDER}/{name}.py does not exist"
    assert (caught.value.path, caught.value.line) == ("docs/chapter/page.md", 7)


def test_a_wrong_solution_has_to_be_there(guide: Guide) -> None:
    with pytest.raises(Problem, match="no wrong solution for the check to reject"):
        prove(guide, wrong_square=None)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("name: double", "name: no/name", 8, "is not a valid name"),
        ("title: Twice\n", "", 8, "has no `title`"),
        ("itself", "{{ secret }}", 11, "an inline value does not work here"),
        ("hints: [Add", "hints: [[Add]", 11, "text is required here"),
    ],
)
def test_what_is_no_exercise_is_refused(
    guide: Guide, old: str, new: str, line: int, what: str
) -> None:
    with pytest.raises(Problem) as caught:
        guide.scan(PAGE.replace(old, new), "chapter/page")
    assert caught.value.line == line
    assert what in caught.value.what


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_part_of_what_was_proved(guide: Guide, name: str) -> None:
    prove(guide)
    assert guide.record("docs/chapter/page.md")
    guide.write(f"{FOLDER}/{name}", FILES[name] + "# more\n")
    assert guide.record("docs/chapter/page.md") is None


def test_an_exercise_that_no_page_has_is_named(guide: Guide) -> None:
    prove(guide)
    guide.library()
    guide.page("# A page\n", "chapter/page")
    with pytest.raises(Problems) as caught:
        guide.library()
    assert "no page shows this exercise" in str(caught.value)


def test_the_page_shows_start_hints_solution_and_check(guide: Guide) -> None:
    prove(guide)
    soup = BeautifulSoup(guide.render(PAGE), "html.parser")
    section = soup.select_one("section.sg-exercise[data-block='1']")
    assert section["data-aid"] == "e-double"
    assert section["data-page"] == "chapter/page"
    assert "NotImplementedError" in section.select_one("div.highlight").get_text()
    hints = [hint.summary.get_text() for hint in section.select("details.sg-hint")]
    assert hints == ["Hint 1 of 2", "Hint 2 of 2"]
    solution = section.select_one("details.sg-solution")
    assert "return 2 * x" in solution.get_text()
    assert solution.select_one(".sg-outputs pre").get_text().strip() == "4"
    assert (
        "refuses 1 plausible mistake." in section.select_one(".sg-check p").get_text()
    )
    assert "twice three is six" in section.select_one(".sg-check .highlight").get_text()
