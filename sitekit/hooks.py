"""MkDocs' skin: only what a Markdown extension cannot do.

It checks all records before anything is rendered, hands over the labs as
notebooks, and publishes what belongs to the site but to no Markdown file.
"""

import gc
import json
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from sitekit import (
    downloads,
    extension,
    glossary,
    lab_pages,
    llms,
    machines,
    notebooks,
    page_markdown,
    prerequisites,
    proof,
    search,
    sheets,
    templates,
    tooltips,
    waiting,
    weave,
    whole,
)
from sitekit.library import Library, url
from sitekit.problems import Problem, Problems
from sitekit.settings import load
from sitekit.tensorboard import front_end

_waiting: dict[str, list[str]] = {}  # the parts of each page, by its address


def on_startup(**_: object) -> None:
    """Looks for garbage less often: of the much that a build makes, little is."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def on_pre_build(config: MkDocsConfig) -> None:
    """Reads all pages anew; refuses to build what is not proved."""
    try:
        root = Path(config.config_file_path).parent
        library = extension.refresh(load(root))
        whole.check(library)
        search.check(library, _tags(config))
        machines.site_of(config)
        _check_extension(config)
        library.require_records()
    except (Problem, Problems) as error:
        on_build_error(error)


def _check_extension(config: MkDocsConfig) -> None:
    if "sitekit.extension" not in config.markdown_extensions:
        what = "`sitekit.extension` is missing: without it no block shows its output"
        repair = "add it as the last of the `markdown_extensions`"
        raise Problem("mkdocs.yml", 1, what, repair)


def on_build_error(error: Exception) -> None:
    """Ends the build with what a contributor can mend, and without a traceback.

    Raises:
        Abort: In place of a problem; MkDocs shows nothing but its text.
    """
    if isinstance(error, Problem | Problems):
        raise Abort(f"\nThe site cannot be built.\n\n{error}\n") from None


@event_priority(-100)  # after mkdocstrings
def on_config(config: MkDocsConfig) -> None:
    """Leaves mkdocstrings' styles to the pages that need them; see main.html."""
    config.extra_css = [
        name for name in config.extra_css if name != "assets/_mkdocstrings.css"
    ]


@event_priority(100)  # before mkdocs-jupyter looks for notebooks
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds each lab as an executed notebook."""
    library = extension.library()
    folder = library.settings.root / ".cache" / "labs"
    for page in library.pages.values():
        if not page.is_lab:
            continue
        name = url(page).rstrip("/") + ".ipynb"
        # Its outputs are put in below; nbconvert would only render them for nothing.
        text = notebooks.to_notebook(
            page, library.record(page), page.environment, outputs=False
        )
        _write(folder / name, text)
        files.append(
            File(name, str(folder), config.site_dir, config.use_directory_urls)
        )
    return files


@event_priority(100)  # before the tags are read
def on_page_markdown(
    markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files
) -> str:
    """Gives a lab, which MkDocs knows as a notebook, its own front matter."""
    ours = extension.library().at(page.url)
    if ours and ours.is_lab:
        page.meta.update(ours.front.values)
    return markdown


def on_page_content(
    html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
) -> str:
    """Gives labs the look of the other pages, and each page its way on."""
    library = extension.library()
    ours = library.at(page.url)
    if ours is None:
        return html
    if ours.is_lab:
        record = library.record(ours)
        stamp = weave.stamp(ours, record, downloads.links(ours))
        html = lab_pages.restyle(html, ours, record, stamp)
    html = sheets.frame(library, ours.name, html)
    html = prerequisites.frame(prerequisites.read(library), ours.name, html)
    html, _waiting[page.url] = waiting.take_out(html)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Marks the glossary's terms in the rendered pages; keeps compiled templates."""
    library = extension.library()
    env.bytecode_cache = templates.Templates(library.settings.root)
    found = [file.page for file in files.documentation_pages() if file.page]
    pages = {ours.name: page for page in found if (ours := library.at(page.url))}
    contents = {name: page.content or "" for name, page in pages.items()}
    titles = {ours.name: ours.title for ours in library.pages.values()}
    titles |= prerequisites.read(library).titles
    marked = tooltips.mark_all(glossary.read(library), contents, titles)
    for name, html in marked.items():
        pages[name].content = html


def _tags(config: MkDocsConfig) -> set[str]:
    """The tags that pages may have."""
    plugin = config.plugins.get("material/tags")
    return set(map(str, plugin.config.tags_allowed)) if plugin else set()


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: object
) -> dict[str, Any]:
    """Hands the theme what it says about a page to programs."""
    library = extension.library()
    ours = library.at(page.url)
    if ours:
        record = library.record(ours) if ours.runs else None
        about = machines.about(ours, record, machines.site_of(config))
        context["guide"] = about
        page.meta["description"] = ours.description  # a lab's, MkDocs cannot read
    return context


@event_priority(-100)  # after all that reads pages
def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Puts in what waited outside of the page."""
    return waiting.put_back(output, _waiting.get(page.url, []))


@event_priority(-100)  # after the search's, which writes the index
def on_post_build(config: MkDocsConfig) -> None:
    """Adds to the site what belongs to it and is no page."""
    library = extension.library()
    folder = Path(config.site_dir)
    site = machines.site_of(config)
    index = folder / "search" / "search_index.json"
    found = search.with_keywords(library, json.loads(index.read_text("utf-8")))
    _write(index, json.dumps(found, separators=(",", ":")))
    _write(folder / "proof.json", json.dumps(proof.build(library), indent=1) + "\n")
    texts = page_markdown.all_pages(library, site.address)
    published = downloads.files(library, texts) | _assets(library)
    contents = llms.chapters(library, prerequisites.read(library).chapters)
    published[llms.INDEX] = llms.index(contents, site).encode()
    published[llms.FULL] = llms.full(contents, site, texts).encode()
    for address, data in published.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(data)


def _assets(library: Library) -> dict[str, bytes]:
    """The records' pictures and frozen logs, by their addresses."""
    published = {}
    for page in proof.proved(library):
        record = library.record(page)
        frozen = front_end.digests(record.body)
        for name, data in record.assets.items():
            digest = front_end.digest_of(name, frozen)
            place = front_end.place(digest, name) if digest else f"{url(page)}{name}"
            published[place] = data
        if frozen:
            published |= front_end.files()
    return published


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
