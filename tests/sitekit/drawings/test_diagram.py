"""A diagram is drawn from its header alone, and says the truth."""

import re
from itertools import product
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from sitekit.checkout.problems import Problem
from sitekit.drawings import diagram
from sitekit.drawings.diagram import parse_diagram, title
from snippets.toolbox.padding import layout, transposed_layout
from tests.sitekit.miniature import Guide

SVG = "{http://www.w3.org/2000/svg}"


def header(options: dict[str, str]) -> str:
    return " ".join(f'{key}="{value}"' for key, value in options.items())


def draw(animated: str = "", **options: str) -> str:
    return diagram.draw(parse_diagram(options, bool(animated)))


def drawn(**options: str) -> ElementTree.Element:
    svg = draw(**options)
    assert len(svg.encode()) <= 15_000
    return ElementTree.fromstring(svg)


def numbers(root: ElementTree.Element) -> list[int]:
    """The numbers in the cells, from the top left to the bottom right."""
    spans = [
        (int(text.get("y", "")), int(span.get("x", "")), span.text or "")
        for text in root.iter(f"{SVG}text")
        for span in text.iter(f"{SVG}tspan")
    ]
    return [int(text) for *_, text in sorted(spans) if text.isdigit()]


@pytest.mark.parametrize("padding", ["valid", "same", "causal", "1", "2 1"])
def test_each_pixel_shows_how_often_it_is_read(padding: str) -> None:
    found = tuple(int(n) for n in padding.split()) if padding[0].isdigit() else ()
    mode = (found * 2)[:2] or padding
    for size, kernel_size, stride in product((2, 5, 8), (1, 2, 4), (1, 2, 3)):
        options = {
            "size": f"{size} 6",
            "kernel_size": f"{kernel_size} 3",
            "stride": f"{stride} 2",
            "padding": padding,
        }
        try:
            rows = layout(size, kernel_size, stride, padding=mode)
        except ValueError:
            with pytest.raises(ValueError, match="spans"):
                draw(**options)
            continue
        columns = layout(6, 3, 2, padding=mode)
        root = drawn(**options)
        reads = [row * column for row in rows.reads for column in columns.reads]
        assert numbers(root) == reads
        said = root.findtext(f"{SVG}desc") or ""
        assert f"{reads.count(0)} of {size * 6} positions are never read" in said
        assert f"output {rows.output}×{columns.output}." in said
        assert f"{rows.before} above, {rows.after} below, {columns.before} on" in said
        assert (root.find(f".//{SVG}pattern") is None) == (0 not in reads)


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_each_output_shows_how_many_pixels_write_to_it(padding: str) -> None:
    for size, kernel_size, stride in product((2, 3), (1, 2, 3, 4), (1, 2, 3)):
        axis = transposed_layout(size, kernel_size, stride, padding=padding)
        root = drawn(
            operation="transposed",
            size=str(size),
            kernel_size=str(kernel_size),
            stride=str(stride),
            padding=padding,
        )
        written = [len(a) * len(b) for a, b in product(axis.taps, repeat=2)]
        assert numbers(root) == written
        said = root.findtext(f"{SVG}desc") or ""
        unwritten = f"{written.count(0)} of {axis.output**2} positions are never"
        assert f"{unwritten} written" in said
        assert f"Cropped: {axis.before} above, {axis.after} below" in said


def test_output_padding_makes_the_output_larger() -> None:
    options = dict(operation="transposed", size="3", kernel_size="3", stride="2")
    assert len(numbers(drawn(**options))) == 7**2
    assert len(numbers(drawn(**options, output_padding="1"))) == 8**2
    assert len(numbers(drawn(**options, output_padding="0 1"))) == 7 * 8


def test_an_average_shows_its_divisor_where_the_padding_does_not_count() -> None:
    options = dict(size="3", kernel_size="2", padding="same")
    texts = [s.text for s in drawn(**options, operation="average pool").iter()]
    assert [t for t in texts if t and "÷" in t] == ["÷2", "÷2", "÷2", "÷2", "÷1"]
    for operation in ("max pool", "convolution"):
        texts = [s.text or "" for s in drawn(**options, operation=operation).iter()]
        assert not any("÷" in text for text in texts)


