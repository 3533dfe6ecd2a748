"""A photograph is shown in full size on a click, a tap, or a key."""

import pytest

from sitekit.scan.addresses import url

SIZES = {"desktop": (1280, 800), "phone": (360, 740)}
# Picture and window in the dialog: natural size in CSS pixels, and what scrolls.
ENLARGED = """dialog => {
  const image = dialog.querySelector("img");
  return image.decode().then(() => ({
    source: image.getAttribute("src"),
    alt: image.alt,
    shown: image.getBoundingClientRect().width,
    natural: image.naturalWidth,
    wide: dialog.getBoundingClientRect().width,
    scrolls: dialog.scrollWidth > dialog.clientWidth,
    focused: document.activeElement === image,
  }));
}"""
FOCUSED = "link => document.activeElement === link"


@pytest.fixture(params=[("light", "desktop"), ("dark", "phone")])
def view(request, chromium, library, address):
    """A page with photographs, on a desktop and on a phone."""
    theme, size = request.param
    width, height = SIZES[size]
    context = chromium.new_context(
        color_scheme=theme,
        viewport={"width": width, "height": height},
        has_touch=size == "phone",
    )
    page = context.new_page()
    page.theme, page.is_phone = theme, size == "phone"
    kinds = {
        source.path: {block.options.kind for block in source.blocks}
        for source in library.pages.values()
    }
    (first, *_) = (path for path, found in kinds.items() if "tensorboard" in found)
    page.goto(address + url(library.pages[first]))
    yield page
    context.close()


def picture(view):
    """The link around the first photograph in the theme of the page."""
    return view.locator(".sg-shot:visible").first


def place(view):
    """The page, and how many were shown before it; the theme names the section."""
    return view.url.partition("#")[0], view.evaluate("history.length")


def assert_enlarged(view):
    """A dialog shows the picture whose link was used, as large as it was taken."""
    link = picture(view).get_attribute("href")
    dialog = view.locator("dialog.sg-enlarged")
    found = dialog.evaluate(ENLARGED)
    assert view.evaluate("document.querySelectorAll('dialog[open]').length") == 1
    assert found["source"] == link
    assert f"-{view.theme}.webp" in link
    assert found["alt"]
    assert found["shown"] == found["natural"] / 2
    assert found["wide"] <= view.viewport_size["width"]
    assert found["scrolls"] == view.is_phone
    assert found["focused"]  # so that arrow keys move it
    return dialog


def test_a_click_or_a_tap_enlarges_and_ends_it(view):
    link = picture(view)
    for use in (link.tap,) if view.is_phone else (link.click,):
        use()
        dialog = assert_enlarged(view)
        address = place(view)
        (dialog.tap if view.is_phone else dialog.click)()
        dialog.wait_for(state="detached")
        assert place(view) == address


def test_enter_enlarges_and_escape_returns_to_the_picture(view):
    link = picture(view)
    link.focus()
    view.keyboard.press("Enter")
    dialog = assert_enlarged(view)
    view.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert link.evaluate(FOCUSED)


def test_the_picture_is_that_of_the_theme_chosen_on_the_page(view):
    view.locator("[data-md-component=palette] label:visible").first.click()
    view.theme = {"light": "dark", "dark": "light"}[view.theme]
    picture(view).focus()
    view.keyboard.press("Enter")
    assert_enlarged(view)


def test_a_click_for_a_new_tab_opens_a_new_tab(view):
    with view.context.expect_page() as opened:
        picture(view).click(modifiers=["Control"])
    assert f"-{view.theme}.webp" in opened.value.url
    assert view.locator("dialog").count() == 0


def test_without_javascript_the_picture_is_a_link(view, chromium):
    context = chromium.new_context(java_script_enabled=False, color_scheme=view.theme)
    plain = context.new_page()
    plain.goto(view.url)
    link = plain.locator(".sg-shot:visible").first
    link.click()
    assert ".webp" in plain.url
    context.close()
