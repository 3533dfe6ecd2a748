"""A value's own HTML, without anything that could come alive.

`nh3` decides what stays. What is not on its list is left out, with one exception:
what would act, load or send is told, for its author meant it to.
"""

import re
from html.parser import HTMLParser

import nh3

from sitekit.records import safe_css
from sitekit.records.estimators import plain_diagram
from sitekit.records.unsafe import Unsafe, is_picture

TAGS = {
    *("b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col"),
    *("colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption"),
    *("figure", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark"),
    *("ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary"),
    *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var"),
    "wbr",
}
ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "style", "title"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "table": {"border"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
# What is in these is not text.
DROPPED = {"script", "style", "template", "noscript", "title"}
# What acts, loads, sends or draws; a browser reads some of it by other rules.
LIVE = {
    *("animate", "applet", "area", "audio", "base", "button", "embed", "fencedframe"),
    *("foreignobject", "form", "frame", "frameset", "iframe", "input", "keygen"),
    *("link", "map", "math", "meta", "noembed", "noframes", "noscript", "object"),
    *("option", "param", "picture", "plaintext", "portal", "script", "select", "set"),
    *("slot", "source", "svg", "template", "textarea", "title", "track", "video"),
    "xmp",
}
ADDRESSES = {
    *("action", "background", "cite", "codebase", "data", "dynsrc", "formaction"),
    *("href", "icon", "longdesc", "lowsrc", "manifest", "ping", "poster", "profile"),
    *("src", "srcdoc", "srcset", "usemap", "xlink:href"),
}
# What every notebook calls a table of pandas'.
KNOWN = {"dataframe"}
# Where a page may show an output: nothing in it may end one of these.
AROUND = ("<ul><li><div>{}</div></li></ul>", "<dl><dd><div>{}</div></dd></dl>")
# HTML drops a line break right after the tag.
BREAK = re.compile(r"(<pre\b[^>]*>)\n+")


def safe_html(html: str, name: str) -> str:
    """The same HTML, with what is seen of it and nothing that acts.

    Args:
        html: What a value says of itself.
        name: What makes its ids and its classes its own on the page.

    Raises:
        Unsafe: Something in it acts, or would be loaded, or its elements are not
            closed in a way that all browsers understand.
    """
    html = plain_diagram(html)
    sheets = _Looked(html).sheets
    used = {one for sheet in sheets for one in safe_css.NAME.findall(sheet)}
    cleaned = _cleaner(name, used).clean(html)
    for around in AROUND:
        whole = around.format(cleaned)
        if BREAK.sub(r"\1", _CHECK.clean(whole)) != BREAK.sub(r"\1", whole):
            what = "has elements that are not closed or cannot be nested"
            raise Unsafe(what, "close each element, and put `li` only in lists")
    cleaned = BREAK.sub(r"\1\n\n", cleaned)
    style = "".join(
        safe_css.sheet(sheet, safe_css.HTML, f".{name}", lambda one: _own(one, name))
        for sheet in sheets
    )
    if not style:
        return cleaned
    return f'<div class="{name}"><style>\n{style}</style>{cleaned}</div>'


def _own(selector: str, name: str) -> str:
    """An id or a class, as in a selector, by the name that it has in the output."""
    return selector if selector[1:] in KNOWN else f"{selector[0]}{name}-{selector[1:]}"


def _cleaner(name: str, used: set[str]) -> nh3.Cleaner:
    """What cleans an output whose styles use some ids and classes, and no others."""

    def kept(tag: str, attribute: str, value: str) -> str | None:
        """What is to stand in an attribute; None for none."""
        if attribute in ("class", "id"):
            mark = "." if attribute == "class" else "#"
            found = (f"{mark}{one}" for one in value.split())
            names = [_own(o, name)[1:] for o in found if o in used or o[1:] in KNOWN]
            return " ".join(names) or None
        if attribute == "style":
            return safe_css.declarations(value, safe_css.HTML) or None
        if attribute == "src":
            return value if is_picture(value) else None
        return value

    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags=DROPPED,
        attributes=ATTRIBUTES,
        attribute_filter=kept,
        url_schemes={"data"},
        url_relative="deny",
        link_rel=None,
    )


# Changes nothing of what is clean, unless a browser reads its elements otherwise.
_CHECK = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=DROPPED,
    attributes=ATTRIBUTES,
    url_schemes={"data"},
    link_rel=None,
)


class _Looked(HTMLParser):
    """Looks for what acts, and keeps the style sheets.

    It need not read as a browser does: what it overlooks is left out without a word.

    Raises:
        Unsafe: Something acts, or would be loaded.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sheets: list[str] = []
        self.in_style = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Looks at one element.

        Raises:
            Unsafe: It acts, or names something that would be loaded.
        """
        if tag in LIVE and not _is_box(tag, attrs):
            raise Unsafe(f"has a <{tag}> element", "remove it")
        self.in_style = tag == "style"
        if self.in_style:
            self.sheets.append("")
        for attribute, value in attrs:
            _look(attribute, value or "")

    def handle_data(self, data: str) -> None:
        """Keeps the text of a style sheet.

        Raises:
            Unsafe: It would load something.
        """
        if self.in_style:
            if safe_css.reaches_out(data):
                raise Unsafe("has an address in its styles", "remove it")
            self.sheets[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Notes the end of a style sheet."""
        self.in_style = False


def _is_box(tag: str, attributes: list[tuple[str, str | None]]) -> bool:
    """Whether an element is a box to tick: outside of a form it sends nothing."""
    return tag == "input" and dict(attributes).get("type") in ("checkbox", "radio")


def _look(attribute: str, value: str) -> None:
    """Looks at one attribute.

    Raises:
        Unsafe: It acts, or names something that would be loaded.
    """
    if re.match(r"on\w", attribute):
        raise Unsafe(f"has the handler `{attribute}`", "remove it")
    if attribute in ADDRESSES and not is_picture(value.strip()):
        what = f"has the address `{' '.join(value.split())[:60]}`"
        raise Unsafe(what, "embed the picture itself, as data:image/png;base64,…")
    if attribute == "style" and safe_css.reaches_out(value):
        raise Unsafe("has an address in a `style`", "remove it")
