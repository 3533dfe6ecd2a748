"""A proved page, to be changed."""

import os

import pytest

from tests.sitekit.miniature import Guide

PAGE = """
---
title: A page
---

# Title

Some prose.

```{.python title="Code" data="table.csv"}
--8<-- "page.py:code"
```

{{ x }}
"""


SNIPPET = """
# --8<-- [start:code]
x = 1
print(x)
# --8<-- [end:code]

# --8<-- [start:other]
x = 2
# --8<-- [end:other]
"""


@pytest.fixture
def proved(guide: Guide) -> Guide:
    """A checkout with a page that has a record."""
    guide.write("snippets/table.csv", "1,2\n")
    guide.snippet(SNIPPET)
    assert guide.prove(PAGE).statuses == ["passed"]
    assert guide.record() is not None
    return guide


def edit(guide: Guide, path: str, old: str, new: str) -> None:
    file = guide.root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def rewrite(guide: Guide, path: str) -> None:
    """Writes a file again with the same content, at another time."""
    file = guide.root / path
    file.write_bytes(file.read_bytes())
    os.utime(file, (0, 0))
