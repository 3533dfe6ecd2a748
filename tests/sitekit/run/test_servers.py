"""A warm server serves the processes of its environment, and ends with them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitekit.records.outputs import Value
from sitekit.run.processes import Died, Process
from sitekit.run.servers import WarmServer
from tests.sitekit.miniature import Guide
from tests.sitekit.run.test_processes import opening, python

WaitUntil = Callable[[Callable[[], object]], None]


IsAlive = Callable[[int], bool]


@pytest.fixture
def server(guide: Guide) -> Iterator[WarmServer]:
    """A warm server."""
    made = WarmServer.start(guide.settings, guide.settings.environments["default"])
    yield made
    made.close()


def test_a_server_serves_many_processes_at_once(
    guide: Guide, server: WarmServer, tmp_path: Path
) -> None:
    processes = []
    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        processes.append(Process.start(server, opening(guide, folder), []))
    for number, process in enumerate(processes):
        process.ask(python(f"x = {number}"), 10)
    values = [process.ask({"expression": "x"}, 10).value for process in processes]
    assert values == [str(number) for number in range(20)]
    assert len({process.pid for process in processes}) == 20
    for process in processes:
        process.close()


def test_closing_a_server_ends_its_processes(
    guide: Guide, tmp_path: Path, wait_until: WaitUntil, is_alive: IsAlive
) -> None:
    environment = guide.settings.environments["default"]
    server = WarmServer.start(guide.settings, environment)
    process = Process.start(server, opening(guide, tmp_path), ["pytest"])
    server.close()
    assert not is_alive(server.process.pid)
    wait_until(lambda: not is_alive(process.pid))
    with pytest.raises(Died):
        process.ask(python("1"), 10)


def test_variables_of_the_environment_reach_its_processes(
    guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    guide.configure()
    file = guide.root / "pyproject.toml"
    file.write_text(file.read_text().replace("packages", 'variables = {A = "b"}\n#'))
    environment = guide.settings.environments["default"]
    server = WarmServer.start(guide.settings, environment)
    process = Process.start(server, opening(guide, tmp_path), ["pytest"])
    code = "import os\nos.environ['A'], os.environ.get('PYTHONPATH')"
    (output,) = process.ask(python(code), 10).outputs
    assert output == Value("('b', None)")
    process.close()
    server.close()
