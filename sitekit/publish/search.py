"""What makes the search find more than a page's own words: keywords, and tags.

The error messages that pages raise are found as well: `weave` leaves them, of all
outputs, in the index.
"""

from html import escape
from typing import Any

from sitekit.checkout.problems import Problem, Problems
from sitekit.records.library import Library
from sitekit.scan.addresses import url

KEYWORDS, TAGS = "keywords", "tags"


def check_words(library: Library, allowed: set[str]) -> None:
    """Checks the words that front matter gives to the search.

    Args:
        library: All pages.
        allowed: The guide's tags; few, so that each leads to several pages.

    Raises:
        Problems: A page has another tag, or something that is no list of words.
    """
    problems = []
    for page in library.pages.values():
        try:
            page.front.names(page.path, KEYWORDS)
            for tag in page.front.names(page.path, TAGS):
                if tag.text not in allowed:
                    what = f"tag {tag.text!r} is not one of the guide's"
                    repair = f"use one of: {', '.join(sorted(allowed))}"
                    repair += " (or add it to `tags_allowed` in mkdocs.yml)"
                    raise Problem(page.path, tag.line, what, repair)
        except Problem as problem:
            problems.append(problem)
    if problems:
        raise Problems(problems)


def with_keywords(library: Library, index: dict[str, Any]) -> dict[str, Any]:
    """The search index, with each page's keywords in the entry of the whole page.

    Args:
        library: All pages.
        index: What the search plugin wrote.
    """
    words = {
        url(page): ", ".join(n.text for n in page.front.names(page.path, KEYWORDS))
        for page in library.pages.values()
    }
    docs = [
        {**entry, "text": f"{entry['text']}<p>Also found as: {escape(found)}</p>"}
        if (found := words.get(entry["location"]))
        else entry
        for entry in index["docs"]
    ]
    return {**index, "docs": docs}
