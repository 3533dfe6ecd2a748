"""Sentences that claim something, and what bears them out."""

from collections.abc import Callable

import pytest

from sitekit.scan import definitions, sentences
from sitekit.scan.site import unborne
from tests.sitekit.miniature import Guide

Found = Callable[[str], list[tuple[int, str]]]
START = "---\ntitle: A page\n---\n\n```python\nn = a = 1\nb = x = y = 2\n```\n\n"


@pytest.fixture
def found(guide: Guide) -> Found:
    """Line and words of each sentence of a page that nothing bears out."""

    def read(body: str) -> list[tuple[int, str]]:
        page = guide.scan(f"{START}{body}")
        told = sentences.open_sentences(page)
        assert list(map(str, unborne(guide.settings))) == list(map(str, told))
        whole = [problem.what.removeprefix("nothing bears out ") for problem in told]
        return [
            (problem.line - START.count("\n"), what.partition(" in: ")[0])
            for problem, what in zip(told, whole, strict=True)
        ]

    return read


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The loss is lower at the end.", "'lower'"),
        ("It has 64 units.", "'64'"),
        ("It never fails, and is always right.", "'never', 'always'"),
        ("The first one is twice as large.", "'first', 'twice'"),
        ("It is the best of them.", "'best'"),
        ("The second one took 3.5 s.", "'3.5'"),
        ("A layer without numbers.", ""),
        ("It is no longer there.", ""),
        ("TensorFlow 2 and Keras 3 need it.", ""),
        ("TensorFlow 2.16 needs it.", "'2.16'"),
        ("Is the loss lower?", ""),
        ("`x > 64` is code.", ""),
        ('It says "always" to all.', ""),
        ("[Always](https://example.com) the first.", ""),
        ("[Always](https://example.com) the first of 64.", "'64'"),
        ("[Always](page.md) the first.", "'Always', 'first'"),
        ("Is the loss lower than 64?", "'64'"),
        ("Keras 3 and TensorFlow 2, Python 3.", ""),
        ("Keras 4 and TensorFlow 3, Python 4.", "'4', '3', '4'"),
        ("An *epoch* is one pass, the first one.", ""),
        ("The *first* one.", "'first'"),
        ("It has {{ n }} units, always.", "'always'"),
        ('It has {{ "the lower loss" if a < b }}, always.', "'always'"),
        ('It has {{ "always the lower loss" if all(a < b) }}.', ""),
        ("They have different units.", "'different'"),
        ("Take the first one. {{ advice }}", ""),
        ("Take the first one. {{ advice }} Never the last.", "'Never', 'last'"),
        ("It has no more. The x-axis is the first.", "'more'|'first'"),
        ("From -3 to 1e-3, 10x or 10k.", "'3', '1e-3', '10x', '10k'"),
        ("It has 10-20 units, or 64–128.", "'10', '20', '64', '128'"),
        ("It took 5s and 30ms, the 1st.", "'5s', '30ms', '1st'"),
        ("It is from 2024, or 1,000.5.", "'2024', '1,000.5'"),
        ("A 3-layer network, conv-3, v1.2.3, 3D and #3.", ""),
        ("It fell, then doubled.", "'fell', 'doubled'"),
        ("See below.", "'below'"),
        ("See [below](#words).", ""),
        ("See [above](#words).", "'above'"),
        ("See [above](#words), as [they](https://example.com) say.", "'above'"),
        ("See [below](#words), as [they](https://example.com) say first.", ""),
        ("See [below](#words), the first.", "'first'"),
        ("## Words\n\nSee [above](#words).", ""),
        ("## Words\n\nSee [below](#words).", "'below'"),
    ],
)
def test_a_sentence_is_borne_out_or_told(
    found: Found, sentence: str, words: str
) -> None:
    assert "|".join(what for _, what in found(sentence)) == words


def test_the_line_is_that_of_the_paragraph_and_of_its_file(found: Found) -> None:
    body = "# A page\n\nA paragraph\nof two lines.\n\n- An item\n- The best item.\n"
    assert found(body) == [(7, "'best'")]


