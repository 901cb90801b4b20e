"""`asinwatch run` beside the local Slack: from an import in another process to an acknowledged alert in its thread."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from installed import Program, free_port, wait_for

from bot.playground.server import PlaygroundServer


def _posted(slack: PlaygroundServer, channel: str, *words: str) -> dict[str, Any]:
    """The first message of the bot in a channel that has all the words, once it is there."""

    def found() -> dict[str, Any] | None:
        for message in slack.messages(channel):
            if message.get("bot_id") and all(word in json.dumps(message, ensure_ascii=False) for word in words):
                return message
        return None

    message: dict[str, Any] = slack.wait_for(found, timeout=60)
    return message


def _told(slack: PlaygroundServer, channel: str, ts: str, *words: str) -> bool:
    """Whether the message at `ts` has come to hold all the words."""

    def holds() -> bool:
        return any(
            message["ts"] == ts and all(word in json.dumps(message, ensure_ascii=False) for word in words)
            for message in slack.messages(channel)
        )

    return bool(slack.wait_for(holds, timeout=60))


def _environment(slack: PlaygroundServer) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "ASINWATCH_ALERT_CHANNEL": "amazon-alerts",
        "ASINWATCH_DIGEST_CHANNEL": "#amazon-digest",
        "ASINWATCH_DIGEST_AT": f"{datetime.now(UTC):%H:%M}",
    }


def _id(slack: PlaygroundServer, name: str) -> str:
    """The user id of one of the local Slack's people."""
    found: str = slack.workspace.person(name).id
    return found


def test_an_import_becomes_an_alert_that_is_acknowledged_in_socket_mode(program: Program, dataset: Path) -> None:
    with PlaygroundServer() as slack:
        program.environment |= _environment(slack) | {"SLACK_APP_TOKEN": slack.app_token}
        slack.install(json.loads(program("manifest").stdout))
        program.json("import", str(dataset))
        program.json("check", "--as-of", "2026-03-29")
        with program.running("run"):
            slack.wait_for_connection(60)
            parent = _posted(slack, "amazon-alerts", "B0LAMP0001", "alert.ack")
            assert "<!here>" not in json.dumps(parent)

            slack.click("ana", parent["ts"], "alert.ack")
            assert _told(slack, "amazon-alerts", parent["ts"], _id(slack, "ana"))
            slack.say("王敏", "amazon-alerts", "取消确认", parent["ts"])
            slack.wait_for(lambda: len(slack.messages("amazon-alerts", thread_ts=parent["ts"])) >= 4, timeout=60)
            slack.react("tom", parent["ts"], "eyes")
            assert _told(slack, "amazon-alerts", parent["ts"], _id(slack, "tom"))

            slack.command("ana", "amazon-alerts", "/diagnose", "b0lamp0001 us")
            answer = slack.wait_for(
                lambda: [m for m in slack.ephemerals("ana") if "B0LAMP0001" in json.dumps(m)], timeout=60
            )
            assert answer
            digest = _posted(slack, "amazon-digest", "US")
            assert digest["blocks"]
        states = {alert["kind"]: alert["state"] for alert in program.json("check", "--as-of", "2026-03-29")["alerts"]}
        assert states["low_stock"] == "acknowledged"
        assert "xoxb-" not in (program.folder / "log").read_text()


def test_a_digest_that_is_due_at_the_start_counts_the_alerts_of_the_data_that_it_shows(
    sqlite_program: Program, dataset: Path
) -> None:
    program = sqlite_program
    with PlaygroundServer() as slack:
        program.environment |= _environment(slack) | {"SLACK_APP_TOKEN": slack.app_token}
        slack.install(json.loads(program("manifest").stdout))
        recent = program.folder / "recent"
        recent.mkdir()
        day = datetime.now(UTC).date() - timedelta(days=2)
        (recent / "notices.csv").write_text(f"date,marketplace,kind,severity,subject\n{day},US,policy,high,Listing\n")
        (recent / "traffic_daily.csv").write_text(f"date,marketplace,asin,units,sales\n{day},US,B0LAMP0001,1,9\n")
        program.json("import", str(dataset), str(recent))
        with program.running("run"):
            digest = json.dumps(_posted(slack, "amazon-digest", "US"))
        assert program.json("digest")["open_alerts"] > 0
        assert "No open alerts" not in digest


