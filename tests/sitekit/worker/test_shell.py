"""Console blocks: commands, their exit status, and servers."""

import pytest

from sitekit.worker.shell import ServerFailed, free_port, serve
from tests.sitekit.miniature import Guide

SERVER = """\
import argparse
import http.server

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int)
parser.add_argument("--status", type=int, default=200)
arguments = parser.parse_args()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(arguments.status)
        self.end_headers()

    def log_message(self, *_):
        pass


print("listening", flush=True)
try:
    http.server.HTTPServer(("127.0.0.1", arguments.port), Handler).serve_forever()
except KeyboardInterrupt:
    print("stopped")
"""


def test_shows_the_output_of_a_command(guide: Guide) -> None:
    ran = guide.prove("```console\n$ echo one; echo two >&2\n```\n")
    assert ran.statuses == ["passed"]
    assert ran.output() == {"type": "stream", "text": "one\ntwo"}


def test_several_commands_are_told_apart(guide: Guide) -> None:
    ran = guide.prove("```console\n$ echo one\n\n$ echo two | tr t T\n```\n")
    assert ran.text() == "$ echo one\none\n$ echo two | tr t T\nTwo"


def test_commands_and_python_share_the_working_directory(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        from pathlib import Path
        Path("written.txt").write_text("by Python")
        ```

        ```console
        $ cat written.txt
        ```
        """
    )
    assert ran.text(1) == "by Python"


def test_python_is_the_environment_s_own(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```python
        import sys
        sys.executable
        ```

        ```console
        $ python -c "import sys; print(repr(sys.executable))"
        ```
        """
    )
    assert ran.text(0) == ran.text(1)


def test_a_command_that_fails_is_told_with_what_it_printed(guide: Guide) -> None:
    ran = guide.prove(
        """
        ```console
        $ echo fine

        $ ls nowhere
        $ echo no
        ```
        """
    )
    assert ran.where == ("docs/page.md", 4)
    assert "`ls nowhere` ended with exit status 2" in ran.failure.what
    assert "cannot access 'nowhere'" in ran.failure.details
    assert "$ echo no" not in ran.failure.details


def test_a_command_in_a_pipe_that_fails_is_noticed(guide: Guide) -> None:
    ran = guide.prove("```console\n$ false | cat\n```\n")
    assert "exit status 1" in ran.failure.what


def test_a_declared_exit_status_must_occur(guide: Guide) -> None:
    ran = guide.prove('```{.console exit="3"}\n$ echo three; exit 3\n```\n')
    assert ran.statuses == ["passed"]
    assert ran.text() == "three"
    ran = guide.prove('```{.console exit="3"}\n$ true\n```\n')
    assert "ended with exit status 0" in ran.failure.what


def test_a_command_that_does_not_exist_fails(guide: Guide) -> None:
    ran = guide.prove("```console\n$ no-such-command\n```\n")
    assert "exit status 127" in ran.failure.what


def test_a_command_that_does_not_end_is_stopped(guide: Guide) -> None:
    ran = guide.prove('```{.console timeout="0.3"}\n$ sleep 1000\n```\n')
    assert "did not end within 0.3 s" in ran.failure.what


def server_page(guide: Guide, command: str, options: str = "") -> str:
    """A page whose console block starts a server."""
    indented = "".join(f"        {line}\n" for line in SERVER.splitlines())
    return guide.page(
        f"""
        ```python
        from pathlib import Path
        Path("server.py").write_text('''\\
{indented}        ''')
        ```

        ```{{.console server="--port" {options}}}
        $ {command}
        ```
        """
    )


def test_a_server_is_started_asked_and_stopped(guide: Guide) -> None:
    path = server_page(guide, "python server.py")
    ran = guide.run(path)[path]
    assert ran.statuses == ["passed", "passed"]
    stream, note = ran.outputs(1)
    assert stream == {"type": "stream", "text": "listening"}
    assert note["type"] == "note"
    assert note["text"].startswith("Started with `--port ")
    assert "HTTP status 200" in note["text"]


def test_a_server_may_answer_with_an_error(guide: Guide) -> None:
    path = server_page(guide, "python server.py --status 404")
    ran = guide.run(path)[path]
    assert "HTTP status 404" in ran.text(1)


def test_commands_may_stand_before_the_server(guide: Guide) -> None:
    path = server_page(guide, "echo first\n        $ python server.py")
    ran = guide.run(path)[path]
    assert ran.statuses == ["passed", "passed"]
    assert ran.text(1).startswith("$ echo first\nfirst\n$ python server.py\nlistening")


def test_a_server_that_dies_is_told_with_its_last_words(guide: Guide) -> None:
    path = server_page(guide, "python server.py --colour red")
    ran = guide.run(path)[path]
    assert ran.statuses == ["passed", "failed"]
    assert "the server ended with status 2" in ran.failure.what
    assert "unrecognized arguments: --colour red" in ran.failure.details


def test_a_server_that_never_answers_is_told() -> None:
    with pytest.raises(ServerFailed, match="did not answer on port"):
        serve("sleep", "1000", print, seconds=0.2)  # on purpose: it never answers


def test_a_free_port_can_be_listened_on() -> None:
    assert 1024 < free_port() < 65536
