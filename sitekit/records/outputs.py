"""What a block shows, and what a study aid's run computed: the schema of a record."""

from typing import Literal

import msgspec

from sitekit.aids.cards import Dealt
from sitekit.aids.quiz import Asked


class Stream(msgspec.Struct, frozen=True, tag_field="type", tag="stream"):
    """What was printed."""

    text: str


class Value(
    msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type", tag="value"
):
    """The value of a last expression: as text, and as HTML where it has one."""

    text: str
    html: str = ""


class Warned(msgspec.Struct, frozen=True, tag_field="type", tag="warning"):
    """A Python warning."""

    name: str
    text: str


class Raised(msgspec.Struct, frozen=True, tag_field="type", tag="error"):
    """The exception that a block is there to show, or in a preview a failure."""

    name: str
    text: str


class Figure(msgspec.Struct, frozen=True, tag_field="type", tag="figure"):
    """A picture that is part of the page: SVG, or a PNG in Base64."""

    form: Literal["svg", "png"]
    data: str


class Photograph(
    msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type", tag="photograph"
):
    """A dashboard's pictures in light and dark, files of the record.

    Attributes:
        light: The name of the file with the light one.
        dark: The name of the file with the dark one.
        width: Their width in CSS pixels.
        height: Their height in CSS pixels.
        frozen: The digest of the frozen log behind them; "" where there is none.
    """

    light: str
    dark: str
    width: int
    height: int
    frozen: str = ""


class Note(msgspec.Struct, frozen=True, tag_field="type", tag="note"):
    """A sentence of ours, in place of an output."""

    text: str


class Missing(msgspec.Struct, frozen=True, tag_field="type", tag="missing"):
    """In a preview: why a picture is missing."""

    text: str


Shown = Stream | Value | Warned | Raised | Figure | Photograph | Note | Missing


class Practised(msgspec.Struct, frozen=True, tag_field="type", tag="exercise"):
    """What the run of an exercise computed.

    Attributes:
        code: The files that a reader sees, name to text.
        outputs: What the solution showed.
        refused: What the check says to each mistake, by the name of its file.
    """

    code: dict[str, str]
    outputs: tuple[Shown, ...]
    refused: dict[str, str]


Proven = Asked | Practised | Dealt


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one block showed when its page passed.

    Attributes:
        status: "passed", "raised", "parsed" or "text"; in a preview also others.
        seconds: How long it ran.
        outputs: What it showed, in order.
        aid: What was computed for the study aid that it is.
    """

    status: str
    seconds: float = 0.0
    outputs: tuple[Shown, ...] = ()
    aid: Proven | None = None


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is written of a page that passed.

    Attributes:
        schema: The number of this schema.
        key: The key that it is written under.
        page: The page's path.
        environment: The page's environment.
        versions: By environment: package, version.
        started: When the run began, in seconds since 1970.
        seconds: How long its blocks ran.
        blocks: An entry for each block.
        values: The inline values, in order.
        assets: The names of the files that belong to it.
        stands: In a preview, how far the run has come; "" for a record.
    """

    schema: int
    key: str
    page: str
    environment: str
    versions: dict[str, dict[str, str]]
    started: float
    seconds: float
    blocks: tuple[Entry, ...]
    values: tuple[str, ...]
    assets: tuple[str, ...] = ()
    stands: str = ""
