"""The pages that the site publishes, for tests that run once per page."""

from sitekit.checkout.settings import load
from sitekit.records.library import Library
from sitekit.scan.addresses import url
from sitekit.scan.model import Page

PAGES = list(Library.read(load()).pages.values())
PROVED = [page for page in PAGES if page.runs]
RUNNING = [page for page in PROVED if page.environments]


def by_url(page: Page) -> str:
    """The name of a page in a test's id."""
    return url(page) or "home"
