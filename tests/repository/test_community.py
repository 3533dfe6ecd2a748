"""What GitHub, editors and pre-commit read is well formed, and true."""

import json
import re
from pathlib import Path

import pytest
import yaml

from sitekit.checkout.settings import ROOT
from tests.repository.nox_here import load

FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*_*.yml"))
TEXTS = sorted(ROOT.glob("*.md")) + sorted(ROOT.glob(".github/*.md"))
KINDS = {"input", "textarea", "dropdown", "checkboxes"}


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_issue_forms_are_what_github_takes(form: Path) -> None:
    read = yaml.safe_load(form.read_text("utf-8"))
    assert set(read) == {"name", "description", "title", "labels", "body"}
    ids = [field["id"] for field in read["body"]]
    assert len(set(ids)) == len(ids) > 1
    for field in read["body"]:
        assert field["type"] in KINDS
        assert field["attributes"]["label"]
        listed = field["type"] in ("dropdown", "checkboxes")
        assert ("options" in field["attributes"]) == listed
    required = [f for f in read["body"] if f.get("validations", {}).get("required")]
    assert required


def test_all_forms_are_there() -> None:
    names = [form.stem for form in FORMS]
    assert names == ["failing_block", "new_topic", "unclear_page"]


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_links_between_the_repository_s_texts_lead_somewhere(text: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text.read_text("utf-8")):
        assert (text.parent / target).is_file(), f"{text.name}: {target}"


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_the_files_that_a_text_names_are_there(text: Path) -> None:
    # Not what a contributor is about to write, and not what is made by a run.
    named = re.findall(
        r"`([\w./]+\.(?:md|py|yml|yaml|toml|css)|[\w./]+/)`", text.read_text("utf-8")
    )
    for name in named:
        if "batching" in name or "batch_count" in name or name == "site/":
            continue
        assert (ROOT / name).exists(), f"{text.name}: {name}"


def test_commit_hooks_call_locked_tools() -> None:
    lock = (ROOT / "requirements" / "lint.txt").read_text("utf-8")
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert local["repo"] == "local"
    for hook in local["hooks"]:
        tool = re.match(r"\.cache/environments/lint/bin/(\w+) ", hook["entry"])
        assert tool, hook["entry"]
        assert f"\n{tool[1]}==" in lock
        assert hook["language"] == "system"


def test_the_container_installs_with_a_session_that_exists() -> None:
    read = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    named = re.findall(r"nox -s (\w+)", read["postCreateCommand"])
    assert named
    assert set(named) <= set(load(ROOT)[1])
