"""The finished site: what it gets besides its pages, and the checks of it.

`publish` adds what the built site gets last: pictures for shared links (`social`),
cards for Anki (`anki`), the `archive`. `search` puts keywords into the search's index,
`llms` writes the texts for language models, `metadata` is what a page says to
programs; `check_site` checks all that was built.
"""

from sitekit.publish.check import check_site
from sitekit.publish.extras import publish
from sitekit.publish.metadata import about_page

__all__ = ["about_page", "check_site", "llms", "publish", "search"]
