"""A picture counts only when its dashboard is finished."""

from itertools import count
from types import SimpleNamespace

import pytest

from sitekit.tensorboard import tab
from sitekit.tensorboard.pictures import NothingThere, PhotographFailed
from tests.patience import PATIENCE
from tests.sitekit.tensorboard.test_camera import refused, serving, shoot


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that come after so many looks, however long these take."""
    looks = count(step=PATIENCE / 40)
    clock = SimpleNamespace(monotonic=lambda: next(looks))
    monkeypatch.setattr(tab, "time", clock)
    monkeypatch.setattr(tab, "PICTURE_SECONDS", PATIENCE)
    monkeypatch.setattr(tab, "EMPTY_SECONDS", PATIENCE / 8)


def test_a_cut_outside_of_the_window_is_told() -> None:
    with serving("draw()") as address:
        assert "outside" in refused(shoot(address, crop="0 900 9 9"), NothingThere)


SPINNER = "draw(); document.body.append(document.createElement('mat-spinner'))"


STYLE = "; document.body.lastChild.style = 'display: block; width: 9px; height: 9px'"


RESTLESS = "draw(); setInterval(() => (main.prepend(String(performance.now()))), 40)"


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("script", "kind", "why"),
    [
        ("", NothingThere, "nothing is drawn"),
        ("draw().then(() => main.prepend(svg()))", NothingThere, "is empty"),
        (SPINNER + STYLE, PhotographFailed, "mat-spinner is spinning"),
        (RESTLESS, PhotographFailed, "keeps changing"),
        ("draw(); document.body.style.opacity = 0", PhotographFailed, "blank"),
    ],
)
def test_what_is_not_finished_is_refused(
    script: str, kind: type[Exception], why: str
) -> None:
    with serving(script) as address:
        assert why in refused(shoot(address), kind)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(("tags", "is_told"), [("LOSS", True), ("recall", False)])
def test_a_category_that_opens_by_itself_may_be_empty(tags: str, is_told: bool) -> None:
    empty = "draw().then(() => (main.prepend(svg()), main.firstChild.tag = 'my_loss'))"
    with serving(empty) as address:
        result = shoot(address, tags=tags)
    if is_told:
        assert "chart of my_loss is empty" in refused(result, NothingThere)
    else:
        assert isinstance(result, tuple)
