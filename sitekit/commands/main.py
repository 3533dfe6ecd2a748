"""The commands behind the nox sessions: `python -m sitekit <command>`."""

import argparse
import logging
import sys
from collections.abc import Callable

from mkdocs.exceptions import MkDocsException

from sitekit.checkout import Problem, Problems
from sitekit.checkout.sealed import is_full, machine_failure
from sitekit.checkout.settings import Settings, load
from sitekit.commands import links, materials, new, shards
from sitekit.commands.site import checked, run_pytest, site
from sitekit.scan.addresses import url
from sitekit.scan.site import unborne
from sitekit.tensorboard import browser

Command = Callable[[Settings, argparse.Namespace], None]


def main() -> None:
    """Reads the command line.

    Raises:
        OSError: The machine failed, and not because a disk is full.
    """
    parser = argparse.ArgumentParser(prog="python -m sitekit", description=__doc__)
    commands = parser.add_subparsers(required=True)

    def add(name: str, run: Command) -> argparse.ArgumentParser:
        about = str(run.__doc__).partition("\n")[0]
        command = commands.add_parser(name, help=about)
        command.set_defaults(run=run)
        return command

    which = add("site", site).add_mutually_exclusive_group()
    which.add_argument(
        "--fresh", action="store_true", help="run every page, even if it has a record"
    )
    which.add_argument(
        "--recorded",
        action="store_true",
        help="run nothing: fail if a page has no record",
    )
    shard = add("shard", _shard)
    shard.add_argument(
        "share", type=shards.share, help="which share of how many, for example 1/3"
    )
    add("links", _links)
    sentences = add("sentences", _sentences)
    sentences.add_argument(
        "paths", nargs="*", help="for example docs/keras/sequential.md"
    )
    add("materials", _materials)
    add("browser", _browser)
    add("serve", _serve)
    page = add("page", _page)
    page.add_argument("paths", nargs="+", help="for example docs/keras/sequential.md")
    begin = add("new", _new)
    begin.add_argument("name", help="chapter/topic, for example data/batching")
    begin.add_argument("title", help="the page's title")
    add("picture", _picture)
    arguments = parser.parse_args()
    try:
        arguments.run(load(), arguments)
    except (Problem, Problems, browser.NoBrowser) as error:
        sys.exit(f"\n{error}")
    except OSError as error:
        if not is_full(error):
            raise
        sys.exit(f"\n{machine_failure(error, 'a file of the site')}")
    except MkDocsException as error:  # in a build within this process
        error.show()
        sys.exit(1)


def _serve(settings: Settings, _: argparse.Namespace) -> None:
    """Shows the site while you write."""
    from sitekit.commands.preview import serve

    checked(settings)
    serve(settings)


def _page(settings: Settings, arguments: argparse.Namespace) -> None:
    """Runs pages afresh, and builds and checks them among the others.

    Raises:
        Problem: There is no such page.
    """
    from sitekit.commands import preview

    library = checked(settings)
    for path in arguments.paths:
        if path not in library.pages:
            what, repair = "this page does not exist", "write a path like docs/index.md"
            raise Problem(path, 1, what, repair)
    run_pytest(arguments.paths, settings.root)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)-7s %(message)s")
    preview.build(settings, settings.root / ".cache" / "page")
    for path in arguments.paths:
        print(f"built: .cache/page/{url(library.pages[path])}index.html")


def _new(settings: Settings, arguments: argparse.Namespace) -> None:
    """Begins a page that already passes."""
    for path in new.create(settings.root, arguments.name, arguments.title):
        print(path)
    print(f"\nTo see it: nox -s page -- docs/{arguments.name}.md")


def _shard(settings: Settings, arguments: argparse.Namespace) -> None:
    """Runs one share of the pages afresh."""
    pages = list(checked(settings).pages.values())
    run_pytest(shards.paths(pages, *arguments.share), settings.root)


def _links(settings: Settings, _: argparse.Namespace) -> None:
    """Asks the other sites that the guide links to.

    Raises:
        Problems: Some are gone.
    """
    count, problems = links.check(settings.root)
    if problems:
        raise Problems(problems)
    print(f"{count} links to other sites work.")


def _sentences(settings: Settings, arguments: argparse.Namespace) -> None:
    """Finds the sentences that nothing bears out; runs nothing.

    Raises:
        Problems: There are some.
    """
    found = unborne(settings, arguments.paths)
    if found:
        raise Problems(found)


def _materials(settings: Settings, _: argparse.Namespace) -> None:
    """Completes the bill of materials."""
    for path in materials.write(settings.root):
        print(path)


def _browser(_: Settings, __: argparse.Namespace) -> None:
    """Finds a browser, or installs one."""
    browser.install()


def _picture(settings: Settings, _: argparse.Namespace) -> None:
    """Takes the README's picture of the site."""
    from sitekit.commands.readme_picture import take

    take(settings.root)
