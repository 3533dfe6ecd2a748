"""What a site gets when it is published, after MkDocs has built it.

It depends on the built pages, or costs more than a preview should wait for.
"""

from pathlib import Path

from sitekit import archive, machines, navigation, social
from sitekit.aids import anki, html, present
from sitekit.library import Library, url


def publish(library: Library, site: Path) -> None:
    """Adds the pictures for shared links, the cards, and last of all the archive.

    Args:
        library: All pages.
        site: The folder of the built site.

    Raises:
        Problem: The site's mark has shapes that cannot be drawn.
    """
    root = library.settings.root
    logo = (root / social.LOGO).read_text("utf-8")
    name = navigation.said(root, "site_name")
    for page in library.pages.values():
        file = site / machines.picture(url(page))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(social.draw(page.title, name, logo))
    if any(present.deck(library)):
        made = anki.package(library, name, navigation.said(root, "site_url"))
        (site / html.PACKAGE).write_bytes(made)
    archive.publish(site)
