"""Keywords and tags come from front matter; of all outputs only errors are found."""

import json

from tests.sitekit.miniature import Guide

PAGE = """\
---
description: A page of the guide that the search finds by words of its own.
requires: []
keywords: [serving, "R&D"]
tags:
  - speed
---

# A page

Text.

## A part

```{.python raises="ValueError" means="It is wrong."}
print("shown before")
raise ValueError("the message of the error")
```

```python
print("shown", "after")
```
"""


def index(guide: Guide) -> dict[str, dict[str, str]]:
    found = json.loads((guide.site / "search/search_index.json").read_text("utf-8"))
    return {entry["location"]: entry for entry in found["docs"]}


def test_keywords_and_error_messages_are_found(guide: Guide) -> None:
    guide.page("# Start\n", "index")
    guide.use_plugins("- tags:\n    tags_allowed: [speed]\n")
    assert "failed" not in guide.prove(PAGE).statuses
    done = guide.build()
    assert done.returncode == 0, done.stdout
    docs = index(guide)
    assert docs["page/"]["text"].endswith("<p>Also found as: serving, R&amp;D</p>")
    assert docs["page/"]["tags"] == ["speed"]
    assert "Also" not in docs["page/#a-part"]["text"]
    assert "the message of the error" in docs["page/#a-part"]["text"]
    assert "Also" not in docs[""]["text"]


def test_other_outputs_are_not_found_also_next_to_an_error(guide: Guide) -> None:
    guide.page("# Start\n", "index")
    guide.prove(PAGE.replace('print("shown before")', 'print("-".join("xyz"))'))
    guide.use_plugins("- tags:\n    tags_allowed: [speed]\n")
    done = guide.build()
    assert done.returncode == 0, done.stdout
    text = index(guide)["page/#a-part"]["text"]
    assert "the message of the error" in text
    assert "x-y-z" not in text
    assert "shown after" not in text
