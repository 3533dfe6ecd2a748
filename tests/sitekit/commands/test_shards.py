"""Every page that runs is in exactly one share."""

import argparse

import pytest

from sitekit.commands import shards
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "1/", "a/b", "-1/3", "1/3/3", ""])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="write 1/3"):
        shards.share(text)


def test_a_share_is_read() -> None:
    assert shards.share("2/3") == (2, 3)
    assert shards.share("1/1") == (1, 1)


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_shares_are_alike_and_together_they_are_all(guide: Guide, count: int) -> None:
    names = ["a", "b", "c", "d", "e"]
    for name in names:
        guide.page(f"```python\nprint({name!r})\n```\n", name)
    guide.page("Only words.\n", "words")
    pages = list(guide.library().pages.values())
    found = [shards.paths(pages, number + 1, count) for number in range(count)]
    assert sorted(path for share in found for path in share) == [
        f"docs/{name}.md" for name in names
    ]
    assert max(map(len, found)) - min(map(len, found)) <= 1
