"""Seeds a mistake of the catalogue in a miniature checkout, and hears what is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.graph_pb2 import GraphDef
from tensorboard.summary.writer.record_writer import RecordWriter

from sitekit.checkout import Problems
from sitekit.commands import materials, new, preview
from sitekit.overviews import cross_checks
from sitekit.overviews.cross_checks import check_guide
from sitekit.overviews.mistakes import Mistake
from sitekit.scan.site import unborne
from sitekit.tensorboard.dashboards import Dashboard
from sitekit.tensorboard.events import PROJECTOR
from sitekit.tensorboard.exposures import expose
from tests.sitekit.miniature import Guide
from tests.sitekit.tensorboard.test_photographs import log

PREFIX = "The site cannot be built.\n\n"


def said(mistake: Mistake, folder: Path) -> str:
    """What a contributor who made a mistake is told.

    Args:
        mistake: What to write into an empty miniature checkout, and what to do then.
        folder: An empty folder.
    """
    guide = Guide(folder)
    if "tag" in mistake.says:
        guide.use_plugins("- tags:\n    tags_allowed: [speed]\n")
    for path, text in mistake.files.items():
        data = text if isinstance(text, bytes) else text.encode()
        file = guide.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    command, *arguments = mistake.does
    with pytest.MonkeyPatch.context() as patch:
        # What most entries' files leave out is no part of their mistake.
        apart = {"description": "_descriptions", "is missing": "_settings"}
        apart["nothing uses"] = "_strays"
        left = {name for word, name in apart.items() if word not in mistake.says}
        checks = [one for one in cross_checks.CHECKS if one.__name__ not in left]
        patch.setattr(cross_checks, "CHECKS", checks)
        with pytest.raises((Exception, SystemExit)) as caught:
            DOES[command](guide, *arguments)
    return str(caught.value).strip().removeprefix(PREFIX).replace(str(guide.root), "…")


def _read(guide: Guide) -> None:
    check_guide(guide.library())


def _run(guide: Guide, path: str = "docs/page.md") -> None:
    failure = guide.run(path)[path].failure
    # What the reader of pytest's report sees of it at once.
    raise AssertionError(str(failure).split("\n\n")[0])


def _show(guide: Guide, path: str = "docs/page.md") -> None:
    """Shows a page that has passed."""
    assert "failed" not in guide.run(path)[path].statuses
    library = guide.library()
    library.require_records()
    guide.render(library.pages[path].body)


def _build(guide: Guide) -> None:
    preview.build(guide.settings, guide.site)


def _sentences(guide: Guide) -> None:
    raise Problems(unborne(guide.settings))


def _materials(guide: Guide) -> None:
    materials.write(guide.root)


def _new(guide: Guide, name: str, title: str) -> None:
    new.create(guide.root, name, title)


def _photograph(guide: Guide) -> None:
    """Shows the page's picture of a log with scalars, a graph and an embedding."""
    log(guide)
    run = guide.outside / "logs/train"
    (run / PROJECTOR).write_text("")
    with (run / "events.out.tfevents.2.host.v2").open("wb") as opened:
        event = Event(graph_def=GraphDef().SerializeToString())
        RecordWriter(opened).write(event.SerializeToString())
    page = next(iter(guide.library().pages.values()))
    block = page.blocks[0]
    assert isinstance(block.content, Dashboard)
    expose(block, block.content, guide.outside, guide.outside / "copy")


DOES: dict[str, Callable[..., None]] = {
    "read": _read,
    "run": _run,
    "show": _show,
    "record": lambda guide: guide.library().require_records(),
    "build": _build,
    "new": _new,
    "materials": _materials,
    "sentences": _sentences,
    "photograph": _photograph,
}
