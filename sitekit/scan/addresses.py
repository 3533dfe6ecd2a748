"""Addresses of pages on the site."""

from sitekit.scan.model import Page


def url(page: Page) -> str:
    """The address of a page, relative to the site's root."""
    return address(page.name)


def address(name: str) -> str:
    """The address of the page of a name, relative to the site's root."""
    return "" if name == "index" else name.removesuffix("/index") + "/"


def up_from(name: str) -> str:
    """The way from a page to the site's root, which relative links begin with."""
    return "../" * address(name).count("/")
