"""A TensorBoard for one log: whole before it answers, gone afterwards."""

import json
import urllib.request
from pathlib import Path

import pytest
from tensorboard.plugins.scalar.summary_v2 import scalar_pb

from sitekit.tensorboard import server
from tests.sitekit.tensorboard.test_events import write


def get(address: str) -> object:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address) as answer:
        return json.load(answer)


def test_it_has_read_everything_when_it_answers(tmp_path: Path) -> None:
    for run in range(20):
        write(tmp_path / f"logs/{run}/events.out.tfevents.1", scalar_pb("loss", 1.0))
    with server.serving(tmp_path, "logs") as address:
        assert address.startswith("http://127.0.0.1:")
        assert len(get(f"{address}/data/plugin/scalars/tags")) == 20
        assert get(f"{address}/data/environment")["data_location"] == "logs"
    with pytest.raises(OSError):
        get(f"{address}/data/runs")


def test_one_that_does_not_start_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SERVER", "raise SystemExit('no such thing')")
    failing = pytest.raises(server.ServerFailed, match="no such thing")
    with failing, server.serving(tmp_path, "logs"):
        pass


def test_one_that_hangs_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SERVER", "import threading; threading.Event().wait()")
    monkeypatch.setattr(server, "SERVER_SECONDS", 0.3)
    failing = pytest.raises(server.ServerFailed, match="did not start")
    with failing, server.serving(tmp_path, "logs"):
        pass
