"""The browser is told what a page may do, and holds it to that."""

import base64
import hashlib
from pathlib import Path

import pytest

from sitekit.commands.file_server import served
from sitekit.publish import policy
from tests.sitekit.miniature import Guide

PAGE = """<!doctype html><html><head><meta charset="utf-8"><script>{}</script></head>
<body><article class="a"><script>content()</script><article></article></article>
<script src="x.js"></script><script type="application/json">{{}}</script>
<script type="application/ld+json">{{}}</script></body></html>"""


def digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, code in (("index", "one()"), ("a/index", "two()")):
        file = tmp_path / f"{name}.html"
        file.parent.mkdir(exist_ok=True)
        file.write_text(PAGE.format(code))
    apart = tmp_path / policy.APART / "index.html"
    apart.parent.mkdir(parents=True)
    apart.write_text(PAGE.format("three()"))
    return tmp_path


def test_all_pages_state_the_same(site: Path) -> None:
    policy.state(site)
    first, second = (
        policy.STATED.findall((site / name).read_text())
        for name in ("index.html", "a/index.html")
    )
    assert first == second and len(first) == 1
    assert first[0].count("'sha256-") == 2
    for code in ("one()", "two()"):
        assert f"'sha256-{digest(code)}'" in first[0]
    # What comes before a policy is not held to it.
    head = (site / "index.html").read_text().split("<meta http-equiv=")[0]
    assert "<script" not in head and "<link" not in head
    assert PAGE.format("one()").startswith(head)


def test_what_is_in_the_content_is_not_named(site: Path) -> None:
    policy.state(site)
    text = (site / "index.html").read_text()
    assert digest("content()") not in text
    ((what, _, words),) = policy.wrong(text)
    assert what == "the script `content()` is inline, so browsers do not run it"
    assert words == "content()"


def test_tensorboard_is_apart(site: Path) -> None:
    policy.state(site)
    text = (site / policy.APART / "index.html").read_text()
    assert text == PAGE.format("three()")
    assert digest("three()") not in (site / "index.html").read_text()


def test_a_page_without_a_policy_is_found() -> None:
    ((what, repair, _),) = policy.wrong(PAGE.format("one()"))
    assert what == "the page has no Content-Security-Policy"
    assert "mkdocs_hooks.py" in repair


INJECT = """() => new Promise(done => {
  const told = [];
  document.addEventListener("securitypolicyviolation", event => {
    told.push(event.effectiveDirective);
    if (told.length === 3) done([told.sort(), window.hacked ?? null]);
  });
  const script = document.createElement("script");
  script.textContent = "window.hacked = 1";
  const image = document.createElement("img");
  image.setAttribute("onerror", "window.hacked = 2");
  image.src = "data:,";
  const other = document.createElement("img");
  other.src = "http://127.0.0.2:9/stolen.png";
  document.body.append(script, image, other);
})"""


def test_a_script_that_got_in_is_blocked(built: Guide, chromium) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with served(built.site) as address:
        for name in ("", "chapter/topic/", "labs/lab/", "proof/", "404.html"):
            page.goto(address + name, wait_until="networkidle")
            assert [text for text in said if "Security Policy" in text] == []
            assert page.evaluate(INJECT) == [
                ["img-src", "script-src-attr", "script-src-elem"],
                None,
            ]
            said.clear()
    page.close()
