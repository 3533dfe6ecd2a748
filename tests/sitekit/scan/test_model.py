"""A page knows its name, its words and its environments."""

import pytest

from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable

PAGE = """
---
description: " What it is. "
keywords: [one, two]
tags: [speed]
---

# A page

```python
1
```

```{.console environment="old"}
$ true
```

```json
{}
```
"""
OLD = "[tool.sitekit.environments.old]\npreload = []\npackages = []\n"


def test_a_page_says_what_its_front_matter_says(guide: Guide) -> None:
    guide.configure(more=OLD)
    page = guide.scan(PAGE, "chapter/topic")
    assert (page.name, page.title) == ("chapter/topic", "A page")
    assert page.description == "What it is."
    assert [word.text for word in page.keywords] == ["one", "two"]
    assert [(tag.text, tag.line) for tag in page.tags] == [("speed", 4)]


def test_environments_are_those_that_run_something_its_own_first(guide: Guide) -> None:
    guide.configure(more=OLD)
    assert guide.scan(PAGE).environments == ("default", "old")
    assert guide.scan("# P\n\n```json\n{}\n```\n").environments == ()


def test_a_page_with_nothing_to_prove_does_not_run(guide: Guide) -> None:
    assert not guide.scan("# Only words\n").runs
    assert guide.scan("# P\n\n```text\nx\n```\n").runs


def test_a_block_is_edited_where_its_first_line_is(guide: Guide) -> None:
    guide.snippet("# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\n")
    included, empty = guide.scan(
        '```python\n--8<-- "page.py:a"\n```\n\n```python\n```\n'
    ).blocks
    assert included.where == ("snippets/page.py", 2)
    assert (included.code, empty.where) == ("x = 1", ("docs/page.md", 5))
