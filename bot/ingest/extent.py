"""How much a workbook would take in memory, told from its XML before it is loaded.

A sheet of two cells, A1 and XFD1048576, is a table of 17 thousand million cells to the library that reads it; a million
cells may point at one text of 32,767 characters. Both fit into a few kilobytes of file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise

from bot.ingest.report import FileRefused
from bot.records.text import Say

MAX_CELLS = 60_000_000  # empty ones between the first and the last included
MAX_TEXT = 8 << 30  # characters, if every cell that points at a shared text pointed at the longest
_CELL = re.compile(rb"""\br=["']([A-Za-z]{1,3})(\d{1,7})["']""")
_HIDDEN = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["'][^"'>]*&""")  # a place written so that it is not seen here
_SHARED = re.compile(rb"""\bt=["']s["']""")
_TEXT = re.compile(rb"<(?:\w+:)?t[ >]")
_CHUNK = 1 << 20
_OVERLAP = 256


def check_extent(packed: zipfile.ZipFile) -> None:
    """Raises FileRefused where a sheet would be far larger in memory than a report is."""
    shared = 0
    for name in packed.namelist():
        if not name.lower().endswith(".xml") or "sheet" not in name.lower():
            continue
        row = column = 0
        for chunk in _chunks(packed, name):
            if _HIDDEN.search(chunk):
                raise FileRefused(Say("ingest-bomb"))
            for letters, digits in set(_CELL.findall(chunk)):
                row, column = max(row, int(digits)), max(column, _number(letters))
            shared += len(_SHARED.findall(chunk))
        if row * column > MAX_CELLS:
            raise FileRefused(Say("ingest-bomb"))
    longest = max((_longest(packed, name) for name in packed.namelist() if "sharedstrings" in name.lower()), default=0)
    if shared * longest > MAX_TEXT:
        raise FileRefused(Say("ingest-bomb"))


def _chunks(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Pieces of a member that overlap, so that nothing is cut in two unseen."""
    tail = b""
    with packed.open(name) as stream:
        while piece := stream.read(_CHUNK):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _longest(packed: zipfile.ZipFile, name: str) -> int:
    """The longest stretch between two starts of a text, which is at least as long as the longest text."""
    longest = length = 0
    with packed.open(name) as stream:
        while piece := stream.read(_CHUNK):
            starts = [found.start() for found in _TEXT.finditer(piece)]
            if not starts:
                length += len(piece)
                continue
            longest = max(longest, length + starts[0], *(b - a for a, b in pairwise(starts)))
            length = len(piece) - starts[-1]
    return max(longest, length)
