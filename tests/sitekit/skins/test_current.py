"""A build is one object, and does something first only where it is told to."""

import pytest

from sitekit.checkout import Problems
from sitekit.records.library import Library
from sitekit.skins.current import Build, preparing
from tests.sitekit.miniature import Guide


def test_a_build_does_not_see_what_is_written_after_it_began(guide: Guide) -> None:
    guide.page("# One\n", "one")
    build = Build(guide.settings)
    guide.page("# Two\n", "two")
    assert sorted(build.library.pages) == ["docs/one.md"]
    assert sorted(Build(guide.settings).library.pages) == ["docs/one.md", "docs/two.md"]


def test_only_builds_that_begin_meanwhile_do_something_first(guide: Guide) -> None:
    guide.prove("# Start\n\n```python\n1\n```\n", "index")
    guide.describe()
    seen: list[Library] = []
    inside, outside = Build(guide.settings), Build(guide.settings)
    with preparing(seen.append):
        inside.begin()
    outside.begin()
    assert seen == [inside.library]
    assert (inside.library.preview, outside.library.preview) == (True, False)


def test_what_is_not_proved_does_not_begin(guide: Guide) -> None:
    guide.page("# Start\n\n```python\n1\n```\n", "index")
    guide.describe()
    with pytest.raises(Problems, match="has no passing run of exactly this code"):
        Build(guide.settings).begin()
