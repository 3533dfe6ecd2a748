"""Compiled templates, kept from one build to the next.

Jinja itself checks that the source is still the same; what is damaged is absent.
"""

from pathlib import Path

import jinja2
import mkdocs
from jinja2.bccache import Bucket, BytecodeCache

from sitekit.checkout import sealed

FOLDER = ".cache/templates"
NAME = "code"


class Templates(BytecodeCache):
    """The compiled templates of one checkout, by these versions of Jinja and MkDocs."""

    def __init__(self, root: Path) -> None:
        versions = f"jinja-{jinja2.__version__}-mkdocs-{mkdocs.__version__}"
        self.folder = root / FOLDER / versions

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives Jinja what is kept of a template, if anything is."""
        files = sealed.read(self._file(bucket))
        if files:
            bucket.bytecode_from_string(files[NAME])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a template that Jinja has compiled."""
        sealed.write(self._file(bucket), {NAME: bucket.bytecode_to_string()})

    def _file(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.zip"
