"""A fence's header says only what can be understood."""

from pathlib import Path

import pytest

from sitekit.checkout.problems import Problem
from sitekit.checkout.sources import Excerpt
from sitekit.drawings.diagram import Diagram
from sitekit.scan.fences import find_fences
from sitekit.scan.options import (
    Options,
    read_content,
    read_options,
)
from sitekit.tensorboard.dashboards import Dashboard
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable


def excerpt(header: str) -> Excerpt:
    (fence,), _ = find_fences(f"\n\n```{header}\n```\n")
    return Excerpt(
        "docs/page.md",
        0,
        fence.line,
        fence.language,
        fence.options,
        fence.classes,
        (),
    )


def options(header: str) -> Options:
    return read_options(excerpt(header))


@pytest.mark.parametrize(
    ("header", "kind", "language"),
    [
        ("python", "python", "python"),
        ("py", "python", "python"),
        ("{.python3}", "python", "python"),
        ("console", "console", "console"),
        ("json", "data", "json"),
        ("yaml", "data", "yaml"),
        ("toml", "data", "toml"),
        ("text", "text", "text"),
        ('{.tensorboard alt="x"}', "tensorboard", "tensorboard"),
        ('{.diagram size="5" kernel_size="4"}', "diagram", "diagram"),
        ("proof", "overview", "proof"),
        ("gallery", "overview", "gallery"),
        ("errors", "overview", "errors"),
    ],
)
def test_the_language_decides_how_a_block_is_proved(
    guide: Guide, header: str, kind: str, language: str
) -> None:
    (found,) = guide.scan(f"```{header}\n```\n").blocks
    assert (found.options.kind, found.language) == (kind, language)


def test_everything_that_a_python_block_may_say() -> None:
    found = options(
        '{.python .check title="t" hl_lines="1" linenums="1" timeout="2.5"'
        ' environment="old" data="a.csv b/c.csv" output="fold" alt="a"'
        ' caption="c" raises="ValueError" means="m"}'
    )
    assert found.check
    assert found.look == {"title": "t", "hl_lines": "1", "linenums": "1"}
    assert found.timeout == 2.5
    assert found.environment == "old"
    assert found.data == ("a.csv", "b/c.csv")
    assert found.output == "fold"
    assert (found.alt, found.caption) == ("a", "c")
    assert (found.raises, found.means) == ("ValueError", "m")


def test_what_a_console_block_may_say() -> None:
    found = options('{.console server="--port" exit="3"}')
    assert (found.server, found.exit) == ("--port", 3)


def test_a_dashboard_keeps_its_own_settings(tmp_path: Path) -> None:
    header = '{.tensorboard .frozen alt="x" dashboard="text" tags="loss"}'
    content, _ = read_content(tmp_path, excerpt(header), options(header))
    assert isinstance(content, Dashboard)
    assert (content.name, content.options["tags"]) == ("text", "loss")
    assert content.is_frozen


def test_a_diagram_can_name_itself(tmp_path: Path) -> None:
    header = '{.diagram .animated size="5" kernel_size="4" caption="c"}'
    content, found = read_content(tmp_path, excerpt(header), options(header))
    assert isinstance(content, Diagram)
    assert content.is_animated
    assert (found.alt, found.caption) == (
        "Filter of 4×4, stride 1, padding valid, on an image of 5×5",
        "c",
    )


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("pythn", "language 'pythn' is unknown"),
        ("bash", "language 'bash' is unknown"),
        ("", "has no language"),
        ('{.python expects="1"}', "unknown option 'expects'"),
        ("{.python notest}", "unknown option 'notest'"),
        ("python continuation", "unknown option 'continuation'"),
        ('{.json raises="ValueError"}', "unknown option 'raises'"),
        ('{.python raises="ValueError"}', "nothing says what the error"),
        ('{.python raises="ValueError" means=" "}', "nothing says what the error"),
        ('{.python means="It is wrong."}', "but declares none"),
        ('{.python raises="" means="It is wrong."}', "but declares none"),
        ('{.json means="It is wrong."}', "unknown option 'means'"),
        ('{.diagram size="5" kernel="4"}', "unknown option 'kernel'"),
        ('{.diagram size="5" timeout="4"}', "unknown option 'timeout'"),
        ('{.diagram .check size="5"}', "unknown flag .check"),
        ('{.python server="--port"}', "unknown option 'server'"),
        ("{.python .chek}", "unknown flag .chek"),
        ("{.console .check}", "unknown flag .check"),
        ("{.python #name}", "unknown option 'id'"),
        ('{.python output="none"}', 'output="none" is not valid'),
        ('{.python timeout="soon"}', 'timeout="soon" is not a valid number'),
        ('{.python timeout="-1"}', 'timeout="-1" is not a valid number'),
        ('{.python timeout="nan"}', 'timeout="nan" is not a valid number'),
        ('{.console exit="one"}', 'exit="one" is not'),
        ('{.console exit="1.5"}', 'exit="1.5" is not'),
        ('{.python hl_lines="first"}', 'hl_lines="first"'),
        ('{.python linenums="yes"}', 'linenums="yes"'),
    ],
)
def test_what_cannot_be_understood_is_a_problem_with_its_line(
    header: str, what: str
) -> None:
    with pytest.raises(Problem) as caught:
        options(header)
    assert (caught.value.path, caught.value.line) == ("docs/page.md", 3)
    assert what in caught.value.what
    assert caught.value.repair
