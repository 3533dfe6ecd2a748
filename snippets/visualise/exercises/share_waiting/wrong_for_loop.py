from pathlib import Path

import tensorflow as tf
from tensorflow.tsl.profiler.protobuf import xplane_pb2

Trace = tf.profiler.experimental.Trace


def waiting(batches, step, folder):
    with tf.profiler.experimental.Profile(folder):
        for batch in batches:
            with Trace("wait"):
                batch = tf.identity(batch)
            with Trace("work"):
                step(batch)
    (file,) = Path(folder).rglob("*.xplane.pb")
    space = xplane_pb2.XSpace.FromString(file.read_bytes())
    spent = {"wait": 0, "work": 0}
    for plane in space.planes:
        for line in plane.lines:
            for event in line.events:
                name = plane.event_metadata[event.metadata_id].name
                if name in spent:
                    spent[name] += event.duration_ps
    return spent["wait"] / (spent["wait"] + spent["work"])
