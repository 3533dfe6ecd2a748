"""MkDocs' skin: only what a Markdown extension cannot do.

It checks all records before anything is rendered, hands over the labs as
notebooks, and publishes what belongs to the site but to no Markdown file.
"""

import gc
import json
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from sitekit.checkout import Problem, Problems
from sitekit.checkout.mkdocs_yml import EXTENSION, read_site
from sitekit.checkout.sealed import is_full, machine_failure
from sitekit.checkout.settings import load
from sitekit.overviews import overview_markdown, proof, tooltips
from sitekit.overviews.prerequisites import add_prerequisites, read_prerequisites
from sitekit.overviews.proof import proof_json
from sitekit.overviews.sheets import add_sheets
from sitekit.publish import about_page, llms, policy, search
from sitekit.records.library import Library
from sitekit.records.outputs import Photograph
from sitekit.records.store import Record
from sitekit.scan.addresses import url
from sitekit.skins import jinja_cache, stash
from sitekit.skins.current import Build
from sitekit.tensorboard.frozen import front_end
from sitekit.weave import downloads, notebooks
from sitekit.weave.markdown import all_markdown


def on_startup(**_: object) -> None:
    """Looks for garbage less often: of the much that a build makes, little is."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _build(config: MkDocsConfig) -> Build:
    """The build that is going on, which the Markdown extension has, too."""
    found: Build = config.mdx_configs[EXTENSION]["build"]
    return found


def on_pre_build(config: MkDocsConfig) -> None:
    """Reads all pages again; refuses to build what is wrong or not proved."""
    try:
        build = Build(load(Path(config.config_file_path).parent))
        build.begin()
    except (Problem, Problems) as error:
        on_build_error(error)
    config.mdx_configs.setdefault(EXTENSION, {})["build"] = build


def on_build_error(error: Exception) -> None:
    """Ends the build with what a contributor can fix, and without a traceback.

    Raises:
        Abort: In place of a problem; MkDocs shows nothing but its text.
    """
    if isinstance(error, Problem | Problems):
        raise Abort(f"\nThe site cannot be built.\n\n{error}\n") from None
    if isinstance(error, OSError) and is_full(error):
        told = machine_failure(error, "a file of the site")
        raise Abort(f"\nThe site cannot be built.\n\n{told}\n") from None


@event_priority(-100)  # after mkdocstrings
def on_config(config: MkDocsConfig) -> None:
    """Leaves mkdocstrings' styles to the pages that need them; see main.html."""
    config.extra_css = [
        name for name in config.extra_css if name != "assets/_mkdocstrings.css"
    ]


@event_priority(100)  # before mkdocs-jupyter looks for notebooks
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds each lab as its executed notebook.

    mkdocs-jupyter makes pages of notebooks, so that the navigation can name them, and
    publishes each next to its page.
    """
    library = _build(config).library
    folder = library.settings.root / ".cache" / "labs"
    for page in library.pages.values():
        if not page.is_lab:
            continue
        name = url(page).rstrip("/") + ".ipynb"
        record = library.record(page)
        _write(folder / name, notebooks.to_notebook(page, record, page.environment))
        files.append(
            File(name, str(folder), config.site_dir, config.use_directory_urls)
        )
    return files


@event_priority(100)  # before the tags are read
def on_page_markdown(
    markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files
) -> str:
    """Gives a page its title, and a lab, which is a notebook to MkDocs, its Markdown.

    mkdocs-jupyter would render it by nbconvert: by styles and scripts of its own, half
    a megabyte of them, and without what the site's Markdown makes of a page. So MkDocs
    renders it, as all other pages.
    """
    ours = _build(config).library.at(page.url)
    if ours is None:
        return markdown
    # MkDocs knows a title only where a heading is the very first element; a page that
    # the navigation names has its title from there.
    vars(page).setdefault("title", str(Markup.escape(ours.title)))
    if not ours.is_lab:
        return ours.body  # with the words of its claims
    page.meta.update(ours.front.values)
    vars(page).pop("render", None)  # mkdocs-jupyter's, in place of MkDocs' own
    return ours.body


def on_page_content(
    html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
) -> str:
    """Gives each page its way on."""
    library = _build(config).library
    ours = library.at(page.url)
    if ours is None:
        return html
    html = add_sheets(library, ours.name, html)
    html = add_prerequisites(read_prerequisites(library), ours.name, html)
    html, _build(config).parts[page.url] = stash.take_out(html)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Marks the glossary's terms in the rendered pages; keeps compiled templates."""
    library = _build(config).library
    env.bytecode_cache = jinja_cache.Templates(library.settings.root)
    found = [file.page for file in files.documentation_pages() if file.page]
    pages = {ours.name: page for page in found if (ours := library.at(page.url))}
    contents = {name: page.content or "" for name, page in pages.items()}
    for name, html in tooltips.mark_pages(library, contents).items():
        pages[name].content = html


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: object
) -> dict[str, Any]:
    """Hands the theme what it says about a page to programs."""
    library = _build(config).library
    ours = library.at(page.url)
    if ours:
        record = library.record(ours) if ours.runs else None
        about = about_page(ours, record, read_site(library.settings.root))
        context["guide"] = about
        page.meta["description"] = ours.description  # a lab's, MkDocs cannot read
    return context


@event_priority(-100)  # after all that reads pages
def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Puts in what waited outside of the page."""
    return stash.put_back(output, _build(config).parts.get(page.url, []))


@event_priority(-100)  # after the search's, which writes the index
def on_post_build(config: MkDocsConfig) -> None:
    """Adds to the site what belongs to it and is not a page."""
    library = _build(config).library
    folder = Path(config.site_dir)
    site = read_site(library.settings.root)
    index = folder / "search" / "search_index.json"
    found = search.with_keywords(library, json.loads(index.read_text("utf-8")))
    _write(index, json.dumps(found, separators=(",", ":")))
    _write(folder / "proof.json", json.dumps(proof_json(library), indent=1) + "\n")
    texts = all_markdown(library, site.address, overview_markdown)
    published = downloads.files(library, texts) | _assets(library)
    contents = llms.chapters(library, read_prerequisites(library).chapters)
    published[llms.INDEX] = llms.index(contents, site).encode()
    published[llms.FULL] = llms.full(contents, site, texts).encode()
    for address, data in published.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(data)
    policy.state(folder)


def _assets(library: Library) -> dict[str, bytes]:
    """The records' pictures and frozen logs, by their addresses."""
    published = {}
    for page in proof.proved(library):
        record = library.record(page)
        frozen = frozen_digests(record)
        for name, data in record.assets.items():
            digest = front_end.digest_of(name, frozen)
            place = front_end.place(digest, name) if digest else f"{url(page)}{name}"
            published[place] = data
        if frozen:
            published |= front_end.files()
    return published


def frozen_digests(record: Record) -> set[str]:
    """The frozen logs of a page's record."""
    outputs = (output for entry in record.body.blocks for output in entry.outputs)
    found = (one.frozen for one in outputs if isinstance(one, Photograph))
    return {digest for digest in found if digest}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
