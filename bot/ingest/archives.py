"""ZIP and gzip: their members as parts to import, with limits against bombs."""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from bot.ingest.parts import DATA_SUFFIXES, IGNORED, NoPart, Part
from bot.ingest.report import FileRefused, printable
from bot.records.text import Say

MAX_MEMBERS = 1_000
MAX_UNPACKED = 4 << 30  # bytes
MAX_RATIO = 200  # unpacked to packed; daily figures pack 5 to 30 times
_FREE = 16 << 20  # below this size the ratio does not matter
# All that Python's readers raise over bytes that are no archive, or one in a way that they do not know.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError,
)  # fmt: skip


def check_archive(packed: zipfile.ZipFile, size: int, most: int = MAX_UNPACKED) -> None:
    """Raises FileRefused where the archive's own list is too long, too large or encrypted."""
    members = packed.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > most or (unpacked > _FREE and unpacked > MAX_RATIO * max(size, 1)):
        raise FileRefused(Say("ingest-bomb"))
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused(Say("ingest-encrypted"))


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than its limit, whatever an archive's list says."""

    def __init__(self, inner: BinaryIO, packed_size: int) -> None:
        self._inner = inner
        self._limit = min(MAX_UNPACKED, max(_FREE, MAX_RATIO * packed_size))
        self._given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            found = self._inner.read(size if size >= 0 else self._limit + 1)
        except BROKEN as error:
            raise FileRefused(Say("ingest-broken-archive", {"why": str(error)[:100]})) from None
        self._given += len(found)
        if self._given > self._limit:
            raise FileRefused(Say("ingest-bomb"))
        return found

    def close(self) -> None:
        self._inner.close()
        super().close()


def unpacked_gzip(part: Part) -> Part:
    """What a gzip file holds."""

    def open_member() -> BinaryIO:
        packed = part.open()
        return cast(BinaryIO, _Bounded(cast(BinaryIO, _Closing(gzip.GzipFile(fileobj=packed), packed)), part.size))

    name = part.name[:-3] if part.name.lower().endswith(".gz") else part.name
    return Part(part.label, name, part.size, open_member)


def members_of_zip(part: Part) -> Iterator[Part | NoPart]:
    """The data files in a ZIP. Raises FileRefused for an archive that is none, is encrypted or is a bomb."""
    try:
        with part.open() as stream, zipfile.ZipFile(stream) as packed:
            check_archive(packed, part.size)
            names = [member.filename for member in packed.infolist() if not member.is_dir()]
    except BROKEN as error:
        raise FileRefused(Say("ingest-broken-archive", {"why": str(error)[:100]})) from None
    wanted = [
        name
        for name in names
        if PurePosixPath(name).suffix.lower() in DATA_SUFFIXES
        and not any(IGNORED.fullmatch(piece) for piece in PurePosixPath(name).parts)
    ]
    if not wanted:
        yield NoPart(part.label, Say("ingest-empty-folder"))
    for name in wanted:
        yield _member(part, name)


def _member(part: Part, name: str) -> Part:
    def open_member() -> BinaryIO:
        stream = part.open()
        try:
            packed = zipfile.ZipFile(stream)
            inner = packed.open(name)
        except BROKEN as error:
            stream.close()
            raise FileRefused(Say("ingest-broken-archive", {"why": str(error)[:100]})) from None
        return cast(BinaryIO, _Bounded(cast(BinaryIO, _Closing(inner, stream)), part.size))

    with part.open() as stream, zipfile.ZipFile(stream) as packed:
        size = packed.getinfo(name).file_size
    return Part(f"{part.label}!{printable(name)}", PurePosixPath(name).name, size, open_member)


class _Closing(io.RawIOBase):
    """Closes the archive's own stream with its member."""

    def __init__(self, inner: object, outer: BinaryIO) -> None:
        self._inner = cast(BinaryIO, inner)
        self._outer = outer

    def read(self, size: int = -1) -> bytes:
        return self._inner.read(size)

    def close(self) -> None:
        self._inner.close()
        self._outer.close()
        super().close()
