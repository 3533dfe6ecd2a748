"""A log directory as it is photographed: the same training gives the same bytes.

Event files hold what varies from run to run and is not a result: wall time, host
name, process number, and the order of a map's fields. The settled copy holds
fixed values in their place, and tells what TensorBoard can show of it.
"""

import hashlib
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tensorboard.compat.proto.config_pb2 import RunMetadata
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.graph_pb2 import GraphDef
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
from tensorboard.summary.writer.record_writer import RecordWriter

EVENTS = "*.tfevents.*"
PROJECTOR = "projector_config.pbtxt"
NOON = 946_728_000.0  # of 1 January 2000, UTC: the time of step 0 in all pictures
# The plugin that a summary names, and the dashboards that show it.
SHOWN_BY = {
    "scalars": ("scalars", "timeseries"),
    "images": ("images", "timeseries"),
    "histograms": ("histograms", "distributions", "timeseries"),
    "text": ("text",),
    "pr_curves": ("pr_curves",),
    "custom_scalars": ("custom_scalars",),
    "hparams": ("hparams",),
    "graph_keras_model": ("graphs",),
    "graph_run_metadata": ("graphs",),
    "graph_run_metadata_graph": ("graphs",),
}
# Summaries of TensorFlow 1 name no plugin: their value's kind does.
KINDS = {"simple_value": "scalars", "image": "images", "histo": "histograms"}
HEADER = struct.Struct("<QI")
FOOTER = 4


@dataclass
class Log:
    """A settled copy of a log directory.

    Attributes:
        path: Where it lies.
        digest: Of all its files: the same digest, the same pictures.
        tags: Dashboard → run → tags, for what the log holds.
        graphs: The graphs of each kind, "keras" and "op": run and tag, which is
            None for a run's own graph.
    """

    path: Path
    digest: str = ""
    tags: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    graphs: dict[str, list[tuple[str, str | None]]] = field(
        default_factory=lambda: {"keras": [], "op": []}
    )

    def add(self, dashboard: str, run: str, tag: str) -> None:
        """Notes that a dashboard has something to show."""
        self.tags.setdefault(dashboard, {}).setdefault(run, set()).add(tag)

    def holds(self, dashboard: str) -> str:
        """What the log holds for a dashboard, or for which others, for a message."""
        found = self.tags.get(dashboard)
        if found is None:
            others = ", ".join(sorted(self.tags)) or "no dashboard"
            return f"the log has something for {others}"
        runs = [_listed(run, tags) for run, tags in sorted(found.items())]
        return f"for {dashboard} the log holds\n        " + "\n        ".join(runs)


def _listed(run: str, tags: set[str]) -> str:
    named = sorted(tags)
    more = f", and {len(named) - 12} more" if len(named) > 12 else ""
    return f"run {run}: {', '.join(named[:12])}{more}"


def settle(source: Path, target: Path) -> Log:
    """Copies a log directory, with fixed values for what varies.

    Args:
        source: The log directory that a page's blocks wrote.
        target: Where the copy goes; it does not exist yet.

    Returns:
        The copy, and what it holds.
    """
    log = Log(target)
    digest = hashlib.sha256()
    for folder in sorted({file.parent for file in source.rglob("*") if file.is_file()}):
        run = folder.relative_to(source).as_posix()
        copy = target / run
        copy.mkdir(parents=True, exist_ok=True)
        events = sorted(folder.glob(EVENTS), key=_by_number)
        names = {
            file: f"events.out.tfevents.{n:04}.v2" for n, file in enumerate(events)
        }
        for file in sorted(path for path in folder.iterdir() if path.is_file()):
            place = copy / names.get(file, file.name)
            if file in names:
                with place.open("wb") as written:
                    _settle_events(log, run, file, RecordWriter(written))
            else:
                place.write_bytes(_settle_file(log, run, file))
        for place in sorted(path for path in copy.iterdir() if path.is_file()):
            digest.update(f"{run}\0{place.name}\0".encode())
            digest.update(hashlib.sha256(place.read_bytes()).digest())
    log.digest = digest.hexdigest()
    return log


def _by_number(file: Path) -> list[tuple[int, str]]:
    """Orders event files as they were written, the tenth after the ninth."""
    parts = re.split(r"(\d+)", file.name)
    return [(int(part) if part.isdigit() else -1, part) for part in parts]


def _settle_file(log: Log, run: str, file: Path) -> bytes:
    """A file that holds no events: as it is, without the times in a checkpoint's."""
    # TensorBoard looks for embeddings at the root and where there are events.
    place = run == "." or "plugins" in file.parts or any(file.parent.glob(EVENTS))
    if file.name == PROJECTOR and place:
        log.add("projector", run, file.name)
    if file.name != "checkpoint":
        return file.read_bytes()
    lines = file.read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if "timestamp" not in line).encode()


def records(data: bytes) -> Iterator[bytes]:
    """The records of an event file, up to one that is not written to its end."""
    start = 0
    while start + HEADER.size <= len(data):
        length, _ = HEADER.unpack_from(data, start)
        start += HEADER.size
        if start + length + FOOTER > len(data):
            return
        yield data[start : start + length]
        start += length + FOOTER


def _settle_events(log: Log, run: str, file: Path, writer: RecordWriter) -> None:
    plugins: dict[str, str] = {}
    for record in records(file.read_bytes()):
        event = Event.FromString(record)
        event.wall_time = NOON + max(event.step, 0)
        if event.HasField("graph_def"):
            log.add("graphs", run, "op graph")
            log.graphs["op"].append((run, None))
            graph = GraphDef.FromString(event.graph_def)
            event.graph_def = graph.SerializeToString(deterministic=True)
        for value in event.summary.value:
            _settle_value(log, run, value, plugins)
        writer.write(event.SerializeToString(deterministic=True))


def _settle_value(
    log: Log, run: str, value: Summary.Value, plugins: dict[str, str]
) -> None:
    """Fixes the times in a summary; notes which dashboards show it."""
    data = value.metadata.plugin_data
    plugin = (
        data.plugin_name
        or plugins.get(value.tag)
        or KINDS.get(value.WhichOneof("value") or "", "")
    )
    plugins[value.tag] = plugin
    for dashboard in SHOWN_BY.get(plugin, ()):
        log.add(dashboard, run, value.tag)
    if plugin.startswith("graph_"):
        kind = "keras" if plugin == "graph_keras_model" else "op"
        log.graphs[kind].append((run, value.tag))
        if kind == "op":
            packed = [
                RunMetadata.FromString(text).SerializeToString(deterministic=True)
                for text in value.tensor.string_val
            ]
            value.tensor.string_val[:] = packed
    if plugin == "hparams" and data.content:
        hparams = HParamsPluginData.FromString(data.content)
        if hparams.HasField("session_start_info"):
            hparams.session_start_info.start_time_secs = NOON
        if hparams.HasField("session_end_info"):
            hparams.session_end_info.end_time_secs = NOON
        if hparams.HasField("experiment"):
            hparams.experiment.time_created_secs = NOON
        data.content = hparams.SerializeToString(deterministic=True)
