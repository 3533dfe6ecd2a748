"""Every name that leads to its documentation exists where the pages run."""

import json
import subprocess

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.settings import ROOT, load
from sitekit.scan.addresses import url
from sitekit.skins import api_links
from tests.site.published import PAGES

# Prints those names that no module, class or function has.
MISSING = """
import importlib, json, sys
missing = []
for name in json.load(sys.stdin):
    first, *parts = name.split(".")
    path = {"tf": "tensorflow", "np": "numpy"}.get(first, first)
    found = importlib.import_module(path)
    for part in parts:
        path += "." + part
        if not hasattr(found, part):
            try:
                importlib.import_module(path)
            except ImportError:
                missing.append(name)
                break
        found = getattr(found, part)
print(json.dumps(missing))
"""


def environment(name: str) -> str:
    """The environment in which a name is to be found."""
    if api_links.is_ended(name):
        return "estimator"
    return "jax" if name.startswith("jax.") else "default"


def missing(names: set[str], where: str) -> list[str]:
    """Those of the names that an environment does not know."""
    python = load().environments[where].interpreter(ROOT)
    command = [str(python), "-W", "ignore", "-c", MISSING]
    run = subprocess.run(
        command, input=json.dumps(sorted(names)), capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def mentioned(site) -> dict[str, str]:
    """A page that mentions it, by each name that is a link."""
    found = {}
    for page in PAGES:
        html = (site / url(page) / "index.html").read_text("utf-8")
        for link in BeautifulSoup(html, "html.parser").select(f"a.{api_links.CLASS}"):
            name = api_links.api(link.get_text())
            assert link["href"] == api_links.documentation(name)
            found[name] = page.path
    return found


@pytest.mark.parametrize("where", ["default", "estimator", "jax"])
def test_every_name_exists(mentioned, where):
    names = {name for name in mentioned if environment(name) == where}
    wrong = missing(names, where)
    assert [f"{mentioned[name]}: there is no {name}" for name in wrong] == []
    assert len(mentioned) > 10


def test_a_name_that_does_not_exist_is_found():
    names = {"tf.cast", "tf.cats", "keras.layers.Dence", "np.linalg.norm"}
    assert missing(names, "default") == ["keras.layers.Dence", "tf.cats"]
