"""What makes the search find more than a page's own words: keywords, and tags.

The error messages that pages raise are found as well: `weave` leaves them, of all
outputs, in the index.
"""

from typing import Any

from markupsafe import Markup

from sitekit.records.library import Library
from sitekit.scan.addresses import url


def with_keywords(library: Library, index: dict[str, Any]) -> dict[str, Any]:
    """The search index, with each page's keywords in the entry of the whole page.

    Args:
        library: All pages.
        index: What the search plugin wrote.
    """
    words = {
        url(page): ", ".join(n.text for n in page.keywords)
        for page in library.pages.values()
    }
    also = Markup("<p>Also found as: {}</p>")
    docs = [
        {**entry, "text": f"{entry['text']}{also.format(found)}"}
        if (found := words.get(entry["location"]))
        else entry
        for entry in index["docs"]
    ]
    return {**index, "docs": docs}
