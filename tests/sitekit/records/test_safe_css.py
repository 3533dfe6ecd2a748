"""Styles keep colours, letters and lines, and reach nothing outside of an output."""

import pytest

from sitekit.records.safe_css import HTML, SVG, declarations, reaches_out, sheet

pytestmark = pytest.mark.portable


def mine(name: str) -> str:
    return f"{name[0]}my-{name[1:]}"


@pytest.mark.parametrize(
    "css",
    [
        "text-align: right",
        "background: linear-gradient(90deg, #d65f5f 75.0%, transparent 75.0%)",
        "font-family: 'DejaVu Sans', serif; font-weight: bold",
        "width: calc(10em + 2px); color: rgb(1, 2, 3)",
        "border-bottom: 1px solid var(--md-default-fg-color, #000)",
        "--mine: 3px",
    ],
)
def test_what_is_seen_stays(css: str) -> None:
    assert declarations(css, HTML) == css


@pytest.mark.parametrize(
    "css",
    [
        "position: fixed",
        "margin: -99px",
        "z-index: 9",
        "transform: scale(99)",
        "content: 'x'",
        "color: url(x)",
        "color: attr(title)",
        "color: element(#x)",
        "color: rgb(1, 2",
        "color: '}",
        "color: red}",
        "color: \\72 ed",
        "animation: x 1s",
        "color",
        "text-indent: -999px",
    ],
)
def test_what_moves_or_asks_goes(css: str) -> None:
    assert declarations(f"{css}; opacity: 0.5", HTML) == "opacity: 0.5"


def test_a_drawing_has_properties_of_its_own() -> None:
    css = "fill: var(--figure-1, #2a78b8); stroke-width: 2; clip-path: url(#clip)"
    assert declarations(css, SVG) == css
    assert declarations(css, HTML) == ""
    assert declarations("/* x */ fill: none;", SVG) == "fill: none"


@pytest.mark.parametrize(
    "css",
    [
        "url(http://e.org/x)",
        "URL ( '//e.org' )",
        "u\\72l(x)",
        "\\000075rl(x)",
        "url(data:text/html,x)",
        "url(data:image/svg+xml;base64,x)",
        "@import 'x'",
        "@ import 'x'",
        "image-set('x' 1x)",
        "-webkit-image-set('x' 1x)",
        "src('x')",
        "expression(x)",
        "behavior: x",
        "javascript:x",
        "ur/**/l(x)",
    ],
)
def test_what_would_be_loaded_is_found(css: str) -> None:
    assert reaches_out(f"a {{b: {css}}}")


@pytest.mark.parametrize(
    "css", ["url(#x)", "url('#x')", "url(data:image/png;base64,AA==)", "\\110000"]
)
def test_what_is_there_already_is_not_loaded(css: str) -> None:
    assert not reaches_out(f"a {{b: {css}}}")


def test_rules_hold_for_the_output_only() -> None:
    css = "/* x */ #T_1 td.a:hover, .b > th { color: red; position: fixed }\nb {top: 0}"
    assert sheet(css, HTML, ".o", mine) == (
        ":where(.o) #my-T_1 td.my-a:hover, :where(.o) .my-b > th {color: red}\n"
    )


@pytest.mark.parametrize(
    "css",
    [
        "+ p {color: red}",
        "a, ~ b {color: red}",
        "> b {color: red}",
        "& {color: red}",
        "[x='}'] {color: red}",
        "b:is(a {color: red}",
        "@media print {b {color: red}}",
        "@layer x; b {color: red}",
        r"\62 {color: red}",
        "b {color: red",
        "b {}",
        "<!-- b {color: red} -->",
        "b {color: red; } </style>",
    ],
)
def test_rules_of_other_kinds_are_left_out(css: str) -> None:
    found = sheet(css, HTML, ".o", mine)
    assert found in ("", ":where(.o) b {color: red}\n")


@pytest.mark.parametrize("css", ["} body {color: red}", "a {b} c} body {color: red}"])
def test_no_rule_gets_out_of_the_scope(css: str) -> None:
    for line in sheet(css, HTML, ".o", mine).splitlines():
        assert line.startswith(":where(.o) ")
