"""Measures where the seconds go, as ratios within one run; and Lighthouse's scores.

Nothing here is asserted: machines are noisy. The goals stand next to the results.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

import yaml

from sitekit.checkout.settings import ROOT, load
from sitekit.commands import lighthouse, tensorboard_bench
from sitekit.records.library import Library
from sitekit.scan.addresses import url
from sitekit.scan.model import Page

REPEATS = 5
PAGE = "docs/notes/padding.md"
SNIPPET = "snippets/notes/padding.py"
PLAIN_DROPS = ("hooks", "nav")


def timed(command: list[str], cwd: Path) -> float:
    """Seconds that a command takes; its output is dropped, unless it fails.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    variables = dict(os.environ, NO_MKDOCS_2_WARNING="1")
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, env=variables, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        done.check_returncode()
    return seconds


def report(name: str, ratio: float, goal: str, details: str) -> None:
    """Prints one ratio."""
    print(f"{name}\n    {ratio:.2f}  (goal: {goal})\n    {details}\n", flush=True)


def cold() -> None:
    """A run of all pages, against one import and the pages' own compute."""
    preload = load().environments["default"].preload
    importing = timed([sys.executable, "-c", f"import {', '.join(preload)}"], ROOT)
    fresh = [sys.executable, "-m", "pytest", "-q", "--fresh", "docs", "snippets/labs"]
    wall = timed(fresh, ROOT)
    library = Library.read(load())
    pages = [library.record(page) for page in library.pages.values() if page.runs]
    compute = sum(record.body.seconds for record in pages)
    cores = os.cpu_count() or 1
    report(
        "A cold run of all pages / (one import + the pages' seconds over the cores)",
        wall / (importing + compute / cores),
        "at most 1.25",
        f"{wall:.1f} s / ({importing:.1f} s + {compute:.1f} s / {cores})",
    )


def unchanged() -> None:
    """Deciding that nothing changed and weaving, against plain MkDocs."""
    with tempfile.TemporaryDirectory() as folder:
        plain = _plain_checkout(Path(folder))
        ours, theirs = [], []
        for _ in range(REPEATS):
            build = [sys.executable, "-m", "mkdocs", "build", "--strict"]
            ours.append(timed([*build, "--site-dir", f"{folder}/ours"], ROOT))
            build = [sys.executable, "-m", "mkdocs", "build"]
            theirs.append(timed([*build, "--site-dir", f"{folder}/theirs"], plain))
    report(
        "A build when nothing changed / plain MkDocs on the same pages",
        median(a / b for a, b in zip(ours, theirs, strict=True)),
        "at most 1.2",
        f"medians {median(ours):.2f} s / {median(theirs):.2f} s, {REPEATS} pairs",
    )


def _plain_checkout(folder: Path) -> Path:
    """The same pages for MkDocs without our extension and hooks."""
    plain = folder / "plain"
    shutil.copytree(ROOT / "docs", plain / "docs")
    shutil.copytree(ROOT / "snippets", plain / "snippets")
    shutil.copytree(ROOT / ".cache" / "labs", plain / "docs", dirs_exist_ok=True)
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = yaml.load(text, Loader=_Tags)
    for name in PLAIN_DROPS:
        config.pop(name, None)
    extensions = config["markdown_extensions"]
    config["theme"].pop("custom_dir")
    config["plugins"] = [_plain(plugin) for plugin in config["plugins"]]
    config["markdown_extensions"] = [
        "pymdownx.superfences"
        if isinstance(entry, dict) and "pymdownx.superfences" in entry
        else entry
        for entry in extensions
        if entry != "sitekit.skins.markdown_extension" and not _has_tags(entry)
    ]
    # Includes, as plain MkDocs has them: the same code has to be highlighted.
    snippets = {"base_path": ["snippets"], "check_paths": True}
    config["markdown_extensions"].append({"pymdownx.snippets": snippets})
    (plain / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return plain


class _Tags(yaml.SafeLoader):
    """Reads mkdocs.yml without resolving its Python names."""


_Tags.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: "a Python name")


