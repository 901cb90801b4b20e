"""Nothing that people change but by typed commands is lost between Slack hearing "received" and our having done it.

A middleware keeps such a payload (a click, a thread word, a reaction, a filled-in modal, a dropped file) in the
database before it is acknowledged; the handler's end drops it. What a copy left over (it was killed in between) is
dispatched again after a while; the payload's id, recorded in the transaction of its effect, makes a second doing
harmless (importing a file twice changes nothing by itself).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from functools import wraps
from types import TracebackType
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.services import Services
from bot.store.inbox import drop_delivery, keep_delivery, take_left_over, touch_deliveries
from bot.store.seen import first_time, is_seen
from bot.store.transaction import writing
from handlers.desk import Desk
from handlers.dropped_files import dropped_in
from handlers.replies import Unanswered
from handlers.thread_words import read_thread_word

log = logging.getLogger(__name__)
KEPT_CLICKS = frozenset(
    f"alert.{word}" for word in ("ack", "unack", "snooze", "resolve", "ack_all", "useful", "not_useful")
)
KEPT_BUTTONS = frozenset(("snooze.longer", "snooze.week", "snooze.undo", "change.undo", "home.language"))
KEPT_REACTIONS = frozenset(("eyes", "white_check_mark"))
KEPT_MODALS = frozenset(("snooze", "assign", "note", "dossier", "event", "rule", "settings"))
LEFT_OVER = timedelta(seconds=30)  # three looks of `LeftOvers` long; what a living copy works on stays its own
TRIES = 10
LEFT = "left_over"  # in the context of a payload that is handled again: how often it was taken by now
_in_work: set[str] = set()  # what this process works on
_current: ContextVar[str | None] = ContextVar("delivery", default=None)


def delivery_id(body: dict[str, Any]) -> str | None:
    """The id of a payload that changes something, None for every other."""
    if body.get("type") == "block_actions":
        action = body["actions"][0]
        if action["action_id"] not in KEPT_CLICKS | KEPT_BUTTONS and not _judges(action):
            return None
        return f"click {action.get('action_ts') or body.get('trigger_id')} {body['user']['id']} {action['action_id']}"
    if body.get("type") == "view_submission":
        view = body["view"]
        # A view that is sent again after its mistakes were shown keeps its id, but not the trigger.
        sent = body.get("trigger_id") or f"{view['id']} {view.get('hash')}"
        return (
            f"modal {sent} {body['user']['id']} {view['callback_id']}" if view["callback_id"] in KEPT_MODALS else None
        )
    event = body.get("event") or {}
    if body.get("type") != "event_callback" or not body.get("event_id"):
        return None
    if event.get("type") == "reaction_added":
        return str(body["event_id"]) if event["reaction"].split("::")[0] in KEPT_REACTIONS else None
    if event.get("type") != "message" or not event.get("user") or event.get("bot_id"):
        return None
    says = event.get("thread_ts") and read_thread_word(event.get("text") or "", event["user"]) is not None
    return str(body["event_id"]) if says or dropped_in(event) else None


def _judges(action: dict[str, Any]) -> bool:
    """Whether it is the choice in an alert's menu that changes it at once; the others open a modal."""
    chosen = ((action.get("selected_option") or {}).get("value") or "").split()
    return action["action_id"] == "alert.more" and chosen[:1] in (["useful"], ["not_useful"])


def current_delivery() -> str | None:
    """The id of the payload that is being handled, where it is one that is kept."""
    return _current.get()


def register(app: App, desk: Desk) -> None:
    """Must come before the listeners: middleware runs before Slack is answered."""

    @app.middleware
    def keep(body: dict[str, Any], context: BoltContext, next: Callable[[], Any]) -> Any:
        key = delivery_id(body)
        if key is None or context.get(LEFT):
            return next()
        now = desk.services.clock.now()
        with writing(desk.services.engine) as connection:
            new = not is_seen(connection, key) and keep_delivery(connection, key, body, now)
        # Slack tells an event again when it heard no answer: some copy is at it, or is done with it.
        return next() if new else BoltResponse(status=200, body="")


def finishing(desk: Desk, handle: Callable[..., None]) -> Callable[..., None]:
    """`handle` with the payload dropped at its end. One that raises leaves it to be tried again, unless the person was
    told that it cannot be done."""

    @wraps(handle)
    def finished(**arguments: Any) -> None:
        key = delivery_id(arguments["body"])
        if key is None:
            handle(**arguments)
            return
        token = _current.set(key)
        _in_work.add(key)
        try:
            handle(**arguments)
        except Unanswered:
            _drop(desk, key, arguments["body"])
            raise
        finally:
            _in_work.discard(key)
            _current.reset(token)
        _drop(desk, key, arguments["body"])

    return finished


def _drop(desk: Desk, key: str, body: dict[str, Any]) -> None:
    """It is done, and forgotten but for an event's id, which Slack may tell once more."""
    with writing(desk.services.engine) as connection:
        if body.get("type") == "event_callback":
            first_time(connection, key, desk.services.clock.now())
        drop_delivery(connection, key)


def dispatch_left_over(app: App, services: Services) -> int:
    """Handles what a dead copy left; gives the number of payloads. One that fails again and again is given up."""
    now = services.clock.now()
    with writing(services.engine) as connection:
        touch_deliveries(connection, list(_in_work), now)
        left = take_left_over(connection, now - LEFT_OVER, now)
        for key, _, tries in left:
            if tries >= TRIES:
                log.error("payload %s failed %d times and is given up", key, tries)
                drop_delivery(connection, key)
    for key, body, tries in left:
        if tries < TRIES:
            log.warning("payload %s was left over: it is handled now", key)
            app.dispatch(BoltRequest(body=body, mode="socket_mode", context={LEFT: tries + 1}))
    return len(left)


class LeftOvers:
    """A context: looks for left-over payloads every `every` seconds, at first at once."""

    def __init__(self, app: App, services: Services, every: float = 10.0) -> None:
        self._app, self._services, self._every = app, services, every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="left-overs", daemon=True)

    def __enter__(self) -> LeftOvers:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(5)

    def _work(self) -> None:
        while True:
            try:
                dispatch_left_over(self._app, self._services)
            except SQLAlchemyError as error:
                log.error("left-over payloads wait for the database: %s", type(error).__name__)
            if self._stop.wait(self._every):
                return
