"""Questions, exercises and cards as pages have them, on pages of the built site."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Themes and widths in which axe looks at all states.
VIEWS = [("light", 1280), ("dark", 360)]
PAGE = "keras/sequential"
DECK_PAGE = "reference/glossary"  # in place of what it holds
SKIP = re.compile(r'href="#([^"]*)" class="md-skip"')  # its target is the first heading
ARTICLE = re.compile(r"(<article[^>]*>).*?(?=</article>)", re.DOTALL)
CODE = (
    '<div class="highlight"><pre><span></span><code>'
    '<span class="nb">print</span><span class="p">(</span>{}<span class="p">)</span>'
    "\n</code></pre></div>"
)


def question(aid: str, answer: str, control: str, kind: str = "choice") -> str:
    """A question about padding, with its controls and its folded answer."""
    return f"""<form class="sg-quiz" data-block="12" data-page="{PAGE}" data-aid="{aid}"
data-kind="{kind}"><fieldset><legend>A 224×224 image, a 3×3 filter, <code>SAME</code>,
stride 2. How many rows of zeros stand above the image?</legend>{control}</fieldset>
<details class="sg-answer"><summary>Answer</summary>{answer}</details></form>"""


CHOICES = ("0", "1", "2")
CONTROL = "".join(
    f'<label class="sg-choice"><input type="radio" name="q-choice" value="{number}">'
    f" <span>{choice}</span></label>"
    for number, choice in enumerate(CHOICES)
)
ANSWER = """<p class="sg-right" data-value="0"><strong>0</strong> The windows need one
row more than the image has; the extra row goes to the bottom.</p><ul>
<li class="sg-reason" data-value="1"><strong>1</strong> PyTorch's <code>padding=1</code>
puts one above; TensorFlow does not.</li>
<li class="sg-reason" data-value="2"><strong>2</strong> That would be twice the padding
that the windows need.</li></ul>"""
CHOICE = question("q-choice", ANSWER, CONTROL)
FIELD = """<label class="sg-typed"><span>Your answer</span> <input type="text"
autocomplete="off" autocapitalize="off" spellcheck="false"></label>"""


def typed(right: str, wrong: str = "(None, 3)") -> str:
    """A question whose answer is typed."""
    answer = f"""<p class="sg-right" data-value="{right}"><strong>{right}</strong>
Keras adds the batch.</p><ul><li class="sg-reason" data-value="{wrong}">
<strong>{wrong}</strong> That is the input.</li></ul>"""
    return question("q-typed", answer, CODE.format("shape") + FIELD, "typed")


EXERCISE = f"""<section class="sg-exercise" data-block="13" data-page="{PAGE}"
data-aid="e-two_towers" aria-label="Exercise: Two towers">
<p class="sg-exercise-title">Exercise: Two towers</p>
<p class="sg-task">Build a model whose two branches meet again.</p>
{CODE.format("start")}
<details class="sg-hint"><summary>Hint 1 of 2</summary><p>Two calls, one input.</p>
</details><details class="sg-hint"><summary>Hint 2 of 2</summary><p>Then add them.</p>
</details><details class="sg-solution"><summary>Solution</summary>
{CODE.format("solved")}</details><details class="sg-check"><summary>Check your work
</summary><p>Run this after your own code.</p>{CODE.format("check")}</details></section>
"""
CARD = """<details class="sg-flashcard" data-card="{}"><summary>{}</summary>
<div class="sg-back">{}</div></details>"""
FIRST = [
    CARD.format(
        f"{PAGE}:loss",
        "Which loss goes with integer labels?",
        "<p><code>sparse_categorical_crossentropy</code></p>",
    ),
    CARD.format(
        f"{PAGE}:squares",
        "What is the shape of <code>tf.range(3)[:, None]</code>?",
        f"{CODE.format('shape')}<p>One column.</p>",
    ),
]
CARDS = (
    f'<section class="sg-cards" data-block="14" aria-label="Cards">{FIRST[0]}</section>'
)
PADDING = "".join(
    CARD.format(f"notes/padding:{n}", f"Question {n}?", f"<p>Answer {n}.</p>")
    for n in range(12)
)
DECK = f"""<div class="sg-deck" data-block="0"><section data-page="{PAGE}">
<h2 id="keras-sequential"><a href="../../{PAGE}/">Keras</a></h2>
{"".join(FIRST)}</section>
<section data-page="notes/padding"><h2 id="notes-padding">
<a href="../../notes/padding/">Notes on padding</a></h2>{PADDING}</section></div>"""


def put(context, address: str, site: Path, name: str, html: str) -> None:
    """Lets the site's page of a name hold `html`, for all tabs of a context."""
    text = (site / name / "index.html").read_text("utf-8")
    skip = SKIP.search(text)
    assert skip
    heading = f'<h1 id="{skip[1]}">Aids</h1>'
    body = ARTICLE.sub(lambda found: found[1] + heading + html, text)
    context.route(
        re.compile(re.escape(f"{address}{name}/") + r"([?#].*)?$"),
        lambda route: route.fulfill(body=body, content_type="text/html"),
    )


@contextmanager
def opened(chromium, address: str, site: Path, **options) -> Iterator:
    """A tab on a page with aids, in a fresh browser; nothing in it may go wrong."""
    context = chromium.new_context(**options)
    put(context, address, site, PAGE, CHOICE + typed("(None, 10)") + EXERCISE + CARDS)
    put(context, address, site, DECK_PAGE, DECK)
    errors = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    tab = context.new_page()
    tab.goto(f"{address}{PAGE}/")
    if options.get("java_script_enabled", True):
        tab.locator(".sg-sum").wait_for()  # the last that the scripts add
    yield tab
    context.close()
    assert errors == []


def stored(tab) -> dict:
    """What the browser keeps."""
    return tab.evaluate("JSON.parse(localStorage.getItem('study-guide'))")


def store(tab, text: str) -> None:
    """Lets the browser keep a text in the place of the progress."""
    tab.evaluate("text => localStorage.setItem('study-guide', text)", text)
