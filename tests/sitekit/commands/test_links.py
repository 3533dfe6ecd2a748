"""Pages of other sites that are gone are found; sites that refuse programs are not."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sitekit.commands import links
from tests.sitekit.miniature import Guide

pytestmark = pytest.mark.portable


class Site(BaseHTTPRequestHandler):
    """Answers with the status that the address asks for; `/flaky` at the second try."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        first = self.asked.count(self.path) == 1
        flaky = "503" if first else "200"
        self.send_response(int(self.path[1:].replace("flaky", flaky)))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def other() -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("answer", ["200", "204", "401", "403", "405", "429", "flaky"])
def test_what_answers_is_there(other: str, answer: str) -> None:
    assert links.ask(f"{other}/{answer}") == ""


@pytest.mark.parametrize("answer", [404, 410, 500, 503])
def test_what_is_gone_is_said(other: str, answer: int) -> None:
    assert links.ask(f"{other}/{answer}") == f"it answers {answer}"
    assert len(Site.asked) == links.TRIES


def test_no_server_is_no_answer(other: str) -> None:
    host = other.rsplit(":", 1)[0]
    assert links.ask(f"{host}:1/").startswith("no answer: ")


def test_addresses_are_found_with_their_lines(guide: Guide) -> None:
    guide.page(
        "[One](https://keras.io/a_b#part), (https://keras.io/c).\n"
        "`https://keras.io/d` <https://keras.io/c>; http://127.0.0.1:8000/ is yours.\n"
    )
    guide.snippet('# See https://keras.io/e_(f), "https://example.org/x".\n')
    guide.write("README.md", "https://keras.io/g.\n")
    assert links.find(guide.root) == {
        "https://keras.io/g": ("README.md", 1),
        "https://keras.io/a_b": ("docs/page.md", 1),
        "https://keras.io/c": ("docs/page.md", 1),
        "https://keras.io/d": ("docs/page.md", 2),
        "https://keras.io/e_(f)": ("snippets/page.py", 1),
    }


def test_a_dead_link_is_a_problem(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide.page("# Gone\nhttps://keras.io/here and https://keras.io/gone\n")
    monkeypatch.setattr(links, "ask", lambda a: "it answers 404" * ("gone" in a))
    count, (problem,) = links.check(guide.root)
    assert count == 2
    assert (problem.path, problem.line) == ("docs/page.md", 2)
    assert problem.what == "https://keras.io/gone: it answers 404"
