"""Pages that hypothesis makes up: everything that may stand around a fenced block."""

from typing import TypeVar

from hypothesis import strategies as st

DEEPEST = 3
RARE = 30
SNIPPET = """\
# --8<-- [start:part]
def shown(n):
    return n + 1


print(shown(1))
# --8<-- [end:part]
"""
# In each block stands one mark of its own, and the same is nowhere else on the page.
MARK = "mark{}end"
HEADERS = {
    "python": ("python", "py", "{.python}", '{.python alt="A b"}'),
    "text": ("text", "{.text .annotate}", 'text title="T"', '{.text title="a > b"}'),
    "console": ("console", "{.console}"),
    "json": ("json", '{.json title="ä"}', "json hl_lines='1'", 'json hl_lines="1"'),
    "other": (
        "mermaid",
        "",
        "{}",
        "{.python",
        "python {.text}",
        "{#id .text}",
        '{.text alt="\\"b"}',
    ),
}
KINDS = ("python", "text", "console", "json")
BODY = {
    "python": "x = '{}'",
    "text": "{}",
    "console": "$ echo {}",
    "json": '{{"a": "{}"}}',
    "other": "{}",
}
# What may stand in a block beside its mark, and looks like something else.
DECOYS = (
    "",
    "   ",
    "\t",
    "\tindented",
    "    four",
    "        eight",
    "<div markdown>",
    "</div>",
    "<!--",
    "-->",
    "{{ x }}",
    "[^1]: a note",
    "# a heading",
    "- an item",
    "> a quote",
    "`` ` ``",
    "*[TF]: x",
    "<pre><code>",
    "&amp; &lt; <b>",
    "\\`\\*",
    "ü 漢字 👩\u200d🔬 \u202eabc\u202c",
    "a\u00a0b\u2028c\u0085d",
    "a\x0bb\x0cc\x1cd",
    "a\x02b\x03c",
    "wzxhzdk:0",
)
PROSE = (
    "Some *prose* with `code`.",
    "Two\nlines.",
    "# Heading",
    "## Heading { #id }",
    "Setext\n------",
    "---",
    "***",
    "`` ``` `` inline",
    "```not a fence``` inline",
    "`unclosed",
    "A note.[^1]",
    "[link]: page.md",
    "*[TF]: TensorFlow",
    "| a | b |\n|---|---|\n| `c` | d |",
    "<br>",
    "<b>bold",
    "Term\n:   said",
    "Key: value",
    "&nbsp;",
    "<!-- a comment -->",
    "<p>para</p>",
    "\\",
    "{: .x }",
    "    indented by four",
    "\tindented by a tab",
    "ü 漢字 👩\u200d🔬",
    "a\x0bb\x0cc",
)
OPENINGS = {
    "admonition": ("!!! note", '!!! tip "Title"', '!!! info inline end "Aside"'),
    "details": ("??? note", '???+ tip "Title"', '??? inline "Title"'),
    "tab": ('=== "One"', '=== "Two"', '===! "New"', '===+ "Chosen"'),
    "bullet": ("- item", "* item", "+ item", "-"),
    "ordered": ("1. item", "9. item", "10. item"),
    "footnote": ("[^1]: note", "[^1]:", "[^2]: never named"),
    "definition": ("Term\n:   said", "Term\n\n:   said"),
}
AROUND = {
    "div": (
        ("<div markdown>", "</div>"),
        ('<div markdown="1" class="a">', "</div>"),
        ('<section markdown="block">', "</section>"),
        ("<details markdown><summary>S</summary>", "</details>"),
        ('<div markdown="span">', "</div>"),
        ("<table markdown><tr><td markdown>", "</td></tr></table>"),
    ),
    "html": (
        ("<div>", "</div>"),
        ("<pre>", "</pre>"),
        ("<pre><code>", "</code></pre>"),
        ("<div hidden markdown>", "</div>"),
        ("<script>", "</script>"),
        ("<template markdown>", "</template>"),
        ("<p>", "</p>"),
    ),
    "comment": (("<!--", "-->"), ("<!-- text", "-->"), ("<!--", "")),
}
LEAVES = ("fence", "fence", "fence", "prose")
CONTAINERS = (*OPENINGS, *OPENINGS, "quote", "quote", *AROUND, "div")
T = TypeVar("T")


