"""On paper a page is light and whole, whatever is folded or dark on the screen."""

PAGE = "keras/sequential/"
VISIBLE = """() => [...document.querySelectorAll("article details pre")]
  .map(element => element.checkVisibility())"""
SCHEME = "document.body.dataset.mdColorScheme"


def test_everything_folded_is_printed(chromium, address):
    page = chromium.new_page()
    page.goto(address + PAGE)
    page.wait_for_load_state("networkidle")
    assert not any(page.evaluate(VISIBLE))
    page.emulate_media(media="print")
    visible = page.evaluate(VISIBLE)
    assert len(visible) > 3
    assert all(visible)
    for name in (".md-header", ".md-footer", ".md-sidebar", ".md-path"):
        assert not page.locator(name).first.is_visible(), name
    page.close()


def test_the_light_theme_is_printed(chromium, address):
    page = chromium.new_page(color_scheme="dark")
    page.goto(address + PAGE)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SCHEME) == "slate"
    page.evaluate(f"addEventListener('beforeprint', () => window.printed = {SCHEME})")
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert page.evaluate("window.printed") == "default"
    assert page.evaluate(SCHEME) == "slate"
    page.close()
