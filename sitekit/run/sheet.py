"""A terminal's screen as one sheet of paper: nothing wraps, nothing scrolls away."""

import re
from functools import lru_cache
from typing import Any

from wcwidth import wcwidth

# The least that a cursor may move about on, whatever was written.
COLUMNS, HEIGHT = 160, 24
# Text; a control sequence; a string that only a terminal reads, as a title or the
# target of a link; another escape sequence; any other control character.
TOKEN = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?:\x1b\[|\x9b)(?P<given>[0-?]*)(?P<between>[ -/]*)(?P<sequence>[@-~])?"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])"
    r"(?:[^\x07\x1b\x90\x98-\x9f]*(?:\x07|\x1b\\|\x9c)|[^\n\x1b]*)"
    r"|\x1b(?P<escape>[ -/]*[0-~]?)"
    r"|(?P<control>[\x00-\x1f\x7f-\x9f])"
)
# What letters draw after `ESC ( 0`: the borders of boxes.
BORDERS = str.maketrans("`afgjklmnopqrstuvwxyz{|}~", "◆▒°±┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·")
ALTERNATE = {"?47", "?1047", "?1049"}

width = lru_cache(4096)(wcwidth)


class Sheet:
    """What was written, as rows of cells.

    A cell holds a character with the marks and joiners that take no room of their
    own; the second cell of a wide character is empty.

    Attributes:
        rows: The cells of each row.
        row: Where the cursor is.
        column: Where the cursor is.
        top: How many rows a scrolled region has moved out above the screen.
        region: The rows of the screen that scroll by themselves, first and last.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]]
        self.row: int
        self.column: int
        self.top: int
        self.region: tuple[int, int] | None
        self._clear()
        self.saved = (0, 0)
        self.lead = ""  # marks at the very start of a row, before their character
        self.last = " "
        self.has_borders = False
        self.beneath: dict[str, Any] = {}  # the screen that an alternate one hides

    def text(self) -> str:
        """All rows, without the blanks at their ends."""
        self._settle()
        return "\n".join("".join(row).rstrip() for row in self.rows)

    def write(self, text: str) -> None:
        """Writes what a program wrote."""
        for token in TOKEN.finditer(text):
            if token["text"]:
                self._draw(token["text"])
                continue
            self._settle()
            if token["control"]:
                self._control(token["control"])
            elif token["escape"]:
                self._escape(token["escape"])
            elif token["sequence"] and not token["between"]:
                self._sequence(token["sequence"], token["given"])

    def _clear(self) -> None:
        self.rows = [[]]
        self.row = self.column = self.top = 0
        self.region = None

    def _cells(self) -> list[str]:
        """The row that the cursor is in."""
        while len(self.rows) <= self.row:
            self.rows.append([])
        return self.rows[self.row]

    def _draw(self, text: str) -> None:
        self.last = text[-1]
        if self.has_borders:
            text = text.translate(BORDERS)
        drawn: list[str] = []
        if text.isascii():
            drawn += text
        else:
            for character in text:
                cells = width(character)
                if cells > 0:
                    drawn += [character, ""][:cells]
                elif drawn:
                    drawn[-1 if drawn[-1] else -2] += character
                else:
                    self._mark(character)
        if drawn:
            self._put(drawn)

    def _mark(self, character: str) -> None:
        """Adds what takes no room of its own to the character before it."""
        if not self.column:
            self.lead += character
            return
        cells = self._cells()
        _pad(cells, self.column)
        at = self.column - 1
        cells[at if cells[at] or not at else at - 1] += character

    def _put(self, drawn: list[str]) -> None:
        """Puts cells over those that are there."""
        if not self.column:
            drawn[0], self.lead = self.lead + drawn[0], ""
        cells = self._cells()
        end = self.column + len(drawn)
        _pad(cells, self.column)
        _part(cells, self.column)
        _part(cells, end)
        cells[self.column : end] = drawn
        self.column = end

    def _settle(self) -> None:
        """Keeps marks that no character follows."""
        if self.lead:
            cells = self._cells()
            cells[:1] = [self.lead + (cells[0] if cells else " ")]
            self.lead = ""

    def _control(self, control: str) -> None:
        match control:
            case "\n" | "\x85":
                self._down()
                self.column = 0
            case "\v" | "\f" | "\x84":
                self._down()
            case "\r":
                self.column = 0
            case "\b":
                self._go(self.row, self.column - 1)
            case "\t":
                self.column += 8 - self.column % 8
            case "\x8d":
                self._up()
            case _:  # a bell, a null: nothing is seen of it
                pass

    def _escape(self, escape: str) -> None:
        match escape:
            case "D":
                self._down()
            case "E":
                self._control("\n")
            case "M":
                self._up()
            case "7":
                self.saved = (self.row, self.column)
            case "8":
                self._go(*self.saved)
            case "(0" | "(B":
                self.has_borders = escape == "(0"
            case "c":
                self._clear()
            case _:
                pass

    def _sequence(self, name: str, given: str) -> None:
        """Does what a control sequence says; colours and modes change no text."""
        if name in "hl" and given in ALTERNATE:
            self._alternate(enter=name == "h")
        if not re.fullmatch(r"[\d;]*", given):
            return
        numbers = [int(number[:6] or 0) for number in given.split(";")]
        count = max(1, numbers[0])
        match name:
            case "A" | "F" | "B" | "E":
                column = self.column if name in "AB" else 0
                self._go(self.row + (count if name in "BE" else -count), column)
            case "C" | "a" | "D":
                self._go(self.row, self.column + (-count if name == "D" else count))
            case "G" | "`":
                self._go(self.row, count - 1)
            case "d":
                self._go(self.top + count - 1, self.column)
            case "H" | "f":
                column = max(1, numbers[1]) if len(numbers) > 1 else 1
                self._go(self.top + count - 1, column - 1)
            case "r":
                last = numbers[1] if len(numbers) > 1 else 0
                self.region = (count - 1, last - 1) if last > count else None
                self._go(self.top, 0)
            case "s":
                self.saved = (self.row, self.column)
            case "u":
                self._go(*self.saved)
            case "S":
                for _ in range(min(count, HEIGHT)):
                    self._scroll()
            case "J" | "K":
                self._erase(numbers[0], whole=name == "J")
            case "L" | "M":
                self._move_lines(min(count, HEIGHT), insert=name == "L")
                self.column = 0
            case "@" | "P" | "X":
                self._move_cells(name, min(count, COLUMNS))
            case "b":
                self._draw(self.last * min(count, COLUMNS))
            case _:
                pass

    def _go(self, row: int, column: int) -> None:
        lowest = max(self.top + HEIGHT, len(self.rows)) - 1
        self.row = min(max(self.top, row), max(lowest, self.row))
        furthest = max(COLUMNS - 1, len(self._cells()), self.column)
        self.column = min(max(0, column), furthest)

    def _down(self) -> None:
        if self.region and self.row == self.top + self.region[1]:
            self._scroll()
        else:
            self.row += 1
            self._cells()

    def _up(self) -> None:
        first = self.top + (self.region[0] if self.region else 0)
        if self.row == first:
            self._move_lines(1, insert=True)
        else:
            self._go(self.row - 1, self.column)

    def _scroll(self) -> None:
        """Moves the region, or the screen, up by one row; the cursor stays in it."""
        first, last = self.region or (0, max(len(self.rows) - self.top, HEIGHT) - 1)
        bottom = self.top + last
        while len(self.rows) <= bottom:
            self.rows.append([])
        self.rows.insert(bottom + 1, [])
        if first:
            del self.rows[self.top + first]
        else:  # a terminal keeps what leaves its screen above
            self.top += 1
            self.row += 1

    def _move_lines(self, count: int, *, insert: bool) -> None:
        """Inserts rows at the cursor, or deletes them, within the region."""
        self._cells()
        end = self.top + self.region[1] + 1 if self.region else len(self.rows)
        while len(self.rows) < end:
            self.rows.append([])
        blank: list[list[str]] = [[] for _ in range(count)]
        if insert:
            if self.region:
                del self.rows[max(self.row, end - count) : end]
            self.rows[self.row : self.row] = blank
        else:
            if self.region:
                self.rows[end:end] = blank
            del self.rows[self.row : self.row + count]

    def _move_cells(self, name: str, count: int) -> None:
        """Inserts blank cells at the cursor, deletes cells, or blanks them."""
        cells = self._cells()
        _pad(cells, self.column)
        end = self.column + count
        _part(cells, self.column)
        if name == "@":
            cells[self.column : self.column] = " " * count
            return
        _part(cells, end)
        cells[self.column : end] = " " * count if name == "X" else ""

    def _erase(self, how: int, *, whole: bool) -> None:
        """Erases the row, or the screen: from the cursor on, up to it, or all."""
        cells = self._cells()
        if how == 0:
            _part(cells, self.column)
            del cells[self.column :]
        elif how == 1:
            end = min(self.column + 1, len(cells))
            _part(cells, end)
            cells[:end] = " " * end
        elif how == 2:
            cells.clear()
        if whole and how in (0, 2):
            del self.rows[self.row + 1 :]
        if whole and how in (1, 2):
            for row in range(self.top, self.row):
                self.rows[row] = []

    def _alternate(self, *, enter: bool) -> None:
        """Lays another sheet over this one, or takes it away."""
        if enter and not self.beneath:
            self.beneath = vars(self).copy()
            self._clear()
        elif not enter and self.beneath:
            vars(self).update(self.beneath)


def _pad(cells: list[str], end: int) -> None:
    """Makes a row as long as the cursor is far."""
    cells += " " * (end - len(cells))


def _part(cells: list[str], at: int) -> None:
    """Leaves blanks of a wide character of which one half goes."""
    if 0 < at < len(cells) and not cells[at]:
        cells[at - 1 : at + 1] = "  "
