"""From a fence to two pictures; on a page, all pictures are taken at its end."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tensorboard.compat.proto.summary_pb2 import DATA_CLASS_BLOB_SEQUENCE, Summary
from tensorboard.compat.proto.types_pb2 import DT_STRING
from tensorboard.plugins.histogram.summary_v2 import histogram_pb
from tensorboard.plugins.scalar.summary_v2 import scalar_pb

from sitekit.checkout import sealed
from sitekit.checkout.problems import Problem
from sitekit.records.outputs import Missing, Photograph
from sitekit.records.store import find_record
from sitekit.run.engine import Engine
from sitekit.run.page_run import PageRun
from sitekit.run.results import Result
from sitekit.scan.model import Page
from sitekit.scan.pages import scan_page
from sitekit.tensorboard import browser, camera, photographs
from sitekit.tensorboard.dashboards import Dashboard
from sitekit.tensorboard.exposures import Exposure
from sitekit.tensorboard.photographs import Developed, Photographer
from sitekit.tensorboard.pictures import NothingThere, PhotographFailed, Picture
from sitekit.tensorboard.server import ServerFailed
from sitekit.tensorboard.tab import Shot
from tests.sitekit.miniature import Guide
from tests.sitekit.tensorboard.test_events import write


def curve(loss: float = 1.0) -> list[Summary]:
    return [scalar_pb("loss", loss / (1 + step)) for step in range(9)]


def log(guide: Guide, *, when: float = 1.0, loss: float = 1.0) -> None:
    """What the blocks of a page would have logged."""
    name = f"events.out.tfevents.{when:.0f}.host.v2"
    write(guide.outside / "logs/train" / name, *curve(loss), start=when)
    weights = histogram_pb("weights", [1.0, 2.0, 4.0])
    write(guide.outside / "logs/other" / name, weights, start=when)


def page(guide: Guide, *options: str) -> Page:
    fences = [f'```{{.tensorboard alt="x" {each}}}\n```\n' for each in options]
    return guide.scan("Text.\n\n" + "\n".join(fences))


def expose(guide: Guide, *options: str) -> list[Exposure]:
    found = list(guide.outside.parent.glob("copies-*"))
    folder = guide.outside.parent / f"copies-{len(found)}"
    return [
        photographs.expose(
            block, block.content, guide.outside, folder / str(block.number)
        )
        for block in page(guide, *options).blocks
        if isinstance(block.content, Dashboard)
    ]


@pytest.mark.parametrize(
    ("options", "what", "repair"),
    [
        ('logdir="nowhere"', "wrote no events to 'nowhere'", "use one of: logs"),
        ('dashboard="images"', "has nothing for 'images'", "histograms, scalars"),
        ('runs="^other"', 'no run with scalars matches runs="^other"', "run train"),
        ('tags="accuracy"', 'no tag of scalars matches tags="accuracy"', "train: loss"),
        ('dashboard="graphs"', "has nothing for 'graphs'", "scalars"),
    ],
)
def test_what_the_log_does_not_hold_is_told(
    guide: Guide, options: str, what: str, repair: str
) -> None:
    log(guide)
    with pytest.raises(Problem) as caught:
        expose(guide, options)
    assert (caught.value.path, caught.value.line) == ("docs/page.md", 3)
    assert what in caught.value.what
    assert repair in caught.value.repair


def test_any_run_with_scalars_can_be_chosen_for_a_layout(guide: Guide) -> None:
    log(guide)
    layout = Summary()
    value = layout.value.add(tag="custom_scalars__config__")
    value.metadata.plugin_data.plugin_name = "custom_scalars"
    write(guide.outside / "logs/other/events.out.tfevents.2.host.v2", layout)
    assert expose(guide, 'dashboard="custom_scalars" runs="train"')
    with pytest.raises(Problem) as caught:
        expose(guide, 'dashboard="custom_scalars" runs="other"')
    assert 'runs="other"' in caught.value.what
    assert "run train: loss" in caught.value.repair


def test_a_log_is_kept_as_it_stands_when_its_block_comes(guide: Guide) -> None:
    log(guide)
    (before,) = expose(guide, "")
    log(guide, when=2.0)
    (after,) = expose(guide, "")
    assert before.log.digest != after.log.digest
    assert len(list(before.folder.rglob("events.*"))) == 2


class Studio:
    """Stands in for TensorBoard and the browser; counts what they are asked for."""

    def __init__(self) -> None:
        self.servers = 0
        self.shots: list[Shot] = []
        light, dark = (Picture(data, 1280, 800) for data in (b"light", b"dark"))
        self.result: camera.Pictures | Exception = (light, dark)

    @contextmanager
    def serving(self, directory: Path, logdir: str) -> Iterator[str]:
        assert (directory / logdir).is_dir()
        self.servers += 1
        yield f"http://127.0.0.1:{self.servers}"

    def take(self, shots: list[Shot]) -> list[camera.Pictures | Exception]:
        self.shots += shots
        return [self.result for _ in shots]


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Studio:
    made = Studio()
    monkeypatch.setattr(photographs, "serving", made.serving)
    monkeypatch.setattr(camera, "take", made.take)
    monkeypatch.setattr(browser, "version", lambda: "Chromium 1")
    return made


def test_all_pictures_of_a_page_are_taken_together(
    guide: Guide, studio: Studio
) -> None:
    log(guide)
    exposures = expose(guide, "", 'dashboard="histograms"', 'dashboard="timeseries"')
    developed = photographs.develop(guide.settings, exposures)
    assert studio.servers == 1
    assert len(studio.shots) == 3
    made = developed[1]
    assert isinstance(made, Developed)
    assert made.light.endswith("-light.webp")
    assert made.dark.endswith("-dark.webp")
    assert (made.width, made.height) == (1280, 800)
    assert sorted(made.files) == sorted([made.light, made.dark])


def test_a_picture_is_taken_again_only_when_something_changed(
    guide: Guide, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*options: str, fresh: bool = False) -> int:
        before = len(studio.shots)
        developed = photographs.develop(
            guide.settings, expose(guide, *options), fresh=fresh
        )
        assert not any(isinstance(each, Exception) for each in developed.values())
        return len(studio.shots) - before

    log(guide)
    assert taken("", 'dashboard="histograms"') == 2
    assert taken("", 'dashboard="histograms"') == 0
    assert taken('tags="loss"', 'dashboard="histograms"') == 1
    assert taken("", fresh=True) == 1
    (guide.outside / "logs/train/events.out.tfevents.1.host.v2").unlink()
    log(guide, when=7.0)  # the same training at another time
    (guide.outside / "logs/other/events.out.tfevents.1.host.v2").unlink()
    assert taken("") == 0
    log(guide, when=7.0, loss=2.0)
    assert taken("") == 1
    monkeypatch.setattr(browser, "version", lambda: "Chromium 2")
    assert taken("") == 1
    monkeypatch.setattr(browser, "FLAGS", (*browser.FLAGS, "--other"))
    assert taken("") == 1
    monkeypatch.setattr("importlib.metadata.version", lambda name: "3.0")
    assert taken("") == 1
    assert taken("") == 0


def test_a_damaged_picture_is_taken_again(guide: Guide, studio: Studio) -> None:
    log(guide)
    exposures = expose(guide, "")
    photographs.develop(guide.settings, exposures)
    (kept,) = (guide.root / ".cache/photographs").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    photographs.develop(guide.settings, exposures)
    assert len(studio.shots) == 2


def test_an_empty_chart_is_the_pages_fault(guide: Guide, studio: Studio) -> None:
    log(guide)
    studio.result = NothingThere("nothing is drawn")
    (made,) = photographs.develop(guide.settings, expose(guide, "")).values()
    assert isinstance(made, Problem)
    assert (made.path, made.line) == ("docs/page.md", 3)
    assert "nothing is drawn" in made.what
    assert "run train: loss" in made.repair


def run(guide: Guide, text: str, preview: bool = False) -> tuple[list[Result], PageRun]:
    """Runs a page with a photographer."""
    scanned = guide.scan(text)
    engine = Engine(guide.settings, Photographer(guide.settings, preview=preview))
    results: dict[int, Result] = {}
    made = PageRun(
        engine.settings, engine.servers, engine.photographer, engine.watch, scanned
    )
    try:
        made.run(lambda block, result: results.update({block.number: result}))
    finally:
        made.close()
        engine.close()
    return [results[number] for number in range(len(scanned.blocks))], made


def training(guide: Guide) -> str:
    log(guide)
    source = str(guide.outside / "logs")
    return f"```python\nimport shutil\n_ = shutil.copytree({source!r}, 'logs')\n```\n\n"


SHOT = '```{.tensorboard alt="x"}\n```\n\n'


def test_a_page_gets_its_pictures_when_it_has_passed(
    guide: Guide, studio: Studio
) -> None:
    text = training(guide) + SHOT + "```python\nprint('after')\n```\n\n" + SHOT
    results, _ = run(guide, text)
    assert [result.status for result in results] == ["passed"] * 4
    assert isinstance(results[1].outputs[0], Photograph)
    assert len(studio.shots) == 1  # the log is the same at both blocks
    record = guide.record()
    assert record
    assert [len(entry.outputs) for entry in record.body.blocks] == [0, 1, 1, 1]
    assert len(record.assets) == 4


def test_a_page_that_fails_is_not_photographed(guide: Guide, studio: Studio) -> None:
    results, _ = run(guide, training(guide) + SHOT + "```python\n1 / 0\n```\n")
    assert [result.status for result in results] == ["passed", "not run", "failed"]
    assert studio.shots == []


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("serving", ServerFailed("TensorBoard did not start")),
        ("take", PhotographFailed("the browser was closed")),
        ("write", OSError(28, "No space left on device")),
        ("version", browser.NoBrowser("no Chrome or Chromium was found")),
    ],
)
def test_a_failing_machine_leaves_the_last_good_record(
    guide: Guide,
    studio: Studio,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    error: Exception,
) -> None:
    text = training(guide) + SHOT
    run(guide, text)
    assert guide.record()

    def fail(*args: Any) -> Any:
        raise error

    for file in (guide.root / ".cache/photographs").iterdir():
        file.unlink()
    if call == "take":
        studio.result = error
    else:
        module = {"serving": photographs, "write": sealed, "version": browser}[call]
        monkeypatch.setattr(module, call, fail)
    results, made = run(guide, text)
    assert [result.status for result in results] == ["passed", "failed"]
    assert str(error.args[-1]) in results[1].failure.what
    assert (results[1].failure.path, results[1].failure.line) == ("docs/page.md", 6)
    assert made.failure is made.excuse
    assert guide.record()
    assert list((guide.root / ".cache/photographs").iterdir()) == []


def test_a_run_without_a_photographer_says_so(guide: Guide) -> None:
    ran = guide.prove(SHOT)
    assert ran.statuses == ["failed"]
    assert "takes no photographs" in ran.failure.what


def test_the_same_events_give_the_same_pictures(guide: Guide) -> None:
    """The whole way, with TensorBoard and a browser, on two days."""
    options = ('tags="loss"', 'dashboard="timeseries"', 'dashboard="histograms"')
    log(guide)
    first = photographs.develop(guide.settings, expose(guide, *options))
    for file in guide.outside.rglob("events.*"):
        file.unlink()
    log(guide, when=1_800_000_000.0)
    again = photographs.develop(guide.settings, expose(guide, *options), fresh=True)
    assert first == again
    for made in first.values():
        assert isinstance(made, Developed)
        light, dark = (
            Image.open(io.BytesIO(made.files[name])).convert("L")
            for name in (made.light, made.dark)
        )
        assert light.size == dark.size == (2560, 1600)
        middle = [image.getpixel((2200, 1500)) for image in (light, dark)]
        assert middle[0] > 200 and middle[1] < 100


def test_cards_with_histograms_and_images_come_to_rest(guide: Guide) -> None:
    """Drawn by the emulated GPU, they flickered by a grey level."""
    log(guide)
    packed = io.BytesIO()
    Image.effect_noise((64, 64), 60).save(packed, "png")
    weights = [histogram_pb("weights", [0.1 * i**2 for i in range(n)]) for n in (9, 99)]
    write(guide.outside / "logs/cards/events.out.tfevents.1.host.v2", *weights)
    image = Summary()
    value = image.value.add(tag="noise")
    value.metadata.plugin_data.plugin_name = "images"
    value.metadata.data_class = DATA_CLASS_BLOB_SEQUENCE
    value.tensor.dtype = DT_STRING
    value.tensor.tensor_shape.dim.add(size=3)
    value.tensor.string_val.extend([b"64", b"64", packed.getvalue()])
    write(guide.outside / "logs/cards/events.out.tfevents.2.host.v2", image)
    options = 'dashboard="timeseries" tags="noise|weights" height="1100"'
    first = photographs.develop(guide.settings, expose(guide, options))
    assert all(isinstance(each, Developed) for each in first.values())
    assert photographs.develop(guide.settings, expose(guide, options), True) == first


def test_a_preview_without_a_browser_says_which_pictures_are_missing(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def find() -> str:
        raise browser.NoBrowser("no Chrome or Chromium was found")

    monkeypatch.setattr(browser, "find", find)
    results, _ = run(guide, training(guide) + SHOT, preview=True)
    assert isinstance(results[1].outputs[0], Missing)
    assert (
        "docs/page.md:6: the picture of scalars is missing" in capsys.readouterr().out
    )
    # The preview shows the page with a note; nothing that is published does.
    scanned = scan_page(guide.settings, "docs/page.md")
    assert find_record(guide.settings, scanned, preview=True)
    assert guide.record() is None
    done = guide.build()
    assert done.returncode != 0
    assert "docs/page.md" in done.stdout
