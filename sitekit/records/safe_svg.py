"""An SVG of a program's, without anything that could come alive.

Strictly read as XML, for SVG tells capitals from small letters, and written again: so
nothing stands in it that a browser might read otherwise.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from sitekit.records import safe_css
from sitekit.records.unsafe import Unsafe, is_picture

NAMESPACE = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
ElementTree.register_namespace("", NAMESPACE.strip("{}"))
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
# What matplotlib says of all lines; `drawings` makes an attribute of it.
STROKES = "*{stroke-linejoin: round; stroke-linecap: butt}"
ELEMENTS = {
    *("circle", "clipPath", "defs", "desc", "ellipse", "g", "image", "line"),
    *("linearGradient", "marker", "mask", "path", "pattern", "polygon", "polyline"),
    *("radialGradient", "rect", "stop", "style", "symbol", "text", "textPath"),
    *("title", "tspan", "use"),
}
# In these a browser reads HTML.
TEXTS = {"desc", "title"}
ATTRIBUTES = {
    *("class", "clipPathUnits", "cx", "cy", "d", "dx", "dy", "fx", "fy"),
    *("gradientTransform", "gradientUnits", "height", "id", "lengthAdjust"),
    *("markerHeight", "markerUnits", "markerWidth", "maskContentUnits", "maskUnits"),
    *("offset", "orient", "pathLength", "patternContentUnits", "patternTransform"),
    *("patternUnits", "points", "preserveAspectRatio", "r", "refX", "refY", "rotate"),
    *("rx", "ry", "spreadMethod", "startOffset", "style", "textLength", "type"),
    *("version", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2"),
}
VALUE = re.compile(r"[^<>\\]*")
SIMPLE = re.compile(r"[^<>\\():;]*")
IN_PLACE = re.compile(r"#[\w.:-]+")
DOCTYPE = re.compile(r"<!(?:ENTITY|ATTLIST|ELEMENT|NOTATION)", re.IGNORECASE)


@lru_cache(maxsize=256)  # a preview builds again and again
def safe_svg(svg: str) -> str:
    """The same drawing, with all that is seen of it and nothing that acts.

    Raises:
        Unsafe: It is not well-formed SVG, or something in it acts, or would be loaded.
    """
    if DOCTYPE.search(svg):
        raise Unsafe("has a document type with entities", "remove it")
    try:
        root = ElementTree.fromstring(svg.strip())
    except ElementTree.ParseError as error:
        what = f"is not well-formed: {error}"
        raise Unsafe(what, "give one <svg> element, and nothing after it") from None
    if root.tag == "svg":  # within a page it needs no namespace
        for element in root.iter():
            element.tag = NAMESPACE + element.tag
    if root.tag != f"{NAMESPACE}svg":
        what = f"is not an SVG: its first element is <{root.tag.rpartition('}')[2]}>"
        repair = 'start with <svg xmlns="http://www.w3.org/2000/svg">'
        raise Unsafe(what, repair)
    for element in root.iter():
        _clean(element)
    root.attrib.pop("style", None)  # of its own size and place the page decides
    root.attrib.pop("transform", None)
    _scope(root)
    root.tail = None
    root.text = root.text or "\n"  # its end is a tag of its own
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def _clean(element: Element) -> None:
    """Takes from an element what is not known.

    Raises:
        Unsafe: It acts, or something in it does, or would be loaded.
    """
    for child in list(element):
        name = child.tag.removeprefix(NAMESPACE)
        if name.startswith("{"):  # what an editor notes for itself
            element.remove(child)
        elif name not in ELEMENTS:
            raise Unsafe(f"has a <{name}> element", "remove it")
        elif element.tag.removeprefix(NAMESPACE) in TEXTS | {"style"}:
            raise Unsafe("has elements where only text is allowed", "remove it")
    for name, value in list(element.attrib.items()):
        if kept := _value(name, value):
            element.attrib[name] = kept
        else:
            del element.attrib[name]


def _value(name: str, value: str) -> str:
    """What is to stand in an attribute; "" for nothing.

    Raises:
        Unsafe: It is a program, or would be loaded.
    """
    if name.lower().startswith("on"):
        raise Unsafe(f"has the handler `{name}`", "remove it")
    if name in ("href", XLINK):
        if not IN_PLACE.fullmatch(value) and not is_picture(value):
            what = f"refers to `{value[:60]}`, which is not in it"
            raise Unsafe(what, "embed the picture itself, as data:image/png;base64,…")
        return value
    if SIMPLE.fullmatch(value) and (name in ATTRIBUTES or safe_css.SVG.fullmatch(name)):
        return value
    if safe_css.reaches_out(value):
        raise Unsafe(f"has an address in `{name}`", "remove it")
    if name == "style":
        return safe_css.declarations(value, safe_css.SVG)
    if name in ATTRIBUTES:
        return value if VALUE.fullmatch(value) else ""
    is_style = safe_css.SVG.fullmatch(name) and safe_css.is_harmless(value)
    return value if is_style else ""


def _scope(root: Element) -> None:
    """Has the drawing's styles hold for itself only, and the page's not for it.

    Raises:
        Unsafe: They would load something.
    """
    sheets = list(_sheets(root))
    texts = [sheet.text or "" for sheet in sheets]
    if any(map(safe_css.reaches_out, texts)):
        raise Unsafe("has an address in its styles", "remove it")
    used = {one for text in texts for one in safe_css.NAME.findall(text)}
    scope = f"own-{sha256(''.join(texts).encode()).hexdigest()[:8]}"
    for element in root.iter():
        classes = element.attrib.pop("class", "").split()
        if names := [f"{scope}-{one}" for one in classes if f".{one}" in used]:
            element.attrib["class"] = " ".join(names)
    if sheets:
        root.attrib["class"] = f"{scope} {root.attrib.get('class', '')}".strip()
    for sheet, text in zip(sheets, texts, strict=True):
        sheet.text = safe_css.sheet(
            text, safe_css.SVG, f".{scope}", lambda one: _renamed(one, scope)
        )


def _sheets(root: Element) -> Iterator[Element]:
    return (sheet for sheet in root.iter(f"{NAMESPACE}style") if sheet.text != STROKES)


def _renamed(name: str, scope: str) -> str:
    """A name in a selector; the page puts something before each id of a drawing."""
    if name.startswith("."):
        return f".{scope}-{name[1:]}"
    return f':is({name}, [id$="-{name[1:]}"])'
