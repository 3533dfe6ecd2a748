"""Live preview: a saved page or snippet is run, built and reloaded."""

import logging

from mkdocs.commands import serve as mkdocs_serve

from sitekit import extension
from sitekit.preview import Preview
from sitekit.settings import Settings
from sitekit.worker.shell import HOST, free_port


def serve(settings: Settings) -> None:
    """Serves the site on a free loopback port until Ctrl-C."""
    # MkDocs' own command would have done this.
    logging.basicConfig(level=logging.INFO, format="%(levelname)-7s %(message)s")
    preview = Preview(settings)
    extension.prepare = preview.prepare
    try:
        mkdocs_serve.serve(
            str(settings.root / "mkdocs.yml"),
            dev_addr=f"{HOST}:{free_port()}",
            watch=[str(settings.root / "snippets"), str(preview.finished)],
        )
    finally:
        preview.close()
