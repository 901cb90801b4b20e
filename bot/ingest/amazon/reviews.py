"""Reviews as Helium 10 exports them. The author's name is never read.

The review's id and ASIN come from its address; without one the id is a hash of what the review says, and the ASIN must
stand in the file's name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from bot.ingest.formats import Context, Format, Load, Read, Row, column
from bot.ingest.names import marketplace_code
from bot.ingest.places import Places
from bot.records.text import Say

_REVIEW = re.compile(r"/(R[0-9A-Z]{8,20})(?![0-9A-Z])")
_ASIN_IN_URL = re.compile(r"(?:[?&]ASIN=|/(?:dp|product-reviews|product)/)([0-9A-Z]{10})(?![0-9A-Z])", re.IGNORECASE)
_ASIN = re.compile(r"(?<![0-9A-Z])(B0[0-9A-Z]{8})(?![0-9A-Z])")
_HOST = re.compile(r"https?://(?:www\.)?(amazon\.[a-z.]+)/", re.IGNORECASE)


def _reviews(rows: Iterator[Row], context: Context) -> Iterable[Load]:
    place = Places(context)
    in_name = _ASIN.findall(context.name.upper())
    lines = []
    for row in rows:
        url = row["url"] or ""
        host, named = _HOST.match(url), _ASIN_IN_URL.search(url)
        market = (marketplace_code(host[1]) if host else None) or place(row)
        asin = row["asin"] or (named[1].upper() if named else in_name[0] if len(set(in_name)) == 1 else None)
        if asin is None:
            context.refuse(row, "URL", Say("ingest-needs-asin"))
            continue
        if not 1 <= row["rating"] <= 5:
            context.refuse(row, "Rating", Say("ingest-not-a-rating", {"cell": str(row["rating"])}))
            continue
        found = _REVIEW.search(url)
        said = "\x1f".join(str(row[name] or "") for name in ("date", "title", "body", "rating"))
        review = found[1] if found else "h10-" + hashlib.sha256(f"{asin}\x1f{said}".encode()).hexdigest()[:20]
        verified = 1 if (row["verified"] or "").strip().casefold() in ("verified purchase", "true", "yes", "1") else 0
        lines.append(
            (context.account, market, review, row["date"], asin, row["rating"], row["title"], row["body"], verified)
        )
    columns = ["account", "marketplace", "review_id", "date", "asin", "rating", "title", "body", "verified"]
    yield Load("reviews", columns, lines)


REVIEWS = (
    Format(
        "helium10:reviews",
        {
            "date": column(Read.DAY, "Date", needed=True),
            "rating": column(Read.NUMBER, "Rating", required=True, needed=True),
            "title": column(Read.TEXT, "Title"),
            "body": column(Read.TEXT, "Body", required=True),
            "verified": column(Read.TEXT, "Verified"),
            "helpful": column(Read.TEXT, "Helpful"),
            "url": column(Read.TEXT, "URL"),
            "asin": column(Read.ASIN, "ASIN"),
        },
        ("date", "rating", "body", "helpful"),
        _reviews,
        personal=("verified",),
    ),
)
