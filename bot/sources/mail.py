"""Seller Central's messages from an IMAP folder: each is read once, marked nothing, never deleted."""

from __future__ import annotations

import hashlib
import imaplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from imap_tools import (
    AND,
    BaseMailBox,
    ImapToolsError,
    MailBox,
    MailboxFolderSelectError,
    MailboxFolderStatusError,
    MailboxLoginError,
    MailBoxStartTls,
    MailBoxUnencrypted,
    MailMessage,
    U,
)

from bot.records.dataset import MARKETPLACE_ZONES
from bot.records.sources import TableRows
from bot.records.text import Say
from bot.settings.accounts import MailSettings
from bot.sources.failures import ServiceDown, SourceFailure
from bot.sources.lwa import secret
from bot.sources.mail_html import words_of
from bot.sources.mail_proof import Proof, proof_of, sender_domain, within
from bot.sources.notices import Notice, read_notice
from bot.sources.steps import Steps
from bot.sources.work import Work

CURSOR = "mail.cursor"  # [UIDVALIDITY, the last UID that was read]
BATCH = 50
TIMEOUT = 30.0
_NOTICES = ("account", "marketplace", "date", "kind", "asin", "severity", "subject", "body")
_UNPROVEN = ("account", "date", "message", "sender_domain", "subject", "reason")
# The marketplace that a sender's or a linked domain belongs to, the longest name first.
_DOMAINS = {
    "amazon.com.mx": "MX", "amazon.com.br": "BR", "amazon.com.be": "BE", "amazon.com.tr": "TR", "amazon.com.au": "AU",
    "amazon.co.uk": "UK", "amazon.co.za": "ZA", "amazon.co.jp": "JP", "amazon.ca": "CA", "amazon.de": "DE",
    "amazon.fr": "FR", "amazon.it": "IT", "amazon.es": "ES", "amazon.nl": "NL", "amazon.ie": "IE", "amazon.se": "SE",
    "amazon.pl": "PL", "amazon.ae": "AE", "amazon.sa": "SA", "amazon.eg": "EG", "amazon.in": "IN", "amazon.sg": "SG",
    "amazon.com": "US",
}  # fmt: skip


def mail(work: Work) -> Steps[None]:
    """Reads what came since the last time, in batches; a batch and the place where it ends are stored together."""
    settings = work.account.mail
    if settings is None:
        raise SourceFailure(Say("sources-not-configured", {"service": "mail"}))
    unproven = 0
    with _folder(settings) as box:
        validity = int(box.folder.status(settings.folder, ("UIDVALIDITY",))["UIDVALIDITY"])
        box.folder.set(settings.folder, readonly=True)
        uids = _new_uids(work, box, validity)
        work.plan(1)
        for first in range(0, len(uids), BATCH):
            batch = uids[first : first + BATCH]
            notices: list[tuple[object, ...]] = []
            apart: list[tuple[object, ...]] = []
            for message in box.fetch(AND(uid=",".join(batch)), mark_seen=False, bulk=True):
                _read(work, settings, message, notices, apart)
            unproven += len(apart)
            rows = [
                TableRows("notices", _NOTICES, notices, arrives=False),
                TableRows("unproven_mail", _UNPROVEN, apart, arrives=False),
            ]
            cursor = (work.name, work.marketplace, CURSOR, [validity, int(batch[-1])])
            work.counts.add(work.ledger.store(rows, work.clock.now(), None, [cursor]))
            yield work.clock.now()
    if unproven:
        work.remarks.append(Say("sources-mail-unproven", {"n": unproven}))
    work.finish()


def message_count(settings: MailSettings) -> int:
    """How many messages the folder has. Raises SourceFailure."""
    with _folder(settings) as box:
        return int(box.folder.status(settings.folder, ("MESSAGES",))["MESSAGES"])


