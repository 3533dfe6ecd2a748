"""Each kind of block is shown in its own way."""

from bs4 import BeautifulSoup
from bs4.element import Tag

from tests.sitekit.miniature import Guide


def show(guide: Guide, text: str) -> BeautifulSoup:
    """Runs a page and renders it."""
    ran = guide.prove(text)
    assert "failed" not in ran.statuses, ran.failure
    return BeautifulSoup(guide.render(ran.page.body), "html.parser")


def card(soup: BeautifulSoup, number: int) -> Tag:
    """The box of one block."""
    (found,) = soup.select(f'[data-block="{number}"]')
    return found


def test_the_output_s_look_can_be_chosen(guide: Guide) -> None:
    soup = show(
        guide,
        """
        ```{.python output="hide"}
        print("hidden")
        ```

        ```{.python output="fold"}
        print("one\\ntwo\\nthree")
        ```
        """,
    )
    assert "hidden" not in card(soup, 0).get_text().replace('print("hidden")', "")
    folded = card(soup, 1).select_one(".sg-outputs details")
    assert folded
    assert "3 lines" in folded.summary.get_text()
    assert "three" in folded.pre.get_text()


def test_a_check_is_folded_but_there(guide: Guide) -> None:
    soup = show(guide, "```{.python .check}\nassert 1 + 1 == 2\n```\n")
    details = card(soup, 0).find_parent("details")
    assert details
    assert "sg-check" in details["class"]
    assert not details.has_attr("open")
    assert "assert 1 + 1 == 2" in details.get_text()


def test_data_and_text_are_shown_without_an_output(guide: Guide) -> None:
    soup = show(guide, '```json\n{"a": 1}\n```\n\n```text\nas it is\n```\n')
    assert soup.select(".sg-outputs") == []
    assert "as it is" in card(soup, 1).get_text()
