"""Questions to a TensorBoard, and the names of its answers."""

import pytest

from sitekit.commands.file_server import served
from sitekit.tensorboard.recording import NotFrozen, Recording, key


@pytest.fixture
def board(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "runs").write_text('["a", "b"]')
    (data / "one.png").write_bytes(b"pixels")
    (data / "same.png").write_bytes(b"pixels")
    (data / "other.png").write_bytes(b"others")
    (data / "note.txt").write_text("text")
    with served(tmp_path) as address, Recording.of(address) as recording:
        yield recording


def test_parameters_are_named_in_alphabetical_order():
    assert key("a/b", {"tag": "x", "run": "y"}) == "a/b\nrun=y\ntag=x"
    assert key("a/b", {}) == "a/b"


def test_an_answer_in_json_is_kept(board):
    assert board.json("runs") == ["a", "b"]
    assert board.answers == {"runs": {"json": ["a", "b"]}}


def test_equal_files_are_kept_once(board):
    board.all_files((name, {}) for name in ("one.png", "same.png", "other.png"))
    assert board.files == {"0.png": b"pixels", "1.png": b"others"}
    names = [board.answers[name]["file"] for name in ("one.png", "same.png")]
    assert names == ["0.png", "0.png"]


def test_a_text_keeps_its_type(board):
    board.text("note.txt", {})
    assert board.answers == {"note.txt": {"text": "text", "type": "text/plain"}}


def test_a_refusal_is_told(board):
    with pytest.raises(NotFrozen, match=r"/data/nothing\?run=a: .* answers 404"):
        board.json("nothing", {"run": "a"})
