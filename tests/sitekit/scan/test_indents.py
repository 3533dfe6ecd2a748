"""A line that is not shown where its indentation puts it is told."""

from xml.etree.ElementTree import Element

import pytest

from sitekit.scan.indents import misplaced

pytestmark = pytest.mark.portable

KINDS = {
    "li": Element("li"),
    "dd": Element("dd"),
    "quote": Element("blockquote"),
    "box": Element("div", {"class": "admonition note"}),
    "tab": Element("div", {"class": "tabbed-block"}),
    "details": Element("details"),
    "div": Element("div", {"class": "mine"}),
}


def wrong(line: str, around: str = "", is_block: bool = False) -> tuple[str, str]:
    elements = [KINDS[name] for name in around.split()]
    return misplaced(line, elements, is_block) or ("", "")


@pytest.mark.parametrize(
    ("line", "around"),
    [
        ("a", ""),
        ("a", "div"),
        ("- a", "li"),
        ("    a", "li"),
        ("    - a", "li li"),
        ("- - a", "li li"),
        ("        a", "box li"),
        ("    a", "tab"),
        ("    a", "details"),
        ("a", "details"),
        (":   a", "dd"),
        ("    a", "dd"),
        ("[^1]: a", "li"),
        ("> a", "quote"),
        (">     a", "quote li"),
        ("    > a", "li quote"),
        (">> a", "quote quote"),
        ("# a", ""),
        ("- # a", "li"),
        ("    # a", "box"),
        ("a", "li"),  # a paragraph that goes on
    ],
)
def test_what_is_shown_where_it_stands_is_right(line: str, around: str) -> None:
    assert wrong(line, around) == ("", "")


@pytest.mark.parametrize(
    ("line", "around", "actual", "repair"),
    [
        ("   a", "", 3, "indent it by 4 if it belongs"),
        ("  - a", "li", 2, "indent it by 4 if it belongs"),
        ("     a", "li", 5, "otherwise by 4"),
        (">   a", "quote", 2, "indent it by 4"),
        ("  > a", "quote", 2, "indent it by 4"),
        ("    a", "", 4, "if it is prose, indent it by 0"),
        ("        a", "li", 8, "if it is prose, indent it by 4"),
        (">     a", "quote", 4, "if it is prose, indent it by 0"),
        ("        - a", "li", 8, "indent it by 0"),
        ("    a", "div", 4, "make it a fenced block"),
    ],
)
def test_what_is_shown_elsewhere_is_told(
    line: str, around: str, actual: int, repair: str
) -> None:
    what, mends = wrong(line, around)
    assert f"is indented by {actual}," in what
    assert repair in mends


def test_a_block_need_not_be_made_one() -> None:
    assert wrong("    ```python", "", is_block=True)[1] == "indent it by 0"
    assert "4 if it belongs" in wrong("   ```python", "", is_block=True)[1]
