"""The gallery shows every picture of the site, with the code behind it."""

from bs4 import BeautifulSoup

from sitekit.overviews.gallery import gallery_page
from tests.sitekit.miniature import Guide

DRAWN = """\
# {title}

```python
class Square:
    def _repr_svg_(self):
        return '<svg viewBox="0 0 9 9"><path id="a" d="M0 0h9v9"/></svg>'
```

```{{.python alt="A square" caption="With `code`."}}
Square()
```
"""


def test_shows_the_pictures_of_all_pages(guide: Guide) -> None:
    guide.prove(DRAWN.format(title="One"), "chapter/one")
    guide.prove(DRAWN.format(title="Two"), "two")
    guide.prove("# Gallery\n\n```gallery\n```\n", "more/gallery")
    library = guide.library()

    html = gallery_page(library, library.pages["docs/more/gallery.md"], 0)

    soup = BeautifulSoup(html, "html.parser")
    cards = soup.select(".sg-card")
    assert [card.select_one("p a")["href"] for card in cards] == [
        "../../chapter/one/",
        "../../two/",
    ]
    assert [card.select_one("svg")["aria-label"] for card in cards] == ["A square"] * 2
    assert [card.select_one("pre").get_text() for card in cards] == ["Square()"] * 2
    ids = [element["id"] for element in soup.select("svg [id]")]
    assert len(set(ids)) == len(ids) == 2


def test_shows_diagrams_with_the_fence_that_draws_them(guide: Guide) -> None:
    fence = '{.diagram .animated size="5" kernel_size="4" alt="Four windows"}'
    guide.prove(f"# One\n\n```{fence}\n```\n", "one")
    guide.prove("# Gallery\n\n```gallery\n```\n", "gallery")
    library = guide.library()

    html = gallery_page(library, library.pages["docs/gallery.md"], 0)

    (card,) = BeautifulSoup(html, "html.parser").select(".sg-card")
    assert card.select_one("svg")["aria-label"] == "Four windows"
    assert card.select_one("pre").get_text() == f"```{fence}\n```"


def test_without_pictures_it_is_empty(guide: Guide) -> None:
    guide.prove("# Gallery\n\n```gallery\n```\n", "gallery")
    library = guide.library()

    html = gallery_page(library, library.pages["docs/gallery.md"], 0)

    assert BeautifulSoup(html, "html.parser").get_text() == ""
