"""Experiments: what is read of them, and what a page says that they survived."""

import json

import pytest

from sitekit.checkout import Problem
from sitekit.checkout.problems import Problems
from sitekit.scan import experiments
from sitekit.scan.experiments import FILE, Experiment, Survived
from sitekit.scan.site import scan_site, unborne
from sitekit.scan.strays import stray_files
from tests.sitekit.miniature import Guide

PATH = "snippets/keras/claims/page.py"
CODE = """
def it_falls(seed, data):
    return True


EXPERIMENTS = {"it_falls": {"seed": [0, 1, 2], "data": ["a", "b"]}}
"""
TEXT = "# A page\n\nThe loss is lower in {{ survived it_falls }}.\n"


@pytest.fixture
def tried(guide: Guide) -> Guide:
    """A guide with an experiment that has survived."""
    guide.write(PATH, CODE)
    guide.page(TEXT, "keras/page")
    survived = {
        "path": PATH,
        "digest": experiments.digest(guide.root, PATH),
        "varied": {"seed": [0, 1, 2], "data": ["a", "b"]},
    }
    guide.write(FILE, json.dumps({"it_falls": survived}))
    return guide


def test_a_page_says_what_a_conclusion_has_survived(tried: Guide) -> None:
    page = tried.scan(TEXT, "keras/page")
    assert "The loss is lower in 6 runs with 3 seeds and 2 data sets." in page.body
    assert not unborne(tried.settings)
    assert not list(stray_files(tried.settings, scan_site(tried.settings)))


@pytest.mark.parametrize("where", ["why", "alt"])
def test_it_stands_in_blocks_too(tried: Guide, where: str) -> None:
    text = '# A page\n\n```{.python alt="A line, {{ survived it_falls }}"}\n1\n```\n'
    if where == "why":
        text = "# A page\n\n```python\na = 1\n```\n\n```quiz\nquestion: What is a?\n"
        text += "answer: a\ntyped: true\nwhy: So {{ survived it_falls }}.\n```\n"
    assert "6 runs with 3 seeds and 2 data sets" in tried.scan(text, "keras/page").body


@pytest.mark.parametrize(
    ("varied", "words"),
    [
        ({"seed": [0]}, "1 run with 1 seed"),
        ({"data": ["a"], "length": [1, 10]}, "2 runs with 1 data set and 2 lengths"),
        ({"a": [1], "b": [1], "c": [1, 2]}, "2 runs with 1 a, 1 b and 2 cs"),
        ({"batch_size": [1, 2, 3]}, "3 runs with 3 batch sizes"),
        ({}, "1 run"),
    ],
)
def test_the_words_count_what_was_varied(
    varied: dict[str, list[object]], words: str
) -> None:
    assert Survived("", "", varied).words == words


def told(guide: Guide) -> list[tuple[str, int, str, str]]:
    with pytest.raises(Problems) as caught:
        scan_site(guide.settings)
    return [(p.path, p.line, p.what, p.repair) for p in caught.value.problems]


def test_an_experiment_that_has_not_survived_is_told(guide: Guide) -> None:
    guide.write(PATH, CODE)
    guide.page(TEXT, "keras/page")
    ((path, line, what, repair),) = told(guide)
    assert (path, line) == ("docs/keras/page.md", 3)
    assert what == "no experiment 'it_falls' has survived"
    assert "nox -s claims" in repair


@pytest.mark.parametrize("change", ["changed", "moved"])
def test_an_experiment_that_is_not_the_one_that_ran_is_told(
    tried: Guide, change: str
) -> None:
    if change == "changed":
        tried.write(PATH, CODE.replace("True", "1 > 0"))
    else:
        (tried.root / PATH).unlink()
    what = "the experiment 'it_falls' has changed since it ran"
    repair = "nox -s claims -- keras/page"
    assert told(tried) == [("docs/keras/page.md", 3, what, repair)]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("[0, 1, 2]", "[0, 1, 2, 3]", "experiment 'it_falls' has changed since"),
        ('"seed": [0, 1, 2], ', "", "experiment 'it_falls' has changed since"),
        (PATH, "snippets", "no experiment 'it_falls' has survived"),
        (PATH, "../page.py", "no experiment 'it_falls' has survived"),
        (PATH, "snippets/claims/../page.py", "no experiment 'it_falls' has survived"),
        ('"it_falls": {', '"other": {', "no experiment 'it_falls' has survived"),
    ],
)
def test_what_was_not_tried_has_not_survived(
    tried: Guide, old: str, new: str, what: str
) -> None:
    text = (tried.root / FILE).read_text("utf-8")
    tried.write(FILE, text.replace(old, new))
    assert text != text.replace(old, new)
    ((path, line, said, _),) = told(tried)
    assert (path, line) == ("docs/keras/page.md", 3)
    assert what in said


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"it_falls": {"path": "a"}}', '{"it_falls": 6}']
)
def test_a_file_that_the_command_has_not_written_is_told(
    tried: Guide, text: str
) -> None:
    tried.write(FILE, text)
    ((path, line, what, repair),) = told(tried)
    assert (path, line, repair) == (FILE, 1, "nox -s claims")
    assert what.startswith("this is not what the command writes")


