"""The stamp of a page: what proved it, and what a reader can take away."""

from datetime import UTC, datetime

from markupsafe import Markup

from sitekit.records.store import Record
from sitekit.scan.model import Page
from sitekit.weave.html import counted

NAMES = {
    "tensorflow": "TensorFlow",
    "keras": "Keras",
    "tensorboard": "TensorBoard",
    "tensorflow-estimator": "Estimator",
    "jax": "JAX",
    "numpy": "NumPy",
    "python": "Python",
}
STANDS = {
    "not begun": "This page was not run: nothing on it is proved.",
    "running": "This page is being run: nothing on it is proved yet.",
    "failed": "This page did not pass: nothing on it is proved.",
}
STAMP = Markup('<aside class="sg-stamp"')
STAMPED = ("tensorflow", "jax", "keras", "tensorflow-estimator", "python")


def _date(timestamp: float) -> str:
    moment = datetime.fromtimestamp(timestamp, UTC)
    return f"{moment.day} {moment:%B %Y}"


def versions_line(versions: dict[str, str]) -> str:
    """The versions of one environment, as in "TensorFlow 2.21.0, Python 3.11.7"."""
    return ", ".join(
        f"{NAMES[name]} {versions[name]}" for name in STAMPED if name in versions
    )


def what_proved(page: Page, record: Record) -> str:
    """One sentence: when a page ran, on what, how many blocks, how long."""
    body = record.body
    if body.stands:  # in a preview only
        return STANDS[body.stands]
    ran = _date(body.started)
    environments = "; ".join(map(versions_line, body.versions.values()))
    if not environments:
        return f"Made on {ran} from the rest of the guide."
    lasted = f"{body.seconds:.1f}\N{NO-BREAK SPACE}s"
    return (
        f"Every block on this page was run on {ran} with {environments}: "
        f"{counted(len(page.blocks), 'block')}, {lasted}."
    )


def stamp_html(page: Page, record: Record, downloads: list[tuple[str, str]]) -> Markup:
    """What proved a page, and what a reader can take away.

    Args:
        page: The page.
        record: Its record.
        downloads: Pairs of a relative address and a label.
    """
    link = Markup('<a class="sg-download" href="{}" download>{}</a>')
    links = Markup(" ").join(link.format(*download) for download in downloads)
    return Markup(
        '{} data-search-exclude aria-label="What proved this page">'
        '<p><span class="sg-seal" aria-hidden="true">✓</span> {}</p>'
        '<p class="sg-downloads">{}</p></aside>'
    ).format(STAMP, what_proved(page, record), links)
