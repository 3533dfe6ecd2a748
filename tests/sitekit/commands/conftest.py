"""A checkout that the commands take for theirs."""

import sys

import pytest

from sitekit.commands import main
from tests.sitekit.miniature import REPOSITORY, Guide


@pytest.fixture
def miniature(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> Guide:
    """A checkout that the commands take for theirs."""
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.setattr(main, "load", lambda: guide.settings)
    guide.page("# Start\n\n```python\nprint('built')\n```\n", "index")
    guide.describe()
    return guide


def command(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["sitekit", *arguments])
    main.main()
