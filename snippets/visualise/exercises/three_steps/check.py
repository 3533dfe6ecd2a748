from pathlib import Path

from tensorflow.tsl.profiler.protobuf import xplane_pb2

files = [*Path("trace").rglob("*.xplane.pb")]
assert len(files) == 1, f"one trace in `trace` expected, found {len(files)}"
space = xplane_pb2.XSpace.FromString(files[0].read_bytes())
found = {}  # by name: beginning, end, and what was noted
for plane in space.planes:
    for line in plane.lines:
        for event in line.events:
            name = plane.event_metadata[event.metadata_id].name
            begin = line.timestamp_ns * 1000 + event.offset_ps
            noted = {
                plane.stat_metadata[stat.metadata_id].name: stat.int64_value
                for stat in event.stats
            }
            span = (begin, begin + event.duration_ps, noted)
            found.setdefault(name, []).append(span)


def spans(name):
    return sorted(found.get(name, []), key=lambda span: span[0])


def within(name, outer):
    """How many events of a name lie in each event of another."""
    return [
        sum(begin <= b and e <= end for b, e, _ in spans(name))
        for begin, end, _ in spans(outer)
    ]


steps = [noted.get("step_num") for _, _, noted in spans("train")]
assert None not in steps, "`train` has no number: give it `step_num`"
wanted = [*range(3, 5 + 1)]
assert steps == wanted, f"steps {wanted} expected, the trace has {steps}"
marks = [noted.get("_r") for _, _, noted in spans("train")]
assert marks == [1, 1, 1], "without `_r=1`, `train` is no training step"
for inner, outer in [
    ("load", "train"),
    ("compute", "train"),
    ("IteratorGetNextOp::DoCompute", "load"),
    ("step", "compute"),
]:
    got = within(inner, outer)
    assert got == [1, 1, 1], (
        f"one `{inner}` in each `{outer}` expected, found {got}"
    )
