"""A reader pastes a message, and finds what it means and where it is explained."""

import re

import pytest

from sitekit.overviews import error_index
from tests.site.test_accessibility import AXE, VIOLATIONS

PAGE = "reference/errors/"
SHOWN = ".sg-messages pre"
SCRIPT = "assets/errors.js"
TRACEBACK = """\
Traceback (most recent call last):
  File "/home/ada/train.py", line 12, in <module>
    next(iter(dataset))
  File "/home/ada/data.py", line 3, in read
    return table[position]
{first}

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/home/ada/train.py", line 31, in <module>
    model.add(layers.Dense(8), input_dim=11)
              ^^^^^^^^^^^^^^^^
{last}
I0000 00:00:1795398996.132123 19713 device.cc:22] Closing all streams of the session
slurmstepd: job 77 ended on node17 after 12 minutes, see /home/ada/logs/77.out, bye
"""
WARNING = """\
{first}
/home/ada/keras/src/layers/core/dense.py:106: {last}
  super().__init__(activity_regularizer=activity_regularizer, **kwargs)
"""


def other(text):
    """The message as another program would get it."""
    text = re.sub(r"\d+", lambda found: str(int(found[0]) * 7 + 12), text)
    text = re.sub(r"(?<!\w)'(\w+)'(?!\w)", r"'my_\1'", text)
    text = re.sub(r"function_node \w+", "function_node __wrapped__Other", text)
    return text.replace("/device:CPU:", "/device:GPU:").replace("export/", "/tmp/a/b/")


@pytest.fixture(scope="module")
def messages(library):
    return error_index.messages(library)


@pytest.fixture(scope="module")
def texts(messages):
    return list(dict.fromkeys(message.text.strip() for message in messages))


@pytest.fixture(scope="module")
def view(chromium):
    page = chromium.new_context(viewport={"width": 1280, "height": 800}).new_page()
    yield page
    page.context.close()


@pytest.fixture
def field(view, address):
    view.goto(address + PAGE)
    label = "Paste an error message, or a whole traceback"
    return view.get_by_role("textbox", name=label)


def paste(field, text):
    """Puts a text into the field; returns the messages that are shown then."""
    field.fill(text)
    shown = field.page.locator(SHOWN).all_text_contents()
    return [text.strip() for text in shown]


def status(field):
    return field.page.locator(".sg-find [role=status]").inner_text()


def test_a_message_means_the_same_wherever_it_is_raised(messages):
    """The list says it once."""
    means = {}
    for message in messages:
        means.setdefault(message.text, {})[message.means] = message.address
    assert len(means) > 50
    assert [said for said in means.values() if len(said) > 1] == []


def test_lists_every_message_and_each_leads_to_its_block(
    field, address, texts, messages
):
    view = field.page
    assert [t.strip() for t in view.locator(SHOWN).all_text_contents()] == texts
    assert status(field) == f"All {len(texts)} are below."
    explained = view.locator(".sg-messages li > :last-child a")
    links = explained.evaluate_all("all => all.map(link => link.href)")
    assert links == [address + message.address for message in messages]
    for link, message in zip(links, messages, strict=True):
        view.goto("about:blank")  # from another page
        view.goto(link)
        view.wait_for_load_state("networkidle")
        block = view.locator(f"[id='{link.partition('#')[2]}']")
        assert message.text.split(":", 1)[1].split()[0] in block.text_content()
        top = block.evaluate("e => e.getBoundingClientRect().top")
        under = view.locator(".md-header").evaluate("e => e.offsetHeight")
        assert under < top < 800, link


def test_finds_a_message_and_one_with_other_numbers_and_names(field, texts):
    for text in texts:
        assert paste(field, text)[0] == text
        assert paste(field, other(text))[0] == text
        assert status(field).startswith("Matches: ")


def test_finds_the_last_error_of_a_traceback(field, texts):
    for before, text in zip([texts[-1], *texts], texts, strict=False):
        frame = WARNING if "Warning" in text.partition(":")[0] else TRACEBACK
        found = paste(field, frame.format(first=before, last=other(text)))
        assert found[0] == text
        assert found == paste(field, frame.format(first="Well:", last=other(text)))


def test_shows_few_messages_that_are_only_alike(field, texts):
    counts = [len(paste(field, other(text))) for text in texts]
    assert sum(counts) < 2.5 * len(texts)


def test_finds_the_beginning_of_a_message(field, texts):
    for text in texts:
        words = re.sub(r"\{\{.*?\}\}", "", text.partition(": ")[2]).split()
        assert text in paste(field, " ".join(words[:8]))[:2]


@pytest.mark.parametrize(
    "nonsense",
    ["flibber gibbet", "the cat sat on the mat", "???", "12 34 (5, 6)", "'quoted'"],
)
def test_says_so_where_nothing_matches_and_keeps_the_list(field, nonsense, texts):
    assert paste(field, nonsense) == texts
    assert status(field) == f"No match; all {len(texts)} are below."


def test_is_used_by_keyboard(field, texts):
    view = field.page
    field.focus()
    view.keyboard.type("No step set")
    assert status(field) == f"Matches: 1 of {len(texts)}."
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.textContent") == "Clear"
    view.keyboard.press("Tab")
    assert "No step set" in view.evaluate("document.activeElement.textContent")
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.hash").startswith("#block-")
    for _ in range(2):
        view.keyboard.press("Shift+Tab")
    view.keyboard.press("Enter")
    assert field.input_value() == ""
    assert field.evaluate("e => e === document.activeElement")
    assert view.locator(SHOWN).count() == len(texts)


def test_axe_finds_no_violation_among_matches(chromium, address, texts):
    for theme, width in (("light", 1280), ("dark", 360)):
        context = chromium.new_context(
            color_scheme=theme, viewport={"width": width, "height": 800}
        )
        page = context.new_page()
        page.goto(address + PAGE)
        assert paste(page.locator("#sg-pasted"), texts[0])[0] == texts[0]
        page.evaluate(AXE)
        assert page.evaluate(VIOLATIONS) == []
        context.close()


def test_without_scripts_everything_is_there_and_no_dead_field(
    chromium, address, texts
):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    assert page.locator("li pre:visible").count() == len(texts)
    assert page.locator("article textarea").count() == 0
    context.close()


def test_its_script_is_loaded_here_only(view, address):
    requests = []
    view.on("request", lambda request: requests.append(request.url))
    for name, wanted in (("gallery/", 0), (PAGE, 1)):
        requests.clear()
        view.goto(address + name)
        view.wait_for_load_state("networkidle")
        assert [url for url in requests if SCRIPT in url] == [address + SCRIPT] * wanted
