"""Links from the first mention of a name in code to its official documentation.

`tf.data.Dataset.map` in the prose leads to tensorflow.org. No author types such
an address; that each name exists is tested in the environments themselves.
"""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

CLASS = "sg-api"
# A name, alone or called: `tf.cast`, `tf.cast(x, tf.int32)`.
NAME = re.compile(r"((?:tf|keras|np|sklearn|jax)(?:\.[A-Za-z]\w*)+)(?:\(.*\))?", re.S)
# The types of numbers are one word each, and have no page to lead to.
TYPES = re.compile(r"(?:tf|np)\.(?:q?u?int\d+|b?float\d+|complex\d+|bool|string)")
# A file of Keras's, and no module.
FILES = (".json", ".py")
# What ended with TensorFlow 2.15 is still documented there.
ENDED = (
    *("tf.estimator", "tf.compat.v1.estimator", "tf.feature_column"),
    *("keras.layers.experimental", "keras.preprocessing.text"),
)
SITES = {
    "tf": "https://www.tensorflow.org/api_docs/python/tf",
    "keras": "https://www.tensorflow.org/api_docs/python/tf/keras",
    "np": "https://numpy.org/doc/stable/reference/generated/numpy",
    "sklearn": "https://scikit-learn.org/stable/modules/generated/sklearn",
    "jax": "https://docs.jax.dev/en/latest/_autosummary/jax",
}
ENDED_SITE = "https://www.tensorflow.org/versions/r2.15/api_docs/python/tf"
SKIPPED = {"a", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "button"}


def api(code: str) -> str:
    """The name of an API that a piece of code consists of; "" for none."""
    found = NAME.fullmatch(code.strip())
    if found is None or TYPES.fullmatch(found[1]) or found[1].endswith(FILES):
        return ""
    return found[1].replace("tf.keras.", "keras.")


def is_ended(name: str) -> bool:
    """Whether a full name ended with TensorFlow 2.15, or is part of what did."""
    return f"{name}.".startswith(tuple(f"{ended}." for ended in ENDED))


def documentation(name: str) -> str:
    """The address of a name's official documentation.

    Args:
        name: A full name, as `tf.data.Dataset.map`.
    """
    library, *parts = name.split(".")
    if library not in ("tf", "keras"):
        return ".".join([SITES[library], *parts, "html"])
    site = SITES[library]
    if is_ended(name):
        site = f"{ENDED_SITE}/keras" if library == "keras" else ENDED_SITE
    # A member stands on the page of its class, and a constant on its module's.
    whole = next(
        (n for n, part in enumerate(parts, 1) if part[0].isupper()), len(parts)
    )
    if library == "tf" and parts[whole - 1].isupper():
        whole -= 1
    page = "/".join([site, *parts[:whole]])
    return page + (f"#{'.'.join(parts[whole:])}" if parts[whole:] else "")


class ApiLinks(Treeprocessor):
    """Wraps the first mention of each name on a page into its link."""

    def run(self, root: Element) -> None:
        """Looks through the page, from top to bottom."""
        seen: set[str] = set()
        for parent, number, code in list(_codes(root)):
            name = api(self.text(code))
            if not name or name in seen:
                continue
            seen.add(name)
            link = Element("a", {"class": CLASS, "href": documentation(name)})
            link.tail, code.tail = code.tail, None
            link.append(code)
            parent[number] = link

    def text(self, code: Element) -> str:
        """What a reader sees of it; inlinehilite has put that aside, as HTML."""
        blocks: list[str] = self.md.htmlStash.rawHtmlBlocks
        text = "".join(code.itertext())
        return str(HTML_PLACEHOLDER_RE.sub(lambda m: unescape(blocks[int(m[1])]), text))


def _codes(element: Element) -> Iterator[tuple[Element, int, Element]]:
    """Each piece of inline code that is no link yet, with where it stands."""
    for number, child in enumerate(element):
        if child.tag == "code":
            yield element, number, child
        elif child.tag not in SKIPPED:
            yield from _codes(child)
