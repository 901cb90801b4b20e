"""Files dropped into a channel or DM: fetched, imported, checked at once, answered with what they brought."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import httpx
from slack_sdk import WebClient

from bot.errors import AsinwatchError
from bot.ingest.importing import import_paths
from bot.ingest.report import FileReport
from bot.pipeline import check
from bot.records.text import Say
from bot.store.imports import ImportLedger
from handlers.answers import Asker
from handlers.desk import Desk
from handlers.parsing import read_asked
from handlers.permissions import Right
from handlers.replies import InConversation, Message, answer, notice
from templates.render import render

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".zip", ".gz")
MOST_BYTES = 200_000_000
MOST_FILES = 20
MOST_REFUSALS = 5


@dataclass(frozen=True)
class Dropped:
    """One shared file; `url` is Slack's private address of its content."""

    id: str
    name: str
    url: str


def dropped_in(event: dict[str, Any]) -> list[Dropped]:
    """The shared files that look like exports; pictures and other files are none of our business."""
    return [
        Dropped(file["id"], file["name"], file.get("url_private_download") or file.get("url_private") or "")
        for file in event.get("files") or []
        if str(file.get("name") or "").lower().endswith(ENDINGS)
    ][:MOST_FILES]


def import_dropped(desk: Desk, client: WebClient, event: dict[str, Any], files: list[Dropped], asker: Asker) -> None:
    """Answers in the message's thread."""
    reply = InConversation(client, event["channel"], event.get("thread_ts") or event["ts"])
    refused = desk.refusal(asker.person, Right.IMPORT, event["channel"])
    if refused is not None:
        reply.send(notice(asker.lang, refused))
        return
    answer(reply, asker.lang, lambda: _imported(desk, client, files, event.get("text") or "", asker))


def _imported(desk: Desk, client: WebClient, files: list[Dropped], text: str, asker: Asker) -> Message:
    services, options = desk.services, read_asked(f"B000000000 {text}")
    with tempfile.TemporaryDirectory(prefix="asinwatch-") as folder:
        paths = [_fetched(client, file, Path(folder) / str(place)) for place, file in enumerate(files)]
        reports = import_paths(
            ImportLedger(services.engine),
            services.clock,
            services.ids,
            paths,
            date=options.as_of,
            marketplace=options.marketplace,
        )
    opened = resolved = 0
    if any(report.new or report.changed for report in reports):
        applied = check(services).applied
        opened, resolved = len(applied.opened), len(applied.resolved)
    view = {
        "headline": Say("command-dropped-headline", {"n": len(reports)}),
        "files": [_file(report) for report in reports],
        "checks": Say("command-dropped-checked", {"opened": opened, "resolved": resolved}),
    }
    return render("dropped", view, asker.lang)


def _file(report: FileReport) -> dict[str, object]:
    name = PurePosixPath(report.file.replace("\\", "/")).name
    if report.refusal is not None:
        return {"text": Say("command-dropped-refused", {"file": name, "why": report.refusal}), "lines": [], "ok": False}
    counts = Say(
        "command-dropped-file",
        {
            "file": name,
            "format": report.format,
            "read": report.read,
            "new": report.new,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "refused": report.refused,
        },
    )
    lines = [
        Say("command-dropped-row", {"line": refusal.line, "column": refusal.column or "–", "why": refusal.reason})
        for refusal in report.refusals[:MOST_REFUSALS]
    ]
    if report.refused > len(lines):
        lines.append(Say("common-more", {"n": report.refused - len(lines)}))
    return {"text": counts, "lines": [*report.notes, *lines], "ok": report.clean}


def _fetched(client: WebClient, file: Dropped, folder: Path) -> Path:
    """Downloads one file into a folder of its own, under its own name without any path in it."""
    if not _is_slacks(client, file.url):
        raise AsinwatchError(f"{file.name} cannot be fetched: its address is none of Slack's")
    folder.mkdir()
    target = folder / (PurePosixPath(file.name.replace("\\", "/")).name or "file")
    headers = {"Authorization": f"Bearer {client.token}"}
    with httpx.stream("GET", file.url, headers=headers, timeout=60, follow_redirects=False) as answered:
        if answered.status_code != 200 or answered.headers.get("content-type", "").startswith("text/html"):
            raise AsinwatchError(f"{file.name} cannot be fetched from Slack; does the app have the scope files:read?")
        size = 0
        with target.open("wb") as out:
            for part in answered.iter_bytes():
                size += len(part)
                if size > MOST_BYTES:
                    raise AsinwatchError(
                        f"{file.name} is larger than {MOST_BYTES // 1_000_000} MB; import it on the server"
                    )
                out.write(part)
    return target


def _is_slacks(client: WebClient, url: str) -> bool:
    """The bot's token goes to Slack alone: its own hosts over HTTPS, or the host of the configured API address."""
    wanted, api = urlsplit(url), urlsplit(client.base_url)
    if (wanted.scheme, wanted.netloc) == (api.scheme, api.netloc):
        return True
    return wanted.scheme == "https" and (wanted.hostname or "").endswith(".slack.com")
