"""What can go wrong with Slack, one class for each way to deal with it, and the one place that maps errors to them."""

from __future__ import annotations

import http.client
import json
import logging
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.records.text import Say

log = logging.getLogger(__name__)


class SlackFault(Exception):
    """Slack did not do what it was asked. `code` is Slack's error code or the name of the network fault."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RateLimited(SlackFault):
    """Not done; to be asked again after `retry_after` seconds."""

    def __init__(self, code: str, retry_after: float) -> None:
        super().__init__(code)
        self.retry_after = retry_after


class OutcomeUnknown(SlackFault):
    """It may be done or not: look before asking again."""


class NeedsAdmin(SlackFault):
    """Not done, and not before somebody mends it. `remedy` says how."""

    def __init__(self, code: str, remedy: Say) -> None:
        super().__init__(code)
        self.remedy = remedy


class MessageGone(SlackFault):
    """The message to be changed is not there any more."""


class ThreadGone(SlackFault):
    """The parent of the thread is not there any more."""


class BlocksRefused(SlackFault):
    """The form of the message is at fault: plain text may pass."""


class Refused(SlackFault):
    """Not done, and never will be."""


_ADMIN = {
    "not_in_channel": "alerts-admin-invite",
    "is_archived": "alerts-admin-archived",
    "channel_not_found": "alerts-admin-channel",
    "user_not_found": "alerts-admin-channel",
    "users_not_found": "alerts-admin-channel",
    "missing_scope": "alerts-admin-scope",
    "not_allowed_token_type": "alerts-admin-scope",
    "no_permission": "alerts-admin-scope",
    "invalid_auth": "alerts-admin-token",
    "not_authed": "alerts-admin-token",
    "token_revoked": "alerts-admin-token",
    "token_expired": "alerts-admin-token",
    "account_inactive": "alerts-admin-token",
    "access_denied": "alerts-admin-forbidden",
    "ekm_access_denied": "alerts-admin-forbidden",
    "restricted_action": "alerts-admin-forbidden",
    "restricted_action_read_only_channel": "alerts-admin-forbidden",
    "restricted_action_thread_only_channel": "alerts-admin-forbidden",
    "restricted_action_non_threadable_channel": "alerts-admin-forbidden",
    "messages_tab_disabled": "alerts-admin-forbidden",
}
_UNKNOWN = ("internal_error", "fatal_error", "service_unavailable", "request_timeout")
_LIMITED = ("ratelimited", "rate_limited", "message_limit_exceeded")
_GONE = ("message_not_found", "cant_update_message")
_THREAD_GONE = ("thread_not_found", "cannot_reply_to_message")
_FORM = (
    "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "only_one_table_allowed", "invalid_attachments",
)  # fmt: skip
RETRY_AFTER = 30.0

Result = TypeVar("Result")


def fault_of(error: SlackApiError) -> SlackFault:
    """The class for an answer of Slack that says no."""
    response = error.response
    status = getattr(response, "status_code", 0)
    code = str(response.get("error") or status) if hasattr(response, "get") else str(status)
    if status == 429 or code in _LIMITED:
        headers = {name.lower(): value for name, value in (getattr(response, "headers", None) or {}).items()}
        return RateLimited("ratelimited", _seconds(headers.get("retry-after")))
    if status >= 500 or code in _UNKNOWN:
        return OutcomeUnknown(code)
    if code in _ADMIN:
        return NeedsAdmin(code, Say(_ADMIN[code]))
    if code in _GONE:
        return MessageGone(code)
    if code in _THREAD_GONE:
        return ThreadGone(code)
    if code in _FORM:
        details = (response.get("response_metadata") or {}).get("messages") or []
        log.error("Slack refused the blocks of a message (%s): %s", code, "; ".join(map(str, details[:5])))
        return BlocksRefused(code)
    return Refused(code)


def _seconds(raw: Any) -> float:
    value = raw[0] if isinstance(raw, list) and raw else raw
    try:
        return max(float(value), 0.0)
    except (TypeError, ValueError):
        return RETRY_AFTER


def asking(call: Callable[..., Result], **arguments: Any) -> Result:
    """Calls Slack; every failure comes out as a SlackFault. Only an answer tells that nothing was done."""
    try:
        return call(**arguments)
    except SlackApiError as error:
        raise fault_of(error) from error
    except (SlackClientError, URLError, OSError, http.client.HTTPException, json.JSONDecodeError) as error:
        raise OutcomeUnknown(type(error).__name__) from error
