"""Asks a TensorBoard, and keeps its answers under names that `frozen.js` finds."""

import http.client
import json
import mimetypes
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

ANSWER_SECONDS = 300.0
# TensorBoard waits for its data server 40 ms a request, and computes next to nothing.
AT_ONCE = 16

Request = tuple[str, dict[str, str]]


class NotFrozen(Exception):
    """TensorBoard did not answer what its front end would ask."""


def key(path: str, query: dict[str, str]) -> str:
    """The name of an answer: its path, then the parameters in alphabetical order."""
    return "\n".join([path, *sorted(f"{k}={v}" for k, v in query.items())])


@dataclass
class Recording:
    """The answers of one TensorBoard.

    Attributes:
        host: Where it listens: host and port.
        pool: The threads that ask.
        answers: The answers, by `key`.
        files: The binary answers, by name; equal ones are one.
    """

    host: str
    pool: ThreadPoolExecutor
    answers: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def of(cls, address: str) -> "Iterator[Recording]":
        """A recording of the TensorBoard at an address."""
        with ThreadPoolExecutor(AT_ONCE, "freeze") as pool:
            yield cls(urlsplit(address).netloc, pool)

    def ask(
        self, path: str, query: dict[str, str] | None = None, body: str = ""
    ) -> tuple[str, bytes]:
        """Content type and content of one answer.

        Raises:
            NotFrozen: TensorBoard refused, or is gone.
        """
        target = f"/data/{path}" + (f"?{urlencode(query)}" if query else "")
        connection = http.client.HTTPConnection(self.host, timeout=ANSWER_SECONDS)
        try:
            headers = {"Content-Type": "text/plain"} if body else {}
            connection.request("POST" if body else "GET", target, body, headers)
            answer = connection.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NotFrozen(f"{target}: TensorBoard does not answer: {error}") from None
        finally:
            connection.close()
        if answer.status != http.client.OK:
            what = f"TensorBoard answers {answer.status}: {data[:200]!r}"
            raise NotFrozen(f"{target}: {what}")
        return answer.headers.get_content_type(), data

    def ask_all(self, requests: Iterable[Request]) -> list[tuple[str, bytes]]:
        """The answers to several requests, asked at once, in the requests' order."""
        return list(self.pool.map(lambda request: self.ask(*request), requests))

    def json(self, path: str, query: dict[str, str] | None = None) -> Any:
        """Records an answer in JSON, and returns it; asks only once."""
        name = key(path, query or {})
        if name not in self.answers:
            self.answers[name] = {"json": json.loads(self.ask(path, query)[1])}
        return self.answers[name]["json"]

    def all_json(self, requests: Iterable[Request]) -> list[Any]:
        """Records answers in JSON, and returns them."""
        return list(self.pool.map(lambda request: self.json(*request), requests))

    def text(self, path: str, query: dict[str, str]) -> None:
        """Records an answer in text."""
        kind, data = self.ask(path, query)
        self.answers[key(path, query)] = {"text": data.decode(), "type": kind}

    def all_files(self, requests: Iterable[Request]) -> None:
        """Records binary answers, each as a file of its own."""
        requests = list(requests)
        names = {data: name for name, data in self.files.items()}
        answers = self.ask_all(requests)
        for request, (kind, data) in zip(requests, answers, strict=True):
            if data not in names:
                ending = mimetypes.guess_extension(kind) or ".bin"
                names[data] = f"{len(names)}{ending}"
                self.files[names[data]] = data
            answer = {"file": names[data], "type": kind}
            self.answers[key(*request)] = answer
