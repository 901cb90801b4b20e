"""`python -m bot.playground --port P`: the local Slack as a process of its own, which prints its address as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
from pathlib import Path

from bot.playground.server import PlaygroundServer


def main() -> None:
    """Tokens come from the environment (`SLACK_BOT_TOKEN`, …) or are made up; without a port a free one is taken."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--no-rate-limits", action="store_true")
    parser.add_argument("--request-url", help="deliver by signed HTTP requests to this address, not by Socket Mode")
    parser.add_argument(
        "--manifest", help="a file with the app's manifest (JSON): its commands, events and scopes hold"
    )
    parser.add_argument("--leashed", action="store_true", help="end when standard input closes: with the parent")
    chosen = parser.parse_args()
    slack = PlaygroundServer(
        chosen.port,
        rate_limits=not chosen.no_rate_limits,
        request_url=chosen.request_url,
        bot_token=os.environ.get("SLACK_BOT_TOKEN"),
        app_token=os.environ.get("SLACK_APP_TOKEN"),
        signing_secret=os.environ.get("SLACK_SIGNING_SECRET"),
        manifest=json.loads(Path(chosen.manifest).read_text("utf-8")) if chosen.manifest else None,
    )
    try:
        slack.serve(on_start=_leash if chosen.leashed else _say)
    except OSError as error:
        sys.exit(f"port {chosen.port} cannot be used: {error.strerror}")


def _leash(slack: PlaygroundServer) -> None:
    """Ends the server when the parent's end of standard input closes, so that none is left behind by a killed one."""

    def watch() -> None:
        while sys.stdin.buffer.read(1024):
            pass
        slack.end()

    threading.Thread(target=watch, name="leash", daemon=True).start()
    _say(slack)


def _say(slack: PlaygroundServer) -> None:
    reach = {"url": slack.url, "api_url": slack.api_url, "bot_token": slack.bot_token, "app_token": slack.app_token,
             "signing_secret": slack.signing_secret}  # fmt: skip
    sys.stdout.write(json.dumps(reach) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
