"""Each kind of block is shown in its own way."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from sitekit.commands.file_server import served
from tests.sitekit.miniature import REPOSITORY, Guide


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


CLIPBOARD = "navigator.clipboard.readText()"
Wait = Callable[[Callable[[], object]], None]
TO_COPY = """\
# Copied

```console
$ echo 'a $ b'

$ echo "$ c" &&   echo d
```

```{.console title="One"}
$ echo one
```

```{.python linenums="1" hl_lines="2" title="Numbered"}
x = 1
print(f"$ {x}")
```

=== "Tab"

    ```console
    $ echo in a tab
    ```
"""
CODES = [
    "echo 'a $ b'\necho \"$ c\" &&   echo d",
    "echo one",
    'x = 1\nprint(f"$ {x}")',
    "echo in a tab",
]


@pytest.fixture
def copied(guide: Guide, chromium: Any) -> Iterator[Any]:
    """The page above in a browser that may use the clipboard."""
    style = REPOSITORY / "docs/assets/guide.css"
    guide.write("docs/assets/guide.css", style.read_text("utf-8"))
    guide.page(TO_COPY, "index")
    guide.run("docs/index.md")
    done = guide.build()
    assert done.returncode == 0, done.stdout
    allowed = ["clipboard-read", "clipboard-write"]
    context = chromium.new_context(permissions=allowed)
    page = context.new_page()
    with served(guide.site) as address:
        page.goto(address)
        yield page
    context.close()


def test_the_copy_button_takes_the_code_and_no_prompt(
    copied: Any, wait_until: Wait
) -> None:
    blocks = copied.locator("[data-block]")
    for number, code in enumerate(CODES):
        blocks.nth(number).scroll_into_view_if_needed()
        button = blocks.nth(number).locator("[data-md-type=copy]")
        button.wait_for(state="attached")
        button.dispatch_event("click")
        wait_until(lambda code=code: copied.evaluate(CLIPBOARD) == code)


def test_what_is_selected_has_no_prompt_and_no_line_number(
    copied: Any, wait_until: Wait
) -> None:
    copied.locator("article").click(position={"x": 5, "y": 5})
    copied.keyboard.press("Control+A")
    copied.keyboard.press("Control+C")
    wait_until(lambda: "in a tab" in copied.evaluate(CLIPBOARD))
    text = copied.evaluate(CLIPBOARD)
    assert re.findall(r"(?m)^.*\$ .*$", text) == [
        "echo 'a $ b'",
        'echo "$ c" &&   echo d',
        "echo 'a $ b'",
        "a $ b",
        'echo "$ c" &&   echo d',
        "$ c",
        'print(f"$ {x}")',
        "$ 1",
    ]
    assert re.findall(r"(?m)^\s*\d+\s*$", text) == []
