"""What a block did is held against what it declares."""

import pytest

from tests.sitekit.miniature import Guide


def test_a_block_that_must_raise_and_does_passes_with_its_error(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```{.python raises="ValueError" means="It is wrong."}
        print("before")
        int("x")
        ```

        ```{.python raises="LookupError" means="It is wrong."}
        {}["key"]
        ```

        ```{.python raises="JSONDecodeError" means="It is wrong."}
        import json
        json.loads("")
        ```

        ```{.python raises="json.JSONDecodeError" means="It is wrong."}
        json.loads("")
        ```

        ```{.python raises="SystemExit" means="It is wrong."}
        raise SystemExit(1)
        ```

        ```{.python raises="SyntaxError" means="It is wrong."}
        x = = 1
        ```

        ```python
        print("after")
        ```
        """
    )
    assert ran.statuses == ["raised"] * 6 + ["passed"]
    assert ran.outputs(0) == [
        {"type": "stream", "text": "before"},
        {
            "type": "error",
            "name": "ValueError",
            "text": "ValueError: invalid literal for int() with base 10: 'x'",
        },
    ]
    assert ran.output(1)["name"] == "KeyError"
    assert ran.text(6) == "after"


def test_a_declared_exception_that_does_not_occur_fails(guide: Guide) -> None:
    fence = '```{.python raises="ValueError" means="It is wrong."}'
    ran = guide.prove(f'Text.\n\n{fence}\nint("1")\n```\n')
    assert ran.where == ("docs/page.md", 4)
    assert 'declares raises="ValueError", but raised nothing' in ran.failure.what
    assert guide.record() is None


def test_another_exception_than_the_declared_one_fails(guide: Guide) -> None:
    fence = '```{.python raises="ValueError" means="It is wrong."}'
    ran = guide.prove(f"{fence}\nx = 1\n1 / 0\n```\n")
    assert ran.where == ("docs/page.md", 3)
    assert 'raises="ValueError", but raised ZeroDivisionError' in ran.failure.what
    assert guide.record() is None


@pytest.mark.parametrize(
    ("options", "code", "named"),
    [
        ('alt="A line"', "1", 'alt="…"'),
        ('caption="A line"', "1", 'caption="…"'),
        ('alt="A line" caption="It rises"', "print(1)", 'alt="…" and caption="…"'),
        ('alt="x" raises="KeyError" means="It is wrong."', "{}[1]", 'alt="…"'),
        ('alt="x"', "type('A', (), {'_repr_html_': lambda _: '<img>'})()", 'alt="…"'),
    ],
)
def test_what_is_said_of_no_picture_is_refused(
    guide: Guide, options: str, code: str, named: str
) -> None:
    ran = guide.prove(f"Text.\n\n```{{.python {options}}}\n{code}\n```\n")
    assert ran.where == ("docs/page.md", 3)
    assert ran.failure.what == f"this block has {named}, but draws no picture"
    assert ran.failure.repair == f"draw it in this block, or remove {named}"
