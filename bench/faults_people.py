"""The people of the kill test: they click, write and send modals while the bot dies under their hands."""

from __future__ import annotations

import random
from contextlib import suppress

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bench.faults_life import CHANNEL
from bot.playground.delivery import Delivery
from bot.playground.server import PlaygroundServer
from templates.render import render_view

PEOPLE = ("ana", "wangmin", "tom")


class Clicker:
    """People who click the buttons that they see, write in threads and send modals, and what Slack heard of each."""

    def __init__(self, slack: PlaygroundServer, seed: int) -> None:
        self._slack, self._random = slack, random.Random(seed)
        self._client = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=10)
        self._notes = 0
        self.deliveries: list[Delivery] = []
        slack.courier.retry_delays = (0.0, 0.5, 1.0)  # Slack's own would hold each run up for six minutes

    def click(self) -> None:
        seen = [
            (message["ts"], element["action_id"], element["value"])
            for message in self._slack.messages(CHANNEL)
            for block in message.get("blocks") or ()
            if block["type"] == "actions"
            for element in block["elements"]
            if element["action_id"] in ("alert.ack", "alert.unack", "alert.ack_all")
        ]
        if not seen:
            return
        who, (ts, action_id, value) = self._random.choice(PEOPLE), self._random.choice(seen[-40:])
        way = self._random.choice(("button", "button", "word", "modal"))
        if way == "word":
            self._notes += 1
            said, before = f"note: word {self._notes}", len(self._slack.courier.deliveries)
            self._slack.say(who, CHANNEL, said, ts)
            told = self._slack.courier.deliveries[before:]  # among them what the bot posted meanwhile
            self.deliveries += [one for one in told if (one.payload.get("event") or {}).get("text") == said]
        elif way == "modal" and action_id != "alert.ack_all":
            self._notes += 1
            trigger = self._slack.workspace.new_trigger(self._slack.workspace.person(who).id)
            with suppress(SlackClientError, OSError):  # the fault that was set for the bot has struck this request
                view = render_view("modal_note", {"alert_id": value, "channel": CHANNEL}, "en")
                self._client.views_open(trigger_id=trigger, view=view)
                self.deliveries.append(self._slack.submit_view(who, {"text": f"modal {self._notes}"}))
        else:
            self.deliveries.append(self._slack.click(who, ts, action_id, value))

    def heard(self) -> list[Delivery]:
        """What Slack was told was received."""
        return [delivery for delivery in self.deliveries if delivery.outcome == "acked"]
