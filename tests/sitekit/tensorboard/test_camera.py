"""Only a finished picture counts: tested on pages that are not TensorBoard's."""

import http.server
import io
import os
import random
import signal
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from sitekit.tensorboard import browser, camera
from sitekit.tensorboard.dashboards import Kind
from sitekit.tensorboard.pictures import PhotographFailed
from sitekit.tensorboard.tab import Shot

# A dashboard that fetches its data one after the other, then draws them.
PAGE = """<!doctype html>
<style>
body { font: 20px serif; margin: 9px; background: white }
.dark-mode { background: black; color: white }
app-header-dark-mode-toggle { position: absolute; left: -9em }
</style>
<app-header-dark-mode-toggle><button onclick="open_menu()">Theme</button>
</app-header-dark-mode-toggle>
<h1>A dashboard</h1><div id="main"></div>
<script>
function open_menu() {
  const menu = document.createElement("div");
  menu.className = "mat-mdc-menu-panel";
  menu.innerHTML = "<button>Light</button><button>Dark</button>";
  menu.lastChild.onclick = () => (document.body.className = "dark-mode", menu.remove());
  document.body.append(menu);
}
async function draw() {
  for (const name of ["first", "second", "third"]) {
    const answer = await fetch("data/" + name);
    const path = await answer.text();
    document.querySelector("#main").innerHTML +=
      `<p>${name}</p><svg width="300" height="90"><path class="line" d="${path}"
      stroke="teal" fill="none"/></svg>`;
  }
}
const svg = () => document.createElementNS("http://www.w3.org/2000/svg", "svg");
SCRIPT
</script>"""
CURVE = "M 0 0 L 30 40 L 90 10 L 290 70"
LINES = Kind(ready="svg path.line", main="#main", chart="svg")


@contextmanager
def serving(
    script: str,
    data: Callable[[str], str | None] = lambda name: CURVE,
    host: str = "127.0.0.1",
) -> Iterator[str]:
    """A server of one page and its data; None leaves a request unanswered."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _, found, name = self.path.partition("/data/")
            text = data(name) if found else PAGE.replace("SCRIPT", script)
            if text is None:
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/plain" if found else "text/html")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer((host, 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def shoot(
    address: str, kind: Kind = LINES, crop: str = "", tags: str = ""
) -> camera.Pictures | Exception:
    (result,) = camera.take([Shot(f"{address}/?x#y", kind, 400, tags, crop)])
    return result


def refused(result: camera.Pictures | Exception, kind: type[Exception]) -> str:
    assert type(result) is kind
    return str(result)


def test_delays_do_not_change_a_picture() -> None:
    with serving("draw()") as address:
        prompt = shoot(address)
    assert isinstance(prompt, tuple)
    for seed in range(3):
        late = random.Random(seed)

        def slowly(name: str, late: random.Random = late) -> str:
            time.sleep(late.uniform(0.0, 1.5))  # on purpose: a slow server
            return CURVE

        with serving(f"setTimeout(draw, {late.randrange(800)})", slowly) as address:
            assert shoot(address) == prompt


def test_the_second_picture_is_dark() -> None:
    with serving("draw()") as address:
        light, dark = (Image.open(io.BytesIO(p.data)) for p in shoot(address))
    assert light.getpixel((1200, 700)) == (255, 255, 255)
    assert dark.getpixel((1200, 700)) == (0, 0, 0)


def test_pictures_are_twice_as_fine_as_they_are_large() -> None:
    with serving("draw()") as address:
        whole, main, cut = (
            shoot(address, crop=crop)[0] for crop in ("", "main", "9 60 200 80")
        )
    assert (whole.width, whole.height) == (1280, 400)
    assert (cut.width, cut.height) == (200, 80)
    assert main.width == 1262
    for picture in (whole, main, cut):
        image = Image.open(io.BytesIO(picture.data))
        assert image.format == "WEBP"
        assert image.size == (2 * picture.width, 2 * picture.height)


def test_what_fails_once_is_tried_again() -> None:
    answers = iter([None] + 9 * [CURVE])
    with serving("draw()", lambda name: next(answers)) as address:
        assert isinstance(shoot(address), tuple)
    assert len(list(answers)) == 6


def test_a_server_that_does_not_answer_is_told() -> None:
    answers = {"first": CURVE, "second": None, "third": CURVE}
    with serving("draw()", answers.get) as address:
        why = refused(shoot(address), PhotographFailed)
    assert "/data/second was not answered" in why


def test_a_dead_server_is_told() -> None:
    with serving("") as address:
        pass
    assert "ERR_CONNECTION_REFUSED" in refused(shoot(address), PhotographFailed)


def test_a_crashed_browser_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, pid = tmp_path / "browser", tmp_path / "pid"
    program.write_text(f'#!/bin/sh\necho $$ > "{pid}"\nexec "{browser.find()}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setattr(camera.browser, "find", lambda: str(program))

    def crash(name: str) -> None:
        os.killpg(int(pid.read_text()), signal.SIGKILL)

    with serving("draw()", crash) as address:
        why = refused(shoot(address), PhotographFailed)
    assert "closed" in why


# A machine answers to all of 127.0.0.0/8, but 127.0.0.1 alone is TensorBoard's.
ELSEWHERE = "127.0.0.2"


def test_no_request_leaves_for_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(name: str) -> str:
        asked.append(name)
        return CURVE

    with serving("", note, ELSEWHERE) as elsewhere, serving("", note) as proxy:
        for address in (elsewhere, proxy):
            with urllib.request.urlopen(f"{address}/data/test"):
                pass
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.setenv("https_proxy", proxy)
        hosts = [
            elsewhere,
            elsewhere.replace(ELSEWHERE, "localhost"),
            "http://host.test",
        ]
        script = (
            f"const hosts = {hosts};"
            + """
        for (const host of hosts) {
          for (const kind of ["img", "iframe"]) {
            const made = document.createElement(kind);
            made.src = `${host}/data/${kind}`;
            document.body.append(made);
          }
          fetch(`${host}/data/fetch`, { mode: "no-cors" }).catch(() => 0);
          navigator.sendBeacon(`${host}/data/beacon`);
        }
        draw();"""
        )
        with serving(script) as address:
            assert isinstance(shoot(address), tuple)
    assert asked == ["test", "test"]
