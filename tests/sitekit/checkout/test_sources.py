"""What a person wrote is read as text, however their editor saved it."""

import os
from pathlib import Path

import pytest

from sitekit.checkout.problems import Problem
from sitekit.checkout.sources import is_file, read_source
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable


@pytest.mark.parametrize(
    "data",
    ["é\nb\n".encode(), "é\r\nb\r\n".encode(), "é\rb\r".encode(),
     b"\xef\xbb\xbf" + "é\nb\n".encode()],
)  # fmt: skip
def test_lines_are_the_same_whatever_ends_them(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.md").write_bytes(data)
    assert read_source(tmp_path, "a.md") == "é\nb\n"


@pytest.mark.parametrize(
    ("data", "line"), [("a\nb é\n".encode("latin-1"), 2), ("a".encode("utf-16"), 1)]
)
def test_what_is_not_utf8_is_told_with_its_line(
    tmp_path: Path, data: bytes, line: int
) -> None:
    (tmp_path / "a.md").write_bytes(data)
    with pytest.raises(Problem, match="not UTF-8") as caught:
        read_source(tmp_path, "a.md")
    assert (caught.value.path, caught.value.line) == ("a.md", line)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be read"):
        read_source(tmp_path, "a.md")


@pytest.mark.parametrize(
    ("text", "line", "sign"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n", 2, "<<<<<<<"),
        ("a\nb\n>>>>>>> 1234567 (Add a page)\n", 3, ">>>>>>>"),
        ("a\n||||||| base\n", 2, "|||||||"),
        ("# %% [markdown]\n# <<<<<<< HEAD\n", 2, "<<<<<<<"),
        ("<<<<<<<\n", 1, "<<<<<<<"),
    ],
)
def test_what_was_not_merged_is_told(
    tmp_path: Path, text: str, line: int, sign: str
) -> None:
    (tmp_path / "a.py").write_text(text)
    with pytest.raises(Problem, match="unresolved merge conflict") as caught:
        read_source(tmp_path, "a.py")
    assert (caught.value.path, caught.value.line) == ("a.py", line)
    assert sign in caught.value.what


@pytest.mark.parametrize(
    "text", ["Title\n=======\n", "a <<<<<<< b\n", "<<<<<<<< a\n", "  <<<<<<< HEAD\n"]
)
def test_what_only_looks_like_it_is_not_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text)
    assert read_source(tmp_path, "a.md") == text


@pytest.mark.parametrize(
    "text, line", [("\0", 1), ("a\nb\0c\n", 2), ("a\r\n\r\n\0", 3)]
)
def test_a_nul_character_is_told_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    (tmp_path / "a.md").write_bytes(text.encode())
    with pytest.raises(Problem, match="NUL") as caught:
        read_source(tmp_path, "a.md")
    assert (caught.value.path, caught.value.line) == ("a.md", line)


def test_no_file_has_a_name_that_none_can_have(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    assert is_file(tmp_path / "a")
    for name in ("b", "a" * 300, "a/" * 5000, "a/b"):
        assert not is_file(tmp_path / name)


def test_a_file_of_somebody_else_is_not_read(guide: Guide) -> None:
    secret = guide.outside / "secret.md"
    secret.write_text("# Secret\n")
    page = guide.root / "docs/page.md"
    page.symlink_to(secret)
    with pytest.raises(Problem, match="a symbolic link to a file outside the checkout"):
        read_source(guide.root, "docs/page.md")
    page.unlink()
    guide.page("# Mine\n", "other")
    page.symlink_to("other.md")
    assert read_source(guide.root, "docs/page.md") == "# Mine\n"


def test_a_checkout_may_itself_be_reached_by_a_link(guide: Guide) -> None:
    guide.page("# Mine\n")
    link = guide.outside / "link"
    link.symlink_to(guide.root)
    assert read_source(link, "docs/page.md") == "# Mine\n"


def test_what_is_no_file_is_told_and_not_waited_for(guide: Guide) -> None:
    os.mkfifo(guide.root / "docs/page.md")
    (guide.root / "docs/folder.md").mkdir()
    with pytest.raises(Problem, match=r"docs/page\.md:1: this is not a file"):
        read_source(guide.root, "docs/page.md")
    with pytest.raises(Problem, match="cannot be read: Is a directory"):
        read_source(guide.root, "docs/folder.md")
