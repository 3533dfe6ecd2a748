"""What a value says of its look is shown, or refused with a repair."""

import base64

import pytest

from sitekit.worker.representations import MOST_SHOWN, PNG
from tests.sitekit.miniature import Guide

ENCODED = base64.b64encode(PNG).decode()
SVG = "<svg></svg>"
VALUE = """
```{{.python{options}}}
PNG = b"\\x89PNG\\r\\n\\x1a\\n"
A = type("A", (), {{"{method}": lambda self, **_: {gives}, "__repr__": lambda _: "A"}})
A()
```
"""


def value(method: str, gives: str, options: str = "") -> str:
    """A page whose block shows a value with a look of its own."""
    return VALUE.format(method=method, gives=gives, options=options)


WRONG = [
    ("_repr_html_", "3", "A._repr_html_() returns int"),
    ("_repr_html_", "b'<b>'", "A._repr_html_() returns bytes"),
    ("_repr_html_", "({'a': 1}, {})", "A._repr_html_() returns dict"),
    ("_repr_svg_", "b'<svg/>'", "A._repr_svg_() returns bytes"),
    ("_repr_svg_", "'hello'", "A._repr_svg_() returns no <svg> element"),
    ("_repr_png_", "3", "A._repr_png_() returns int"),
    ("_repr_png_", "b'GIF89a'", "A._repr_png_() does not return a PNG"),
    ("_repr_png_", "'<script>'", "A._repr_png_() does not return a PNG"),
    ("_repr_png_", "('x', {})", "A._repr_png_() does not return a PNG"),
    ("_repr_mimebundle_", "[1]", "A._repr_mimebundle_() returns list"),
    ("_repr_mimebundle_", "{'text/html': 3}", "A._repr_html_() returns int"),
    (
        "_repr_jpeg_",
        "b'JPEG'",
        "this value is a picture of type image/jpeg, which pages do not show",
    ),
]


@pytest.mark.parametrize(("method", "gives", "what"), WRONG)
def test_what_cannot_be_shown_is_refused_where_the_value_stands(
    guide: Guide, method: str, gives: str, what: str
) -> None:
    ran = guide.prove(value(method, gives, ' alt="x"'))
    assert ran.failure.what == what
    assert ran.failure.repair.startswith(("return ", "make it a PNG"))
    assert ran.where == ("docs/page.md", 4)
    assert "sitekit" not in str(ran.failure)


FIGURES = [
    ("_repr_png_", "PNG", "png", ENCODED),
    ("_repr_png_", "(PNG, {'width': 5, (1, 2): {3}})", "png", ENCODED),
    ("_repr_png_", f"'{ENCODED[:6]}\\n{ENCODED[6:]}\\n'", "png", ENCODED),
    ("_repr_svg_", f"('{SVG}', object())", "svg", SVG),
    ("_repr_mimebundle_", f"{{'image/svg+xml': '{SVG}', 5: None}}", "svg", SVG),
    ("_repr_mimebundle_", "({'image/png': PNG}, {(1, 2): 3})", "png", ENCODED),
]


@pytest.mark.parametrize(("method", "gives", "form", "data"), FIGURES)
def test_a_picture_is_shown(
    guide: Guide, method: str, gives: str, form: str, data: str
) -> None:
    ran = guide.prove(value(method, gives, ' alt="x"'))
    assert ran.output() == {"type": "figure", "form": form, "data": data}


TEXTS = [
    ("_repr_html_", "'<b>x</b>'", "<b>x</b>"),
    ("_repr_html_", "('<b>x</b>', {1: 2})", "<b>x</b>"),
    ("_repr_mimebundle_", "{'text/html': '<b>x</b>'}", "<b>x</b>"),
    ("_repr_html_", "None", None),
    ("_repr_html_", "''", None),
    ("_repr_mimebundle_", "None", None),
    ("_repr_mimebundle_", "{('a', 1): object()}", None),
    ("_repr_svg_", "(_ for _ in ()).throw(NotImplementedError)", None),
    ("_repr_png_", "None", None),
]


@pytest.mark.parametrize(("method", "gives", "html"), TEXTS)
def test_a_text_is_shown(
    guide: Guide, method: str, gives: str, html: str | None
) -> None:
    shown = {"type": "value", "text": "A"}
    wanted = {**shown, "html": html} if html else shown
    assert guide.prove(value(method, gives)).output() == wanted


LARGE = {
    "a value": "'x' * 30_000_000",
    "html": "type('A', (), {'_repr_html_': lambda _: '<p>' * 400_000})()",
    "svg": "type('A', (), {'_repr_svg_': lambda _: '<svg>' + ' ' * 900_000})()",
    "png": "type('A', (), {'_repr_png_': lambda _: PNG + bytes(800_000)})()",
    "display": "__import__('IPython').display.display('x' * 600_000)",
    "caught": "try:\n    import IPython\n    IPython.display.display('x' * 600_000)\n"
    "except BaseException: pass",
    "warning": "__import__('warnings').warn('x' * 600_000)",
}


@pytest.mark.parametrize("name", LARGE)
def test_what_is_too_large_is_refused_with_its_size(guide: Guide, name: str) -> None:
    code = f"PNG = {PNG!r}\n{LARGE[name]}"
    ran = guide.prove(f'```{{.python alt="x"}}\n{code}\n```\n')
    assert ran.where == ("docs/page.md", 3)
    assert " MB of " in ran.failure.what
    assert ran.failure.what.endswith("; the limit is 0.5 MB")
    assert ran.failure.repair == "show less of it"
    assert len(str(ran.failure)) < 1000
    assert guide.record() is None


def test_a_text_that_is_too_long_is_refused_as_it_is_shown(guide: Guide) -> None:
    ran = guide.prove("```python\nfor _ in range(80_000): print('a line')\n```\n")
    assert ran.where == ("docs/page.md", 2)
    assert ran.failure.what == "this block prints 0.6 MB; the limit is 0.5 MB"
    # A progress bar writes much, of which little is seen.
    code = "for _ in range(100_000): print('\\ra line', end='')"
    assert guide.prove(f"```python\n{code}\n```\n").text() == "a line"


def test_an_inline_value_that_is_too_long_is_refused(guide: Guide) -> None:
    ran = guide.prove(f"```python\n1\n```\n\n{{{{ 'x' * {MOST_SHOWN + 1} }}}}\n")
    assert ran.where == ("docs/page.md", 5)
    assert "the limit is 0.5 MB" in ran.failure.what


def test_what_is_just_small_enough_is_shown(guide: Guide) -> None:
    ran = guide.prove(f"```python\n'x' * {MOST_SHOWN - 2}\n```\n")
    assert len(ran.text()) == MOST_SHOWN


def test_a_drawing_of_very_many_points_is_refused(guide: Guide) -> None:
    guide.configure("matplotlib.pyplot")
    ran = guide.prove(
        """
        ```{.python alt="Many points"}
        import matplotlib.pyplot as plt
        import numpy as np

        points = np.random.default_rng(0).random((2, 20_000))
        plt.plot(*points, ".")
        ```
        """
    )
    assert ran.where == ("docs/page.md", 2)
    assert " MB of picture; the limit is 0.5 MB" in ran.failure.what
