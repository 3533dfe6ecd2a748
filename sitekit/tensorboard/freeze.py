"""Freezes a log: all that TensorBoard's front end can ask, with the answers.

`frozen.js` answers the front end from these answers. What several requests share
(the points of a scalar, the rows of HParams) is kept once, and put together there.
"""

import hashlib
import json
import re
from itertools import product
from pathlib import PurePath
from typing import Any
from urllib.parse import parse_qsl

from tensorboard import version

from sitekit.tensorboard.recording import Recording, Request, key

ROWS = 1_000_000
STATUSES = ["UNKNOWN", "SUCCESS", "FAILURE", "RUNNING"]
# What is frozen: TensorBoard lists others, which its front end would ask for more.
PLUGINS = (
    "timeseries",
    "scalars",
    "custom_scalars",
    "images",
    "audio",
    "graphs",
    "distributions",
    "histograms",
    "text",
    "pr_curves",
    "hparams",
    "projector",
)


def freeze(address: str, title: str) -> tuple[str, dict[str, bytes]]:
    """Asks a running TensorBoard for all that its front end can ask for.

    Args:
        address: Where it listens, as in "http://127.0.0.1:6006".
        title: The title that the frozen copy's window shows.

    Returns:
        The frozen log's digest, and its files by name.

    Raises:
        NotFrozen: TensorBoard did not answer.
    """
    with Recording.of(address) as board:
        _core(board, title)
        document = {
            "version": version.VERSION,
            "scalars": _scalars(board),
            "hparams": _hparams(board),
        }
        for freeze_plugin in (_media, _charts, _custom_scalars, _graphs, _projector):
            freeze_plugin(board)
    document["answers"] = board.answers
    text = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(text)
    for data in board.files.values():
        digest.update(hashlib.sha256(data).digest())
    stem = f"tensorboard-{digest.hexdigest()[:12]}"
    assets = {f"{stem}-{name}": data for name, data in board.files.items()}
    return stem.removeprefix("tensorboard-"), {f"{stem}.json": text} | assets


def _core(board: Recording, title: str) -> None:
    """Runs and plugins; what the server knows of this machine is left out."""
    board.json("plugin/timeseries/tags")
    environment = board.json("environment")
    environment.pop("debug", None)
    place = PurePath(environment["data_location"]).name
    environment.update(window_title=title, data_location=place)
    listing = board.json("plugins_listing")
    # It looks for embeddings in the background, and lists them late.
    listing["projector"]["enabled"] = bool(board.json("plugin/projector/runs"))
    # A menu of the others would take the room of the tabs.
    for name, plugin in list(listing.items()):
        if name not in PLUGINS or not plugin["enabled"]:
            del listing[name]
    # As text, because the order of the tabs is that of the plugins in the list.
    board.answers["plugins_listing"] = {
        "text": json.dumps(listing),
        "type": "application/json",
    }


def _scalars(board: Recording) -> dict[str, Any]:
    """All points, by run and tag: `[[wall time, step, value], …]`."""
    tags = board.json("plugin/scalars/tags")
    pairs = [(run, tag) for run in sorted(tags) for tag in sorted(tags[run])]
    path = "plugin/scalars/scalars"
    answers = board.ask_all([(path, {"run": run, "tag": tag}) for run, tag in pairs])
    points: dict[str, Any] = {run: {} for run in tags}
    for (run, tag), (_, data) in zip(pairs, answers, strict=True):
        points[run][tag] = json.loads(data)
    return points


def _custom_scalars(board: Recording) -> None:
    """The layout, and which tags of each run each of its charts shows."""
    layout = board.json("plugin/custom_scalars/layout")
    charts = [chart for part in layout.get("category", []) for chart in part["chart"]]
    pairs = product(board.json("runs"), sorted({tag_pattern(one) for one in charts}))
    path = "plugin/custom_scalars/scalars"
    requests: list[Request] = [(path, {"run": run, "tag": tag}) for run, tag in pairs]
    for request, (_, data) in zip(requests, board.ask_all(requests), strict=True):
        answer = json.loads(data)
        answer["tag_to_events"] = list(answer["tag_to_events"])
        board.answers[key(*request)] = {"tags": answer}


