"""The site shows the blocks that the scanner found, whatever a page looks like."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, seed, settings

from sitekit.checkout.problems import Problem
from tests.faults import shown
from tests.faults.generated import pages
from tests.faults.shown import PAGE, Renderer, Wrong
from tests.sitekit.miniature import Guide

CASES = 20_000


def test_what_is_read_is_shown_or_refused_with_its_line(
    guide: Guide, times: Callable[[int], int], chance: int
) -> None:
    renderer = Renderer(guide)
    outcomes: Counter[str] = Counter()

    @seed(chance)
    @settings(
        max_examples=times(CASES),
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(pages())
    def holds(data: bytes) -> None:
        outcomes[renderer.check(data)] += 1

    holds()
    print(dict(outcomes))
    # Not so many are refused that nothing is compared.
    assert outcomes["shown"] > sum(outcomes.values()) / 5
    assert outcomes["refused by the scanner"]
    assert outcomes["refused by the renderer"]


BLOCKS = """\
# Page

```python
x = "mark0end"
```

> ```text
> mark1end
> ```
"""


def test_a_page_that_is_shown_as_it_was_read_is_not_wrong(guide: Guide) -> None:
    assert Renderer(guide).check(BLOCKS.encode()) == "shown"


WRONGS = {
    "a block is lost": ('data-block="1"', "data-lost"),
    "a number is wrong": ('data-block="0"', 'data-block="2"'),
    "the text is another": ("mark1end", "mark2end"),
    "the language is another": ("language-text", "language-yaml"),
    "code is shown as prose": ("<aside", "<p>mark0end</p><aside"),
}


@pytest.mark.parametrize("case", WRONGS)
def test_what_is_wrong_is_noticed(
    guide: Guide, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer, (old, new) = Renderer(guide), WRONGS[case]
    render = renderer.render

    def render_wrongly(*arguments: object) -> str:
        html = render(*arguments)  # type: ignore[arg-type]
        assert old in html
        return html.replace(old, new)

    monkeypatch.setattr(renderer, "render", render_wrongly)
    with pytest.raises(Wrong):
        renderer.check(BLOCKS.encode())


def test_blocks_in_another_order_are_noticed(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer = Renderer(guide)
    monkeypatch.setattr(
        renderer,
        "render",
        lambda *_: "".join(
            f'<div data-block="{number}" class="language-{language}"><pre><code>'
            f"{text}</code></pre></div>"
            for number, language, text in [
                (1, "text", "mark1end"),
                (0, "python", 'x = "mark0end"'),
            ]
        ),
    )
    with pytest.raises(Wrong):
        renderer.check(BLOCKS.encode())


@pytest.mark.parametrize("path, line", [(PAGE, 0), (PAGE, 99), ("docs", 1)])
def test_a_refusal_names_a_line_that_is_there(
    guide: Guide, path: str, line: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Problem(path, line, "what", "repair")

    renderer = Renderer(guide)
    monkeypatch.setattr(shown, "scan_page", refuse)
    with pytest.raises(Wrong):
        renderer.check(BLOCKS.encode())


# What is shown or refused: found by chance once, and fixed.
MENDED = {
    "blanks-between": (b"```python\nx = 1\n   \ny = 2\n```\n", "shown"),
    "blanks-in-a-text": (b"~~~text\na\n  \nb\n~~~\n", "shown"),
    "blanks-first": (b"- a\n\n    ```text\n          \n    b\n    ```\n", "shown"),
    "control-characters": (b"```text\na\x02b\x03c\n```\n", "shown"),
    "data-of-mkdocs": (b"Key: value\n\n```text\na\n```\n", "refused by the scanner"),
    "dots": (b"---\na: b\n...\n---\n```text\na\n```\n", "refused by the scanner"),
}


@pytest.mark.parametrize("case", MENDED)
def test_what_was_wrong_once_is_right(guide: Guide, case: str) -> None:
    data, wanted = MENDED[case]
    assert Renderer(guide).check(data) == wanted
