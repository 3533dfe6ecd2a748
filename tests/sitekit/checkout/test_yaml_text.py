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
    assert problem.what.startswith("the front matter is not YAML: ")


def test_names_of_python_objects_are_never_made() -> None:
    with pytest.raises(yaml.YAMLError):
        yaml_text.load("a: !!python/name:os.system\n")
    assert yaml_text.compose("a: !!python/name:os.system\n").value[0][1].value == ""


@pytest.mark.parametrize("value", ["2001-99-99", "9" * 5000])
def test_a_value_that_there_is_not_is_told_with_its_line(value: str) -> None:
    with pytest.raises(yaml.YAMLError) as caught:
        yaml_text.load(f"a: 1\nb: {value}\n")
    assert yaml_text.problem(caught.value, "a.yml", 1, "this").line == 2
