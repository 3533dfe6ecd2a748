"""All cards of the guide on one page."""

from sitekit.checkout import navigation
from sitekit.weave.aids import all_cards
from tests.sitekit.miniature import Guide

SETUP = """\
# A page

```python
shape = (2, 3)
```

```cards
"""


GOOD = """\
- id: loss
  front: Which loss?
  back: "`mse`, of {{ len(shape) }} axes"
- id: shape
  front: What is this?
  code: shape
"""


def test_the_deck_follows_the_navigation(guide: Guide) -> None:
    for name in ("a", "b", "c"):
        guide.prove(f"{SETUP.replace('A page', name)}{GOOD}```\n", name)
    file = guide.root / navigation.FILE
    file.write_text(file.read_text("utf-8") + "nav:\n  - b.md\n  - a.md\n", "utf-8")
    pages = [page.name for page, _ in all_cards(guide.library())]
    assert pages == ["b", "a", "c"]
