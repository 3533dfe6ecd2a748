"""YAML is read with its lines, and what is no YAML is told."""

import pytest
import yaml

from sitekit.checkout import yaml_text

pytestmark = pytest.mark.portable


def test_nodes_know_their_lines_and_values_are_plain() -> None:
    text = "one: 1\ntwo:\n  - a\n  - b\n"
    assert yaml_text.load(text) == {"one": 1, "two": ["a", "b"]}
    (_, (_, items)) = yaml_text.compose(text).value
    assert [item.start_mark.line for item in items.value] == [2, 3]


def test_what_is_no_yaml_has_the_line_of_its_file() -> None:
    with pytest.raises(yaml.YAMLError) as caught:
        yaml_text.load("one: 1\ntwo: [\n")
    problem = yaml_text.problem(caught.value, "docs/a.md", 10, "the front matter")
    assert problem.path == "docs/a.md"
    assert problem.line >= 11
    assert problem.what.startswith("the front matter is not valid YAML: ")


def test_names_of_python_objects_are_never_made() -> None:
    with pytest.raises(yaml.YAMLError):
        yaml_text.load("a: !!python/name:os.system\n")
    assert yaml_text.compose("a: !!python/name:os.system\n").value[0][1].value == ""


@pytest.mark.parametrize("value", ["2001-99-99", "9" * 5000])
def test_a_value_that_there_is_not_is_told_with_its_line(value: str) -> None:
    with pytest.raises(yaml.YAMLError) as caught:
        yaml_text.load(f"a: 1\nb: {value}\n")
    assert yaml_text.problem(caught.value, "a.yml", 1, "this").line == 2


TWICE = {
    "a: 1\nb: 2\na: 3\n": 3,
    "x:\n  - a: 1\n    b: 2\n    a: 3\n": 4,
    "x: {a: 1,\n  'a': 2}\n": 2,
    "- - - {b: 1}\n    - 1: 1\n      1: 2\n": 3,
    "a: &x {b: 1}\nc: *x\nd: *x\nc: 1\n": 4,
}


@pytest.mark.parametrize("text", TWICE)
def test_a_key_that_stands_there_twice_is_told_with_its_line(text: str) -> None:
    for read in (yaml_text.load, yaml_text.load_all):
        with pytest.raises(yaml.YAMLError) as caught:
            read(text)
        told = yaml_text.problem(caught.value, "a.yml", 1, "this")
        assert told.line == TWICE[text]
        assert "occurs twice" in told.what
        assert told.repair == "delete one of the two"


@pytest.mark.parametrize(
    "text",
    [
        "a: {b: 1}\nc: {b: 1}\n",
        "- {a: 1}\n- {a: 1}\n",
        "1: a\n'1': b\n",
        "x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\nz: *x\n",
        "&a [*a]",
    ],
)
def test_the_same_key_at_two_places_is_right(text: str) -> None:
    assert yaml_text.load(text)
    assert yaml_text.load_all(text)


DEEP = {
    "lists": "a: 1\nb: " + "[" * 20_000,
    "mappings": "a: 1\nb: " + "{a: " * 20_000,
    "on one line": "a: 1\nb:\n" + "- " * 20_000 + "x\n",
    "line by line": "".join(f"{' ' * n}a:\n" for n in range(3000)),
    "keys": "a: 1\n" + "? " * 20_000 + "x\n",
}


@pytest.mark.parametrize("case", DEEP)
def test_what_would_end_the_process_is_told_with_its_line(case: str) -> None:
    for read in (yaml_text.load, yaml_text.load_all, yaml_text.compose):
        with pytest.raises(yaml.YAMLError) as caught:
            read(DEEP[case])
        told = yaml_text.problem(caught.value, "a.yml", 1, "this")
        wanted = {"line by line": yaml_text.DEEPEST + 1, "on one line": 3}
        assert told.line == wanted.get(case, 2)
        assert "more than 100 levels deep" in told.what
        assert told.repair == "use fewer levels"


@pytest.mark.parametrize("opening, closing", [("[", "]"), ("{a: ", "}"), ("- ", "x")])
def test_what_is_not_too_deep_is_read(opening: str, closing: str) -> None:
    levels = yaml_text.DEEPEST
    ends = closing * levels if closing != "x" else closing
    assert yaml_text.load(opening * levels + ends)
    with pytest.raises(yaml.YAMLError, match="levels deep"):
        yaml_text.load(opening + opening * levels + ends)


def test_documents_are_read_one_by_one() -> None:
    assert yaml_text.load_all("a: 1\n---\na: 2\n") == [{"a": 1}, {"a": 2}]
    assert yaml_text.load_all("") == []
