"""What is drawn into a figure is seen, or the block is refused."""

import pytest

from tests.sitekit.miniature import Guide

BEGUN = """
```{.python alt="Axes"}
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
```

"""


@pytest.fixture
def drawing(guide: Guide) -> Guide:
    """A checkout whose pages draw."""
    guide.configure("matplotlib.pyplot")
    return guide


@pytest.mark.parametrize(
    "change",
    [
        "axes.plot([1, 2, 3])\nplt.show()",
        "axes.plot([1, 2, 3])",
        "axes.set_title('A title')\nplt.show()",
        "axes.set_xlabel('x')\nNone",
        "figure.suptitle('A title')\nNone",
        "figure.add_subplot(2, 1, 2)\nplt.show()",
        "axes.bar([1], [2])\nfigure.savefig('x.png')",
    ],
)
@pytest.mark.parametrize("alt", ["", ' alt="A line"'])
def test_a_figure_finished_by_another_block_is_refused(
    drawing: Guide, change: str, alt: str
) -> None:
    ran = drawing.prove(BEGUN + f"```{{.python{alt}}}\n{change}\n```\n")
    assert ran.statuses == ["passed", "failed"]
    assert ran.where == ("docs/page.md", 7)
    assert ran.failure.what == "this block changes a figure that was already shown"
    assert "make the figure the last line" in ran.failure.repair


def test_a_figure_is_shown_again_as_the_value_of_a_block(drawing: Guide) -> None:
    ran = drawing.prove(
        BEGUN
        + """
```{.python alt="A line"}
axes.plot([1, 2, 3], gid="the-line")
figure
```

```python
print(plt.get_fignums())
```

```{.python alt="Another figure"}
import matplotlib.figure
other = plt.figure()
other.gca().plot([1, 2], gid="other")
other
```
"""
    )
    assert ran.statuses == ["passed"] * 4, str(ran.failure)
    assert "the-line" not in ran.output(0)["data"]
    assert "the-line" in ran.output(1)["data"]
    assert ran.text(2) == "[]"
    assert "other" in ran.output(3)["data"]


@pytest.mark.parametrize(
    "use",
    [
        "print(len(axes.lines))",
        "figure.savefig('figure.png')",
        "print(axes.get_xlim(), axes.xaxis.get_ticklocs())",
        "del figure, axes\nimport gc\nx = gc.collect()",
    ],
)
def test_a_figure_may_be_used_after_it_was_shown(drawing: Guide, use: str) -> None:
    ran = drawing.prove(BEGUN + f"```python\n{use}\n```\n")
    assert ran.statuses == ["passed", "passed"], str(ran.failure)


def test_a_figure_shown_in_the_middle_of_a_block_is_finished_then(
    drawing: Guide,
) -> None:
    ran = drawing.prove(
        BEGUN.replace("subplots()", "subplots()\nplt.show()\naxes.plot([1])")
    )
    assert ran.failure.what == "this block changes a figure that was already shown"
    ran = drawing.prove(BEGUN.replace("subplots()", "subplots()\naxes.plot([1])"))
    assert ran.statuses == ["passed"]
