"""What a page says to programs is what the page and its record say."""

import dataclasses
import json

import msgspec
import pytest

from sitekit.checkout.mkdocs_yml import Site
from sitekit.publish import metadata
from sitekit.publish.metadata import (
    about_page,
    picture_address,
)
from tests.sitekit.miniature import Guide

SITE = Site(
    "Name", "What.", "https://example.org/", "https://github.com/owner/name", "trunk"
)
PAGE = """\
---
title: A </script> title
description: What it is about.
---

# Heading

**You will be able to**

- say `what` it is, and
  why;
- *do* it.

```python
1
```
"""


def test_a_page_is_a_learning_resource(guide: Guide) -> None:
    ran = guide.prove(PAGE, "chapter/page")
    record = guide.record("docs/chapter/page.md")
    assert record
    noon = msgspec.structs.replace(record.body, started=1795392000.0)
    record = dataclasses.replace(record, body=noon)  # 22 November 2026, 24:00 UTC
    data = metadata.linked_data(ran.page, record, SITE)
    assert data == {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": "A </script> title",
        "description": "What it is about.",
        "url": "https://example.org/chapter/page/",
        "image": "https://example.org/assets/social/chapter/page.png",
        "inLanguage": "en",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "text/markdown",
            "contentUrl": "https://example.org/chapter/page/page.md",
            "license": "https://creativecommons.org/licenses/by/4.0/",
        },
        "isPartOf": {
            "@type": "WebSite",
            "name": "Name",
            "url": "https://example.org/",
        },
        "datePublished": "2026-11-23",
        "dateModified": "2026-11-23",
        "teaches": ["say what it is, and why", "do it"],
        "hasPart": [
            {
                "@type": "SoftwareSourceCode",
                "url": "https://example.org/chapter/page/page.py",
                "programmingLanguage": "Python",
                "license": "https://www.apache.org/licenses/LICENSE-2.0",
            }
        ],
    }


def test_linked_data_do_not_end_their_element(guide: Guide) -> None:
    ran = guide.prove(PAGE)
    about = about_page(ran.page, guide.record(), SITE)
    assert "<" not in about["linked_data"]
    assert json.loads(about["linked_data"])["name"] == "A </script> title"


def test_a_page_without_a_run_has_no_date_and_no_code(guide: Guide) -> None:
    data = metadata.linked_data(guide.scan("# Only words\n"), None, SITE)
    assert {"datePublished", "dateModified", "hasPart", "teaches"}.isdisjoint(data)


@pytest.mark.parametrize(
    ("path", "edit", "title"),
    [
        ("docs/a b/c.md", "docs/a%20b/c.md", "docs%2Fa%20b%2Fc.md%3A%20"),
        ("snippets/labs/l.py", "snippets/labs/l.py", "snippets%2Flabs%2Fl.py%3A%20"),
    ],
)
def test_readers_are_sent_to_the_repository(
    guide: Guide, path: str, edit: str, title: str
) -> None:
    guide.write(path, "# Title\n" if path.endswith(".md") else "# %%\n1\n")
    about = about_page(guide.library().pages[path], None, SITE)
    repository = "https://github.com/owner/name"
    assert about["edit"] == f"{repository}/edit/trunk/{edit}"
    assert about["report"] == f"{repository}/issues/new?title={title}"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("", "assets/social/index.png"),
        ("keras/sequential/", "assets/social/keras/sequential.png"),
    ],
)
def test_each_page_has_a_place_for_its_picture(address: str, place: str) -> None:
    assert picture_address(address) == place
