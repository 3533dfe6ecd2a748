"""`proof.json` and the table on the site say what proved each block."""

import json
import re
import subprocess
import sys
from datetime import datetime

from bs4 import BeautifulSoup

from sitekit.overviews.proof import proof_json
from tests.sitekit.miniature import Guide


def test_proof_json_has_everything_that_it_is_to_have(built: Guide) -> None:
    stated = json.loads((built.site / "proof.json").read_text("utf-8"))
    assert set(stated) >= {
        "schema", "tensorflow", "keras", "python", "platform", "built", "commit",
        "pages",
    }  # fmt: skip
    assert stated["schema"] == 1
    assert stated["python"] == "{}.{}.{}".format(*sys.version_info)
    assert stated["platform"].startswith(sys.platform)
    assert datetime.fromisoformat(stated["built"]).tzinfo is not None
    assert [entry["page"] for entry in stated["pages"]] == [
        "docs/chapter/topic.md",
        "docs/index.md",
        "docs/proof.md",
        "snippets/labs/lab.py",
    ]
    for entry in stated["pages"]:
        assert set(entry) >= {"page", "url", "environment", "key", "seconds", "blocks"}
        assert (built.site / entry["url"] / "index.html").is_file()
        assert entry["environment"] == "default"
        record = built.record(entry["page"])
        assert record is not None
        assert entry["key"] == record.key


def test_proof_json_lists_every_block_with_its_true_source(built: Guide) -> None:
    stated = json.loads((built.site / "proof.json").read_text("utf-8"))
    pages = {entry["page"]: entry["blocks"] for entry in stated["pages"]}
    found = [
        (b["source"], b["line"], b["language"], b["status"], b["outputs"])
        for b in pages["docs/chapter/topic.md"]
    ]
    page, snippet = "docs/chapter/topic.md", "snippets/chapter/topic.py"
    assert found == [
        (snippet, 2, "python", "passed", 0),
        (snippet, 8, "python", "passed", 1),
        (page, 27, "python", "raised", 2),
        (page, 32, "python", "passed", 1),
        (page, 36, "python", "passed", 1),
        (page, 45, "console", "passed", 1),
        (page, 49, "json", "parsed", 0),
        (page, 53, "python", "passed", 0),
    ]
    assert all(block["seconds"] >= 0 for block in pages[page])
    assert [b["line"] for b in pages["snippets/labs/lab.py"]] == [12, 19]
    assert [b["status"] for b in pages["docs/proof.md"]] == ["text"]


def test_the_table_lists_every_other_page(built: Guide) -> None:
    text = (built.site / "proof/index.html").read_text("utf-8")
    table = BeautifulSoup(text, "html.parser").select_one("[data-block] table")
    assert table
    heads = [cell.get_text() for cell in table.select("thead th")]
    rows = [
        [cell.get_text() for cell in row.select("td")]
        for row in table.select("tbody tr")
    ]
    assert heads[:2] == ["Page", "Blocks"]
    assert all(len(row) == len(heads) for row in rows)
    assert [row[:2] for row in rows] == [
        ["A topic", "8"],
        ["Start", "1"],
        ["A lab", "2"],
    ]
    totals = [cell.get_text() for cell in table.select("tfoot td")]
    numbers = zip(*(row[1:9] for row in rows), strict=True)
    assert totals[:9] == ["All", *(str(sum(map(int, each))) for each in numbers)]
    for link in table.select("a"):
        assert (built.site / "proof" / str(link["href"]) / "index.html").is_file()


def test_the_commit_is_named_where_there_is_one(guide: Guide) -> None:
    guide.prove("```python\n1\n```\n")
    assert proof_json(guide.library())["commit"] == ""
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (
        ["init", "--quiet"],
        ["commit", "--quiet", "--allow-empty", "-m", "x"],
    ):
        subprocess.run([*git, *command], cwd=guide.root, check=True)
    assert re.fullmatch(r"[0-9a-f]{40}", proof_json(guide.library())["commit"])
