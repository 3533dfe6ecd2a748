"""The script that each page offers is Python, whatever is in its blocks."""

import pytest

from sitekit.weave.scripts import to_script
from tests.alone import telling_script
from tests.site.published import RUNNING, by_url


@pytest.mark.parametrize("page", RUNNING, ids=by_url)
def test_a_page_s_script_compiles(page):
    for environment in page.environments:
        text = to_script(page, environment)
        compile(text, page.path, "exec", dont_inherit=True)
        compile(telling_script(page, environment), page.path, "exec")
        for block in page.blocks:
            if block.environment == environment and block.options.kind == "python":
                assert block.options.raises or block.code in text