@contextmanager
def _folder(settings: MailSettings) -> Iterator[BaseMailBox]:
    """A logged-in mailbox. Raises SourceFailure with what to mend."""
    user, password = secret(settings.user_env), secret(settings.password_env)
    args = {"host": settings.host, "folder": settings.folder}
    try:
        box = _connected(settings)
        try:
            box.login(user, password, initial_folder=None)
            yield box
        finally:
            box.client.shutdown()
    except MailboxLoginError:
        raise SourceFailure(
            Say("sources-mail-login", {"user": settings.user_env, "password": settings.password_env})
        ) from None
    except (MailboxFolderSelectError, MailboxFolderStatusError):
        raise SourceFailure(Say("sources-mail-folder", args)) from None
    except ssl.SSLCertVerificationError:
        raise SourceFailure(Say("sources-mail-untrusted", args)) from None
    except (OSError, imaplib.IMAP4.error, ImapToolsError):
        raise ServiceDown(Say("sources-mail-down", args)) from None


def _connected(settings: MailSettings) -> BaseMailBox:
    if settings.security == "none":
        return MailBoxUnencrypted(settings.host, settings.at_port, timeout=TIMEOUT)
    kind = MailBox if settings.security == "tls" else MailBoxStartTls
    return kind(settings.host, settings.at_port, timeout=TIMEOUT, ssl_context=_trust(settings.ca_file))


def _trust(ca_file: str | None) -> ssl.SSLContext:
    """Whose certificates count: those of the file, else the system's."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError:  # SSLError is one: the file is missing, or holds no certificate
        raise SourceFailure(Say("sources-mail-ca-file", {"file": ca_file or ""})) from None


def _new_uids(work: Work, box: BaseMailBox, validity: int) -> list[str]:
    """The messages after the last one that was read, or of the back-fill's days where the folder is new to us."""
    noted = work.note(CURSOR)
    if noted is not None and noted[0] == validity:
        # A range whose start lies past the end is read the other way round by IMAP: the last one comes once more.
        found = box.uids(AND(uid=U(str(noted[1] + 1), "*")))
        return sorted((uid for uid in found if int(uid) > noted[1]), key=int)
    since = (work.clock.now() - timedelta(days=work.account.backfill_days)).date()
    return sorted(box.uids(AND(date_gte=since)), key=int)


def _read(
    work: Work,
    settings: MailSettings,
    message: MailMessage,
    notices: list[tuple[object, ...]],
    apart: list[tuple[object, ...]],
) -> None:
    headers: Mapping[str, tuple[str, ...]] = message.headers
    results = headers.get("authentication-results", ())
    proof = proof_of(message.from_, results, settings.trusted_domains, settings.authserv_id)
    if proof is Proof.STRANGE:
        return
    notice = read_notice(message.subject, message.text or words_of(message.html))
    if notice is None:
        return
    place = marketplace_of(message.from_, f"{notice.subject}\n{notice.body}", work.account.marketplaces)
    day = _day(message, place, work)
    if proof is Proof.PROVEN:
        notices += _rows(work, notice, place, day)
        return
    identity = "".join(headers.get("message-id", ())) or f"{message.date_str}{message.subject}"
    apart.append(
        (work.name, day, hashlib.sha256(identity.encode()).hexdigest()[:24], sender_domain(message.from_),
         notice.subject, proof.value)
    )  # fmt: skip


def _rows(work: Work, notice: Notice, marketplace: str, day: date) -> list[tuple[object, ...]]:
    return [
        (work.name, marketplace, day, notice.kind, asin, notice.severity, notice.subject, notice.body)
        for asin in notice.asins or ("",)
    ]


def marketplace_of(sender: str, text: str, configured: Sequence[str]) -> str:
    """The account's marketplace that a message is about: the only one, or the one that its text or sender names."""
    if len(configured) == 1:
        return configured[0]
    lowered = text.lower()
    named = {place for domain, place in _DOMAINS.items() if domain != "amazon.com" and domain in lowered}
    mine = [place for place in configured if place in named]
    if len(mine) == 1:
        return mine[0]
    home = next((place for domain, place in _DOMAINS.items() if within(sender_domain(sender), domain)), "")
    return home if home in configured else configured[0]


def _day(message: MailMessage, marketplace: str, work: Work) -> date:
    """The day of the message in the marketplace; today where its date cannot be read or lies ahead."""
    zone = ZoneInfo(MARKETPLACE_ZONES[marketplace])
    today = work.clock.now().astimezone(zone).date()
    if message.date.tzinfo is None:
        return min(message.date.date(), today) if message.date.year > 2000 else today
    return min(message.date.astimezone(zone).date(), today) if message.date.year > 2000 else today
