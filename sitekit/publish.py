"""What a site gets when it is published, after MkDocs has built it.

It depends on the built pages, or costs more than a preview should wait for.
"""

from pathlib import Path

from sitekit import archive, navigation, social
from sitekit.library import Library, url


def publish(library: Library, site: Path) -> None:
    """Adds the pictures for shared links, and last of all the archive of the site.

    Args:
        library: All pages.
        site: The folder of the built site.

    Raises:
        Problem: The site's mark has shapes that cannot be drawn.
    """
    root = library.settings.root
    logo = (root / social.LOGO).read_text("utf-8")
    name = navigation.site_name(root)
    for page in library.pages.values():
        file = site / social.place(url(page))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(social.draw(page.title, name, logo))
    archive.publish(site)
