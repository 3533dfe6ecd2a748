"""Changes are made by kind, each of one line, the same for the same seed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitekit.checkout.settings import ROOT
from tests.mutants.kinds import (
    Mutant,
    Source,
    all_mutants,
    chosen,
    masked,
    of_page,
    of_snippet,
)

PAGE = """---
title: The first
---

# Falling

The loss is {{ "lower than the first" if a < b }}, never above {{ a + 2 }} of 64.
See [the last](page.md#larger), `tf.cast` and `x > 2`.

```{.python alt="It falls." raises="ValueError" means="The larger one."}
--8<-- "a.py:one"
```

```{.python .check}
--8<-- "a.py:two"
```

| 3 | the largest |

```quiz
question: Which is larger?
code: |
  print(2 < 3)
stated: True
why: It is the first.
choices:
  - says: It is lower
    holds: a < b
```

```cards
- id: one
  front: The first?
  back: Always.
```
"""
SNIPPET = """# --8<-- [start:a]
count = 3  # the first of them
small = count < 4
name = "3 larger"
# --8<-- [end:a]
# --8<-- [start:a_check]
assert -count == 3
# --8<-- [end:a_check]
"""


def changes(
    read: Callable[[Source], Iterator[Mutant]], path: str, text: str
) -> set[tuple[str, int, str]]:
    source = Source(path, tuple(text.split("\n")))
    return {(one.kind, one.line, str(one.after).strip()) for one in read(source)}


@pytest.mark.parametrize(
    ("kind", "line", "after"),
    [
        ("prose", 7, 'The loss is {{ "higher than the first" if a < b }}, never'),
        ("prose", 7, 'The loss is {{ "lower than the last" if a < b }}, never'),
        ("prose", 7, 'The loss is {{ "lower than the first" if a < b }}, always'),
        ("claims", 7, 'The loss is {{ "lower than the first" if a > b }}, never'),
        ("dead anchors", 8, "See [the last](page.md#larger-x)"),
        ("API names in prose", 8, "See [the last](page.md#larger), `tf.casts`"),
        ("alt texts and captions", 10, '```{.python alt="It rises."'),
        ("expected errors", 10, '```{.python alt="It falls." raises="KeyError"'),
        ("includes", 11, '--8<-- "a.py:two"'),
        ("typed tables", 18, "| 4 | the largest |"),
        ("typed tables", 18, "| 3 | the smallest |"),
        ("quiz texts", 21, "question: Which is smaller?"),
        ("quiz answers", 24, "stated: True1"),
        ("quiz texts", 25, "why: It is the last."),
        ("quiz answers", 28, "holds: not (a < b)"),
        ("cards", 34, "back: Never."),
    ],
)
def test_a_page_is_changed_in_many_ways(kind: str, line: int, after: str) -> None:
    found = changes(of_page, "docs/page.md", PAGE)
    assert [
        one for one in found if one[:2] == (kind, line) and one[2].startswith(after)
    ]


def test_what_is_no_prose_stays() -> None:
    lines = [line for _, line, _ in changes(of_page, "docs/page.md", PAGE)]
    assert not {2, 13, 23} & {*lines}
    line = 'a `b 3` [c](d.md#4) {{ 5 }} {{ "six 6" if x > 7 }} <i 8> 9'
    assert masked(line).split() == ["a", "[c", "six", "6", "9"]


def test_code_is_changed_where_a_program_would_run() -> None:
    assert changes(of_snippet, "snippets/a.py", SNIPPET) == {
        ("shown code", 2, "count = 4  # the first of them"),
        ("comments", 2, "count = 3  # the last of them"),
        ("shown code", 3, "small = count >= 4"),
        ("shown code", 3, "small = count < 5"),
        ("checks", 7, "assert -count != 3"),
        ("checks", 7, "assert -count == 4"),
        ("checks", 7, "assert +count == 3"),
    }


def test_of_an_exercise_its_solution_and_what_its_check_asserts_are_changed() -> None:
    code = "a = 1 + b\nassert a == 2\n"
    for name, lines in (("solution", {1, 2}), ("check", {2}), ("start", {2})):
        found = changes(of_snippet, f"snippets/exercises/e/{name}.py", code)
        assert {line for _, line, _ in found} == lines
        assert {kind for kind, _, _ in found} == {"exercises"}


def test_the_guide_gives_enough_of_each_kind_and_a_seed_chooses() -> None:
    found = all_mutants(ROOT)
    assert sum(map(len, found.values())) > 3000
    assert len(found) >= 15
    some = chosen(found, 300, 1)
    assert len({str(one) for one in some}) > 290
    assert some == chosen(found, 300, 1) != chosen(found, 300, 2)
    for one in some:
        text = Path(ROOT / one.path).read_text("utf-8")
        changed = one.applied(text)
        assert changed != text
        assert abs(changed.count("\n") - text.count("\n")) <= 1