@pytest.mark.parametrize(
    "typed",
    [
        '!!! note "The best"\n\n    Words.',
        '??? note "It is `a`, the best of `b`"\n\n    Words.',
        '=== "Words"\n\n    Words.\n\n=== "Best"\n\n    Words.',
        "<div markdown>\nWords, the best\n</div>",
        "<p>The *best*</p>",
    ],
)
def test_the_line_of_a_title_is_its_own(found: Found, typed: str) -> None:
    lines = f"Words.\n\n{typed}".split("\n")
    line = next(n for n, text in enumerate(lines, 1) if "est" in text)
    assert [at for at, _ in found("\n".join(lines))] == [line]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("| the first | a text |", ["'first'"]),
        ("| the first | {{ n }} |", ["'first'"]),
        ("| the first | [x](page.md) |", ["'first'"]),
        ("| the first | [x](https://example.com) |", []),
        ("| the first 3 | [x](https://example.com) |", ["'3'"]),
        ("| a text | a text |", []),
    ],
)
def test_a_row_of_a_table_is_one_sentence(
    found: Found, row: str, told: list[str]
) -> None:
    head = (1, "'last'")
    table = found(f"| the last | x |\n|---|---|\n{row}\n")
    assert table == [head, *((3, words) for words in told)]


def test_headers_and_study_aids_state_things_as_well(found: Found) -> None:
    body = """
```{.python alt="The first one." caption="Never."}
x = 1  # 64 units
y = 2  # the largest of them
z = 3  # what it is
w = 4  # True
```

```quiz
question: Which is it?
answer: x
why: It is the first. {{ "The lower one" if x < y }} is twice that.
wrong:
  2: That is the last one.
```

```cards
- id: one
  front: Which?
  back: Always `1`.
```
"""
    assert found(body) == [
        (2, "'first'"),
        (2, "'Never'"),
        (3, "this comment states a result that no run shows: 64 units"),
        (4, "'largest'"),
        (6, "this comment states a result that no run shows: True"),
        (12, "'first'"),
        (12, "'twice'"),
        (14, "'last'"),
        (20, "'Always'"),
    ]


def test_comments_of_snippets_are_told_where_they_stand(guide: Guide) -> None:
    guide.snippet("# --8<-- [start:a]\n\na = 1  # the largest\n# --8<-- [end:a]\n")
    page = guide.scan('# A page\n\n```python\n--8<-- "page.py:a"\n```\n')
    (told,) = sentences.open_sentences(page)
    assert (told.path, told.line) == ("snippets/page.py", 3)


def test_comments_of_checks_and_exercises_are_told_as_well(guide: Guide) -> None:
    for name in ("start", "solution", "check", "wrong_one"):
        text = f"n = 0  # the largest, by {name}\n"
        guide.write(f"snippets/exercises/one/{name}.py", text)
    page = guide.scan(
        """
        # A page

        ```{.python .check}
        assert True  # never
        ```

        ```exercise
        name: one
        title: One
        task: Do it.
        ```
        """
    )
    told = sentences.open_sentences(page)
    assert [(each.path.rpartition("/")[2], each.line) for each in told] == [
        ("page.md", 4),
        ("check.py", 1),
        ("solution.py", 1),
        ("start.py", 1),
    ]


def test_comments_are_found_in_code() -> None:
    code = "a = 1  # -> 1\nb = '# no'\n#: what it is\nd = (  # open\n"
    assert sentences.comments(code) == [(1, "-> 1"), (3, ": what it is"), (4, "open")]


def test_definitions_are_judged_as_well(guide: Guide) -> None:
    guide.page("# A page\n\n```python\nn = 1\n```\n")
    guide.write(
        definitions.FILE,
        """
        - term: epoch
          definition: One pass. The {{ "last" if n[-1] == 1 }} is no other.
          page: page
        - term: batch
          definition: Some of them. It is the `first` axis, always.
          page: page
        """,
    )
    (told,) = unborne(guide.settings)
    assert (told.path, told.line) == (definitions.FILE, 5)
    assert told.what.startswith("nothing bears out 'always'")
    assert unborne(guide.settings, ["docs/page.md"]) == []