def _plain(plugin: object) -> object:
    """A plugin without the options that are Python names."""
    if not isinstance(plugin, dict):
        return plugin
    return {
        name: {k: v for k, v in options.items() if v != "a Python name"}
        for name, options in plugin.items()
    }


def _has_tags(entry: object) -> bool:
    return "a Python name" in str(entry) and "superfences" not in str(entry)


def preview() -> None:
    """From saving a snippet to the new output in the served page."""
    snippet = ROOT / SNIPPET
    before = snippet.read_text("utf-8")
    command = [sys.executable, "-m", "sitekit", "serve"]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=dict(os.environ, NO_MKDOCS_2_WARNING="1", PYTHONUNBUFFERED="1"),
    )
    try:
        page = Library.read(load()).pages[PAGE]
        address = _address(server) + url(page)
        waits = [_save(snippet, before, number, address) for number in range(4)]
    finally:
        snippet.write_text(before, "utf-8")
        server.terminate()
        server.wait()
    compute = _seconds(page)
    beyond = [wait - compute for wait in waits[1:]]  # the first one warms up
    report(
        "Seconds from saving a snippet to its new output, beyond the page's own",
        median(beyond),
        "at most 2 s",
        f"{', '.join(f'{wait:.2f} s' for wait in waits)}; the page: {compute:.2f} s",
    )


def _address(server: "subprocess.Popen[str]") -> str:
    assert server.stdout is not None
    for line in server.stdout:
        if "Serving on" in line:
            return line.split("Serving on", 1)[1].strip()
    raise RuntimeError("the preview did not start")


def _save(snippet: Path, before: str, number: int, address: str) -> float:
    mark = f"saved {number} {time.time_ns()}"
    line = f'print("{mark}")\n# --8<-- [end:first]'
    start = time.perf_counter()
    snippet.write_text(before.replace("# --8<-- [end:first]", line), "utf-8")
    output = '<pre class="sg-stream" tabindex="0">'
    while time.perf_counter() - start < 120:
        with urllib.request.urlopen(address, timeout=60) as answer:
            text = answer.read().decode("utf-8")
        if any(mark in part.split("</pre>")[0] for part in text.split(output)[1:]):
            return time.perf_counter() - start
        time.sleep(0.02)
    raise RuntimeError("the preview did not show the change")


def _seconds(page: Page) -> float:
    """What the page itself takes, from its newest record."""
    site = json.loads((ROOT / "site" / "proof.json").read_text("utf-8"))
    entry = next(entry for entry in site["pages"] if entry["page"] == page.path)
    return float(entry["seconds"])


def pictures() -> None:
    """Photographing and freezing the TensorBoard page's logs."""
    for line in tensorboard_bench.measure():
        report(*line)


def scores() -> None:
    """What Lighthouse says of the site, on a desktop and on a phone."""
    for line in lighthouse.measure(ROOT / "site"):
        print(line, flush=True)


MEASUREMENTS = {
    "cold": cold,
    "unchanged": unchanged,
    "preview": preview,
    "pictures": pictures,
    "lighthouse": scores,
}


def main() -> None:
    """Runs all measurements, or those that are named."""
    names = sys.argv[1:] or list(MEASUREMENTS)
    if unknown := [name for name in names if name not in MEASUREMENTS]:
        known = ", ".join(MEASUREMENTS)
        sys.exit(f"there is no measurement {unknown[0]!r}; there are: {known}")
    for name in names:
        if name in ("unchanged", "preview", "lighthouse"):
            site = [sys.executable, "-m", "sitekit", "site"]
            subprocess.run(site, cwd=ROOT, check=True, capture_output=True)
        MEASUREMENTS[name]()


if __name__ == "__main__":
    main()
