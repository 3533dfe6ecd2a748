"""The commands behind the nox sessions: `python -m sitekit <command>`."""

import argparse
import logging
import os
import subprocess
import sys
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from sitekit import browser, check, links, new, shards, whole
from sitekit.library import Library, url
from sitekit.problems import Problem, Problems
from sitekit.publish import publish
from sitekit.settings import load

SITE = "site"


def run_pages(library: Library, fresh: bool) -> None:
    """Runs the pages that have no valid record, under pytest."""
    pages = list(library.pages.values()) if fresh else library.stale()
    _pytest([page.path for page in pages], library.settings.root, fresh)


def _pytest(paths: list[str], root: Path, fresh: bool = True) -> None:
    """Runs some pages under pytest; without paths, it would run everything."""
    if paths:
        command = [sys.executable, "-m", "pytest", "--no-header"]
        command += ["--fresh"] if fresh else []
        _call(command + paths, root)


def build(library: Library, folder: Path) -> None:
    """Renders the site, ready to be published; nothing runs here."""
    # Not with --quiet: MkDocs would then pass in spite of warnings.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    _call([*command, "--site-dir", str(folder)], library.settings.root)
    publish(library, folder)


def _call(command: list[str], root: Path) -> None:
    variables = dict(os.environ, NO_MKDOCS_2_WARNING="1")
    status = subprocess.run(command, cwd=root, env=variables, check=False).returncode
    if status:
        sys.exit(status)


def site(arguments: argparse.Namespace) -> None:
    """Runs what has to run, builds, checks, and says where the site is."""
    library = Library.read(load())
    whole.check(library)
    root = library.settings.root
    if arguments.recorded:
        library.require_records()
    else:
        run_pages(library, arguments.fresh)
        library = Library.read(library.settings)  # knows the new records
    build(library, root / SITE)
    check.check(library, root / SITE)
    blocks = sum(len(page.blocks) for page in library.pages.values())
    print(
        f"\nThe site is built: {len(library.pages)} pages with {blocks} blocks, all "
        f"proved.\nIt lies in {SITE}/. To read it:\n\n"
        f"    python3 -m http.server --bind 127.0.0.1 --directory {SITE} 8000\n\n"
        "and open http://127.0.0.1:8000/ in a browser."
    )


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m sitekit", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("site", help=site.__doc__)
    which = command.add_mutually_exclusive_group()
    which.add_argument(
        "--fresh", action="store_true", help="run every page, whatever is recorded"
    )
    which.add_argument(
        "--recorded", action="store_true", help="run nothing: refuse what has no record"
    )
    command.set_defaults(run=site)
    command = commands.add_parser("shard", help=_shard.__doc__)
    command.add_argument("share", type=shards.share, help="which of how many, as 1/3")
    command.set_defaults(run=_shard)
    command = commands.add_parser("links", help=_links.__doc__)
    command.set_defaults(run=_links)
    command = commands.add_parser("browser", help="find a browser, or install one")
    command.set_defaults(run=lambda _: browser.install())
    command = commands.add_parser("serve", help="show the site while you write")
    command.set_defaults(run=_serve)
    command = commands.add_parser("page", help=_page.__doc__)
    command.add_argument("paths", nargs="+", help="as in docs/keras/sequential.md")
    command.set_defaults(run=_page)
    command = commands.add_parser("new", help=_new.__doc__)
    command.add_argument("name", help="chapter/topic, as in data/batching")
    command.add_argument("title", help="the page's title")
    command.set_defaults(run=_new)
    command = commands.add_parser("picture", help="take the README's picture")
    command.set_defaults(run=_picture)
    arguments = parser.parse_args()
    try:
        arguments.run(arguments)
    except (Problem, Problems, browser.NoBrowser) as error:
        sys.exit(f"\n{error}")
    except MkDocsException as error:  # in a build within this process
        error.show()
        sys.exit(1)


def _serve(_: argparse.Namespace) -> None:
    from sitekit.serve import serve

    serve(load())


def _page(arguments: argparse.Namespace) -> None:
    """Runs pages afresh, and builds and checks them among the others."""
    from sitekit import preview

    settings = load()
    library = Library.read(settings)
    whole.check(library)
    for path in arguments.paths:
        if path not in library.pages:
            what, repair = "there is no such page", "name it as in docs/index.md"
            raise Problem(path, 1, what, repair)
    pages = {path: library.pages[path] for path in arguments.paths}
    _pytest(list(pages), settings.root)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)-7s %(message)s")
    folder = settings.root / ".cache" / "page"
    preview.build(settings, folder)
    for page in pages.values():
        print(f"built: .cache/page/{url(page)}index.html")


def _new(arguments: argparse.Namespace) -> None:
    """Begins a page that already passes."""
    for path in new.create(load().root, arguments.name, arguments.title):
        print(path)
    print(f"\nTo see it: nox -s page -- docs/{arguments.name}.md")


def _shard(arguments: argparse.Namespace) -> None:
    """Runs one share of the pages afresh."""
    library = Library.read(load())
    mine = shards.paths(list(library.pages.values()), *arguments.share)
    _pytest(mine, library.settings.root)


def _links(_: argparse.Namespace) -> None:
    """Asks the other sites that the guide links to."""
    count, problems = links.check(load().root)
    if problems:
        raise Problems(problems)
    print(f"{count} pages of other sites are there.")


def _picture(_: argparse.Namespace) -> None:
    from sitekit.picture import take

    take(load().root)


if __name__ == "__main__":
    main()
