"""What scenario tests of Slack share: a small catalogue, and the bot beside the local Slack."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_bolt import App

from bot.delivery.worker import OutboxWorker, Pace
from bot.playground.server import PlaygroundServer
from bot.services import Services

DAY = date(2026, 3, 19)
NOW = datetime(2026, 3, 20, 17, tzinfo=UTC)
SOLD_OUT, STEADY, HOSTILE = "B0CAMPLAMP", "B0TENTPEG1", "B0HOSTILE1"
TITLES = {SOLD_OUT: "Camping lamp, warm light", STEADY: "Tent pegs, 20 pieces", HOSTILE: "<!channel> *Lamp* & `x`"}


def write_catalogue(folder: Path) -> Path:
    """Three products in the US, one of them in DE too; the lamp has been sold out for four days."""
    days = [DAY - timedelta(days=back) for back in range(59, -1, -1)]
    tables: dict[str, list[dict[str, Any]]] = {"products": [], "traffic_daily": [], "inventory_daily": []}
    for marketplace, asins in (("US", (SOLD_OUT, STEADY, HOSTILE)), ("DE", (STEADY,))):
        for asin in asins:
            tables["products"].append(
                {"marketplace": marketplace, "asin": asin, "sku": f"FH-{asin[2:6]}", "title": TITLES[asin],
                 "brand": "Fjell", "price": 20, "lead_time_days": 20}
            )  # fmt: skip
            for day in days:
                out = asin == SOLD_OUT and day > DAY - timedelta(days=4)
                units = 0 if out else 10
                tables["traffic_daily"].append(
                    {"date": day, "marketplace": marketplace, "asin": asin, "sessions": 20 if out else 100,
                     "page_views": 120, "buy_box_pct": 98, "orders": units, "units": units, "sales": units * 20}
                )  # fmt: skip
                tables["inventory_daily"].append(
                    {"date": day, "marketplace": marketplace, "asin": asin, "available": 0 if out else 900,
                     "reserved": 0, "inbound": 0}
                )  # fmt: skip
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


@dataclass
class Bot:
    """The local Slack, the bot's services, and short words for what people do and see."""

    slack: PlaygroundServer
    services: Services
    app: App

    def whispers(self, user: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.slack.ephemerals(user)
        return found

    def command(self, user: str, command: str, text: str = "", channel: str = "amazon-alerts") -> dict[str, Any]:
        """Types a command and waits for the answer that only this person sees."""
        before = {message["ts"] for message in self.whispers(user)}
        self.slack.command(user, channel, command, text)
        return self.next_whisper(user, before)

    def next_whisper(self, user: str, before: set[str]) -> dict[str, Any]:
        def answered() -> dict[str, Any] | None:
            new = [message for message in self.whispers(user) if message["ts"] not in before]
            return new[-1] if new and not is_working(new[-1]) else None

        found: dict[str, Any] = self.wait(answered)
        return found

    def click(self, user: str, message: dict[str, Any], action: str, value: Any = None) -> None:
        self.slack.click(user, message["ts"], action, value)

    def posted(self, channel: str, count: int = 1, thread_ts: str | None = None) -> list[dict[str, Any]]:
        """Waits for so many messages of the bot in a channel or thread."""

        def found() -> list[dict[str, Any]] | None:
            messages = [m for m in self.slack.messages(channel, thread_ts=thread_ts) if m.get("bot_id")]
            return messages if len(messages) >= count and not any(map(is_working, messages)) else None

        answer: list[dict[str, Any]] = self.wait(found)
        return answer

    def check(self) -> None:
        """Runs the checks for the last day and delivers what they say."""
        from bot.pipeline import check

        check(self.services, DAY)
        self.deliver()

    def deliver(self) -> None:
        worker = OutboxWorker(
            self.services.engine, self.services.client, self.services.clock, self.services.ids,
            self.services.alerts.policy, pace=Pace(between=0.0),
        )  # fmt: skip
        worker.run_once()

    def wait(self, predicate: Any) -> Any:
        return self.slack.wait_for(predicate, timeout=60)  # a busy machine is no fault


def is_working(message: dict[str, Any]) -> bool:
    return message["text"] in ("Working on it…", "正在处理…")


def words(message: dict[str, Any]) -> str:
    """All the text of a message or view, in the order of its blocks."""

    def walk(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            for name, value in part.items():
                if name in ("text", "alt_text") and isinstance(value, str):
                    yield value
                else:
                    yield from walk(value)
        elif isinstance(part, list):
            for item in part:
                yield from walk(item)

    return "\n".join(walk(message.get("blocks", []))) or str(message.get("text", ""))
