"""Each snippet file is a script that runs by itself, from top to bottom."""

import subprocess

import pytest

from sitekit.settings import ROOT, load

SCRIPTS = sorted(
    path
    for path in (ROOT / "snippets").rglob("*.py")
    if path.parent.name not in ("toolbox",)
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
        python = ENVIRONMENTS[environment(path)].interpreter(ROOT)
        done = subprocess.run(
            [str(python), str(path)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={
                "PATH": f"{python.parent}:/usr/bin:/bin",
                "HOME": str(tmp_path),
                "MPLBACKEND": "agg",
                "TF_CPP_MIN_LOG_LEVEL": "3",
            },
        )
        assert done.returncode == 0, done.stderr[-4000:]
