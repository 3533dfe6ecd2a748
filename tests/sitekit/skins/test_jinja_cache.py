"""Compiled templates are kept, and are those of the templates that there are."""

import shutil

from sitekit.skins import jinja_cache
from tests.sitekit.miniature import REPOSITORY, Guide


def test_compiled_templates_are_those_of_the_templates_that_there_are(
    guide: Guide,
) -> None:
    guide.prove("# Title\n\n```python\nprint(1)\n```\n", "index")
    shutil.copytree(REPOSITORY / "overrides", guide.root / "overrides")
    config = guide.root / "mkdocs.yml"
    text = config.read_text("utf-8").replace(f"{REPOSITORY}/overrides", "overrides")
    config.write_text(text, "utf-8")
    assert guide.build().returncode == 0
    page, template = guide.site / "index.html", guide.root / "overrides" / "main.html"
    built = page.read_bytes()
    stored = list((guide.root / jinja_cache.FOLDER).rglob("*.zip"))
    assert stored
    for file in stored:
        file.write_bytes(file.read_bytes()[:60])
    assert guide.build().returncode == 0
    assert page.read_bytes() == built
    text = template.read_text("utf-8").replace("Edit this page", "Mend this page")
    template.write_text(text, "utf-8")
    assert guide.build().returncode == 0
    assert "Mend this page" in page.read_text("utf-8")
