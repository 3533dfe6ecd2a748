"""Study aids as HTML: whole without a script."""

from tests.sitekit.aids.test_quiz import prove
from tests.sitekit.miniature import Guide

SETUP = """\
```python
top = 0
sides = ["left", "right"]
```

```quiz
"""


GOOD = """\
question: How many rows stand above `{{ sides[0] }}`?
answer: top
stated: 0
why: There are {{ len(sides) }} sides.
wrong:
  1: One is too many.
  2: Two are more.
"""


def test_the_page_shows_it_whole_without_a_script(guide: Guide) -> None:
    from bs4 import BeautifulSoup

    ran = prove(guide, GOOD)
    soup = BeautifulSoup(guide.render(f"{SETUP}{GOOD}```\n"), "html.parser")
    form = soup.select_one("form.sg-quiz[data-block='1']")
    assert form.legend.get_text() == "How many rows stand above left?"
    radios = form.select("label.sg-choice input[type=radio]")
    assert [radio["value"] for radio in radios] == ["0", "1", "2"]
    assert {radio["name"] for radio in radios} == {form["data-aid"]}
    right = form.select_one("details.sg-answer p.sg-right")
    assert right["data-value"] == "0"
    assert right.get_text() == "0 There are 2 sides."
    reasons = form.select("details.sg-answer li.sg-reason")
    assert [reason["data-value"] for reason in reasons] == ["1", "2"]
    assert form["data-page"] == ran.page.name
    assert form["data-kind"] == "choice"
