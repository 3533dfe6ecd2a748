"""The site's own frozen logs: a reader opens them by a click, in the site's theme."""

import json

import pytest

from sitekit.scan.addresses import url
from sitekit.skins.mkdocs_hooks import frozen_digests
from sitekit.tensorboard.dashboards import KINDS
from sitekit.tensorboard.frozen import front_end
from tests.patience import wait_until
from tests.site.published import PROVED

DRAWN = {name: kind.ready for name, kind in KINDS.items()} | {"audio": "audio"}

DARK = "dark => document.body.classList.contains('dark-mode') === dark"


@pytest.fixture(scope="module")
def pages(library):
    """The pages with frozen logs, and their logs."""
    found = [(page, frozen_digests(library.record(page))) for page in PROVED]
    return [(page, logs) for page, logs in found if logs]


@pytest.fixture(params=["light", "dark"])
def view(request, chromium, address):
    """A page that notes errors, and requests to other hosts."""
    context = chromium.new_context(color_scheme=request.param)
    page = context.new_page()
    page.theme, page.errors, page.foreign = request.param, [], []
    page.on("console", lambda one: note_error(page, one))
    page.on("request", lambda one: note_foreign(page, address, one))
    yield page
    context.close()
    assert page.errors == []
    assert page.foreign == []


def note_error(page, message):
    """Notes what was not answered; TensorBoard itself complains of much else."""
    if "UNANSWERED" in message.text or "Failed to load" in message.text:
        page.errors.append(message.text)


def note_foreign(page, address, request):
    if not request.url.startswith((address, "data:", "blob:")):
        page.foreign.append(request.url)


def test_the_site_has_a_frozen_log_with_its_front_end_and_licence(pages, site):
    assert pages
    place = site / front_end.PLACE
    assert "Apache License" in (place / "LICENSE").read_text("utf-8")
    for _, logs in pages:
        for log in logs:
            assert (site / front_end.place(log, f"tensorboard-{log}.json")).is_file()


def test_a_click_opens_it_and_it_follows_the_theme(pages, view, address):
    for page, _ in pages:
        view.goto(address + url(page))
        button = view.get_by_role("button", name="Open this TensorBoard").first
        assert view.locator("iframe").count() == 0
        button.click()
        frame = view.frame_locator("iframe.sg-frame")
        chosen = frame.get_by_role("tab", selected=True).first
        chosen.wait_for()
        inner = view.frames[1]
        inner.wait_for_function(DARK, arg=view.theme == "dark")
        view.locator("[data-md-component=palette] label:visible").click()
        inner.wait_for_function(DARK, arg=view.theme != "dark")
        view.get_by_role("button", name="Close this TensorBoard").click()
        assert view.locator("iframe").count() == 0
        assert view.locator(".sg-shot img:visible").count() >= 1


def test_without_javascript_a_link_opens_it(pages, chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    view = context.new_page()
    for page, logs in pages:
        view.goto(address + url(page))
        link = view.get_by_role("link", name="Open this TensorBoard").first
        target = link.get_attribute("href")
        assert any(f"?log={log}&" in target for log in logs)
        assert view.request.get(f"{address}{url(page)}{target}").ok
    context.close()


def shows(view, selector):
    """Whether a tab or one of its frames shows something."""
    return any(frame.locator(selector).count() for frame in view.frames)


# What is asked does not depend on the theme.
@pytest.mark.parametrize("view", ["light"], indirect=True)
def test_every_dashboard_of_every_log_is_answered(pages, view, address, site):
    for log in {log for _, logs in pages for log in logs}:
        recorded = site / front_end.place(log, f"tensorboard-{log}.json")
        answers = json.loads(recorded.read_text("utf-8"))["answers"]
        listing = json.loads(answers["plugins_listing"]["text"])
        shown = [name for name, plugin in listing.items() if plugin["enabled"]]
        assert shown
        for name in shown:
            view.goto(f"{address}{front_end.PLACE}/?log={log}#{name}")
            wait_until(lambda drawn=DRAWN[name]: shows(view, drawn), name)
