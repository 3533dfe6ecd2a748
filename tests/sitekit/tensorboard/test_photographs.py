"""What a dashboard's block may ask for; the pictures are tested on the pages."""

import pytest

from sitekit.problems import Problem
from sitekit.tensorboard import photographs
from tests.sitekit.miniature import Guide


@pytest.mark.parametrize(
    ("options", "what", "repair"),
    [
        ('alt="x" dashboard="images"', "no dashboard 'images'", "scalars"),
        ("", "needs an alt text", "alt="),
        ('alt="x"', "wrote no events to 'logs'", "runs"),
        ('alt="x" logdir="nowhere"', "wrote no events to 'nowhere'", "runs"),
    ],
)
def test_what_cannot_be_photographed_is_told(
    guide: Guide, options: str, what: str, repair: str
) -> None:
    page = guide.scan(f"Text.\n\n```{{.tensorboard {options}}}\n```\n")
    events = guide.outside / "runs/train/events.out.tfevents.1"
    events.parent.mkdir(parents=True)
    events.touch()
    with pytest.raises(Problem) as caught:
        photographs.take(guide.settings, page.blocks[0], guide.outside)
    assert (caught.value.path, caught.value.line) == ("docs/page.md", 3)
    assert what in caught.value.what
    assert repair in caught.value.repair


def test_a_run_without_a_photographer_says_so(guide: Guide) -> None:
    ran = guide.prove('```{.tensorboard alt="x"}\n```\n')
    assert ran.statuses == ["failed"]
    assert "takes no photographs" in ran.failure.what
