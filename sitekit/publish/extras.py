"""What a site gets when it is published, after MkDocs has built it.

It depends on the built pages, or costs more than a preview should wait for.
"""

from pathlib import Path

from sitekit.checkout.mkdocs_yml import read_site
from sitekit.overviews import PACKAGE
from sitekit.records.library import Library
from sitekit.scan.addresses import url
from sitekit.weave.aids import all_cards


def publish(library: Library, folder: Path) -> None:
    """Adds the pictures for shared links, the cards, and last of all the archive.

    Args:
        library: All pages.
        folder: The folder of the built site.

    Raises:
        Problem: The site's mark has shapes that cannot be drawn.
    """
    # Pictures and packages take long to import, and MkDocs needs neither.
    from sitekit.publish import anki, archive, social
    from sitekit.publish.metadata import picture_address

    root = library.settings.root
    logo = (root / social.LOGO).read_text("utf-8")
    site = read_site(root)
    for page in library.pages.values():
        file = folder / picture_address(url(page))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(social.draw(page.title, site.name, logo))
    if any(all_cards(library)):
        made = anki.package(library, site.name, site.address)
        (folder / PACKAGE).write_bytes(made)
    archive.publish(folder)
