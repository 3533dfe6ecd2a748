"""Exposures: what a block photographs, kept as it stands when its turn comes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from sitekit.checkout.sources import Excerpt
from sitekit.tensorboard.dashboards import GRAPHS, VIEWS, Dashboard
from sitekit.tensorboard.events import EVENTS, Log, settle

# What a dashboard's step in `camera.js` is told.
Settings = Mapping[str, object]
Refuse = Callable[[str], NoReturn]


@dataclass(frozen=True)
class Exposure:
    """A block with the log that it photographs.

    Attributes:
        excerpt: The block.
        dashboard: What it asks for.
        folder: Where the settled log directory lies, under its own name.
        log: The log, as it stood when the block's turn came.
        settings: What the dashboard's step is told.
    """

    excerpt: Excerpt
    dashboard: Dashboard
    folder: Path
    log: Log
    settings: Settings


def expose(
    excerpt: Excerpt, dashboard: Dashboard, directory: Path, folder: Path
) -> Exposure:
    """Copies the log of a block, and checks that it holds what the block shows.

    Args:
        excerpt: A `tensorboard` block.
        dashboard: What it asks for.
        directory: The page's working directory, where its events lie.
        folder: An empty directory for the copy.

    Raises:
        Problem: The block asks for something that is not there.
    """
    logs = directory / dashboard.logdir
    if not any(logs.rglob(EVENTS)):
        there = sorted(
            {
                file.relative_to(directory).parts[0]
                for file in directory.rglob(EVENTS)
                if file.parent != directory
            }
        )
        raise excerpt.problem(
            f"the blocks above wrote no events to {dashboard.logdir!r}",
            "use one of: " + (", ".join(there) or "none: log something first"),
        )
    log = settle(logs, folder / dashboard.logdir)
    settings = _settings(excerpt, dashboard, log)
    return Exposure(excerpt, dashboard, folder, log, settings)


def _settings(excerpt: Excerpt, dashboard: Dashboard, log: Log) -> Settings:
    """What a dashboard's step is told; checks that the log has it.

    Raises:
        Problem: The log has nothing of that kind.
    """
    name, options = dashboard.name, dashboard.options

    def refuse(what: str) -> NoReturn:
        repair = f"correct the option, or log it in a block above; {log.holds(name)}"
        raise excerpt.problem(what, repair)

    if name == "custom_scalars" and name in log.tags:
        name = "scalars"  # one run holds the layout; it lays out the scalars of all
    found = log.tags.get(name)
    if not found:
        refuse(f"the log {dashboard.logdir!r} has nothing for {name!r}")
    if name == "graphs":
        return _graph(options, log, refuse)
    runs = {run for run in found if re.search(options.get("runs", ""), run)}
    if not runs:
        refuse(f'no run with {name} matches runs="{options["runs"]}"')
    pattern = re.compile(options.get("tags", ""), re.IGNORECASE)
    if not any(pattern.search(tag) for run in runs for tag in found[run]):
        refuse(f'no tag of {name} matches tags="{options["tags"]}"')
    if name == "hparams":
        return {"view": VIEWS[options.get("view", "table")]}
    if name == "projector":
        run = options.get("run", min(found))
        if run not in found:
            refuse(f"there is no embedding in the run {run!r}")
        camera = [float(number) for number in options.get("camera", "").split()]
        return {"run": run, "camera": camera}
    return {}


def _graph(options: Mapping[str, str], log: Log, refuse: Refuse) -> Settings:
    """Chooses the graph that a block asks for."""
    for kind in [options["graph"]] if "graph" in options else ["keras", "op"]:
        for run, tag in log.graphs[kind]:
            if options.get("run", run) == run:
                expand = options.get("expand", "").split()
                return {"run": run, "tag": tag, "kind": GRAPHS[kind], "expand": expand}
    kind = options.get("graph", "")
    where = f" in the run {options['run']!r}" if "run" in options else ""
    refuse(f"there is no {kind} graph{where}".replace("  ", " "))
