"""Each snippet file is a script that runs by itself, from top to bottom."""

import pytest

from sitekit.checkout.settings import ROOT, load
from tests.alone import run_alone

SCRIPTS = sorted(
    path
    for path in (ROOT / "snippets").rglob("*.py")
    # Exercises are run by their pages, with what has to pass and to fail.
    if path.parent.name != "toolbox" and "exercises" not in path.parts
)
ENVIRONMENTS = load().environments


def environment(script) -> str:
    """The environment of a snippet file: its page's, or the one in its name."""
    for name in ENVIRONMENTS:
        if script.stem.endswith(f"_{name}"):
            return name
    page = ROOT / "docs" / script.relative_to(ROOT / "snippets").with_suffix(".md")
    if page.is_file() and "\nenvironment: estimator\n" in page.read_text("utf-8"):
        return "estimator"
    return "default"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_runs_by_itself(script, tmp_path):
    # A second file of a page goes on where the page's own file ended.
    name = environment(script)
    own = script.with_name(script.name.replace(f"_{name}.py", ".py"))
    for path in dict.fromkeys((own, script)):
        run_alone(path, environment(path), tmp_path)
