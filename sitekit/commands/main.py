"""The commands behind the nox sessions: `python -m sitekit <command>`."""

import argparse
import logging
import sys

from mkdocs.exceptions import MkDocsException

from sitekit.checkout.problems import Problem, Problems
from sitekit.checkout.settings import load
from sitekit.commands import links, new, shards
from sitekit.commands.site import run_pytest, site
from sitekit.overviews.cross_checks import check_guide
from sitekit.records.library import Library
from sitekit.scan.addresses import url
from sitekit.tensorboard import browser


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
    from sitekit.commands.preview import serve

    serve(load())


def _page(arguments: argparse.Namespace) -> None:
    """Runs pages afresh, and builds and checks them among the others."""
    from sitekit.commands import preview

    settings = load()
    library = Library.read(settings)
    check_guide(library)
    for path in arguments.paths:
        if path not in library.pages:
            what, repair = "there is no such page", "name it as in docs/index.md"
            raise Problem(path, 1, what, repair)
    pages = {path: library.pages[path] for path in arguments.paths}
    run_pytest(list(pages), settings.root)
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
    run_pytest(mine, library.settings.root)


def _links(_: argparse.Namespace) -> None:
    """Asks the other sites that the guide links to."""
    count, problems = links.check(load().root)
    if problems:
        raise Problems(problems)
    print(f"{count} pages of other sites are there.")


def _picture(_: argparse.Namespace) -> None:
    from sitekit.commands.readme_picture import take

    take(load().root)