def test_a_row_speaks_of_one_axis_only() -> None:
    options = dict(size="1 13", kernel_size="1 6", stride="5", padding="same")
    assert (
        title(parse_diagram(options))
        == "Filter of 6, stride 5, padding same, on a row of 13"
    )
    texts = " ".join(e.text or "" for e in drawn(**options).iter())
    assert "row 13" in texts
    assert "output 3" in texts
    assert "above" not in texts
    # Nothing pads or stretches the axis that is not there.
    one = dict(size="1 3", kernel_size="1 3", stride="2", padding="2 1")
    assert len(numbers(drawn(**one))) == 3
    assert "0 of 3" in (drawn(**one).findtext(f"{SVG}desc") or "")
    one = dict(size="1 3", kernel_size="1 3", stride="2", operation="transposed")
    assert len(numbers(drawn(**one))) == 7


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {"size": "5", "kernel_size": "4", "stride": "2"},
            "Filter of 4×4, stride 2, padding valid, on an image of 5×5",
        ),
        (
            {"size": "6 9", "kernel_size": "3 2", "stride": "2 3", "padding": "1 2"},
            "Filter of 3×2, stride 2 down and 3 across, padding 1 before and 2 after, "
            "on an image of 6×9",
        ),
        (
            {"size": "7", "kernel_size": "3", "dilation_rate": "2"},
            "Filter of 3×3, stride 1, dilation 2, padding valid, on an image of 7×7",
        ),
        (
            {"size": "4", "kernel_size": "2", "operation": "max pool"},
            "Max pool of 2×2, stride 1, padding valid, on an image of 4×4",
        ),
        (
            {
                "size": "2",
                "kernel_size": "3",
                "stride": "2",
                "operation": "transposed",
                "output_padding": "0",
            },
            "Transposed filter of 3×3, stride 2, padding valid, output_padding 0, "
            "on an image of 2×2",
        ),
    ],
)
def test_a_diagram_names_itself(options: dict[str, str], expected: str) -> None:
    assert title(parse_diagram(options)) == expected
    assert drawn(**options).findtext(f"{SVG}title") == expected


@pytest.mark.parametrize(
    "options",
    [
        dict(size="16", kernel_size="7"),
        dict(size="10", kernel_size="7", padding="same"),
        dict(size="10", kernel_size="7", operation="transposed"),
        dict(size="16", kernel_size="1", stride="2"),
        dict(size="16", kernel_size="2", stride="3"),
        dict(size="15", kernel_size="2", padding="same", operation="average pool"),
        dict(size="4", kernel_size="7", dilation_rate="2", padding="6"),
        dict(size="5", kernel_size="2", stride="3", operation="transposed"),
    ],
    ids=header,
)
def test_the_largest_diagrams_are_small_files(options: dict[str, str]) -> None:
    drawn(**options, animated="animated")


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ('size="5"', 'needs kernel_size="…"'),
        ('kernel_size="5"', 'needs size="…"'),
        ('size="5x5" kernel_size="3"', 'size="5x5" is not one number or two'),
        ('size="5 5 5" kernel_size="3"', 'size="5 5 5" is not one number or two'),
        ('size="٥" kernel_size="3"', 'size="٥" is not one number'),
        ('size="5" kernel_size="-3"', 'kernel_size="-3" is not one number'),
        ('size="5" kernel_size="3" stride="1.5"', 'stride="1.5" is not'),
        ('size="5" kernel_size="3" stride=" 1"', 'stride=" 1" is not'),
        ('size="5" kernel_size="3" stride="0"', "stride must be at least 1, not 0"),
        ('size="5" kernel_size="6"', "the filter spans 6 positions"),
        ('size="5 9" kernel_size="6"', "the filter spans 6 positions"),
        ('size="5" kernel_size="3" padding="SAME"', 'padding="SAME" is not one of'),
        ('size="5" kernel_size="3" padding="-1"', 'padding="-1" is not one of'),
        ('size="5" kernel_size="3" operation="pool"', 'operation="pool" is not one of'),
        (
            'size="5" kernel_size="3" operation="max pool" padding="1"',
            'no pool with padding="1"',
        ),
        (
            'size="5" kernel_size="3" operation="average pool" padding="causal"',
            'no pool with padding="causal"',
        ),
        (
            'size="5" kernel_size="2" operation="max pool" dilation_rate="2"',
            "pools have no dilation_rate",
        ),
        (
            'size="5" kernel_size="3" output_padding="1"',
            "a convolution has no output_padding",
        ),
        (
            'size="5" kernel_size="3" operation="transposed" padding="causal"',
            "must be 'valid' or 'same', not 'causal'",
        ),
        (
            'size="5" kernel_size="3" operation="transposed" padding="1"',
            "must be 'valid' or 'same'",
        ),
        (
            'size="5" kernel_size="3" operation="transposed" output_padding="1"',
            "below the stride of 1, not 1",
        ),
        ('size="17" kernel_size="3"', "17 cells on a side; the limit is 16"),
        ('size="5" kernel_size="3" padding="6"', "17 cells on a side"),
        (
            'size="5" kernel_size="3" stride="4" operation="transposed"',
            "20 cells on a side",
        ),
    ],
)
def test_what_cannot_be_drawn_is_a_problem_with_its_line(
    guide: Guide, options: str, what: str
) -> None:
    with pytest.raises(Problem) as caught:
        guide.scan(f"Text.\n\n```{{.diagram {options}}}\n```\n")
    assert (caught.value.path, caught.value.line) == ("docs/page.md", 3)
    assert "this diagram cannot be drawn: " in caught.value.what
    assert what in caught.value.what
    assert 'size="5"' in caught.value.repair


