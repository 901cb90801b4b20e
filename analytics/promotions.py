"""Whether a promotion ever ran, told by its state in Amazon's words or in those of whoever keeps the list."""

from __future__ import annotations

import re

_NEVER_RAN = re.compile(r"cancel|draft|reject|pending|needs", re.IGNORECASE)


def never_ran(state: object) -> bool:
    """Of an unknown state nobody can say so: then it ran."""
    return bool(_NEVER_RAN.search(str(state or "")))
