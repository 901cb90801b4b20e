"""Splits a CSV or TSV stream into records, so that one bad line costs that line and no other.

Whole blocks go through the csv module at once. Only where a block has a problem (a NUL byte, bytes that are not text, a
quote that does not close on its line) is it taken line by line: a record may span lines only where line breaks are
plausible, so that a lost quote does not swallow the rows after it.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.records.text import Say

_MAX_LINE = 4 << 20  # bytes
_MAX_SPAN = 500  # lines of one record
_MAX_RECORD = 1 << 20  # characters of a record of several lines


@dataclass
class Batch:
    """Records and refused lines of one stretch of the file. `lines` are physical line numbers from 1, `texts` the
    records as they stood, `refused` (line, reason, text), `bad_cells` the index of the cell at fault by the line, for
    the refused lines where one cell is."""

    lines: Sequence[int] = field(default_factory=list)
    texts: Sequence[str] = field(default_factory=list)
    rows: Sequence[list[str]] = field(default_factory=list)
    refused: list[tuple[int, Say, str]] = field(default_factory=list)
    bad_cells: dict[int, int] = field(default_factory=dict)


def no_line_breaks(_cells: list[str]) -> bool:
    return False


class Records:
    """The records of a stream of bytes after its first `skip` lines.

    `may_span(cells)` decides whether a record of several lines is one (else its first line is refused alone);
    `is_row(cells)` whether a line by itself is a whole good row: a record that holds one is refused, since nobody can
    say whether a quote was lost or the text is meant so.
    """

    def __init__(
        self,
        chunks: Iterable[bytes],
        *,
        encoding: str = "utf-8",
        delimiter: str = ",",
        skip: int = 0,
        may_span: Callable[[list[str]], bool] = no_line_breaks,
        is_row: Callable[[list[str]], bool] = no_line_breaks,
    ) -> None:
        self._blocks = _blocks(chunks)
        self._encoding = encoding
        self._delimiter = delimiter
        self._skip = skip
        self._may_span = may_span
        self._is_row = is_row
        self._line = 1  # of the next line to take

    def __iter__(self) -> Iterator[Batch]:
        for block in self._blocks:
            lines = block
            if self._skip:
                dropped = min(self._skip, len(lines))
                lines = lines[dropped:]
                self._skip -= dropped
                self._line += dropped
            if lines:
                yield self._at_once(lines) or self._line_by_line(deque(lines))

    def _at_once(self, lines: list[bytes]) -> Batch | None:
        """The block as one row a line, or None where it is not that simple."""
        joined = b"\n".join(lines)
        if b"\x00" in joined or b"\r" in joined:
            return None
        try:
            texts = joined.decode(self._encoding).split("\n")
            rows = list(csv.reader(texts, delimiter=self._delimiter, strict=True))
        except (UnicodeDecodeError, csv.Error):
            return None
        if len(rows) != len(lines) or len(texts) != len(lines):
            return None
        first, self._line = self._line, self._line + len(lines)
        return Batch(range(first, self._line), texts, rows)

    def _line_by_line(self, pending: deque[bytes]) -> Batch:
        lines: list[int] = []
        texts: list[str] = []
        rows: list[list[str]] = []
        batch = Batch(lines, texts, rows)
        while pending:
            raw = pending.popleft()
            number, self._line = self._line, self._line + 1
            try:
                text = self._text(raw)
                cells, more = self._record(text, pending)
            except _LineRefused as refused:
                batch.refused.append((number, refused.reason, raw.decode(self._encoding, "backslashreplace")))
                if refused.cell is not None:
                    batch.bad_cells[number] = refused.cell
                elif refused.before is not None:
                    batch.bad_cells[number] = self._cell_after(refused.before)
                for _ in range(refused.more):
                    pending.popleft()
                    self._line += 1
                continue
            for _ in range(more):
                text += "\n" + self._text(pending.popleft())
                self._line += 1
            lines.append(number)
            texts.append(text)
            rows.append(cells)
        return batch

    def _text(self, raw: bytes) -> str:
        if len(raw) > _MAX_LINE:
            raise _LineRefused(Say("ingest-line-too-long"))
        if b"\x00" in raw:
            raise _LineRefused(Say("ingest-nul"), before=raw[: raw.index(b"\x00")])
        try:
            return raw.decode(self._encoding)
        except UnicodeDecodeError as error:
            reason = Say("ingest-not-text", {"encoding": self._encoding.upper()})
            raise _LineRefused(reason, before=raw[: error.start]) from None

    def _cell_after(self, before: bytes) -> int:
        """The index of the cell that what comes after the beginning `before` of a line belongs to."""
        text = before.decode(self._encoding, "replace")
        try:
            return max(len(next(csv.reader([text], delimiter=self._delimiter), [])) - 1, 0)
        except csv.Error:
            return text.count(self._delimiter)

    def _record(self, text: str, pending: deque[bytes]) -> tuple[list[str], int]:
        """The cells of the record that starts with `text`, and how many of the pending lines belong to it."""
        if '"' not in text:
            return (text.split(self._delimiter) if text else []), 0
        try:
            return next(csv.reader([text], delimiter=self._delimiter, strict=True)), 0
        except csv.Error:
            if self._delimiter == "\t":
                return text.split("\t"), 0  # Amazon's flat files do not quote: a quote is part of the text
            if not self._opens(text):
                raise _LineRefused(Say("ingest-quotes"), cell=self._badly_quoted(text)) from None
        taken: list[str] = []
        cell = self._badly_quoted(text)
        try:
            cells = next(csv.reader(self._continued(text, pending, taken), delimiter=self._delimiter, strict=True))
        except (csv.Error, _LineRefused, StopIteration):
            raise _LineRefused(Say("ingest-quotes"), cell=cell) from None
        if not self._may_span(cells):
            raise _LineRefused(Say("ingest-quotes"), cell=cell)
        if any(self._is_row(line.split(self._delimiter)) for line in taken):
            raise _LineRefused(Say("ingest-rows-in-quotes", {"lines": len(taken) + 1}), more=len(taken), cell=cell)
        return cells, len(taken)

    def _badly_quoted(self, text: str) -> int:
        """The index of the first cell whose quote does not close, or closes before the cell's end."""
        at, cell = 0, 0
        while True:
            if text.startswith('"', at):
                close = text.find('"', at + 1)
                while close >= 0 and text.startswith('"', close + 1):
                    close = text.find('"', close + 2)
                if close < 0 or text[close + 1 : close + 2] not in ("", self._delimiter):
                    return cell
                at = close + 1
            else:
                end = text.find(self._delimiter, at)
                at = end if end >= 0 else len(text)
            if at >= len(text):
                return cell
            at, cell = at + 1, cell + 1

    def _opens(self, text: str) -> bool:
        """Whether the only thing wrong with the line is that its last quote does not close."""
        try:
            next(csv.reader([text + '"'], delimiter=self._delimiter, strict=True))
        except csv.Error:
            return False
        return True

    def _continued(self, text: str, pending: deque[bytes], taken: list[str]) -> Iterator[str]:
        yield text + "\n"
        size = len(text)
        for position in range(_MAX_SPAN):
            if position == len(pending):
                block = next(self._blocks, None)
                if block is None:
                    return
                pending.extend(block)
            line = self._text(pending[position])
            size += len(line)
            if size > _MAX_RECORD:
                return
            taken.append(line)
            yield line + "\n"


class _LineRefused(Exception):
    """A line (and `more` lines after it) cannot be taken; `before` is what stands before the byte at fault, `cell` the
    index of the cell at fault."""

    def __init__(self, reason: Say, more: int = 0, before: bytes | None = None, cell: int | None = None) -> None:
        super().__init__(reason.key)
        self.reason = reason
        self.more = more
        self.before = before
        self.cell = cell


def _blocks(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Lists of whole lines without their ends (LF, CRLF); of an overlong line only the beginning is kept."""
    rest = b""
    for chunk in chunks:
        if b"\n" not in chunk:
            rest = (rest + chunk)[: _MAX_LINE + 1]
            continue
        *lines, tail = (rest + chunk).split(b"\n")
        rest = tail
        yield [line.rstrip(b"\r") for line in lines]
    if rest:
        yield [rest.rstrip(b"\r")]
