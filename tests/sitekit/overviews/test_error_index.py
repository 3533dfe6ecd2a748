"""The index of error messages: from the records, with what each one means."""

import pytest
from bs4 import BeautifulSoup

from sitekit.overviews.error_index import errors_page
from sitekit.overviews.registry import overview_markdown
from sitekit.weave.markdown import to_markdown
from tests.sitekit.miniature import Guide

RAISES = """\
---
title: Numbers
---

# Numbers

## Words are none

```{.python raises="ValueError" means="Write it in `digits`."}
int("<one>")
```
"""
WARNS = """\
# Warnings

```python
import warnings

warnings.warn("Use \\x1b[1mtwo\\x1b[0m.", stacklevel=1)
```

```{.python raises="ArithmeticError" means="A hidden one." output="hide"}
1 / 0
```

```python
print("Error: this one is only printed")
```
"""
INDEX = "# Errors\n\n```errors\n```\n"


def made(guide: Guide) -> BeautifulSoup:
    for name, text in {"part/raises": RAISES, "warns": WARNS}.items():
        ran = guide.prove(text, name)
        assert "failed" not in ran.statuses, ran.failure
    guide.prove(INDEX, "reference/errors")
    library = guide.library()
    html = errors_page(library, library.pages["docs/reference/errors.md"], 0)
    return BeautifulSoup(html, "html.parser")


def test_lists_what_the_pages_show_with_the_way_to_each(guide: Guide) -> None:
    warning, error = made(guide).select("li")
    assert error.select_one("pre").get_text() == (
        "\nValueError: invalid literal for int() with base 10: '<one>'"
    )
    name, means, place = [p.get_text() for p in error.select("p")]
    assert name == "ValueError"
    assert means == "Write it in digits."
    assert place == "Explained in Numbers: Words are none"
    assert error.a["href"] == "../../part/raises/#block-0"
    assert warning.select_one("pre").get_text() == "\nUserWarning: Use two."
    assert [p.get_text() for p in warning.select("p")] == [
        "UserWarning",
        "Explained in Warnings",
    ]


def test_its_links_lead_to_the_blocks_and_the_search_to_their_pages(
    guide: Guide,
) -> None:
    index = made(guide)
    assert "data-search-exclude" in index.div.attrs
    pages = {"part/raises": RAISES, "warns": WARNS}
    for link in index.select("a"):
        name, _, anchor = link["href"].removeprefix("../../").partition("/#")
        text = pages[name].partition("---\n\n")[2] or pages[name]
        (place,) = BeautifulSoup(guide.render(text), "html.parser").select(
            f'[id="{anchor}"]'
        )
        shown = link.find_parent("li").pre.get_text().split(":", 1)[1]
        assert shown.split()[0] in place.get_text()


def test_the_same_message_stands_there_once_with_all_its_places(guide: Guide) -> None:
    short = RAISES.replace("title: Numbers", "title: A sheet\nsheet: [part/raises]")
    guide.prove(short.replace("`digits`", "short"), "a_sheet")
    error = made(guide).select("li")[-1]
    assert "Write it in digits." in error.get_text()
    assert [link["href"] for link in error.select("a")] == [
        "../../part/raises/#block-0",
        "../../a_sheet/#block-0",
    ]


def test_only_blocks_with_a_message_have_a_place_of_their_own(guide: Guide) -> None:
    guide.prove(WARNS, "warns")
    soup = BeautifulSoup(guide.render(WARNS), "html.parser")
    blocks = soup.select("[data-block]")
    assert [block.get("id") for block in blocks] == ["block-0", "block-1", None]


def test_the_same_in_markdown(guide: Guide) -> None:
    made(guide)
    library = guide.library()
    page = library.pages["docs/reference/errors.md"]
    text = to_markdown(library, page, "https://example.org/", overview_markdown)
    assert (
        "```text\nValueError: invalid literal for int() with base 10: '<one>'\n```"
        "\n\nWrite it in `digits`. "
        "[Numbers: Words are none](https://example.org/part/raises/#block-0)"
    ) in text
    assert "\n\n[Warnings](https://example.org/warns/#block-0)" in text


def test_a_place_is_named_with_the_values_in_its_heading(guide: Guide) -> None:
    block = RAISES.partition("## Words are none")[2]
    text = f"# Numbers\n\n```python\nn = 2\n```\n\n## All {{{{ n }}}} of them\n{block}"
    guide.prove(text, "part/values")
    (item,) = [
        item
        for item in made(guide).select("li")
        if item.select_one('a[href$="part/values/#block-1"]')
    ]
    link = item.select_one('a[href$="part/values/#block-1"]')
    assert link and link.get_text() == "Numbers: All 2 of them"


HOSTILE = {
    "emphasis": ("**not** _this_", r"\*\*not\*\* \_this\_"),
    "a link": ("[x](https://e.org)", r"\[x\](https\://e.org)"),
    "the end of one": ("a](https://e.org) [b", r"a\](https\://e.org) \[b"),
    "an element": ("<img src=x>", "&lt;img src=x>"),
    "code": ("`a` and `b`", r"\`a\` and \`b\`"),
}


@pytest.mark.parametrize(("value", "wanted"), HOSTILE.values(), ids=HOSTILE)
def test_a_value_in_a_heading_is_nothing_but_text(
    guide: Guide, value: str, wanted: str
) -> None:
    block = RAISES.partition("## Words are none")[2]
    text = (
        f"# Numbers\n\n```python\nn = {value!r}\n```\n\n## It is {{{{ n }}}}\n{block}"
    )
    guide.prove(text, "part/values")
    link = made(guide).select_one('a[href$="part/values/#block-1"]')
    assert link and link.get_text() == f"Numbers: It is {value}"
    assert not link.find()
    library = guide.library()
    page = library.pages["docs/reference/errors.md"]
    text = to_markdown(library, page, "https://example.org/", overview_markdown)
    address = "https://example.org/part/values/#block-1"
    assert f"[Numbers: It is {wanted}]({address})" in text


def test_what_a_message_means_is_text_with_code(guide: Guide) -> None:
    means = "Use `x_1 * x_2`, <b>not</b> *these* [x](y)."
    text = (
        f'# A\n\n```{{.python raises="ValueError" means="{means}"}}\nint(\'x\')\n```\n'
    )
    guide.prove(text, "part/means")
    (item,) = [one for one in made(guide).select("li") if "these" in one.get_text()]
    assert [tag.get_text() for tag in item.select("code, b, em")] == ["x_1 * x_2"]
    library = guide.library()
    page = library.pages["docs/reference/errors.md"]
    text = to_markdown(library, page, "https://example.org/", overview_markdown)
    assert r"Use `x_1 * x_2`, &lt;b>not&lt;/b> \*these\* \[x\](y). [A](" in text
