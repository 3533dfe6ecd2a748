"""The diagram that scikit-learn draws of an estimator, as lists that open and close.

Theirs lives by scripts, by boxes to tick and by styles that no page takes over. What it
says is kept: which step is in which, and the parameters of each. It is not made safe
here: `safe_html` reads what comes of it like any other HTML.
"""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from markupsafe import escape

MARK = "sk-top-container"
KEPT = {"b", "code", "details", "pre", "summary", "table", "tbody", "td", "th", "tr"}
# What their classes stand for here, by the first that an element has.
SHAPES = {
    "sk-container": "ul",
    "sk-serial": "ul",
    "sk-parallel": "ul",
    "sk-item": "li",
    "sk-toggleable": "details",
}
NAMES = {"label": "summary"} | {name: name for name in KEPT}
# What is for those who can click, or explains what a page has links for.
LEFT_OUT = {
    *("sk-text-repr-fallback", "sk-estimator-doc-link", "param-doc-description"),
    *("copy-paste-icon", "image-container"),
}
SILENT = {"button", "script", "select", "style", "svg", "template", "textarea", "title"}
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
# What has nothing more to show than its name.
CLOSED = re.compile(r"<details><summary>([^<]*)</summary>(?:<pre></pre>)?</details>")
CHANGED = "user-set"  # a parameter that is not as it is without a word


def plain_diagram(html: str) -> str:
    """The same diagram in plain HTML; other HTML is left as it is."""
    if MARK not in html:
        return html
    drawn = _Drawn()
    drawn.feed(html)
    drawn.close()
    while drawn.open:
        drawn.end()
    text = "".join(drawn.parts).replace("<td></td>", "")
    return CLOSED.sub(r"\1", text)


class _Drawn(HTMLParser):
    """Draws it again.

    Attributes:
        parts: What is drawn.
        open: The elements that are open, each with the one drawn for it, if any.
        silent: In how many elements we are of which nothing is drawn.
    """

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.open: list[tuple[str, str, bool]] = []
        self.silent = 0

    def handle_starttag(
        self, tag: str, attrs: Sequence[tuple[str, str | None]]
    ) -> None:
        """An element begins."""
        if tag in VOID:
            self.parts += [" "] if tag == "br" and not self.silent else []
            return
        classes = (dict(attrs).get("class") or "").split()
        is_silent = tag in SILENT or not LEFT_OUT.isdisjoint(classes)
        self.silent += is_silent
        shapes = [SHAPES[one] for one in classes if one in SHAPES]
        drawn = (shapes or [NAMES.get(tag, "")])[0]
        drawn = "" if self.silent else drawn
        self.open.append((tag, drawn, is_silent))
        if drawn:
            style = ' style="font-weight: bold"' if CHANGED in classes else ""
            self.parts.append(f"<{drawn}{style}>")

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those in it that did not."""
        if tag in (name for name, _, _ in self.open):
            while self.end() != tag:
                pass

    def end(self) -> str:
        """Ends the innermost element; returns its name."""
        tag, drawn, was_silent = self.open.pop()
        self.silent -= was_silent
        self.parts += [f"</{drawn}>"] if drawn else []
        return tag

    def handle_data(self, data: str) -> None:
        """Text, in one line unless it is a text as it is."""
        if self.silent:
            return
        if not any(drawn == "pre" for _, drawn, _ in self.open):
            before = " " if data[:1].isspace() else ""
            after = " " if data[-1:].isspace() else ""
            data = f"{before}{' '.join(data.split())}{after}" if data.strip() else ""
        self.parts.append(str(escape(data)))
