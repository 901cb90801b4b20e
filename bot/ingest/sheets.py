"""A download as rows of cells, whatever it came as: CSV or TSV in one of Amazon's encodings, or a workbook."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from bot.ingest.parts import Part
from bot.ingest.records import Records
from bot.records.text import Say

HEAD = 40  # rows among which the header is looked for
_SAMPLE = 1 << 20
_DELIMITERS = ("\t", ",", ";")


@dataclass(frozen=True)
class SheetRow:
    """One row, `text` as it stood. `refused` says why it cannot be read at all, `bad_cell` which cell is at fault, None
    for the row as a whole."""

    line: int
    cells: list[Any]
    text: str
    refused: Say | None = None
    bad_cell: int | None = None


class Sheet(Protocol):
    """`head` are the first rows; `rows(skip)` all rows after the line `skip`, as often as it is called."""

    head: list[list[Any]]

    def rows(self, skip: int, seen: Callable[[int], None] | None = None) -> Iterator[SheetRow]: ...


@dataclass
class TextSheet:
    """A delimited text file, read again from its part for each pass."""

    part: Part
    encoding: str
    delimiter: str
    head: list[list[Any]]

    def rows(self, skip: int, seen: Callable[[int], None] | None = None) -> Iterator[SheetRow]:
        chunks, encoding = self.part.chunks(seen), self.encoding
        if encoding == "utf-16":
            chunks, encoding = _as_utf8(chunks), "utf-8"
        # A comment or a title of a download may span lines; what is in it decides nothing, so any record may.
        records = Records(chunks, encoding=encoding, delimiter=self.delimiter, skip=skip, may_span=self._same_width)
        for batch in records:
            for line, reason, text in batch.refused:
                yield SheetRow(line, [], text, reason, batch.bad_cells.get(line))
            for line, text, cells in zip(batch.lines, batch.texts, batch.rows, strict=True):
                if text.strip():
                    yield SheetRow(line, list(cells), text)

    def _same_width(self, cells: list[str]) -> bool:
        return len(cells) == max(len(row) for row in self.head)


def text_sheets(part: Part, start: bytes) -> Iterator[TextSheet]:
    """The ways to read the part's text, the likeliest first; which of them is right shows where a header is known."""
    for encoding in _encodings(part, start):
        text = _decoded(start, encoding)
        lines = text.splitlines()[:HEAD]
        for delimiter in _DELIMITERS:
            if delimiter in text[:20_000]:
                yield TextSheet(part, encoding, delimiter, _head(lines, delimiter))


def _head(lines: list[str], delimiter: str) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for line in lines:
        try:
            rows.append(next(csv.reader([line], delimiter=delimiter), []))
        except csv.Error:
            rows.append([])
    return rows


def _encodings(part: Part, start: bytes) -> list[str]:
    if start.startswith(codecs.BOM_UTF8):
        return ["utf-8"]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    counts = {"ascii": 0, "utf-8": 0, "other": 0}
    sample = b""
    for lines in _lines(part.chunks()):
        for line in lines:
            kind = _kind(line)
            counts[kind] += 1
            if kind == "other" and len(sample) < _SAMPLE:
                sample += line + b"\n"
    if counts["utf-8"] >= counts["other"]:
        return ["utf-8"]  # single broken lines are refused
    japanese = sample.decode("cp932", "replace")
    kana = sum("\u3040" <= c <= "\u30ff" for c in japanese)
    return ["cp932", "cp1252"] if kana > 3 and kana > 3 * japanese.count("\ufffd") else ["cp1252", "cp932"]


def _lines(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest[-_SAMPLE:] + chunk).split(b"\n")
        yield lines
    yield [rest]


def _kind(line: bytes) -> str:
    if line.isascii():
        return "ascii"
    try:
        line.decode()
    except UnicodeDecodeError:
        return "other"
    return "utf-8"


def _decoded(start: bytes, encoding: str) -> str:
    text = codecs.getincrementaldecoder(encoding)("replace").decode(start)
    return text.removeprefix("\ufeff")


def _as_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")
