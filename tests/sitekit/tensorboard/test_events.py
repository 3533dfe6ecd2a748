"""A settled log holds what the training logged, and nothing of when and where."""

from pathlib import Path

import pytest
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.graph_pb2 import GraphDef
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.histogram.summary_v2 import histogram_pb
from tensorboard.plugins.hparams import plugin_data_pb2
from tensorboard.plugins.hparams.summary_v2 import hparams_pb
from tensorboard.plugins.scalar.summary_v2 import scalar_pb
from tensorboard.summary.writer.record_writer import RecordWriter

from sitekit.tensorboard import events


def write(file: Path, *summaries: Summary, start: float = 0.0) -> Path:
    """Writes an event file: a summary for each step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        writer = RecordWriter(opened)
        writer.write(
            Event(wall_time=start, file_version="brain.Event:2").SerializeToString()
        )
        for step, summary in enumerate(summaries):
            event = Event(wall_time=start + step, step=step, summary=summary)
            writer.write(event.SerializeToString())
    return file


def read(folder: Path) -> list[Event]:
    (file,) = folder.glob(events.EVENTS)
    return [Event.FromString(record) for record in events.records(file.read_bytes())]


def train(folder: Path, when: float, where: str, loss: float = 0.5) -> Path:
    """The same training, at some time on some machine."""
    for run in ("train", "validation"):
        write(
            folder / run / f"events.out.tfevents.{when:.0f}.{where}.7.0.v2",
            scalar_pb("loss", loss),
            scalar_pb("loss", loss / 2),
            histogram_pb("weights", [1.0, 2.0]),
            hparams_pb({"rate": 0.1}, start_time_secs=when),
            start=when,
        )
    (folder / "checkpoint").write_text(
        f'model_checkpoint_path: "a.ckpt-1"\nlast_preserved_timestamp: {when}\n'
    )
    return folder


def test_the_same_training_gives_the_same_bytes(tmp_path: Path) -> None:
    first = train(tmp_path / "a", 1_700_000_000, "laptop")
    second = train(tmp_path / "b", 1_800_000_009, "server")
    other = train(tmp_path / "c", 1_700_000_000, "laptop", loss=0.4)
    logs = [
        events.settle(source, tmp_path / "settled" / source.name)
        for source in (first, second, other)
    ]
    assert logs[0].digest == logs[1].digest != logs[2].digest
    files = [
        {
            file.relative_to(log.path): file.read_bytes()
            for file in log.path.rglob("*")
            if file.is_file()
        }
        for log in logs
    ]
    assert files[0] == files[1]


def test_what_was_logged_is_kept(tmp_path: Path) -> None:
    train(tmp_path / "logs", 1_700_000_000, "laptop")
    settled = events.settle(tmp_path / "logs", tmp_path / "settled")
    before, after = read(tmp_path / "logs/train"), read(tmp_path / "settled/train")
    assert [event.step for event in before] == [event.step for event in after]
    assert before[1].summary == after[1].summary
    assert [event.wall_time for event in after[1:4]] == [
        events.NOON,
        events.NOON + 1,
        events.NOON + 2,
    ]
    data = after[4].summary.value[0].metadata.plugin_data.content
    hparams = plugin_data_pb2.HParamsPluginData.FromString(data)
    assert hparams.session_start_info.start_time_secs == events.NOON
    assert hparams.session_start_info.hparams["rate"].number_value == 0.1
    assert settled.tags["scalars"] == {"train": {"loss"}, "validation": {"loss"}}
    assert set(settled.tags) == {
        "scalars",
        "timeseries",
        "histograms",
        "distributions",
        "hparams",
    }


def test_a_record_that_is_not_written_to_its_end_is_left_out(tmp_path: Path) -> None:
    file = write(tmp_path / "logs/events.out.tfevents.1", scalar_pb("loss", 1.0))
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:9])
    log = events.settle(tmp_path / "logs", tmp_path / "settled")
    assert len(read(log.path)) == 2


def test_event_files_stay_in_the_order_in_which_they_were_written(
    tmp_path: Path,
) -> None:
    for number in (9, 10, 11):
        write(
            tmp_path / f"logs/events.out.tfevents.5.host.1.{number}.v2",
            scalar_pb("number", float(number)),
        )
    log = events.settle(tmp_path / "logs", tmp_path / "settled")
    found = [
        Event.FromString(record).summary.value[0].tensor.float_val[0]
        for file in sorted(log.path.iterdir())
        for record in list(events.records(file.read_bytes()))[1:]
    ]
    assert found == [9.0, 10.0, 11.0]


def test_a_graph_is_found_and_the_order_of_its_attributes_fixed(tmp_path: Path) -> None:
    graph = GraphDef()
    node = graph.node.add(name="sum", op="Add")
    for name in ("b", "a", "c"):
        node.attr[name].i = 1
    file = tmp_path / "logs/op/events.out.tfevents.1"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        event = Event(graph_def=graph.SerializeToString())
        RecordWriter(opened).write(event.SerializeToString())
    log = events.settle(tmp_path / "logs", tmp_path / "settled")
    assert log.graphs == {"keras": [], "op": [("op", None)]}
    (event,) = read(log.path / "op")
    assert event.graph_def == graph.SerializeToString(deterministic=True)


def test_a_message_lists_runs_and_tags(tmp_path: Path) -> None:
    train(tmp_path / "logs", 1.0, "laptop")
    log = events.settle(tmp_path / "logs", tmp_path / "settled")
    assert "run train: loss" in log.holds("scalars")
    assert "histograms, hparams, scalars" in log.holds("images")


@pytest.mark.parametrize(("name", "found"), [("", True), ("train", True), ("x", False)])
def test_an_embedding_counts_where_tensorboard_looks(
    tmp_path: Path, name: str, found: bool
) -> None:
    train(tmp_path / "logs", 1.0, "laptop")
    config = tmp_path / "logs" / name / events.PROJECTOR
    config.parent.mkdir(exist_ok=True)
    config.write_text('embeddings { tensor_path: "points.tsv" }')
    log = events.settle(tmp_path / "logs", tmp_path / "settled")
    assert ("projector" in log.tags) == found
