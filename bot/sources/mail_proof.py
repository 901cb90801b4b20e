"""Whether a mail is from whom it says: the receiving server's own DKIM verdict, for a domain that is trusted.

A sender is easily written, so a mail counts only with `dkim=pass` for its sender's own domain in an
Authentication-Results header (RFC 8601) of the server that received it: the named one, or else the topmost, which that
server put above whatever came with the mail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.utils import parseaddr
from enum import StrEnum

AMAZON = (
    "amazon.com", "amazon.ca", "amazon.com.mx", "amazon.com.br", "amazon.co.uk", "amazon.de", "amazon.fr", "amazon.it",
    "amazon.es", "amazon.nl", "amazon.com.be", "amazon.ie", "amazon.se", "amazon.pl", "amazon.com.tr", "amazon.ae",
    "amazon.sa", "amazon.eg", "amazon.co.za", "amazon.in", "amazon.co.jp", "amazon.com.au", "amazon.sg", "amazon.cn",
)  # fmt: skip
_DOMAIN = re.compile(r"header\.(?:d|i)\s*=\s*\"?(?:[^@\s;\"]*@)?([\w.-]+)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")


class Proof(StrEnum):
    """PROVEN is Amazon's (or another trusted sender's); STRANGE is nobody's that is trusted: not looked at."""

    PROVEN = "proven"
    MISSING = "missing"  # a trusted sender's name, but no DKIM verdict
    FAILED = "failed"  # a trusted sender's name, and a verdict against it
    STRANGE = "strange"


def sender_domain(sender: str) -> str:
    """The domain of a From header, lower case; "" where there is none."""
    return parseaddr(sender)[1].rpartition("@")[2].lower().rstrip(".")


def within(domain: str, trusted: str) -> bool:
    """Whether `domain` is `trusted` or below it."""
    return domain == trusted or domain.endswith("." + trusted)


def proof_of(sender: str, results: Sequence[str], trusted: Sequence[str], server: str | None) -> Proof:
    """`results` are the Authentication-Results headers from the top; `server` is whose header counts."""
    domain = sender_domain(sender)
    owner = next((name for name in (*AMAZON, *trusted) if within(domain, name.lower())), None)
    if owner is None:
        return Proof.STRANGE
    verdicts = _verdicts(results, server)
    if any(result == "pass" and within(signer, owner.lower()) for result, signer in verdicts):
        return Proof.PROVEN
    return Proof.FAILED if verdicts else Proof.MISSING


def _verdicts(results: Sequence[str], server: str | None) -> list[tuple[str, str]]:
    """(result, signing domain) of each DKIM signature that the receiving server looked at."""
    for header in results:
        text = _COMMENT.sub(" ", " ".join(header.split()))
        name, _, rest = text.partition(";")
        if server is not None and name.split(" ")[0].lower() != server.lower():
            continue
        found = []
        for part in rest.split(";"):
            result = re.match(r"\s*dkim\s*=\s*(\w+)", part, re.IGNORECASE)
            if result is not None and result[1].lower() != "none":
                signer = _DOMAIN.search(part)
                found.append((result[1].lower(), signer[1].lower() if signer else ""))
        return found
    return []
