"""Facts stand in one file, each with its source."""

import pytest

from sitekit.checkout import Problem
from sitekit.scan.facts import FILE, read_facts
from tests.sitekit.miniature import Guide

FACTS = """
two-days:
  says: A day has `24` hours
  source: https://example.com/day#hours
"""


def test_a_fact_is_linked_in_prose_and_plain_where_no_link_can_be(
    guide: Guide,
) -> None:
    guide.write(FILE, FACTS)
    page = guide.scan(
        """
        # A page

        {{ fact two-days }}.

        ```{.python alt="{{ fact two-days }}"}
        1
        ```
        """
    )
    link = "[A day has `24` hours](https://example.com/day#hours)."
    assert page.body.split("\n")[2] == link
    assert page.blocks[0].options.alt == "A day has 24 hours"
    assert not page.claims


def test_without_the_file_there_are_no_facts(guide: Guide) -> None:
    assert read_facts(guide.root) == {}
    guide.write(FILE, "# none yet\n")
    assert read_facts(guide.root) == {}


def test_addresses_and_names_may_have_signs_of_their_own(guide: Guide) -> None:
    sources = ["https://a.org", "https://a-b.org/c_(d)?e=f%20(g)&h#i:~:text=j,k"]
    for source in sources:
        guide.write(FILE, f"a.b_c-1:\n  says: x, `y`\n  source: {source}\n")
        assert read_facts(guide.root)["a.b_c-1"].linked == f"[x, `y`]({source})"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- one\n", 1, "the facts in this file have no names"),
        ("a: {says: x}\n", 1, "'a' is not a complete fact"),
        ("# x\na: b\n", 2, "'a' is not a complete fact"),
        (
            "a: {says: x, source: a book}\n",
            1,
            "the source of 'a' is not a web address: a book",
        ),
        (
            "a: {says: '[x](y)', source: 'https://a'}\n",
            1,
            "the words of 'a' must fit into one link",
        ),
        ("a: [\n", 2, "this is not valid YAML"),
        *(
            (f"a: {{says: {says}, source: 'https://a'}}\n", 1, "the words of 'a' must")
            for says in ("", "''", "'x] y'", "'{{ x }}'", "'x | y'", "'C # is'")
        ),
        *(
            (f"a: {{says: x, source: '{source}'}}\n", 1, "the source of 'a' is no")
            for source in ("https://", "https://a/b c", "https://a/b)", "https://a/(")
        ),
        (
            "a b: {says: x, source: 'https://a'}\n",
            1,
            "no page can refer to the fact 'a b'",
        ),
        ("c: &c {says: 'x]', source: 'https://a'}\n", 1, "the words of 'c'"),
        ("<<: {c: {says: '[x]', source: 'https://a'}}\n", 1, "the words of 'c'"),
    ],
)
def test_what_is_no_fact_is_told(guide: Guide, text: str, line: int, what: str) -> None:
    guide.write(FILE, text)
    with pytest.raises(Problem) as told:
        read_facts(guide.root)
    assert (told.value.path, told.value.line) == (FILE, line)
    assert told.value.what.startswith(what)
