"""Claims in the glossary are decided by the page that explains the term."""

import pytest

from sitekit.checkout import Problem, Problems
from sitekit.overviews.glossary import read_glossary
from sitekit.scan.claims import Claimed
from sitekit.scan.definitions import (
    FILE,
    claims_of,
    masked_definitions,
    read_definitions,
)
from sitekit.scan.pages import scan_page
from tests.sitekit.miniature import Guide

GLOSSARY = """
- term: epoch
  definition: >
    One pass over the data, here {{ "one of three" if epochs == 3 }}.
  page: page

- term: batch
  definition: Some of them, {{ "fewer than all" if batch < 1 }}.
  page: other
"""
PAGE = (
    "# A page\n\nAn epoch.\n\n```python\nepochs = 3\n```\n\n```python\nbatch = 1\n```\n"
)


def test_a_claim_belongs_to_the_page_of_its_entry(guide: Guide) -> None:
    guide.write(FILE, GLOSSARY)
    claim = Claimed("one of three", "epochs == 3", 3, False)
    assert claims_of(guide.root, "page") == [claim]
    assert [one.line for one in claims_of(guide.root, "other")] == [7]
    assert claims_of(guide.root, "nowhere") == []
    assert "data, here one of three." in read_definitions(guide.root).body


def test_the_page_s_run_decides_and_the_glossary_shows_the_words(
    guide: Guide,
) -> None:
    guide.write(FILE, GLOSSARY)
    guide.page("# Another\n\nA batch.\n\n```python\nbatch = 1\n```\n", "other")
    ran = guide.run(guide.page(PAGE), "docs/other.md")
    assert ran["docs/page.md"].statuses == ["passed", "passed"]
    assert ran["docs/other.md"].statuses == ["failed"]
    assert ran["docs/other.md"].where == (FILE, 7)
    terms = read_glossary(guide.library()).terms
    assert [term.definition for term in terms] == [
        "Some of them, fewer than all.",
        "One pass over the data, here one of three.",
    ]


def test_a_page_without_python_bears_nothing_out(guide: Guide) -> None:
    guide.write(FILE, GLOSSARY)
    with pytest.raises(Problem, match=r"no Python block of docs/page\.md") as told:
        scan_page(guide.settings, guide.page("# A page\n"))
    assert (told.value.path, told.value.line) == (FILE, 3)


def test_where_there_is_no_glossary_there_are_no_claims(guide: Guide) -> None:
    assert claims_of(guide.root, "page") == []


def test_no_claim_is_lost_to_a_glossary_that_cannot_be_read(guide: Guide) -> None:
    guide.write(FILE, '- term: a\n- [{{ "a" if b }}\n')
    with pytest.raises(Problem, match="this is not valid YAML") as told:
        claims_of(guide.root, "page")
    assert (told.value.path, told.value.line) == (FILE, 3)
    with pytest.raises(Problem, match="this is not valid YAML"):
        masked_definitions(guide.root)


@pytest.mark.parametrize(
    "typed",
    [
        "{{ epochs }}",
        '{{ "one" if epochs else "two" }}',
        '{{ "one" if epochs == 3',
        '{{ "one"\n    if epochs == 3 }}',
    ],
)
def test_a_definition_has_no_inline_values(guide: Guide, typed: str) -> None:
    claim = '{{ "one of three" if epochs == 3 }}'
    assert claim in GLOSSARY
    guide.write(FILE, f"# {{{{ no value }}}}\n{GLOSSARY.replace(claim, typed)}")
    with pytest.raises(Problem, match="the site would show these braces") as told:
        read_definitions(guide.root)
    text = (guide.root / FILE).read_text("utf-8").split("\n")
    assert (told.value.path, told.value.line) == (FILE, 5)
    assert "data, here {{" in text[4]


def test_what_is_wrong_with_a_definition_is_told_once(guide: Guide) -> None:
    guide.write(FILE, GLOSSARY.replace("epochs == 3", "epochs >"))
    for name in ("page", "other", "third"):
        guide.page(f"# Page {name}\n", name)
    with pytest.raises(Problems) as told:
        guide.library()
    assert [problem.line for problem in told.value.problems] == [3]
