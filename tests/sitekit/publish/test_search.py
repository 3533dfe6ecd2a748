"""Keywords and tags come from front matter; of all outputs only errors are found."""

import json

import pytest

from sitekit.checkout.problems import Problems
from sitekit.publish.search import check_words
from tests.sitekit.miniature import Guide

PAGE = """\
---
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


def test_an_unknown_tag_has_its_line_and_the_known_ones(guide: Guide) -> None:
    guide.page(PAGE)
    with pytest.raises(Problems) as caught:
        check_words(guide.library(), {"training", "images"})
    (found,) = caught.value.problems
    assert (found.path, found.line) == ("docs/page.md", 5)
    assert "'speed'" in found.what
    assert "images, training" in found.repair


@pytest.mark.parametrize("key", ["keywords", "tags"])
def test_what_is_no_list_is_a_mistake(guide: Guide, key: str) -> None:
    guide.page(f"---\n{key}: speed\n---\n# A page\n")
    with pytest.raises(Problems) as caught:
        check_words(guide.library(), {"speed"})
    (found,) = caught.value.problems
    assert (found.path, found.line) == ("docs/page.md", 2)


def test_an_unknown_tag_stops_the_build(guide: Guide) -> None:
    guide.page("---\ntags: [spede]\n---\n# Start\n", "index")
    guide.use_plugins("- tags:\n    tags_allowed: [speed]\n")
    done = guide.build()
    assert done.returncode == 1
    assert "docs/index.md:2: tag 'spede'" in done.stdout
    assert "Traceback" not in done.stdout
