"""What a dashboard's step is told: views, graphs and embeddings that the log has."""

import pytest
from tensorboard.compat.proto.config_pb2 import RunMetadata
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.graph_pb2 import GraphDef
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.hparams import plugin_data_pb2
from tensorboard.plugins.hparams.summary_v2 import hparams_pb
from tensorboard.plugins.scalar.summary_v2 import scalar_pb
from tensorboard.summary.writer.record_writer import RecordWriter

from sitekit.checkout.problems import Problem
from sitekit.tensorboard.events import NOON, PROJECTOR, records
from tests.sitekit.miniature import Guide
from tests.sitekit.tensorboard.test_events import write
from tests.sitekit.tensorboard.test_photographs import expose

EVENTS = "events.out.tfevents.1.host.v2"


def summary(plugin: str, tag: str, *texts: bytes) -> Summary:
    made = Summary()
    value = made.value.add(tag=tag)
    value.metadata.plugin_data.plugin_name = plugin
    value.tensor.string_val.extend(texts)
    return made


@pytest.fixture
def logged(guide: Guide) -> Guide:
    """A log with graphs of each kind, two embeddings and hyper-parameters."""
    logs = guide.outside / "logs"
    metadata = RunMetadata()
    metadata.step_stats.dev_stats.add(device="CPU")
    model = summary("graph_keras_model", "keras", b"{}")
    trace = summary("graph_run_metadata", "trace", metadata.SerializeToString())
    session = hparams_pb({"rate": 0.1}, start_time_secs=5.0)
    write(logs / "train" / EVENTS, model, scalar_pb("loss", 1.0), session)
    write(logs / "traced" / EVENTS, trace)
    own = logs / "own" / EVENTS
    own.parent.mkdir(parents=True)
    with own.open("wb") as opened:
        event = Event(graph_def=GraphDef().SerializeToString())
        RecordWriter(opened).write(event.SerializeToString())
    for run in ("train", "traced"):
        (logs / run / PROJECTOR).write_text('embeddings { tensor_path: "p.tsv" }')
    return guide


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("scalars", {}),
        ("hparams", {"view": "table-view"}),
        ('hparams" view="parallel', {"view": "parallel-coords-view"}),
        ("projector", {"run": "traced", "camera": []}),
        (
            'projector" run="train" camera="1 2 0.5',
            {"run": "train", "camera": [1.0, 2.0, 0.5]},
        ),
        (
            "graphs",
            {"run": "train", "tag": "keras", "kind": "conceptual_graph", "expand": []},
        ),
        (
            'graphs" graph="op" expand="a b',
            {"run": "own", "tag": None, "kind": "op_graph", "expand": ["a", "b"]},
        ),
        (
            'graphs" run="traced',
            {"run": "traced", "tag": "trace", "kind": "op_graph", "expand": []},
        ),
    ],
)
def test_a_step_is_told_what_the_log_has(
    logged: Guide, options: str, told: dict[str, object]
) -> None:
    (exposure,) = expose(logged, f'dashboard="{options}"')
    assert exposure.settings == told


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ('projector" run="own', "there is no embedding in the run 'own'"),
        ('graphs" run="none', "there is no graph in the run 'none'"),
        ('graphs" graph="keras" run="own', "there is no keras graph in the run 'own'"),
    ],
)
def test_what_is_not_in_the_log_is_told(logged: Guide, options: str, what: str) -> None:
    with pytest.raises(Problem) as caught:
        expose(logged, f'dashboard="{options}"')
    assert caught.value.what == what


def test_the_times_of_hyper_parameters_are_fixed(logged: Guide) -> None:
    (exposure,) = expose(logged, 'dashboard="hparams"')
    (file,) = exposure.log.path.glob("train/events*")
    found = []
    for record in records(file.read_bytes()):
        for value in Event.FromString(record).summary.value:
            content = value.metadata.plugin_data.content
            if value.metadata.plugin_data.plugin_name == "hparams":
                found.append(plugin_data_pb2.HParamsPluginData.FromString(content))
    assert [each.session_start_info.start_time_secs for each in found] == [NOON]
