"""The settings in `mkdocs.yml` are read without MkDocs."""

import pytest

from sitekit.checkout.mkdocs_yml import Site, names_extension, read_site, tags_allowed
from sitekit.checkout.problems import Problem, Problems
from tests.sitekit.miniature import REPOSITORY, Guide

pytestmark = pytest.mark.portable

SETTINGS = """\
site_name: Name
site_description: What.
site_url: https://example.org
extra:
  repository: https://github.com/owner/name/
  branch: trunk
plugins:
  - search
  - tags:
      tags_allowed: [old code, speed]
markdown_extensions:
  - tables
  - toc: {permalink: true}
"""


def test_the_site_s_settings_come_from_one_place(guide: Guide) -> None:
    guide.write("mkdocs.yml", SETTINGS)
    assert read_site(guide.root) == Site(
        "Name",
        "What.",
        "https://example.org/",
        "https://github.com/owner/name",
        "trunk",
    )


@pytest.mark.parametrize(
    ("text", "instead", "missing", "line"),
    [
        ("site_url: https://example.org\n", "", "site_url", 1),
        ("https://example.org\n", "''\n", "site_url", 3),
        ("site_description: What.\n", "", "site_description", 1),
        ("What.\n", "\n", "site_description", 2),
        ("  repository: https://github.com/owner/name/\n", "", "extra.repository", 4),
        ("  branch: trunk\n", "", "extra.branch", 4),
        ("trunk\n", "[trunk]\n", "extra.branch", 6),
    ],
)
def test_a_missing_setting_is_a_problem_where_it_belongs(
    guide: Guide, text: str, instead: str, missing: str, line: int
) -> None:
    assert text in SETTINGS
    guide.write("mkdocs.yml", SETTINGS.replace(text, instead))
    with pytest.raises(Problems, match=f"{missing} is missing") as caught:
        read_site(guide.root)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("mkdocs.yml", line)
    assert problem.repair == f"add {missing}"


def test_all_missing_settings_are_told_at_once(guide: Guide) -> None:
    guide.write("mkdocs.yml", "site_name: Name\n")
    with pytest.raises(Problems) as caught:
        read_site(guide.root)
    assert len(caught.value.problems) == 4


def test_names_and_lists_are_found_with_and_without_settings(guide: Guide) -> None:
    guide.write("mkdocs.yml", SETTINGS)
    assert names_extension(guide.root, "tables")
    assert names_extension(guide.root, "toc")
    assert not names_extension(guide.root, "footnotes")
    assert tags_allowed(guide.root) == {"old code", "speed"}
    assert {"training", "speed"} <= tags_allowed(REPOSITORY)


def test_what_cannot_be_read_is_told_with_its_line(guide: Guide) -> None:
    guide.write("mkdocs.yml", "site_name: Name\nnav: [\n")
    with pytest.raises(Problem, match="this is not valid YAML") as caught:
        read_site(guide.root)
    assert caught.value.path == "mkdocs.yml"
    guide.write("mkdocs.yml", "- a list\n")
    with pytest.raises(Problem, match="has no settings"):
        read_site(guide.root)


@pytest.mark.parametrize(
    ("plugins", "allowed"),
    [
        ("plugins: [{material/tags: {tags_allowed: [speed]}}]", {"speed"}),
        ("plugins: {search: {}, tags: {tags_allowed: [speed]}}", {"speed"}),
        ("plugins: [{tags: {tags_allowed: speed}}]", {"speed"}),
        ("plugins: [{tags: {tags_allowed: [[a], speed]}}]", {"speed"}),
        ("plugins: [[tags], search]", set()),
        ("plugins:\n  - ? [a]\n    : b", set()),
    ],
)
def test_plugins_may_be_written_otherwise(
    guide: Guide, plugins: str, allowed: set[str]
) -> None:
    guide.write("mkdocs.yml", plugins + "\n")
    assert tags_allowed(guide.root) == allowed