def test_in_http_mode_requests_are_signed_and_health_is_told(sqlite_program: Program, dataset: Path) -> None:
    program, port = sqlite_program, free_port()
    address = f"http://127.0.0.1:{port}"
    with PlaygroundServer(request_url=f"{address}/slack/events") as slack:
        program.environment |= _environment(slack) | {
            "SLACK_SIGNING_SECRET": slack.signing_secret, "PORT": str(port),
        }  # fmt: skip
        slack.install(json.loads(program("manifest").stdout))
        program.json("import", str(dataset))
        program.json("check", "--as-of", "2026-03-29")
        with program.running("run"):
            parent = _posted(slack, "amazon-alerts", "B0LAMP0001", "alert.ack")
            slack.click("ana", parent["ts"], "alert.ack")
            assert _told(slack, "amazon-alerts", parent["ts"], _id(slack, "ana"))
            assert urllib.request.urlopen(f"{address}/healthz").status == 200
            ready = json.load(urllib.request.urlopen(f"{address}/readyz"))
            assert set(ready.values()) == {"ok"}
            metrics = urllib.request.urlopen(f"{address}/metrics").read().decode()
            assert 'asinwatch_alerts_open{kind="low_stock",state="acknowledged"} 1.0' in metrics
            forged = urllib.request.Request(
                f"{address}/slack/events", data=b"payload=%7B%7D",
                headers={"X-Slack-Signature": "v0=00", "X-Slack-Request-Timestamp": "1"},
            )  # fmt: skip
            try:
                status = urllib.request.urlopen(forged).status
            except urllib.error.HTTPError as refused:
                status = refused.code
            assert status == 401


def test_a_run_that_starts_before_slack_is_there_connects_and_posts_when_it_comes_and_when_it_comes_back(
    sqlite_program: Program, dataset: Path
) -> None:
    program, port, health = sqlite_program, free_port(), free_port()
    tokens = {"bot_token": "xoxb-local-1", "app_token": "xapp-local-1"}
    slack = PlaygroundServer(port, **tokens)
    slack.port = port  # the address is known before there is anybody at it
    program.environment |= _environment(slack) | {"SLACK_APP_TOKEN": slack.app_token, "PORT": str(health)}
    program.json("import", str(dataset))
    program.json("check", "--as-of", "2026-03-29")

    def readiness() -> dict[str, str]:
        try:
            answer = urllib.request.urlopen(f"http://127.0.0.1:{health}/readyz")
        except urllib.error.HTTPError as unready:
            answer = unready
        except urllib.error.URLError:
            return {}
        with answer:
            return dict(json.load(answer))

    with program.running("run") as process:
        wait_for(lambda: "not connected to Slack" in readiness().get("slack", ""))
        with slack:
            slack.wait_for_connection(60)
            wait_for(lambda: readiness()["slack"] == "ok")
            parent = _posted(slack, "amazon-alerts", "B0LAMP0001", "alert.ack")
            slack.click("ana", parent["ts"], "alert.ack")
            assert _told(slack, "amazon-alerts", parent["ts"], _id(slack, "ana"))
        wait_for(lambda: readiness()["slack"] != "ok")
        with PlaygroundServer(port, **tokens) as back:
            back.wait_for_connection(60)
            wait_for(lambda: readiness()["slack"] == "ok")
            assert back.command("tom", "amazon-alerts", "/kpi", "all").wait(60).outcome == "acked"
        assert process.poll() is None


def test_a_refused_app_token_is_one_sentence(sqlite_program: Program) -> None:
    with PlaygroundServer() as slack:
        sqlite_program.environment |= _environment(slack) | {"SLACK_APP_TOKEN": "xapp-wrong"}
        done = sqlite_program("run")
    assert done.returncode == 1
    assert "Slack refuses the app token (invalid_auth)" in done.stderr
    assert "Traceback" not in done.stderr
    assert "xapp-wrong" not in done.stderr