def test_a_diagram_has_no_text(guide: Guide) -> None:
    with pytest.raises(Problem) as caught:
        guide.scan('# P\n\n```{.diagram size="5" kernel_size="3"}\nx = 1\n```\n')
    assert caught.value.line == 3
    assert "there is text in the block" in caught.value.what


def test_a_diagram_is_a_block_of_its_page(guide: Guide) -> None:
    text = """
        # Page

        <div class="wrapped" markdown>

        ```{.diagram .animated size="5" kernel_size="4" caption="With `code`."}
        ```

        </div>

        === "Tab"

            ```{.diagram size="5" kernel_size="4" alt="Four windows <b>"}
            ```

        ```python
        1 + 1
        ```
        """
    ran = guide.prove(text)
    assert ran.statuses == ["parsed", "parsed", "passed"]
    soup = BeautifulSoup(guide.render(text), "html.parser")
    blocks = soup.select("[data-block]")
    assert [block["data-block"] for block in blocks] == ["0", "1", "2"]
    first, second = (block.select_one("figure svg") for block in blocks[:2])
    assert first and second
    assert first.find_parent(class_="wrapped")
    assert second.find_parent(class_="tabbed-block")
    assert first["aria-label"] == first.title.get_text()
    assert first["aria-label"].startswith("Filter of 4×4, stride 1")
    assert second["aria-label"] == "Four windows <b>"
    assert {svg["role"] for svg in (first, second)} == {"img"}
    assert first.find_parent("figure").figcaption.code.get_text() == "code"
    assert first.select(".sg-sweep") and not second.select(".sg-sweep")
    assert not blocks[0].select("pre, code:not(figcaption code)")


def test_a_diagram_with_another_size_leaves_the_record_valid(guide: Guide) -> None:
    page = "# P\n\n```python\n1\n```\n\n```{{.diagram size={} kernel_size=2}}\n```\n"
    guide.prove(page.format(5))
    assert guide.record()
    guide.page(page.format(6))
    assert guide.record()


def test_ids_of_two_diagrams_do_not_clash(guide: Guide) -> None:
    fence = '```{.diagram size="5" kernel_size="2" stride="3"}\n```\n'
    guide.prove(fence * 2)
    html = guide.render(fence * 2)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 2
    assert re.findall(r"url\(#([^)]+)\)", html) == ids
