"""What a value looks like on a page: a picture, HTML, or text."""

import base64
import binascii
from typing import Any

# Characters that one output may have. No reader reads more, and a phone loads it.
MOST_SHOWN = 500_000
PNG = b"\x89PNG\r\n\x1a\n"
# How a picture is called in a bundle, the method that gives it, its form here.
PICTURES = (
    ("image/svg+xml", "_repr_svg_", "svg"),
    ("image/png", "_repr_png_", "png"),
)
OTHER_PICTURES = (
    ("image/jpeg", "_repr_jpeg_"),
    ("image/gif", "_repr_gif_"),
    ("image/webp", "_repr_webp_"),
    ("application/pdf", "_repr_pdf_"),
)
PARTS = {"text": "text", "html": "HTML", "data": "picture"}


class CannotShow(Exception):
    """A value says something of its look that no page can show.

    Attributes:
        repair: What a person can do about it.
    """

    def __init__(self, what: str, repair: str) -> None:
        super().__init__(what)
        self.repair = repair


def look(value: Any) -> dict[str, Any]:
    """The output that shows a value, by IPython's protocol.

    Raises:
        CannotShow: One of its methods gives what no such method gives, or a picture
            of a kind that pages do not show.
    """
    return _output(value, _bundle(value), f"{type(value).__name__}.")


def bundled(bundle: dict[Any, Any]) -> dict[str, Any]:
    """The output that shows a bundle: data by their media types.

    Raises:
        CannotShow: Something in it is not of its type, or no page can show it.
    """
    text = bundle.get("text/plain", bundle.get("text/markdown", ""))
    return _output(_Plain(text), bundle, "")


class _Plain:
    """What only has a text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _output(value: Any, bundle: dict[Any, Any], owner: str) -> dict[str, Any]:
    for media, method, form in PICTURES:
        found = bundle.get(media) or _called(value, method)
        name = f"{owner}{method}()" if owner else media
        data = _png(found, name) if form == "png" else _text(found, name)
        if data and form == "svg" and "<svg" not in data:
            repair = f"return text with an <svg> element, or remove {method}"
            raise CannotShow(f"{name} returns no <svg> element", repair)
        if data:
            return {"type": "figure", "form": form, "data": data}
    found = bundle.get("text/html") or _called(value, "_repr_html_")
    html = _text(found, f"{owner}_repr_html_()" if owner else "text/html")
    for media, method in () if html else OTHER_PICTURES:
        if bundle.get(media) or _called(value, method):
            what = f"this value is a picture of type {media}, which pages do not show"
            raise CannotShow(what, "make it a PNG or an SVG")
    output = {"type": "value", "text": _repr(value)}
    return {**output, "html": html} if html else output


def too_large(output: dict[str, Any]) -> str:
    """Says how large an output is that is larger than one may be; else ""."""
    for key, part in PARTS.items():
        size = len(output.get(key, ""))
        if size > MOST_SHOWN:
            megabytes = f"{size / 1e6:.1f} MB of {part}"
            return f"this block shows {megabytes}; the limit is {MOST_SHOWN / 1e6:g} MB"
    return ""


def _bundle(value: Any) -> dict[Any, Any]:
    """What a value's own bundle holds; nothing where it has none.

    Raises:
        CannotShow: It is not a bundle.
    """
    method = "_repr_mimebundle_"
    function = getattr(type(value), method, None)
    if not callable(function):
        return {}
    found = function(value, include=None, exclude=None)
    if isinstance(found, tuple) and found:  # and what is said of it
        found = found[0]
    if found is None:
        return {}
    if not isinstance(found, dict):
        what = f"{type(value).__name__}.{method}() returns {_kind(found)}"
        raise CannotShow(what, "return a dictionary from media types to data")
    return found


def _called(value: Any, method: str) -> Any:
    """What a method of a value gives; None where it has no such method."""
    function = getattr(type(value), method, None)
    if not callable(function):
        return None
    try:
        found = function(value)
    except NotImplementedError:  # so says the protocol: it has none after all
        return None
    # As in a notebook: the data, and what is said of them.
    return found[0] if isinstance(found, tuple) and found else found


def _text(found: Any, name: str) -> str:
    if found is None:
        return ""
    if not isinstance(found, str):
        raise CannotShow(f"{name} returns {_kind(found)}", "return a str or None")
    return _exactly(found)


def _png(found: Any, name: str) -> str:
    """A PNG in Base64; "" where there is none.

    Raises:
        CannotShow: It is something else.
    """
    if found is None or found == "":
        return ""
    if not isinstance(found, bytes | str):
        raise CannotShow(f"{name} returns {_kind(found)}", "return bytes or None")
    data = found if isinstance(found, bytes) else b""
    if isinstance(found, str):
        try:
            data = base64.b64decode("".join(found.split()), validate=True)
        except (binascii.Error, ValueError):
            data = b""
    if not data.startswith(PNG):
        repair = "return the bytes of a PNG file"
        raise CannotShow(f"{name} does not return a PNG", repair)
    return base64.b64encode(data).decode()


def _repr(value: Any) -> str:
    # What IPython wraps has no look of its own: its text is what it wraps.
    wrapped = getattr(value, "data", None)
    ours = type(value).__module__.startswith("IPython.")
    if ours and isinstance(wrapped, str) and not _called(value, "_repr_html_"):
        return _exactly(wrapped)
    return _exactly(repr(value))


def _exactly(text: str) -> str:
    """The characters of a text, whatever a class derived from `str` makes of it."""
    return str.__add__(text, "")


def _kind(found: Any) -> str:
    return type(found).__name__
