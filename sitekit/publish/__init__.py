"""The finished site: what is added to it, and its checks.

`publish` (in `extras`) adds what is made last: pictures for shared links (`social`),
the cards for Anki (`anki`), the `archive`. `search` puts each page's keywords into the
search index, `llms` writes the texts for language models, `metadata` makes what a page
tells programs (JSON-LD, Open Graph), `policy` what it tells the browser that it may do.
`check_site` checks the built site.
"""

from sitekit.publish.check import check_site
from sitekit.publish.extras import publish
from sitekit.publish.metadata import about_page

__all__ = ["about_page", "check_site", "llms", "policy", "publish", "search"]
