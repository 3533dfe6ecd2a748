"""What a fence may ask of a dashboard, and where the dashboard then is."""

import pytest

from sitekit.checkout.problems import Problem
from sitekit.tensorboard import dashboards
from sitekit.tensorboard.dashboards import Dashboard
from tests.sitekit.miniature import Guide


@pytest.mark.parametrize(
    ("options", "what", "repair"),
    [
        ('dashboard="audio"', "no dashboard 'audio'", "scalars, text, timeseries"),
        ('dashboard="images" smoothing="0.5"', "no option 'smoothing'", "runs, tags"),
        ('view="table"', "no option 'view'", "smoothing"),
        ('dashboard="hparams" view="map"', 'view="map"', "parallel"),
        ('dashboard="graphs" graph="tree"', 'graph="tree"', "keras"),
        ('dashboard="projector" camera="1 2"', 'camera="1 2"', "0.45 0.9 1.6"),
        ('smoothing="2"', 'smoothing="2"', "0.6"),
        ('smoothing="1"', 'smoothing="1"', "below 1"),
        ('crop="1 2 3"', 'crop="1 2 3"', "main"),
        ('height="10"', 'height="10"', "800"),
        ('tags="("', "not a regular expression", "correct"),
        ('colour="red"', "unknown option 'colour'", "dashboard"),
        (".big", "unknown flag .big", ".frozen"),
    ],
)
def test_what_a_dashboard_cannot_do_is_told(
    guide: Guide, options: str, what: str, repair: str
) -> None:
    with pytest.raises(Problem) as caught:
        guide.scan(f'Text.\n\n```{{.tensorboard alt="x" {options}}}\n```\n')
    assert (caught.value.path, caught.value.line) == ("docs/page.md", 3)
    assert what in caught.value.what
    assert repair in caught.value.repair


def test_a_picture_needs_a_text_alternative(guide: Guide) -> None:
    with pytest.raises(Problem, match="text alternative"):
        guide.scan('```{.tensorboard dashboard="scalars"}\n```\n')


def test_settings_become_addresses() -> None:
    options = {"tags": "a&b", "runs": "^x/", "smoothing": "0.6"}
    scalars = Dashboard({**options, "dashboard": "scalars"}, False).address
    assert scalars.startswith("/?forceSVG=true#")
    fragment = "#scalars&regexInput=%5Ex%2F&tagFilter=a%26b&_smoothingWeight=0.6"
    assert scalars.endswith(fragment)
    timeseries = Dashboard({**options, "dashboard": "timeseries"}, False).address
    query = "runFilter=%5Ex%2F&tagFilter=a%26b&smoothing=0.6#timeseries"
    assert timeseries.endswith(query)


def test_every_dashboard_knows_when_it_is_ready() -> None:
    assert len(dashboards.KINDS) == 11
    for dashboard in dashboards.KINDS.values():
        assert dashboard.ready and dashboard.main
