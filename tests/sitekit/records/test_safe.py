"""Nothing that a program gave to be shown is live in a reader's browser."""

import base64
import json
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.problems import Problems
from sitekit.commands.file_server import served
from sitekit.records.key import SCHEMA, record_key
from sitekit.records.outputs import Body, Entry, Figure, Practised, Shown, Value
from sitekit.records.safe import safe_entries
from sitekit.records.store import write_record
from tests.sitekit.miniature import Guide

RUN = "window.hacked=1"
IMAGE = '<img src="x:" onerror="window.hacked=1">'
HTTP = "http://127.0.0.1:9/stolen"
# An SVG with something in it, and what it says before its first tag ends.
S = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
# What a value says of itself, by what it tries.
HTML = {
    "a script": f"<script>{RUN}</script>",
    "a script in capitals": f"<SCRIPT>{RUN}</SCRIPT>",
    "a script with a slash": f"<script/x>{RUN}</script>",
    "a script from elsewhere": f'<script src="{HTTP}"></script>',
    "a module": f'<script type="module">{RUN}</script>',
    "half a script": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "an unclosed script": f"<script>{RUN}",
    "a handler": IMAGE,
    "a handler in capitals": '<img src=x: ONERROR="window.hacked=1">',
    "a handler without blanks": '<img/src="x:"/onerror="window.hacked=1">',
    "a handler after a line break": '<img src="x:"\nonerror\n=\n"window.hacked=1">',
    "a handler on anything": '<b onmouseover="window.hacked=1" onfocus=x>seen</b>',
    "a handler of an animation": '<b style="animation: x" onanimationstart="x()">b</b>',
    "a handler of a fold": '<details open ontoggle="window.hacked=1">x</details>',
    "a handler of a form": '<input autofocus onfocus="window.hacked=1">',
    "an address that runs": f'<a href="javascript:{RUN}">seen</a>',
    "one with an entity": f'<a href="javascr&#x69;pt:{RUN}">seen</a>',
    "one with a tab": f'<a href="java\tscript:{RUN}">seen</a>',
    "one with a blank first": f'<a href=" &#1;JaVaScRiPt:{RUN}">seen</a>',
    "one that holds a page": f'<a href="data:text/html,<script>{RUN}</script>">a</a>',
    "a picture from elsewhere": f'<img src="{HTTP}">',
    "one without a scheme": '<img src="//127.0.0.1:9/stolen">',
    "one beside the page": '<img src="stolen.png">',
    "one of a set": f'<img srcset="{HTTP} 2x">',
    "one that is an SVG": '<img src="data:image/svg+xml,<svg onload=x>">',
    "one that is text": '<img src="data:text/html;base64,PHNjcmlwdD4=">',
    "one behind a table": f'<table background="{HTTP}"><tr><td>x</td></tr></table>',
    "one in a style": f'<b style="background: url({HTTP})">seen</b>',
    "one in a style, escaped": rf'<b style="background: \75 rl({HTTP})">seen</b>',
    "one in a style, in quotes": f"<b style=\"background: url('{HTTP}')\">seen</b>",
    "one of a set in a style": f"<b style=\"background: image-set('{HTTP}' 1x)\">b</b>",
    "one in a sheet": f"<style>b {{background: url({HTTP})}}</style><b>seen</b>",
    "an import": f'<style>@import "{HTTP}";</style><b>seen</b>',
    "an import, escaped": rf'<style>@\69mport "{HTTP}";</style><b>seen</b>',
    "a font": f"<style>@font-face {{font-family: x; src: url({HTTP})}}</style>",
    "an expression": '<b style="width: expression(alert(1))">seen</b>',
    "a form": f'<form action="{HTTP}"><input name="x"><button>go</button></form>',
    "an unclosed form": f'<form action="{HTTP}"><b>seen</b>',
    "a button": f'<button formaction="{HTTP}">go</button>',
    "a frame": f'<iframe src="{HTTP}"></iframe>',
    "a frame with a page": f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    "an object": f'<object data="{HTTP}"></object>',
    "an embedded thing": f'<embed src="{HTTP}">',
    "a refresh": f'<meta http-equiv="refresh" content="0; url={HTTP}">',
    "a base": f'<base href="{HTTP}">',
    "a style sheet": f'<link rel="stylesheet" href="{HTTP}">',
    "a video": f'<video src="{HTTP}" autoplay></video>',
    "a template": f"<template>{IMAGE}</template>",
    "a template for its parent": '<template shadowrootmode="open"><b>x</b></template>',
    "an SVG within": f"<svg><script>{RUN}</script></svg>",
    "another namespace": f"<math><mtext><table><mglyph><style><!--</style>{IMAGE}",
    "a style in another": f"<svg><style><![CDATA[</style>{IMAGE}]]></style></svg>",
    "a style in MathML": f'<math><style><img title="</style>{IMAGE}"></style></math>',
    "noscript": f'<noscript><p title="</noscript>{IMAGE}"></noscript>',
    "a title": f'<title><b title="</title>{IMAGE}"></b></title>',
    "a field of text": f'<textarea><b title="</textarea>{IMAGE}"></b></textarea>',
    "plain text": "<plaintext>all that follows",
    "an old list": "<xmp><b>all that follows",
    "a comment that ends at once": f"<!-->{IMAGE}-->",
    "a comment with an odd end": f"<!-- --!>{IMAGE}-->",
    "an unclosed comment": "<p>seen</p><!-- never closed",
    "a bogus comment": f"<?x >{IMAGE}?>",
    "character data": f"<![CDATA[>{IMAGE}]]>",
    "a quote that never ends": '<b title="never closed>seen</b>',
    "a tag that never ends": "<p>seen</p><b class=x",
    "an unclosed style": "<p>seen</p><style>b {color: red}",
    "an unclosed paragraph": "<p>seen",
    "unclosed formatting": "<b><i><u><s>seen",
    "an unclosed table": "<table><tr><td>seen",
    "ends of the page's elements": "</div></div></section></article></main>seen",
    "ends of everything": "</p></details></body></html>seen",
    "an item of no list": "<li>seen</li>",
    "a definition of no list": "<dd>seen</dd>",
    "a page within": "<html><body class=x><p>seen</p></body></html>",
    "a style that ends": f"<style>b {{}} </style>{IMAGE}<style></style>",
    "a style for the page": "<style>body, .md-main {color: red}</style><b>seen</b>",
    "a style for what follows": "<style>+ p, ~ * {color: red}</style><b>seen</b>",
    "a style that hides": "<style>} body {opacity: 0} b {color: red}</style><b>s</b>",
    "a style that covers": '<b style="position: fixed; inset: 0; z-index: 9">seen</b>',
    "a style that moves": '<b style="margin: -9999px; transform: none">seen</b>',
    "a class of the theme's": '<b class="md-overlay md-dialog mermaid">seen</b>',
    "an id of the page's": '<b id="__search">seen</b><b id="block-0">x</b>',
    "a name of the document's": '<img name="cookie"><b id="documentElement">x</b>',
    "data for scripts": '<b data-md-component="search" data-block="0">seen</b>',
    "an attribute for frameworks": '<b x-on:click="y" v-on:click="y" :x="y">seen</b>',
}
SVG = {
    "a script": f"{S}><script>{RUN}</script></svg>",
    "a script by another name": f'{S} xmlns:x="http://www.w3.org/2000/svg">'
    f"<x:script>{RUN}</x:script></svg>",
    "a script of HTML's": f'{S}><script xmlns="http://www.w3.org/1999/xhtml">'
    f"{RUN}</script></svg>",
    "a handler": f'{S} onload="{RUN}"/>',
    "a handler on a shape": f'{S}><path onclick="{RUN}" d=""/></svg>',
    "foreign elements": f'{S}><foreignObject><body xmlns="http://www.w3.org/1999/'
    f'xhtml" onload="{RUN}"/></foreignObject></svg>',
    "a link": f'{S}><a xlink:href="javascript:{RUN}"><text>x</text></a></svg>',
    "an animation": f'{S}><animate attributeName="href" to="javascript:{RUN}"/></svg>',
    "a setting": f'{S}><set attributeName="onload" to="{RUN}"/></svg>',
    "a use of elsewhere": f'{S}><use href="{HTTP}#x"/></svg>',
    "an old use of elsewhere": f'{S}><use xlink:href="{HTTP}#x"/></svg>',
    "a use of data": f'{S}><use href="data:image/svg+xml,x#x"/></svg>',
    "a picture from elsewhere": f'{S}><image href="{HTTP}"/></svg>',
    "a picture that is an SVG": f'{S}><image href="data:image/svg+xml,x"/></svg>',
    "an address in a fill": f'{S}><path fill="url({HTTP})" d=""/></svg>',
    "an address in a style": f'{S}><path style="fill: url({HTTP})" d=""/></svg>',
    "an address in a sheet": f"{S}><style>* {{fill: url({HTTP})}}</style></svg>",
    "an import": f'{S}><style>@import "{HTTP}";</style></svg>',
    "a sheet for the page": f"{S}><style>body {{opacity: 0}}</style></svg>",
    "a sheet from elsewhere": f'<?xml-stylesheet href="{HTTP}"?>{S}/>',
    "entities": f'<!DOCTYPE svg [<!ENTITY x "{RUN}">]>{S}><text>&x;</text></svg>',
    "a comment that HTML ends": f"{S}><!--><script>{RUN}</script>--></svg>",
    "an instruction that HTML ends": f"{S}><?x ><script>{RUN}</script>?></svg>",
    "character data": f"{S}><text><![CDATA[<script>{RUN}</script>]]></text></svg>",
    "HTML in its title": f"{S}><title><b>x</b></title></svg>",
    "text in its title": f"{S}><title>&lt;script&gt;{RUN}&lt;/script&gt;</title></svg>",
    "text after it": f"{S}/><script>{RUN}</script>",
    "text before it": f"<script>{RUN}</script>{S}/>",
    "no end": f"{S}><g><path d=''/>",
    "more ends": f"{S}/></div></div>",
    "HTML": "<b><svg></svg></b>",
    "a place of its own": f'{S} style="position: fixed; transform: scale(99)"/>',
    "notes of an editor": f'{S} xmlns:i="urn:i" i:onload="x"><i:script/></svg>',
    "a class of the theme's": f'{S} class="md-overlay"><g id="__search"/></svg>',
}
PNG = {
    "text that breaks out": f'"><script>{RUN}</script>',
    "another type": base64.b64encode(b"GIF89a").decode(),
    "an SVG": base64.b64encode(f"{S}/>".encode()).decode(),
    "no data": "",
    "half of Base64": "iVBORw0KGg",
}
TEXT = f"</pre></div><script>{RUN}</script>{IMAGE}<!-- <plaintext>"


