"""What notices a change, and that what changes nothing is noticed by nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutants import trial
from tests.mutants.kinds import Mutant
from tests.mutants.trial import Trial
from tests.sitekit.miniature import Guide

SNIPPET = "# --8<-- [start:a]\na, b = 1, 2\n# --8<-- [end:a]\n"
PAGE = """---
description: A page of the miniature guide, which says which of two is larger.
---

# A page

```python
--8<-- "page.py:a"
```

See [the start](#a-page).

The one is {{ "smaller" if a < b }}, says `np.less`. Take it first. {{ advice }}
"""
HOME = """---
description: The home of the miniature guide, which leads to its only page.
---

# Home
"""
AT = {text: number for number, text in enumerate(PAGE.split("\n"), 1)}
LINE = next(text for text in AT if text.startswith("The one"))


@pytest.fixture
def tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    """A trial of a miniature guide."""
    guide = Guide(tmp_path)
    guide.snippet(SNIPPET)
    guide.page(PAGE)
    (guide.root / ".cache/records").mkdir(parents=True)
    (guide.root / "sitekit").mkdir()
    monkeypatch.setattr(trial, "ROOT", guide.root)
    monkeypatch.setattr(trial, "check_guide", lambda library: None)
    made = Trial(tmp_path / "trial")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("path", "before", "after", "said"),
    [
        ("docs/page.md", LINE, LINE.replace("smaller", "larger"), "the claim says"),
        ("docs/page.md", LINE, LINE.replace("a <", "b <"), "is not true: b < b"),
        ("docs/page.md", LINE, LINE.replace(" {{ advice }}", ""), "bears out 'first'"),
        ("docs/page.md", LINE, LINE.replace("less`", "lesss`"), "no np.lesss"),
        ("docs/page.md", LINE, LINE.replace("first", "last"), ""),
        ("snippets/page.py", "a, b = 1, 2", "a, b = 3, 2", "is not true: a < b"),
        ("snippets/page.py", "a, b = 1, 2", "a, b = 1, 3", ""),
        ("snippets/page.py", "a, b = 1, 2", "a, b = 1", "TypeError"),
    ],
)
def test_a_change_is_noticed_or_survives(
    tried: Trial, path: str, before: str, after: str, said: str
) -> None:
    text = (tried.root / path).read_text("utf-8")
    line = text.split("\n").index(before) + 1
    found = tried.notices(Mutant("a kind", path, line, before, after))
    assert (said in found) if said else not found
    assert (tried.root / path).read_text("utf-8") == text  # as it was


@pytest.mark.parametrize(("anchor", "is_noticed"), [("a-page-x", True), ("", False)])
def test_a_link_that_leads_nowhere_is_noticed_by_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, anchor: str, is_noticed: bool
) -> None:
    guide = Guide(tmp_path)
    guide.snippet(SNIPPET)
    guide.run(guide.page(PAGE))
    guide.page(HOME, "index")
    monkeypatch.setattr(trial, "ROOT", guide.root)
    monkeypatch.setattr(trial, "check_guide", lambda library: None)
    line = "See [the start](#a-page)."
    after = line.replace("(#a-page)", f"(#{anchor})" if anchor else "(page.md)")
    change = Mutant("dead anchors", "docs/page.md", AT[line], line, after)
    ((mutant, said),) = trial.try_all([change], tmp_path / "trial")
    assert mutant is change
    assert bool(said) is is_noticed, said
