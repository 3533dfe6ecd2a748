"""The server compresses; the scores stand next to the goals; nothing is asserted."""

import gzip
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from sitekit.commands import lighthouse
from sitekit.commands.file_server import served


def result(*scores: float) -> dict[str, Any]:
    """What Lighthouse reports, with one audit behind each category."""
    pairs = list(zip(lighthouse.CATEGORIES, scores, strict=True))
    return {
        "categories": {
            name: {
                "title": name.title(),
                "score": score,
                "auditRefs": [{"id": name, "weight": 1}],
            }
            for name, score in pairs
        },
        "audits": {
            name: {"title": f"what {name} says", "score": score - 0.2}
            for name, score in pairs
        },
    }


def measured(
    monkeypatch: pytest.MonkeyPatch, folder: Path, *results: dict[str, Any]
) -> list[str]:
    """The lines for one page, with these results in place of Lighthouse's."""
    waiting = list(results)
    monkeypatch.setattr(lighthouse, "PAGES", ("page/",))
    monkeypatch.setattr(lighthouse, "GOALS", {"mobile": (92, 100, 100, 100)})
    monkeypatch.setattr(lighthouse.shutil, "which", lambda name: name)
    monkeypatch.setattr(lighthouse, "_run", lambda *_: waiting.pop(0))
    lines = list(lighthouse.measure(folder))
    assert waiting == []
    return lines


def test_the_server_compresses_text_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("<p>text</p>" * 99)
    (tmp_path / "picture.webp").write_bytes(b"picture")
    with served(tmp_path, lighthouse.Compressing) as address:
        with urllib.request.urlopen(address + "page/") as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(answer.read()) == b"<p>text</p>" * 99
        with urllib.request.urlopen(address + "picture.webp") as answer:
            assert answer.headers["Content-Encoding"] is None
            assert answer.read() == b"picture"


def test_scores_stand_below_the_goals(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = measured(monkeypatch, tmp_path, result(0.92, 1, 1, 1))
    assert lines == [
        "Lighthouse, mobile: performance, accessibility, best-practices, seo",
        "     92 100 100 100  (goals: at least)",
        "     92 100 100 100  /page/",
        "",
    ]


def test_below_a_goal_the_median_counts_and_its_losses_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runs = [result(score, 1, 1, 1) for score in (0.7, 0.95, 0.91)]
    lines = measured(monkeypatch, tmp_path, *runs)
    assert lines[2:4] == [
        "     91 100 100 100  /page/",
        "        Performance: what performance says",
    ]


def test_without_npm_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(lighthouse.shutil, "which", lambda name: None)
    with pytest.raises(FileNotFoundError, match=r"install Node\.js 20"):
        next(lighthouse.measure(tmp_path))


NPM = """#!{python}
import json, os, pathlib, sys
(path,) = [a.partition("=")[2] for a in sys.argv if a.startswith("--output-path")]
said = {{"arguments": sys.argv[1:], "chrome": os.environ["CHROME_PATH"]}}
pathlib.Path(path).write_text(json.dumps(said))
"""


@pytest.mark.parametrize("form", ["desktop", "mobile"])
def test_lighthouse_looks_at_the_page_with_the_browser_that_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str
) -> None:
    npm = tmp_path / "npm"
    npm.write_text(NPM.format(python=sys.executable))
    npm.chmod(0o755)
    monkeypatch.setattr(lighthouse.browser, "find", lambda: "/the/browser")
    said = lighthouse._run(str(npm), "http://127.0.0.1:1/page/", form)
    assert said["chrome"] == "/the/browser"
    command = said["arguments"]
    assert command[:2] == ["exec", "--yes"] and "http://127.0.0.1:1/page/" in command
    assert ("--preset=desktop" in command) == (form == "desktop")


def test_only_audits_that_cost_points_are_named() -> None:
    found = result(0.9, 1, 1, 1)
    references = found["categories"]["performance"]["auditRefs"]
    for name, weight, score in (("a", 0, 0.1), ("b", 1, None), ("c", 1, 0.95)):
        references.append({"id": name, "weight": weight})
        found["audits"][name] = {"title": name, "score": score}
    lines = list(lighthouse._losses(found, (92, 100, 100, 100)))
    assert lines == ["        Performance: what performance says"]