def tag_pattern(chart: dict[str, Any]) -> str:
    """The regular expression that the front end makes of a chart's tags."""
    if "margin" in chart:
        series = chart["margin"].get("series", [])
        tags = [one.get(k, "") for one in series for k in ("value", "lower", "upper")]
        tags = [re.sub(r"[.*+?^${}()|[\]\\]", r"\\\g<0>", tag) for tag in tags]
    else:
        tags = chart.get("multiline", {}).get("tag", [])
        if len(tags) == 1:
            return str(tags[0])
    return "|".join(f"({tag})" for tag in tags)


def _charts(board: Recording) -> None:
    """Histograms, distributions, PR curves and texts: an answer per run and tag."""
    for plugin in ("histograms", "distributions", "pr_curves", "text"):
        tags = board.json(f"plugin/{plugin}/tags")
        looks = [{"markdown": "true"}, {"markdown": "false"}]
        board.all_json(
            (f"plugin/{plugin}/{plugin}", {"run": run, "tag": tag} | look)
            for run in sorted(tags)
            for tag in sorted(tags[run])
            for look in (looks if plugin == "text" else [{}])
        )


def _media(board: Recording) -> None:
    """Images and sounds: lists in JSON, and each as a file."""
    for plugin, one in (("images", "individualImage"), ("audio", "individualAudio")):
        tags = board.json(f"plugin/{plugin}/tags")
        lists = board.all_json(
            (f"plugin/{plugin}/{plugin}", {"run": run, "tag": tag, "sample": str(n)})
            for run in sorted(tags)
            for tag, what in sorted(tags[run].items())
            for n in range(what["samples"])
        )
        entries = [entry for entries in lists for entry in entries]
        board.all_files(
            (f"plugin/{plugin}/{one}", dict(parse_qsl(entry["query"])))
            for entry in entries
        )


def _graphs(board: Recording) -> None:
    """Each graph. A Keras graph also answers for the op graph that is not there.

    The front end asks for an op graph first, and shows an error where there is none.
    """
    path = "plugin/graphs/graph"
    for run, what in board.json("plugin/graphs/info").items():
        if what["run_graph"]:
            board.text(path, {"run": run, "conceptual": "false"})
        for tag, has in what["tags"].items():
            ops = {"run": run, "tag": tag, "conceptual": "false"}
            if has["op_graph"]:
                board.text(path, ops)
            if has["conceptual_graph"]:
                keras = ops | {"conceptual": "true"}
                board.text(path, keras)
                board.answers.setdefault(
                    key(path, ops), board.answers[key(path, keras)]
                )
            if has["profile"]:
                board.text("plugin/graphs/run_metadata", {"run": run, "tag": tag})


def _hparams(board: Recording) -> dict[str, Any]:
    """The experiment, and all its session groups, unfiltered."""
    experiment = {"experimentName": "", "hparamsLimit": 0}
    groups = {
        "experimentName": "",
        "allowedStatuses": [f"STATUS_{status}" for status in STATUSES],
        "colParams": [],
        "startIndex": 0,
        "sliceSize": ROWS,
    }
    path = "plugin/hparams"
    return {
        name: json.loads(board.ask(f"{path}/{name}", body=json.dumps(body))[1])
        for name, body in (("experiment", experiment), ("session_groups", groups))
    }


def _projector(board: Recording) -> None:
    """The embeddings with their labels and images."""
    path = "plugin/projector"
    for run in board.json(f"{path}/runs"):
        info = board.json(f"{path}/info", {"run": run})
        for embedding in info["embeddings"]:
            query = {"run": run, "name": embedding["tensorName"]}
            board.all_files([(f"{path}/tensor", query)])
            if embedding.get("metadataPath"):
                board.text(f"{path}/metadata", query)
            if embedding.get("bookmarksPath"):
                board.text(f"{path}/bookmarks", query)
            if embedding.get("sprite", {}).get("imagePath"):
                board.all_files([(f"{path}/sprite_image", query)])