def test_experiments_are_read_without_running_them(guide: Guide) -> None:
    guide.write(PATH, f"import nothing_of_this_name\n{CODE}")
    varied = {"seed": [0, 1, 2], "data": ["a", "b"]}
    found = experiments.read_experiments(guide.root, PATH)
    assert found == [Experiment(PATH, 7, "it_falls", varied)]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("EXPERIMENTS", "TRIED", 1, "there is no EXPERIMENTS in this file"),
        (CODE[CODE.index("{") :], "{}", 1, "there is no EXPERIMENTS in this file"),
        ("[0, 1, 2]", "list(range(3))", 5, "this is computed"),
        ('"it_falls"', '"it_rises"', 5, "this file has no function 'it_rises'"),
        ("(seed, data)", "(seed)", 5, "this file has no function 'it_falls'"),
        ("(seed, data)", "(data, seed)", 5, "this file has no function 'it_falls'"),
        ("[0, 1, 2]", "3", 5, "an argument of 'it_falls' is not a list of values"),
        ("[0, 1, 2]", "[]", 5, "an argument of 'it_falls' is not a list of values"),
        (
            "[0, 1, 2]",
            "[0, 1, 0]",
            5,
            "an argument of 'it_falls' has the same value twice",
        ),
        ("[0, 1, 2]", "[{1}]", 5, "this is computed"),
        ("[0, 1, 2]", "{[1]: 2}", 5, "this is computed"),
        ('{"it_falls": {', "{[1]: {", 5, "this file has no function [1]"),
        ('{"it_falls": {', '{("a",): {', 5, "this file has no function ('a',)"),
        (
            '{"it_falls": {',
            '{**{"it_falls": 1}, "b": {',
            5,
            "this file has no function {'it",
        ),
        ("]}}", ']}, "it_falls": {"seed": [1], "data": [2]}}', 5, "'it_falls' occurs"),
        ("return True", "return (", 2, "this is not valid Python"),
    ],
)
def test_experiments_that_cannot_be_run_are_told(
    guide: Guide, old: str, new: str, line: int, what: str
) -> None:
    guide.write(PATH, CODE.replace(old, new))
    with pytest.raises(Problem) as caught:
        experiments.read_experiments(guide.root, PATH)
    assert (caught.value.path, caught.value.line) == (PATH, line)
    assert caught.value.what.startswith(what)
    guide.page("# A page\n", "keras/page")
    assert [each[2] for each in told(guide)] == [caught.value.what]


def test_experiments_without_a_page_are_told(guide: Guide) -> None:
    guide.write(PATH, CODE)
    guide.page("# A page\n")
    what = "these experiments have no page: docs/keras/page.md"
    assert [each[:3] for each in told(guide)] == [(PATH, 1, what)]


def test_two_experiments_of_one_name_are_told(guide: Guide) -> None:
    for name in ("keras/one", "keras/two"):
        guide.write(f"snippets/{name.replace('/', '/claims/')}.py", CODE)
        guide.page(f"# {name}\n", name)
    what = "snippets/keras/claims/one.py also has an experiment 'it_falls'"
    assert [each[:3] for each in told(guide)] == [
        ("snippets/keras/claims/two.py", 5, what)
    ]


@pytest.mark.parametrize(
    "imports",
    [
        "from toolbox.letters import letters",
        "import toolbox.letters",
        "from toolbox import letters",
        "if CODE:\n    from toolbox.letters import letters",
        "from toolbox.other import letters",
    ],
)
def test_what_an_experiment_takes_from_the_toolbox_belongs_to_it(
    guide: Guide, imports: str
) -> None:
    guide.write(PATH, f"{imports}\n{CODE}")
    guide.write("snippets/toolbox/other.py", "from toolbox.letters import a\n" * 2)
    found = set()
    for text in ("a = 1\n", "a = 2\n"):
        guide.write("snippets/toolbox/letters.py", text)
        found.add(experiments.digest(guide.root, PATH))
    assert len(found) == 2


def test_a_page_at_the_top_has_experiments_too() -> None:
    assert experiments.page_of("snippets/claims/index.py") == "docs/index.md"
