"""Tables of pandas' and what people write by hand look as they did, and do nothing."""

import pandas
import pytest
from bs4 import BeautifulSoup

from sitekit.records.safe_html import safe_html
from sitekit.records.unsafe import Unsafe

DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42"
    "mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FRAME = pandas.DataFrame({"a": [1, 2], "b": ["<b>", None]}, index=["x", "y"])


def cells(html: str) -> list[tuple[str, str]]:
    found = BeautifulSoup(html, "html.parser").select("th, td, caption")
    return [(tag.name, tag.get_text()) for tag in found]


def test_a_table_of_pandas_looks_as_it_did() -> None:
    html = FRAME._repr_html_()
    found = safe_html(html, "own-3-0")
    assert cells(found) == cells(html)
    soup = BeautifulSoup(found, "html.parser")
    assert soup.select("div.own-3-0 table.dataframe[border='1'] tr[style]")
    style = soup.style.get_text()
    assert ":where(.own-3-0) .dataframe thead th {text-align: right}" in style
    assert style.count("{") == BeautifulSoup(
        html, "html.parser"
    ).style.get_text().count("{")


def test_a_styled_table_keeps_its_colours() -> None:
    frame = pandas.DataFrame({"a": [1, 2], "b": [3, 4]})
    styler = frame.style.background_gradient().bar("b").set_caption("Two").set_uuid("u")
    html = styler.to_html()
    found = safe_html(html, "own-0-0")
    assert cells(found) == cells(html)
    soup = BeautifulSoup(found, "html.parser")
    style = soup.style.get_text()
    for cell in soup.select("td"):
        assert f":where(.own-0-0) #{cell['id']} {{background-color: #" in style
    assert "linear-gradient(90deg, #d65f5f 75.0%, transparent 75.0%)" in style
    assert not [tag for tag in soup.select("[class]") if tag["class"] != ["own-0-0"]]


@pytest.mark.parametrize(
    "html",
    [
        "<b>bold</b> and <code>code</code>",
        "<ul><li>one</li><li>two<ol><li>three</li></ol></li></ul>",
        "<dl><dt>term</dt><dd>what it is</dd></dl>",
        "<details><summary>more</summary><p>text</p></details>",
        '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table>',
        f'<img src="{DOT}" alt="a dot">',
        '<span style="color: red">red</span>',
        "x &lt; y &amp;&amp; z",
        "<pre>\n\n  indented\n</pre>",
        '<p dir="rtl" lang="ar" title="&quot;x&quot;">x</p>',
    ],
)
def test_plain_html_is_left_as_it_is(html: str) -> None:
    assert safe_html(html, "own-0-0") == html


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<font color=red>x</font>", "x"),
        ('<b data-x="1" hidden>x</b>', "<b>x</b>"),
        ("<!-- note -->x", "x"),
        ('<b class="dataframe other">x</b>', '<b class="dataframe">x</b>'),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("<custom-element>x</custom-element>", "x"),
        ("<input type=checkbox id=a checked><label for=a>x</label>", "x"),
        ("<INPUT TYPE='radio' name=a>x", "x"),
        ("<style>b {color: rebeccapurple; float: left</style>x", "x"),
    ],
)
def test_what_is_on_no_list_is_left_out(html: str, wanted: str) -> None:
    assert safe_html(html, "own-0-0") == wanted


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<script>x</script>", "has a <script> element"),
        ("<INPUT>", "has a <input> element"),
        ("<input type=submit>", "has a <input> element"),
        ("<input type=' checkbox'>", "has a <input> element"),
        ("<input type=image src=x>", "has a <input> element"),
        ("<form><input type=checkbox></form>", "has a <form> element"),
        ("<input type=checkbox onclick=x>", "has the handler `onclick`"),
        ("<p onClick='x'>", "has the handler `onclick`"),
        ("<a href='https://e.org'>", "has the address `https://e.org`"),
        ("<img src=' java\nscript:x'>", "has the address `java script:x`"),
        ("<style>@import 'x'</style>", "has an address in its styles"),
        ("<b style='background:url(x)'>", "has an address in a `style`"),
        ("<li>x", "has elements that are not closed or cannot be nested"),
    ],
)
def test_what_would_act_is_told(html: str, what: str) -> None:
    with pytest.raises(Unsafe) as caught:
        safe_html(html, "own-0-0")
    assert caught.value.what == what
    assert caught.value.repair
