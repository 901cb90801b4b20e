"""Notification mail from a real IMAP server becomes notices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sources_setup import account, run, services
from sqlalchemy import Engine, select
from standins import imap
from standins.services import Services

from bot.settings.accounts import MailSettings
from bot.store.schema import metadata
from templates.words import say as said

pytestmark = pytest.mark.skipif(imap.missing() is not None, reason=str(imap.missing()))
PASS = "mx.example.net; dkim=pass header.d=amazon.com header.s=abc; spf=pass smtp.mailfrom=amazon.com"


def _mail(
    subject: str,
    body: str,
    *,
    sender: str = "Amazon Services <seller-notification@amazon.com>",
    results: str | None = PASS,
    html: bool = False,
    day: int = 18,
) -> bytes:
    message = EmailMessage()
    if results is not None:
        message["Authentication-Results"] = results
    message["From"] = sender
    message["To"] = "me@example.com"
    message["Subject"] = subject
    message["Date"] = f"{day} Nov 2026 20:15:00 +0000"
    message["Message-ID"] = f"<{abs(hash((subject, body, sender)))}@amazon.com>"
    message.set_content(body, subtype="html" if html else "plain")
    return message.as_bytes()


@pytest.fixture(scope="module")
def server() -> Iterator[imap.Mailbox]:
    with imap.running() as found:
        yield found


@pytest.fixture
def mailbox(server: imap.Mailbox, monkeypatch: pytest.MonkeyPatch) -> imap.Mailbox:
    for name in ("new", "cur"):
        for file in (server.home / "Maildir" / name).iterdir():
            file.unlink()
    monkeypatch.setenv("T_MAIL_USER", imap.USER)
    monkeypatch.setenv("T_MAIL_PASSWORD", imap.PASSWORD)
    return server


@pytest.fixture
def state() -> Services:
    return services()


def _account(mailbox: imap.Mailbox, **more: object) -> Any:
    settings = {
        "host": "127.0.0.1", "port": mailbox.port, "user_env": "T_MAIL_USER", "password_env": "T_MAIL_PASSWORD",
        "security": "none", **more,
    }  # fmt: skip
    return account(
        "http://127.0.0.1:1", ads=False, selling_partner=None, mail=settings, marketplaces=["US", "DE", "JP"]
    )


def _notices(engine: Engine) -> set[tuple[Any, ...]]:
    table = metadata.tables["notices"].c
    query = select(table.date, table.marketplace, table.kind, table.asin, table.severity, table.subject)
    with engine.connect() as connection:
        return {tuple(row) for row in connection.execute(query)}


def test_messages_in_four_languages_become_notices_of_their_kind_and_marketplace(
    engine: Engine, state: Services, mailbox: imap.Mailbox
) -> None:
    mailbox.deliver(
        _mail("Your listing has been removed", "ASIN: B01LYW6XNN was removed."),
        _mail("Ihr Angebot wurde deaktiviert", "ASIN B01LYW6XNN auf Amazon.de", sender="x@amazon.de",
              results="mx.example.net; dkim=pass header.d=amazon.de"),
        _mail("コンプライアンス書類の提出が必要です", "amazon.co.jp ASIN：Ｂ０１ＬＹＷ６ＸＮＮ",
              sender="x@amazon.co.jp", results="mx.example.net; dkim=pass header.i=@amazon.co.jp"),
        _mail("您的库存容量已超出上限", "请查看仓储限制。"),
        _mail("Sold, ship now", "Order 113-1234567-1234567 of Jane"),
    )  # fmt: skip
    report = run(engine, state, [_account(mailbox)], "mail")
    assert report.failures == ()
    assert _notices(engine) == {
        (date(2026, 11, 18), "US", "listing_removed", "B01LYW6XNN", "high", "Your listing has been removed"),
        (date(2026, 11, 18), "DE", "listing_removed", "B01LYW6XNN", "high", "Ihr Angebot wurde deaktiviert"),
        (
            date(2026, 11, 19),
            "JP",
            "compliance_documents",
            "B01LYW6XNN",
            "high",
            "コンプライアンス書類の提出が必要です",
        ),
        (date(2026, 11, 18), "US", "storage_limit", "", "medium", "您的库存容量已超出上限"),
    }


def test_a_mail_is_read_once_never_marked_and_never_deleted(
    sqlite_engine: Engine, state: Services, mailbox: imap.Mailbox
) -> None:
    mailbox.deliver(_mail("Policy warning", "first"))
    first = run(sqlite_engine, state, [_account(mailbox)], "mail").results[0]
    again = run(sqlite_engine, state, [_account(mailbox)], "mail").results[0]
    assert (first.counts.new, again.counts.new + again.counts.unchanged) == (1, 0)
    mailbox.deliver(_mail("Product safety investigation", "second"))
    assert run(sqlite_engine, state, [_account(mailbox)], "mail").results[0].counts.new == 1
    assert len(mailbox.files()) == 2
    assert not any(name.rpartition(",")[2].count("S") for name in mailbox.files() if "," in name)


def test_a_forged_sender_is_kept_apart_and_the_sync_says_so(
    sqlite_engine: Engine, state: Services, mailbox: imap.Mailbox
) -> None:
    mailbox.deliver(
        _mail("Your listing has been removed", "no proof", results=None),
        _mail("Your account is at risk", "failed", results="mx.example.net; dkim=fail header.d=amazon.com"),
        _mail("Policy warning", "another's", results="mx.example.net; dkim=pass header.d=evil.example"),
        _mail("Policy warning", "no Amazon at all", sender="x@amazon.com.evil.example"),
    )
    result = run(sqlite_engine, state, [_account(mailbox)], "mail").results[0]
    assert _notices(sqlite_engine) == set()
    table = metadata.tables["unproven_mail"].c
    with sqlite_engine.connect() as connection:
        rows = {tuple(row) for row in connection.execute(select(table.subject, table.reason, table.sender_domain))}
    assert rows == {
        ("Your listing has been removed", "missing", "amazon.com"),
        ("Your account is at risk", "failed", "amazon.com"),
        ("Policy warning", "failed", "amazon.com"),
    }
    assert [remark.args for remark in result.remarks] == [{"n": 3}]


def test_html_mail_is_read_as_words_and_people_are_masked(
    sqlite_engine: Engine, state: Services, mailbox: imap.Mailbox
) -> None:
    body = "<style>x</style><p>Policy violation</p><div>buyer jane@example.org, order 113-1234567-1234567</div>"
    mailbox.deliver(_mail("Hello", body, html=True))
    run(sqlite_engine, state, [_account(mailbox)], "mail")
    table = metadata.tables["notices"].c
    with sqlite_engine.connect() as connection:
        text = connection.execute(select(table.body)).scalar_one()
    assert text == "Policy violation\nbuyer (address), order (order)"


def test_a_wrong_password_or_folder_is_told_in_one_sentence(
    sqlite_engine: Engine, state: Services, mailbox: imap.Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = run(sqlite_engine, state, [_account(mailbox, folder="Nowhere")], "mail").failures[0]
    assert wrong.failure is not None
    assert wrong.failure.key == "sources-mail-folder"
    monkeypatch.setenv("T_MAIL_PASSWORD", "wrong")
    wrong = run(sqlite_engine, state, [_account(mailbox)], "mail").failures[0]
    assert wrong.failure is not None
    assert wrong.failure.key == "sources-mail-login"


def _tls(mailbox: imap.Mailbox, security: str, **more: object) -> dict[str, object]:
    if mailbox.certificate is None:
        pytest.skip("openssl is not installed")
    port = mailbox.tls_port if security == "tls" else mailbox.port
    return {"host": "localhost", "port": port, "security": security, **more}


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_mail_is_read_over_an_encrypted_connection_to_a_server_that_ca_file_trusts(
    sqlite_engine: Engine, state: Services, mailbox: imap.Mailbox, security: str
) -> None:
    mailbox.deliver(_mail("Policy warning", "over TLS"))
    wanted = _tls(mailbox, security, ca_file=str(mailbox.certificate))
    report = run(sqlite_engine, state, [_account(mailbox, **wanted)], "mail")
    assert report.failures == ()
    assert [row[5] for row in _notices(sqlite_engine)] == ["Policy warning"]


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("trusted", ["nobody", "another name"])
def test_a_server_that_is_not_trusted_is_told_in_one_sentence_and_gets_no_password(
    sqlite_engine: Engine, state: Services, mailbox: imap.Mailbox, security: str, trusted: str
) -> None:
    mailbox.deliver(_mail("Policy warning", "must not be read"))
    wanted = _tls(mailbox, security)
    if trusted == "another name":  # the right authority, and a certificate of a server of another name
        wanted |= {"host": "127.0.0.2", "ca_file": str(mailbox.certificate)}
    logins = mailbox.log().count("Login: user=")
    failures = run(sqlite_engine, state, [_account(mailbox, **wanted)], "mail").failures
    assert [said(result.failure, "en") for result in failures if result.failure] == [
        f"The certificate of the mail server {wanted['host']} is not trusted, so nothing was sent to it; if the server "
        "is yours, name the certificate of its authority in ca_file."
    ]
    assert _notices(sqlite_engine) == set()
    assert mailbox.log().count("Login: user=") == logins


def test_a_ca_file_that_is_none_is_told_in_one_sentence(
    sqlite_engine: Engine, state: Services, mailbox: imap.Mailbox, tmp_path: Path
) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    for name in ("ca.pem", "missing.pem"):
        wanted = _tls(mailbox, "tls", ca_file=str(tmp_path / name))
        result = run(sqlite_engine, state, [_account(mailbox, **wanted)], "mail").failures[0]
        assert result.failure is not None
        assert result.failure.key == "sources-mail-ca-file"


def test_a_port_that_is_not_named_is_the_usual_one_of_the_connection() -> None:
    keys = {"host": "h", "user_env": "U", "password_env": "P"}
    ports = {kind: MailSettings.model_validate({**keys, "security": kind}).at_port for kind in ("tls", "starttls")}
    assert ports == {"tls": 993, "starttls": 143}