def outputs() -> dict[str, Shown]:
    """Every hostile output, by what it is."""
    found: dict[str, Shown] = {
        f"HTML: {name}": Value("text", html) for name, html in HTML.items()
    }
    found |= {f"SVG: {name}": Figure("svg", data) for name, data in SVG.items()}
    return found | {f"PNG: {name}": Figure("png", data) for name, data in PNG.items()}


ALL = outputs()
HEAD = (
    "---\ndescription: {} page of the miniature guide, with all that is hostile.\n---"
)
BLOCK = '\n\n## Output {}\n\n```{{.python alt="a picture"}}\n{}\n```\n\nAfter {}.'


def shown(guide: Guide, *found: Shown) -> tuple[Shown, ...]:
    """Outputs of one block, as all that shows them gets them.

    Raises:
        Problems: They cannot be shown.
    """
    page = guide.scan("# A page\n\n```python\n1\n```\n")
    (entry,) = safe_entries(page, (Entry("passed", outputs=found),))
    return entry.outputs


def harmless(guide: Guide) -> dict[str, Shown]:
    """The hostile outputs that are shown, without what is hostile in them."""
    found: dict[str, Shown] = {}
    for name, output in ALL.items():
        try:
            shown(guide, output)
        except Problems:
            continue
        found[name] = output
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with all hostile outputs that are not refused, on one page."""
    guide = Guide(tmp_path_factory.mktemp("hostile"))
    found = [*harmless(guide).values(), Value(TEXT)]
    blocks = (BLOCK.format(n, n, n) for n in range(len(found)))
    text = "".join([HEAD.format("A"), "\n\n# A page", *blocks, "\n\n[Home](index.md)"])
    guide.page(text)
    guide.page(HEAD.format("Home") + "\n\n# Home\n\nWords.\n", "index")
    page = guide.library().pages["docs/page.md"]
    body = Body(
        schema=SCHEMA,
        key=record_key(guide.settings, page),
        page=page.path,
        environment="default",
        versions={"default": {"python": "3.11.2"}},
        started=0.0,
        seconds=1.0,
        blocks=tuple(Entry("passed", outputs=(output,)) for output in found),
        values=(),
    )
    write_record(guide.settings, body, {})
    done = guide.build()
    assert done.returncode == 0, done.stdout
    return guide.site


def test_there_are_many() -> None:
    assert len(ALL) > 100


REFUSED = {
    **{f"HTML: {name}": "the HTML that this block shows has " for name in HTML},
    **{f"SVG: {name}": "the picture that this block shows " for name in SVG},
    **{
        f"PNG: {name}": "the picture that this block shows is not a PNG" for name in PNG
    },
}


@pytest.mark.parametrize("name", ALL)
def test_what_acts_is_told_and_all_else_is_plain(guide: Guide, name: str) -> None:
    try:
        (found,) = shown(guide, ALL[name])
    except Problems as error:
        (problem,) = error.problems
        assert (problem.path, problem.line) == ("docs/page.md", 4)
        assert problem.what.startswith(REFUSED[name])
        assert problem.repair.endswith("; or show it as text with `print`")
        return
    assert not name.startswith("PNG")
    text = found.html if isinstance(found, Value) else found.data
    soup = BeautifulSoup(text, "html.parser")
    assert dead(soup) == []
    again = BeautifulSoup(f"<div>{text}</div><p id='after'>after</p>", "html.parser")
    assert again.select("#after")[0].parent is again


# Of each output of a page: what is in it that acts, loads or sends.
ACTS = (
    "script, iframe, object, embed, form, input, button, a, link, meta, base, template,"
    "video, audio, foreignObject, animate, set, noscript, textarea, math"
)


def dead(soup: BeautifulSoup) -> list[str]:
    """What lives in an output."""
    found = [str(tag) for tag in soup.select(ACTS)]
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            text = " ".join(value) if isinstance(value, list) else value
            acts = name.startswith("on") or "script:" in text or "127.0.0.1" in text
            loads = name in ("src", "href", "xlink:href", "action", "srcset")
            if acts or (loads and not text.startswith(("#", "data:image/"))):
                found.append(str(tag))
    return found + [str(s) for s in soup.select("style") if "127" in s.get_text()]


def test_the_page_is_whole(site: Path) -> None:
    soup = BeautifulSoup(
        (site / "page" / "index.html").read_text("utf-8"), "html.parser"
    )
    blocks = soup.select("article > .highlight[data-block]")
    assert len(blocks) > 30
    for number, block in enumerate(blocks):
        assert block["data-block"] == str(number)
        after = block.find_next_sibling("p")
        assert after and after.get_text() == f"After {number}."
        found = block.select_one(".sg-outputs")
        assert found and dead(BeautifulSoup(str(found), "html.parser")) == []
    assert TEXT in soup.get_text()
    assert soup.select("article > .sg-stamp") and soup.select("footer")
    # What is for the page only has no business in an output, and the other way round.
    assert len(soup.select("[data-md-component=search]")) == 1
    assert not soup.select(".sg-outputs .md-overlay, .sg-outputs [id^=__]")


def test_what_readers_take_away_is_plain(site: Path) -> None:
    notebook = json.loads((site / "page" / "page.ipynb").read_text("utf-8"))
    data = [
        out["data"] for cell in notebook["cells"] for out in cell.get("outputs", [])
    ]
    found = [text for one in data for mime, text in one.items() if mime != "text/plain"]
    assert len(found) > 30
    for text in found:
        assert dead(BeautifulSoup(text, "html.parser")) == []


# What a browser makes of the page; it knows more rules than any of ours.
LOOK = f"""() => [...document.querySelectorAll(".sg-outputs")].flatMap(output => [
  ...[...output.querySelectorAll("{ACTS}")].map(found => found.outerHTML),
  ...[...output.querySelectorAll("*")].flatMap(found => [...found.attributes]
    .filter(({{ name, value }}) => name.startsWith("on") ||
      (["src", "href", "xlink:href"].includes(name) && !/^(#|data:image)/.test(value)))
    .map(() => found.outerHTML)),
  ...[...output.querySelectorAll("*")].filter(found =>
    !["static", "relative"].includes(getComputedStyle(found).position)
  ).map(found => found.outerHTML),
])"""


def test_nothing_comes_alive_in_a_browser(site: Path, chromium) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    with served(site) as address:
        page.goto(f"{address}page/", wait_until="networkidle")
        blocks = page.locator("article > .highlight[data-block]")
        assert blocks.count() == len(page.query_selector_all("[data-block]")) > 30
        assert page.evaluate(LOOK) == []
        assert page.evaluate("window.hacked") is None
        number = blocks.count() - 1
        assert page.get_by_text(f"After {number}.", exact=True).is_visible()
        assert page.locator(".sg-stamp").is_visible()
        assert page.evaluate("getComputedStyle(document.body).opacity") == "1"
        assert dialogs == []
        assert [one for one in asked if not one.startswith((address, "data:"))] == []
        assert not [one for one in asked if "stolen" in one]
    page.close()


def test_several_are_told_together(guide: Guide) -> None:
    with pytest.raises(Problems) as caught:
        shown(guide, Value("", "<form>"), Value("", "<b>fine</b>"), Figure("png", "x"))
    assert [problem.what for problem in caught.value.problems] == [
        "the HTML that this block shows has a <form> element",
        "the picture that this block shows is not a PNG",
    ]


def test_a_solution_shows_nothing_live_either(guide: Guide) -> None:
    page = guide.scan("# A page\n\n```python\n1\n```\n")
    entry = Entry("passed", aid=Practised({}, (Value("", "<script>x</script>"),), {}))
    with pytest.raises(Problems, match="has a <script> element"):
        safe_entries(page, (entry,))


def test_a_page_that_is_refused_is_not_run_again_and_again(guide: Guide) -> None:
    guide.prove(
        "# A page\n\n```python\nclass Live:\n    def _repr_html_(self):\n"
        "        return '<p onclick=x>'\n\n\nLive()\n```\n"
    )
    library = guide.library()
    assert library.stale() == []
    with pytest.raises(Problems, match=r"docs/page\.md:4: .* the handler `onclick`"):
        library.require_records()


def test_texts_are_left_as_they_are(guide: Guide) -> None:
    text = Value(TEXT)
    assert shown(guide, text) == (text,)
    assert msgspec.to_builtins(shown(guide, text)[0])["text"] == TEXT
