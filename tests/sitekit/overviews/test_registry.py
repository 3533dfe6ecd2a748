"""Every overview escapes what others wrote."""

import pytest
from bs4 import BeautifulSoup

from sitekit.overviews import mistakes
from sitekit.overviews.registry import OVERVIEWS
from sitekit.scan import definitions
from sitekit.scan.options import GRAMMARS
from tests.sitekit.miniature import Guide

HOSTILE = """</pre></p></svg><script>alert(1)</script>" onload="x' onerror='y"""
YAML = "'" + HOSTILE.replace("'", "''") + "'"
PAGE = f"""\
---
title: {YAML}
description: {YAML}
requires: []
---

# A page

```{{.python alt="{HOSTILE.replace('"', "'")}" caption="{HOSTILE.replace('"', "'")}"}}
text = {HOSTILE!r}


class Dot:
    def _repr_svg_(self):
        return '<svg viewBox="0 0 2 2"><circle r="1"/></svg>'


Dot()
```

```{{.python raises="ValueError" means="{HOSTILE.replace('"', "'")}"}}
raise ValueError({HOSTILE!r})
```

```cards
- id: one
  front: {YAML}
  code: text
  back: {YAML}
```
"""
CATALOGUE = f"{YAML}:\n  {YAML}:\n    says: {YAML}\n"
GLOSSARY = f"- term: {YAML}\n  definition: {YAML}\n  page: chapter/page\n"
NAV = f"\nnav:\n  - {YAML}:\n    - {YAML}: chapter/page.md\n    - Next: next.md\n"


@pytest.fixture
def hostile(guide: Guide) -> Guide:
    """A guide that says something hostile wherever something can be said."""
    ran = guide.prove(PAGE, "chapter/page")
    assert "failed" not in ran.statuses, ran.failure
    guide.page("---\nrequires: [chapter/page]\n---\n\n# Next\n", "next")
    guide.write(definitions.FILE, GLOSSARY)
    guide.write(mistakes.FILE, CATALOGUE)
    config = guide.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + NAV, "utf-8")
    return guide


@pytest.mark.parametrize("language", OVERVIEWS)
def test_nothing_that_others_wrote_becomes_an_element(
    hostile: Guide, language: str
) -> None:
    library = hostile.library()
    here = library.pages["docs/next.md"]
    html = str(OVERVIEWS[language].html(library, here, 0))
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find_all("script") == []
    handlers = [name for tag in soup.find_all(True) for name in tag.attrs]
    assert not [name for name in handlers if name.startswith("on")]
    if language not in ("flow", "mutants", "parts"):  # which show no page
        assert "alert(1)" in html
        assert "&lt;script&gt;" in html


def test_there_is_an_overview_for_each_language_and_no_other() -> None:
    known = {name for name, found in GRAMMARS.items() if found.kind == "overview"}
    assert set(OVERVIEWS) == known
