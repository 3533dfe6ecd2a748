"""What the pages of the site may do, told to the browser: a Content-Security-Policy.

Scripts come from the site's own files. Those few that the theme writes into its pages
are named by their digests, taken from what stands around a page's content: a script
within the content runs nowhere. TensorBoard's own pages are apart.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

# Its pages are TensorBoard's own, not the guide's.
APART = "assets/tensorboard"
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
# A block of data, or a file.
RUNS_NOT = re.compile(r"\bsrc\s*=|\btype\s*=\s*[\"']?application/(?:ld\+)?json")
CONTENT = re.compile(r"<article\b.*</article>", re.DOTALL)
# The theme knows the encoding, and then nothing comes before the policy.
PLACE = re.compile(r'<meta charset="utf-8">')
META = '<meta http-equiv="Content-Security-Policy" content="{}">'
STATED = re.compile(META.format('([^"]*)'))
# For all pages the same: the theme shows one page after the other in one document.
RULES = (
    "default-src 'self'; script-src 'self' {}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'"
)


def html_files(site: Path) -> list[Path]:
    """The guide's own pages of a built site."""
    apart = site / APART
    return [file for file in site.rglob("*.html") if not file.is_relative_to(apart)]


def state(site: Path) -> None:
    """Writes the policy into all pages of a built site.

    Args:
        site: Its folder.
    """
    texts = {file: file.read_text("utf-8") for file in html_files(site)}
    named = {
        digest
        for text in texts.values()
        for digest, _ in _scripts(CONTENT.sub("", text))
    }
    meta = META.format(RULES.format(" ".join(sorted(named))))
    for file, text in texts.items():
        file.write_text(PLACE.sub(rf"\g<0>{meta}", text, count=1), "utf-8")


def wrong(text: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a page: what does not run, or could.

    Args:
        text: The page's HTML.

    Yields:
        What is wrong, what fixes it, and the words that it is about.
    """
    stated = STATED.search(text)
    if not stated:
        what = "the page has no Content-Security-Policy"
        yield what, "add sitekit/skins/mkdocs_hooks.py to mkdocs.yml", ""
        return
    for digest, code in _scripts(text):
        if digest not in stated[1]:
            line = code.strip().split("\n")[0]
            what = f"the script `{line[:60]}` is inline, so browsers do not run it"
            yield what, "move it to a file below docs/assets/, and load that file", line


def _scripts(text: str) -> Iterator[tuple[str, str]]:
    """The scripts that are part of a page, each after its digest."""
    for attributes, code in SCRIPT.findall(text):
        if not RUNS_NOT.search(attributes):
            digest = b64encode(hashlib.sha256(code.encode()).digest()).decode()
            yield f"'sha256-{digest}'", code
