"""What IPython's `display` is given is shown, in order, as in a notebook."""

import pytest

from tests.sitekit.miniature import Guide


def test_what_is_displayed_stands_in_its_place(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        from IPython.display import HTML, Markdown, display

        print("before")
        display(HTML("<b>bold</b>"), {"a": 1})
        print("between")
        display(Markdown("**bold**"))
        display(None, "text")
        HTML("<i>last</i>")
        ```
        """
    )
    html = "<IPython.core.display.HTML object>"
    assert ran.outputs() == [
        {"type": "stream", "text": "before"},
        {"type": "value", "text": html, "html": "<b>bold</b>"},
        {"type": "value", "text": "{'a': 1}"},
        {"type": "stream", "text": "between"},
        {"type": "value", "text": "**bold**"},
        {"type": "value", "text": "None"},
        {"type": "value", "text": "'text'"},
        {"type": "value", "text": html, "html": "<i>last</i>"},
    ]


@pytest.mark.parametrize(
    "how",
    [
        "import IPython\nshow = IPython.display.display",
        "import IPython.display as d\nshow = d.display",
        "from IPython.core.display_functions import display as show",
        "from IPython import display as d\nshow = d.display",
        "def show(x):\n    from IPython.display import display\n    display(x)",
    ],
)
@pytest.mark.parametrize("preload", [(), ("IPython.display",)])
def test_however_it_is_imported(guide: Guide, how: str, preload: tuple[str]) -> None:
    guide.configure(*preload)
    ran = guide.prove(f"```python\n{how}\nshow({{1}})\n```\n")
    assert ran.output() == {"type": "value", "text": "{1}"}


@pytest.mark.parametrize(
    "drawn",
    [
        "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>')",
        "Image(data=file.getvalue(), format='png', width=8)",
        "image",
    ],
)
def test_pictures_need_their_text_alternative(guide: Guide, drawn: str) -> None:
    code = f"""
import io
from IPython.display import Image, SVG, display
import PIL.Image
file = io.BytesIO()
image = PIL.Image.new("RGB", (8, 8), "red")
image.save(file, "PNG")
display({drawn})
```
"""
    ran = guide.prove(f"```python{code}")
    assert "needs a text alternative" in ran.failure.what
    ran = guide.prove(f'```{{.python alt="x"}}{code}')
    assert ran.output()["type"] == "figure"


def test_raw_data_are_shown_by_their_types(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        from IPython.display import display
        display({"text/plain": "plain", "text/html": "<b>bold</b>"}, raw=True)
        display({"text/markdown": "*plain*", 7: None}, raw=True)
        ```
        """
    )
    assert ran.outputs() == [
        {"type": "value", "text": "plain", "html": "<b>bold</b>"},
        {"type": "value", "text": "*plain*"},
    ]


def test_what_displays_itself_does_so(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        class Own:
            def _ipython_display_(self): print("by itself")
        Own()
        ```
        """
    )
    assert ran.output() == {"type": "stream", "text": "by itself"}


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("display(1, display_id='x')", "display() cannot change what has been shown"),
        ("display(A())", "A._repr_html_() returns int"),
        ("display({'image/png': 'x'}, raw=True)", "image/png does not return a PNG"),
        ("update_display(1, display_id='x')", "display() cannot change"),
    ],
)
def test_what_cannot_be_displayed_is_refused(
    guide: Guide, call: str, what: str
) -> None:
    ran = guide.prove(
        f"""
        ```python
        from IPython.display import display, update_display
        class A:
            def _repr_html_(self): return 3
        {call}
        ```
        """
    )
    assert ran.where == ("docs/page.md", 5)
    assert ran.failure.what.startswith(what)
    assert ran.failure.repair


def test_without_ipython_nothing_changes(guide: Guide) -> None:
    (guide.outside / "IPython.py").write_text("display = print\n")
    ran = guide.prove(
        f"""
        ```python
        import sys
        sys.path.insert(0, {str(guide.outside)!r})
        from IPython import display
        display("printed")
        ```
        """
    )
    assert ran.output() == {"type": "stream", "text": "printed"}
