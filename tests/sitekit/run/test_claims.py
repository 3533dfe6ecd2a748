"""A claim that the run does not bear out refuses its page."""

import pytest

from tests.sitekit.miniature import Guide

PAGE = """
# A page

```python
losses = [3.0, 2.0, 1.0]
```

At last {words} of all.

```python
losses = None
```
"""


def test_a_claim_that_holds_passes_where_it_stands(guide: Guide) -> None:
    page = PAGE.format(words='{{ "the loss is lower" if losses[-1] < losses[0] }}')
    assert guide.prove(page).statuses == ["passed", "passed"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (
            '{{ "the loss is higher" if losses[-1] > losses[0] }}',
            "the claim 'the loss is higher' is not true: losses[-1] > losses[0], with"
            " losses[-1] = 1.0 and losses[0] = 3.0",
        ),
        (
            '{{ "so" if not losses }}',
            "the claim 'so' is not true: not losses",
        ),
        (
            '{{ "so" if losses }}',
            "the claim 'so' is '[3.0, 2.0, 1.0]', neither True nor False",
        ),
        (
            '{{ "so" if loses }}',
            "the claim 'so' cannot be checked: NameError: name 'loses' is not defined",
        ),
        (
            '{{ "so" if losses and __import__("os")._exit(3) }}',
            "the claim 'so': the process ended with exit status 3",
        ),
    ],
)
def test_a_claim_that_does_not_hold_is_told(
    guide: Guide, words: str, what: str
) -> None:
    ran = guide.prove(PAGE.format(words=words))
    assert ran.statuses == ["failed", "not run"]
    assert ran.where == ("docs/page.md", 7)
    assert ran.failure.what.startswith(what)
    assert ran.failure.repair


FIGURE = """
# A page

```{{.python alt="A line {alt}" caption="It has {caption}."}}
import matplotlib.pyplot as plt
plt.plot([3, 2, 1])
plt.show()
figure = "something else"
```

```{{.python alt="Two lines"}}
fig, _ = plt.subplots()
_.plot([1, 2])
fig
```

```{{.python alt="None {{{{ 'but it' if fig is figure }}}}"}}
fig
```
"""


@pytest.mark.parametrize(
    ("falls", "passes"),
    [("line[0] > line[-1]", True), ("line[0] < line[-1]", False)],
)
def test_a_caption_sees_its_figure(guide: Guide, falls: str, passes: bool) -> None:
    guide.configure("matplotlib.pyplot", "sitekit.worker.figures")
    holds = falls.replace("line", "axes[0].lines[0].get_ydata()")
    page = FIGURE.format(
        alt=f"{{{{ 'that goes down' if {holds} }}}}",
        caption="{{ 'one axis' if len(figure.axes) == 1 }}",
    )
    ran = guide.prove(page)
    assert ran.statuses == (["passed"] * 3 if passes else ["failed"] + ["not run"] * 2)
    if passes:
        assert ran.page.blocks[0].options.caption == "It has one axis."
    else:
        assert ran.where == ("docs/page.md", 3)


def test_a_claim_of_a_question_sees_what_its_code_has_made(guide: Guide) -> None:
    ran = guide.prove(
        """
        # A page

        ```python
        count = 1
        ```

        ```quiz
        question: How many are there?
        code: |
          count += 1
        answer: count
        typed: true
        why: There {{ "are two" if count == 2 }}.
        ```
        """
    )
    assert ran.statuses == ["passed", "passed"]
