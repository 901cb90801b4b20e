"""Finds what is to be imported under the given paths: plain files, and the known files of a folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.ingest.report import FileRefused, printable
from bot.records.dataset import TABLES
from bot.records.text import Say

DATA_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".zip", ".gz")
CHUNK = 128 << 10
_ORDER = {table.file: position for position, table in enumerate(TABLES)}
IGNORED = re.compile(r"[.~_].*|readme.*|license.*|thumbs\.db|desktop\.ini", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One thing to import. `label` is how reports name it, `name` its own file name, `size` its bytes where known."""

    label: str
    name: str
    size: int
    open: Callable[[], BinaryIO]

    def chunks(self, seen: Callable[[int], None] | None = None) -> Iterator[bytes]:
        """The bytes piece by piece; `seen` is told how many have been read."""
        done = 0
        with self.open() as stream:
            while chunk := stream.read(CHUNK):
                done += len(chunk)
                if seen is not None:
                    seen(done)
                yield chunk


@dataclass(frozen=True)
class NoPart:
    """A path that holds nothing to import."""

    label: str
    reason: Say


def find_parts(paths: Iterable[Path]) -> Iterator[Part | NoPart]:
    """What the paths hold: a folder's data files in the order of the dataset, hidden files and read-me's left out."""
    for path in paths:
        if path.is_dir():
            yield from _of_folder(path)
        elif path.is_file():
            yield _of_file(path)
        else:
            yield NoPart(printable(str(path)), Say("ingest-no-such-file"))


def _of_file(path: Path) -> Part:
    return Part(printable(str(path)), path.name, path.stat().st_size, lambda: path.open("rb"))


def _of_folder(folder: Path) -> Iterator[Part | NoPart]:
    files = [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix.lower() in DATA_SUFFIXES
        and not any(IGNORED.fullmatch(piece) for piece in path.relative_to(folder).parts)
    ]
    if not files:
        yield NoPart(printable(str(folder)), Say("ingest-empty-folder"))
    for path in sorted(files, key=lambda p: (_ORDER.get(p.name.lower(), len(_ORDER)), str(p))):
        yield _of_file(path)


def readable(part: Part) -> bytes:
    """The first bytes of the part. Raises FileRefused where it is empty or cannot be read."""
    try:
        with part.open() as stream:
            start = stream.read(CHUNK * 2)
    except OSError as error:
        raise FileRefused(Say("ingest-unreadable", {"why": error.strerror or type(error).__name__})) from None
    if not start.strip(b"\xef\xbb\xbf\r\n\t "):
        raise FileRefused(Say("ingest-empty-file"))
    return start