class _Writer:
    """Writes one page, asking hypothesis at each step what comes next."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.marks = 0

    def one(self, *choices: T) -> T:
        return self.draw(st.sampled_from(choices))

    def rarely(self) -> bool:
        return bool(self.draw(st.integers(0, RARE)) == RARE // 2)

    def parts(self, depth: int, most: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.draw(st.integers(1, most))):
            lines += self.part(depth)
            lines += [] if self.rarely() else [self.one("", "", "", "", "   ")]
        return lines

    def part(self, depth: int) -> list[str]:
        name = self.one(*LEAVES, *(CONTAINERS if depth < DEEPEST else ()))
        if name == "fence":
            return self.fence()
        if name == "prose":
            return self.one(*PROSE).split("\n")
        return self.container(name, depth)

    def container(self, name: str, depth: int) -> list[str]:
        inner = self.parts(depth + 1, 3)
        if name == "quote":
            sign = "> " if not self.rarely() else ">"
            return [f"{sign}{line}" if line else ">" for line in inner]
        if name in AROUND:
            opening, closing = self.one(*AROUND[name])
            blank = [] if self.rarely() else [""]
            return [opening, *blank, *inner, *blank, closing]
        opening = self.one(*OPENINGS[name])
        indent = " " * (4 if not self.rarely() else self.one(1, 2, 3, 5, 8))
        blank = [""] if self.one(True, False) else []
        body = [indent + line if line else "" for line in inner]
        return [*opening.split("\n"), *blank, *body]

    def fence(self) -> list[str]:
        sign = self.one("`", "`", "~")
        ticks = sign * self.one(3, 3, 3, 4, 5, 6)
        kind = self.one(*(HEADERS if self.rarely() else KINDS))
        gap = " " if self.rarely() else ""
        closing = ticks
        if self.rarely():
            closing = self.one(ticks + sign, ticks + "  ", ticks[:-1], "", f" {ticks}")
        header = self.one(*HEADERS[kind])
        return [f"{ticks}{gap}{header}", *self.body(kind, ticks), closing]

    def body(self, kind: str, ticks: str) -> list[str]:
        if kind == "python" and self.rarely():
            indent = self.one("", "", "    ")
            return [f'{indent}--8<-- "page.py:{self.one("part", "part", "none")}"']
        mark = MARK.format(self.marks)
        self.marks += 1
        lines = [BODY[kind].format(mark)]
        if kind in ("text", "python"):
            for _ in range(self.draw(st.integers(0, 2))):
                place = self.draw(st.integers(0, len(lines)))
                lines.insert(place, self.decoy(ticks))
        return lines

    def decoy(self, ticks: str) -> str:
        if self.rarely():
            other = "~~~~~~" if ticks[0] == "`" else "``````"
            return self.one(ticks[:-1], other, f"{ticks[:-1]}python", ticks + " x")
        return self.one(*DECOYS)

    def damaged(self, lines: list[str]) -> list[str]:
        """One slip of a hand that writes."""
        lines = list(lines)
        at = self.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        match self.one("out", "in", "gone", "twice", "tabs", "blanks", "return"):
            case "out":
                lines[at] = line.removeprefix(" ")
            case "in":
                lines[at] = " " * self.one(1, 2, 3, 4) + line
            case "gone":
                del lines[at]
            case "twice":
                lines.insert(at, line)
            case "tabs":
                lines[at] = line.replace("    ", "\t")
            case "blanks":
                lines[at] = line + "  "
            case _:
                lines[at] = line + "\r"
        return lines

    def page(self) -> bytes:
        lines = self.parts(0, 4)
        if self.one(*[False] * 5, True):
            lines = self.damaged(lines)
        if self.rarely():
            end = self.one("---", "---", "--- ", "...")
            lines = ["---", "title: A page", end, *lines]
        if self.rarely():
            lines = [line.replace("    ", "\t") for line in lines]
        ending = self.one("\n", "\n", "\n", "\r\n")
        text = ending.join(lines) + ("" if self.rarely() else ending)
        return text.encode("utf-8-sig" if self.rarely() else "utf-8")


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    """A page as it stands in its file."""
    return _Writer(draw).page()
