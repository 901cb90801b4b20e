"""XLSX: the values that are stored in a workbook's cells, and nothing else: no formula, macro or link is followed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from bot.ingest.archives import BROKEN, check_archive
from bot.ingest.extent import check_extent
from bot.ingest.parts import Part
from bot.ingest.report import FileRefused
from bot.ingest.sheets import HEAD, SheetRow
from bot.records.text import Say

_MAX_UNPACKED = 1 << 30  # bytes: a 100 MB workbook of Amazon's unpacks to about half of it


def is_workbook(part: Part) -> bool:
    """Whether a ZIP is an XLSX. Raises FileRefused where it is broken."""
    if part.name.lower().endswith((".xlsx", ".xlsm")):
        return True
    try:
        with part.open() as opened:
            stream = opened if opened.seekable() else io.BytesIO(opened.read())
            with zipfile.ZipFile(stream) as packed:
                return "xl/workbook.xml" in packed.namelist()
    except BROKEN as error:
        raise FileRefused(Say("ingest-broken-archive", {"why": str(error)[:100]})) from None


@dataclass
class WorkbookSheet:
    sheet: CalamineSheet
    head: list[list[Any]]

    def rows(self, skip: int, seen: Callable[[int], None] | None = None) -> Iterator[SheetRow]:
        for line, cells in enumerate(_values(self.sheet), start=1):
            if line > skip and any(cell != "" for cell in cells):
                text = ",".join("" if cell is None else str(cell) for cell in cells)
                yield SheetRow(line, cells, text)


def workbook_sheets(part: Part) -> Iterator[WorkbookSheet]:
    """The sheets that hold cells. Raises FileRefused for a bomb, a broken or an encrypted workbook."""
    with part.open() as opened:
        try:
            stream = opened if opened.seekable() else io.BytesIO(opened.read())
            with zipfile.ZipFile(stream) as packed:
                check_archive(packed, part.size, _MAX_UNPACKED)
                check_extent(packed)
            stream.seek(0)
            workbook = CalamineWorkbook.from_filelike(stream)
            sheets = [workbook.get_sheet_by_index(i) for i in range(len(workbook.sheet_names))]
        except PasswordError:
            raise FileRefused(Say("ingest-encrypted")) from None
        except (CalamineError, *BROKEN) as error:
            raise FileRefused(Say("ingest-broken-workbook", {"why": str(error)[:100]})) from None
    for sheet in sheets:
        head = list(islice(_values(sheet), HEAD))
        if head:
            yield WorkbookSheet(sheet, head)


def _values(sheet: CalamineSheet) -> Iterator[list[Any]]:
    top, left = sheet.start or (0, 0)
    for _ in range(top):
        yield []
    for row in sheet.iter_rows():
        yield [""] * left + [_value(cell) for cell in row]


def _value(cell: Any) -> Any:
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, time | timedelta):
        return str(cell)
    if isinstance(cell, int | float | datetime | date):
        return cell
    return str(cell).replace("\x00", "␀")
