"""What a page says about itself to programs, and where a reader can correct it."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from sitekit.checkout.mkdocs_yml import Site
from sitekit.records.store import Record
from sitekit.scan.addresses import url
from sitekit.scan.model import Page
from sitekit.weave import downloads
from sitekit.weave.prose import nowhere, page_parts

WIDTH, HEIGHT = 1200, 630  # of the picture that is shown where a page is shared
TEXT_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CODE_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
GOALS = re.compile(
    r"\*\*You will be able to\*\*\n\n(?P<goals>(?:[-*] .*\n?(?:  .*\n?)*)+)"
)

MARKS = re.compile(r"\\([!-/:-@\[-`{-~])|[`*]")


def picture_address(address: str) -> str:
    """Where `social` puts the picture of a page, relative to the site's root.

    Args:
        address: The page's address, relative to the site's root.
    """
    return f"assets/social/{address.rstrip('/') or 'index'}.png"


def about_page(page: Page, record: Record | None, site: Site) -> dict[str, Any]:
    """What the theme's `main.html` puts into a page.

    Args:
        page: The page.
        record: Its record; None where nothing on it runs.
        site: The site.
    """
    address = site.address + url(page)
    shared = site.address + picture_address(url(page))
    new_issue = f"{site.repository}/issues/new?title="
    return {
        "edit": f"{site.repository}/edit/{site.branch}/{quote(page.path)}",
        "report": new_issue + quote(f"{page.path}: ", safe=""),
        "markdown": downloads.markdown(page),
        "is_stamped": record is not None,
        "properties": {
            "og:type": "article",
            "og:site_name": site.name,
            "og:title": page.title,
            "og:description": page.description,
            "og:url": address,
            "og:image": shared,
            "og:image:type": "image/png",
            "og:image:width": WIDTH,
            "og:image:height": HEIGHT,
            "og:image:alt": f"{site.name}: {page.title}",
        },
        # In a script element nothing may look like the end of it.
        "linked_data": json.dumps(
            linked_data(page, record, site), ensure_ascii=False
        ).replace("<", "\\u003c"),
    }


def linked_data(page: Page, record: Record | None, site: Site) -> dict[str, Any]:
    """A page as a `LearningResource` of https://schema.org."""
    address = site.address + url(page)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": page.title,
        "description": page.description,
        "url": address,
        "image": site.address + picture_address(url(page)),
        "inLanguage": "en",
        "license": TEXT_LICENCE,
        "isAccessibleForFree": True,
        # No <link rel="alternate">: Material takes each for another language's site.
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "text/markdown",
            "contentUrl": address + downloads.markdown(page),
            "license": TEXT_LICENCE,
        },
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": site.address},
    }
    if record:
        ran = datetime.fromtimestamp(record.body.started, UTC).date().isoformat()
        data |= {"datePublished": ran, "dateModified": ran}
    goals = teaches(page, record)
    if goals:
        data["teaches"] = goals
    scripts = [f"{address}{name}.py" for name, _ in downloads.names(page)]
    if scripts:
        data["hasPart"] = [
            {
                "@type": "SoftwareSourceCode",
                "url": script,
                "programmingLanguage": "Python",
                "license": CODE_LICENCE,
            }
            for script in scripts
        ]
    return data


def teaches(page: Page, record: Record | None) -> list[str]:
    """What a reader will be able to do, as the page's opening says."""
    parts = page_parts(page, record, nowhere)
    text = "\n\n".join(part for part in parts if isinstance(part, str))
    match = GOALS.search(text)
    if not match:
        return []
    goals = re.split(r"^[-*] ", match["goals"], flags=re.MULTILINE)[1:]
    words = (" ".join(goal.split()) for goal in goals)
    return [_text(goal).rstrip(" ,;.") for goal in words]


def _text(markdown: str) -> str:
    """What a reader sees of a line of Markdown: what is escaped, and no marks."""
    text = MARKS.sub(lambda mark: mark[1] or "", markdown)
    return Markup(text).unescape()
