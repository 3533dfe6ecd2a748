"""TensorBoard's dashboards: their addresses, and what a finished one shows.

One entry for each; the steps that a dashboard needs before its picture are in
`camera.js`, under its name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from sitekit.checkout.sources import Excerpt

WIDTH, HEIGHT = 1280, 800
EVERYWHERE = {"logdir", "dashboard", "crop", "height"}
DEFAULTS = {"logdir": "logs", "dashboard": "scalars", "smoothing": "0"}
FILTERS = {"runs", "tags"}
VIEWS = {
    "table": "table-view",
    "parallel": "parallel-coords-view",
    "scatter": "scatter-plot-matrix-view",
}
GRAPHS = {"keras": "conceptual_graph", "op": "op_graph"}


@dataclass(frozen=True)
class Kind:
    """What the photographer has to know about one of TensorBoard's dashboards.

    Attributes:
        ready: The elements that a chart consists of, as a CSS selector: one that is
            drawn shows that the dashboard has something to show.
        main: The part without the settings, for `crop="main"`.
        options: What a fence may say, beyond what it may say for each dashboard.
        text: What the ready element says.
        chart: The charts, of which none in sight may be empty.
        lossless: Whether its picture has few colours, and is kept to the pixel.
        query: Settings that stand ahead of the `#`, by option.
        fragment: Settings behind it, by option.
    """

    ready: str
    main: str
    options: frozenset[str] = frozenset()
    text: str = ""
    chart: str = ""
    lossless: bool = True
    query: tuple[tuple[str, str], ...] = ()
    fragment: tuple[tuple[str, str], ...] = ()


LAYOUT = "tf-dashboard-layout #center"
CHART = "vz-line-chart2"
LINES = f"{CHART} svg path.line, {CHART} svg path.symbol"
RUNS = ("runs", "regexInput")
TAGS = ("tags", "tagFilter")
SMOOTHING = ("smoothing", "_smoothingWeight")

KINDS = {
    "timeseries": Kind(
        ready="scalar-card line-chart svg path, histogram-card path, image-card img",
        main="metrics-main-view",
        options=frozenset({*FILTERS, "smoothing"}),
        query=(("runs", "runFilter"), TAGS, ("smoothing", "smoothing")),
    ),
    "scalars": Kind(
        ready=LINES,
        main=LAYOUT,
        chart=CHART,
        options=frozenset({*FILTERS, "smoothing"}),
        fragment=(RUNS, TAGS, SMOOTHING),
    ),
    "custom_scalars": Kind(
        ready=LINES,
        main=LAYOUT,
        chart=CHART,
        options=frozenset({"runs", "smoothing"}),
        fragment=(RUNS, SMOOTHING),
    ),
    "images": Kind(
        ready="tf-image-loader img",
        main=LAYOUT,
        options=frozenset(FILTERS),
        fragment=(RUNS, TAGS),
    ),
    "graphs": Kind(
        ready="tf-graph-scene g.node",
        main="tf-graph-board",
        options=frozenset({"graph", "run", "expand"}),
    ),
    "distributions": Kind(
        ready="vz-distribution-chart svg path.area",
        main=LAYOUT,
        options=frozenset(FILTERS),
        lossless=False,
        fragment=(RUNS, TAGS),
    ),
    "histograms": Kind(
        ready="vz-histogram-timeseries svg .histogram path",
        main=LAYOUT,
        options=frozenset(FILTERS),
        lossless=False,
        fragment=(RUNS, TAGS),
    ),
    "text": Kind(
        ready="tf-text-loader .step-value",
        main=LAYOUT,
        options=frozenset(FILTERS),
        fragment=(RUNS, TAGS),
    ),
    "pr_curves": Kind(
        ready=LINES,
        main=LAYOUT,
        chart=CHART,
        options=frozenset(FILTERS),
        fragment=(RUNS, TAGS),
    ),
    "hparams": Kind(
        ready="tf-hparams-table-view vaadin-grid-cell-content .table-cell, "
        "tf-hparams-parallel-coords-plot svg path, "
        "tf-hparams-scatter-plot-matrix-plot svg circle",
        main="tf-hparams-sessions-pane",
        options=frozenset({"view"}),
    ),
    "projector": Kind(
        ready="#total-variance",
        main="vz-projector #scatter",
        options=frozenset({"camera", "run"}),
        text="Total variance described",
        lossless=False,
    ),
}

OPTIONS = EVERYWHERE.union(*(one.options for one in KINDS.values()))
FLAGS = frozenset({"frozen"})

_NUMBER = r"-?\d+(?:\.\d+)?"
FORMS = {
    "smoothing": (re.compile(r"0(?:\.\d+)?"), '"0.6" (from 0 to below 1)'),
    "height": (re.compile(r"[3-9]\d\d|[1-3]\d{3}"), '"800" (from 300 to 3999)'),
    "crop": (re.compile(r"main|\d+ \d+ [1-9]\d* [1-9]\d*"), '"main" or "0 64 800 400"'),
    "view": (re.compile("|".join(VIEWS)), '"table", "parallel" or "scatter"'),
    "graph": (re.compile("|".join(GRAPHS)), '"keras" or "op"'),
    "camera": (
        re.compile(rf"(?:{_NUMBER} ){{2}}{_NUMBER}(?:(?: {_NUMBER}){{3}})?"),
        '"0.45 0.9 1.6" (its place; then, if you like, what it looks at)',
    ),
}


@dataclass(frozen=True)
class Dashboard:
    """What a fence asks of TensorBoard.

    Attributes:
        options: What its header says, with what holds where it is silent.
        is_frozen: Whether its log can be opened from the page.
    """

    options: Mapping[str, str]
    is_frozen: bool

    @property
    def name(self) -> str:
        """Which dashboard it is."""
        return self.options["dashboard"]

    @property
    def kind(self) -> Kind:
        """What the photographer has to know about it."""
        return KINDS[self.name]

    @property
    def logdir(self) -> str:
        """Where its log lies, relative to the page's working directory."""
        return self.options["logdir"]

    @property
    def address(self) -> str:
        """Its address, relative to the server's."""
        query = ["forceSVG=true", *_pairs(self.kind.query, self.options)]
        fragment = [self.name, *_pairs(self.kind.fragment, self.options)]
        return f"/?{'&'.join(query)}#{'&'.join(fragment)}"


