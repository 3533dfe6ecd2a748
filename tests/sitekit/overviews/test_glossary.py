"""The glossary is one list of terms, checked when it is read."""

import re

import pytest

from sitekit.checkout.problems import Problem, Problems
from sitekit.checkout.settings import load
from sitekit.overviews.glossary import read_glossary
from sitekit.records.library import Library
from sitekit.scan import definitions
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable

ENTRY = "- term: {}\n  definition: What `it` is.\n  page: page\n"


def problem(guide: Guide, text: str) -> Problem:
    guide.page("# A page\n")
    guide.write(definitions.FILE, text)
    with pytest.raises(Problems) as caught:
        read_glossary(guide.library())
    (found,) = caught.value.problems
    assert found.path == definitions.FILE
    return found


def test_a_word_that_stands_for_two_terms(guide: Guide) -> None:
    second = ENTRY.format("era") + "  words: [era, Epoch]\n"
    found = problem(guide, ENTRY.format("epoch") + second)
    assert found.line == 4
    assert "'epoch' occurs here and on line 1" in found.what


def test_a_term_that_stands_there_twice(guide: Guide) -> None:
    assert problem(guide, ENTRY.format("epoch") * 2).line == 4


def test_a_page_that_does_not_exist(guide: Guide) -> None:
    text = "# Terms.\n\n" + ENTRY.format("epoch").replace("page: page", "page: pge")
    found = problem(guide, text)
    assert found.line == 3
    assert "'pge', which does not exist" in found.what


@pytest.mark.parametrize(
    "entry",
    [
        "- epoch\n",
        "- term: epoch\n  page: page\n",
        ENTRY.format("epoch") + "  word: [x]\n",
        ENTRY.format("epoch") + "  words: x\n",
        ENTRY.format("epoch") + "  words: []\n",
    ],
)
def test_an_entry_that_is_none(guide: Guide, entry: str) -> None:
    found = problem(guide, f"- term: a\n  definition: b\n  page: page\n{entry}")
    assert found.line == 4
    assert "`term:`" in found.repair


@pytest.mark.parametrize(("text", "line"), [("a: [\n", 2), ("epoch\n", 1)])
def test_a_file_that_is_no_list(guide: Guide, text: str, line: int) -> None:
    assert problem(guide, text).line == line


def test_the_guide_s_own_glossary_can_be_read() -> None:
    terms = read_glossary(Library.read(load())).terms
    assert len(terms) > 40
    assert len({term.anchor for term in terms}) == len(terms)
    for term in terms:
        assert term.definition.endswith(".")
        assert len(term.definition) < 250


def test_a_term_s_address_is_its_letters_and_digits() -> None:
    # Other sites link to them: no spelling of the guide's may change one.
    for term in read_glossary(Library.read(load())).terms:
        words = re.findall("[a-z0-9]+", term.term.lower())
        assert term.anchor == "-".join(words)


SENSES = """
- term: mask
  definition: Which steps count.
  page: page

- term: mask of an image
  definition: Which pixels count.
  page: images/one
  words: [mask]
  only: [images]

- term: step
  definition: One change.
  page: page
  except: [images/two]
"""


def test_a_word_has_the_sense_that_its_page_means(guide: Guide) -> None:
    for name in ("page", "images/one", "images/two"):
        guide.page(f"# Page {name}\n", name)
    guide.write(definitions.FILE, SENSES)
    found = read_glossary(guide.library())
    assert found.on("page").find("mask").definition == "Which steps count."
    assert found.on("images/two").find("Mask").definition == "Which pixels count."
    assert "step" in found.on("images/one").words
    assert "step" not in found.on("images/two").words


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        (("  only: [images]\n", ""), 5, "'mask' occurs here and on line 1"),
        (
            ("only: [images]", "only: [image]"),
            5,
            "'image', named for 'mask of an image'",
        ),
        (("only: [images]", "only: images"), 5, "`only` is not a list of words"),
        (("[images/two]", "[]"), 11, "`except` is not a list of words"),
        (("mask of an image", "Mask"), 5, "term 'Mask' has the same address"),
    ],
)
def test_senses_that_cannot_be_told_apart(
    guide: Guide, change: tuple[str, str], line: int, what: str
) -> None:
    for name in ("images/one", "images/two"):
        guide.page(f"# Page {name}\n", name)
    found = problem(guide, SENSES.removeprefix("\n").replace(*change))
    assert found.line == line
    assert found.what.startswith(what)
