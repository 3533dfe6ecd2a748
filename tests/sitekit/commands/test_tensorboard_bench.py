"""The pictures of the page are taken twice, and its frozen log is made again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tensorboard.plugins.scalar.summary_v2 import scalar_pb

from sitekit.checkout.settings import ROOT
from sitekit.commands import tensorboard_bench
from sitekit.tensorboard.exposures import Exposure
from sitekit.tensorboard.photographs import Developed
from tests.sitekit.miniature import Guide
from tests.sitekit.tensorboard.test_events import write

PAGE = """\
# Page

```python
import pathlib

for run in ("one", "two"):
    folder = pathlib.Path("logs", run)
    folder.mkdir(parents=True)
    (folder / "events.out.tfevents.1.host.v2").write_bytes(bytes.fromhex("{}"))
```

```{{.tensorboard logdir="logs/one" dashboard="scalars" alt="x"}}
```

```{{.tensorboard .frozen logdir="logs/two" dashboard="scalars" alt="x"}}
```
"""


@pytest.fixture
def asked(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> list[tuple[Any, ...]]:
    """What was developed and frozen, in order, where nothing takes a picture."""
    events = write(tmp_path / "events.out.tfevents.1", scalar_pb("loss", 1.0))
    guide.page(PAGE.format(events.read_bytes().hex()))
    done: list[tuple[Any, ...]] = []

    def develop(
        settings: object, exposures: Sequence[Exposure], fresh: bool
    ) -> dict[int, Any]:
        done.append(("developed", len(exposures), fresh))
        made = Developed("l", "d", 1, 1, "", {})
        return {each.excerpt.number: made for each in exposures}

    @contextmanager
    def serving(folder: Path, logdir: str) -> Iterator[str]:
        yield logdir

    monkeypatch.setattr(tensorboard_bench, "load", lambda: guide.settings)
    monkeypatch.setattr(tensorboard_bench, "PAGE", "docs/page.md")
    monkeypatch.setattr(tensorboard_bench.photographs, "develop", develop)
    monkeypatch.setattr(tensorboard_bench, "serving", serving)
    monkeypatch.setattr(
        tensorboard_bench.freeze,
        "freeze",
        lambda *where: done.append(("frozen", *where)),
    )
    return done


def test_pictures_are_taken_cold_and_unchanged_and_the_log_is_frozen(
    asked: list[tuple[Any, ...]],
) -> None:
    lines = tensorboard_bench.measure()
    assert asked == [
        ("developed", 2, True),
        ("developed", 2, False),
        ("frozen", "logs/two", "logs/two"),
    ]
    names, seconds, goals, details = zip(*lines, strict=True)
    assert [name.split(",")[-1].split()[-1] for name in names] == [
        "cold",
        "unchanged",
        "log",
    ]
    assert all(0 <= each < 5 for each in seconds)
    assert goals == ("at most 60", "0", "at most 5")
    assert details[0].startswith("4 pictures, ")


def test_a_page_that_does_not_pass_is_not_measured(
    guide: Guide, asked: list[tuple[Any, ...]]
) -> None:
    guide.page("# Page\n\n```python\n1 / 0\n```\n")
    with pytest.raises(RuntimeError, match="does not pass"):
        tensorboard_bench.measure()
    assert asked == []


def test_it_measures_the_page_about_tensorboard() -> None:
    assert ".frozen" in (ROOT / tensorboard_bench.PAGE).read_text("utf-8")