def read_dashboard(excerpt: Excerpt) -> Dashboard:
    """Reads what a fence asks for, as far as it can be told without a log.

    Raises:
        Problem: There is no such dashboard, or it has no such setting.
    """
    if excerpt.code.strip():
        what = "a dashboard takes everything from its header, "
        what += "but there is text in the block"
        raise excerpt.problem(what, "delete the text")
    options = {k: v for k, v in excerpt.header.items() if k in OPTIONS}
    name = options.get("dashboard", DEFAULTS["dashboard"])
    if name not in KINDS:
        known = ", ".join(sorted(KINDS))
        raise excerpt.problem(f"there is no dashboard {name!r}", f"use one of: {known}")
    allowed = sorted(KINDS[name].options | EVERYWHERE)
    for key, value in options.items():
        if key not in allowed:
            what = f"the dashboard {name!r} has no option {key!r}"
            raise excerpt.problem(what, "use one of: " + ", ".join(allowed))
        pattern, example = FORMS.get(key, (None, ""))
        if pattern and not pattern.fullmatch(value):
            what = f'{key}="{value}" is not valid'
            raise excerpt.problem(what, f"write {key}={example}, for example")
        if key in FILTERS:
            try:
                re.compile(value)
            except re.error as error:
                what = f'{key}="{value}" is not a regular expression: {error}'
                raise excerpt.problem(
                    what, 'correct it; ".*" matches anything'
                ) from None
    return Dashboard({**DEFAULTS, **options}, "frozen" in excerpt.flags)


def _pairs(names: tuple[tuple[str, str], ...], given: Mapping[str, str]) -> list[str]:
    return [f"{key}={quote(given[o], safe='')}" for o, key in names if o in given]
