"""The map: a picture of the graph whose boxes are links, and a list of all pages."""

import random
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.navigation import Chapter, Entry
from sitekit.overviews import course_map
from sitekit.overviews.course_map import map_page
from sitekit.overviews.prerequisites import Graph, read_prerequisites
from tests.sitekit.miniature import REPOSITORY, Guide
from tests.sitekit.overviews.test_prerequisites import GUIDE, write

CSS = REPOSITORY / "docs" / "assets" / "guide.css"
# What a guide of full size would have in its navigation.
TITLES = {
    "Start": ["Install and run", "How the pieces fit"],
    "Foundations": [
        "Tensors, shapes, dtypes",
        "Variables and automatic differentiation",
        "tf.function",
        "Random numbers and reproducibility",
    ],
    "High level": [
        "Keras",
        "Functional API",
        "Layers and their shapes",
        "Losses, logits, metrics",
        "Custom layers and train_step",
        "Preprocessing layers, FeatureSpace",
        "Text and sequences",
        "Images",
        "Transfer learning, honestly",
    ],
    "Data": [
        "tf.data",
        "tf.data performance",
        "TFRecord",
        "Examples and sequences",
        "Ragged and sparse tensors",
    ],
    "Training": [
        "fit, evaluate, predict, callbacks",
        "Overfitting and regularisation",
        "Custom training loop",
        "Imbalance and thresholds",
        "Hyper-parameter search",
    ],
    "Visualise": ["TensorBoard", "Projector, HParams, profiler"],
    "Save and serve": [
        "Saving",
        "Export and serve",
        "LiteRT, quantisation, ONNX",
        "Estimator, then and now",
    ],
    "Scale": ["Devices, memory, mixed precision", "Distribution"],
    "Notes": ["Notes on padding", "Internationalisation & <LOCALISATION> of MODELS"],
}
OUTSIDE = """() => {
  const found = [];
  const boxes = [...document.querySelectorAll(".sg-chart a")].map(link => {
    const box = link.querySelector("rect").getBoundingClientRect();
    for (const text of link.querySelectorAll("tspan")) {
      const r = text.getBoundingClientRect();
      if (r.left < box.left || r.right > box.right ||
          r.top < box.top || r.bottom > box.bottom) found.push(text.textContent);
    }
    return box;
  });
  boxes.forEach((a, i) => boxes.slice(0, i).forEach(b => {
    if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      found.push(`boxes ${i}`);
  }));
  for (const text of document.querySelectorAll(".sg-chart .chapter")) {
    const r = text.getBoundingClientRect();
    if (boxes.some(box => r.right > box.left)) found.push(text.textContent);
  }
  return found;
}"""


def full_size(seed: int = 1) -> Graph:
    """A graph of 35 pages in nine chapters."""
    pick = random.Random(seed)
    chapters, titles, requires = [], {}, {}
    depth: dict[str, int] = {}
    for chapter, pages in TITLES.items():
        entries = []
        for title in pages:
            name = f"p/{len(titles)}"
            known = [one for one in titles if depth[one] < 6]
            count = min(len(known), pick.choice([1, 2]))
            requires[name] = tuple(pick.sample(known, count))
            depth[name] = 1 + max((depth[one] for one in requires[name]), default=-1)
            titles[name] = title
            entries.append(Entry(name, title, 1))
        chapters.append(Chapter(chapter, tuple(entries)))
    return Graph(tuple(chapters), titles, requires)


def sheet(graph: Graph, tmp_path: Path) -> str:
    """A page with nothing but the picture; returns its address."""
    file = tmp_path / "map.html"
    picture = course_map.picture(graph, "")
    file.write_text(
        f"<!doctype html><style>{CSS.read_text('utf-8')}</style>"
        '<body data-md-color-scheme="default" style="width:1180px;margin:0">'
        f'<div class="sg-map">{picture}</div>',
        "utf-8",
    )
    return file.as_uri()


@pytest.mark.parametrize("seed", range(4))
def test_a_map_of_35_pages_has_room_for_its_words(
    seed: int, tmp_path: Path, chromium
) -> None:
    graph = full_size(seed)
    assert len(graph.titles) == 35
    assert len(graph.course) == 9
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(sheet(graph, tmp_path))
    assert page.locator(".sg-chart a").count() == 35
    assert page.evaluate(OUTSIDE) == []
    # Letters are not drawn smaller than those of the pages' captions.
    scale = page.evaluate(
        "() => { const svg = document.querySelector('.sg-chart');"
        " return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width; }"
    )
    assert scale * course_map.FONT > 12
    page.close()


def test_boxes_are_links_with_a_name_and_what_comes_before(guide: Guide) -> None:
    graph = read_prerequisites(write(guide, GUIDE))
    soup = BeautifulSoup(course_map.picture(graph, "../"), "html.parser")
    links = {a["xlink:href"]: a["aria-label"] for a in soup.select("svg a")}
    assert links == {
        "../a/first/": "First",
        "../a/second/": "Second, after First",
        "../b/third/": "Third & last, after Second",
        "../b/fourth/": "Fourth, after First",
    }
    assert [text.get_text() for text in soup.select(".chapter")] == ["A", "B"]
    svg = soup.svg
    assert svg["role"] == "group"
    named = [soup.find(id=name).get_text() for name in svg["aria-labelledby"].split()]
    assert named == ["Map of the pages", course_map.DESCRIPTION]


def test_a_line_for_each_direct_requirement_lights_up_with_its_boxes(
    guide: Guide,
) -> None:
    graph = read_prerequisites(write(guide, GUIDE))
    soup = BeautifulSoup(course_map.picture(graph, ""), "html.parser")
    lines = [path["class"] for path in soup.select("path")]
    assert lines == [["f0", "t1"], ["f1", "t2"], ["f0", "t3"]]
    assert "#sg-map-2:is(:hover,:focus-visible)) :is(.f2,.t2)" in soup.style.string


def test_the_list_has_all_chapters_and_what_their_pages_are_about(guide: Guide) -> None:
    write(guide, GUIDE)
    front = "---\nrequires: [a/first]\nsummary: All <about> it.\n---\n"
    guide.page(front + "# The second\n", "a/second")
    front = "---\nrequires: []\ndescription: Words.\n---\n"
    guide.page(front + "# Words\n\n```map\n```\n", "more/words")
    library = guide.library()

    html = map_page(library, library.pages["docs/more/words.md"], 0)

    soup = BeautifulSoup(html, "html.parser")
    assert soup.div["data-block"] == "0"
    assert [h.get_text() for h in soup.select("h3")] == ["A", "B", "More"]
    items = {li.a["href"]: li.p.get_text() for li in soup.select("li")}
    assert items["../../a/second/"] == "All <about> it. After First."
    assert items["../../more/words/"] == "Words."
    assert len(items) == 5


def test_without_a_navigation_there_is_nothing_to_draw(guide: Guide) -> None:
    guide.page("# Start\n\n```map\n```\n", "index")
    library = guide.library()
    html = map_page(library, library.pages["docs/index.md"], 0)
    assert "<svg" not in html
    assert 'data-block="0"' in html
