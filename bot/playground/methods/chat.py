"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

import json
from typing import Any

from bot.playground.blockkit import check_blocks
from bot.playground.errors import Json, SlackFault
from bot.playground.methods.call import Call, Method
from bot.playground.people import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, Channel

MOST_TEXT = 40_000
MOST_BLOCKS_CHARACTERS = 13_200

BOT_PROFILE: Json = {"id": BOT_ID, "app_id": APP_ID, "name": "asinwatch", "team_id": TEAM_ID, "deleted": False}


def content(call: Call, *, may_be_empty: bool = False) -> Json:
    """Text, blocks, attachments and metadata of a message, checked as Slack checks them."""
    blocks = call.structure("blocks", "invalid_blocks_format")
    attachments = call.structure("attachments", "invalid_attachments_format")
    metadata = call.structure("metadata", "invalid_metadata_format")
    text = call.text("text")
    if not text and not blocks and not attachments and not may_be_empty:
        raise SlackFault("no_text")
    if len(text) > MOST_TEXT:
        raise SlackFault("msg_too_long")
    check_message_blocks(blocks)
    if attachments is not None:
        _check_attachments(attachments)
    if metadata is not None:
        _check_metadata(metadata)
    message: Json = {"text": text}
    if blocks:
        message["blocks"] = with_block_ids(blocks)
    if attachments:
        message["attachments"] = attachments
    if metadata:
        message["metadata"] = metadata
    return message


def check_message_blocks(blocks: Any) -> None:
    if blocks is None or blocks == []:
        return
    if not isinstance(blocks, list):
        raise SlackFault("invalid_blocks_format")
    faults = check_blocks(blocks, "message")
    if any("only_one_table_allowed" in fault for fault in faults):
        raise SlackFault("only_one_table_allowed", faults)
    if faults:
        raise SlackFault("invalid_blocks", faults, errors=[f.removeprefix("[ERROR] ") for f in faults])
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MOST_BLOCKS_CHARACTERS:
        raise SlackFault("msg_blocks_too_long")


def with_block_ids(blocks: list[Json]) -> list[Json]:
    """Slack gives every block an id that has none."""
    return [block if block.get("block_id") else {**block, "block_id": f"b{i}"} for i, block in enumerate(blocks)]


def _check_attachments(attachments: Any) -> None:
    if not isinstance(attachments, list) or any(not isinstance(a, dict) for a in attachments):
        raise SlackFault("invalid_attachments")
    if len(attachments) > 100:
        raise SlackFault("too_many_attachments")
    for attachment in attachments:
        check_message_blocks(attachment.get("blocks"))


def _check_metadata(metadata: Any) -> None:
    good = (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
    )
    if not good:
        raise SlackFault("invalid_metadata_format")
    if len(json.dumps(metadata)) > 8000:
        raise SlackFault("metadata_too_large")


def writable(call: Call) -> Channel:
    channel = call.channel()
    if channel.is_archived:
        raise SlackFault("is_archived")
    if BOT_USER not in channel.members:
        raise SlackFault("not_in_channel")
    return channel


def _thread(call: Call, channel: Channel) -> str | None:
    thread = call.text("thread_ts") or None
    if thread is None:
        return None
    parent = call.workspace.message(channel.id, thread)
    if parent is None:
        raise SlackFault("thread_not_found")
    return str(parent.get("thread_ts", thread))


def post_message(call: Call) -> Json:
    channel = writable(call)
    message = content(call)
    thread = _thread(call, channel)
    if thread is not None:
        message["thread_ts"] = thread
    posted = call.workspace.post(channel, {"user": BOT_USER, "bot_id": BOT_ID, "app_id": APP_ID,
                                           "bot_profile": BOT_PROFILE, **message})  # fmt: skip
    if thread is not None and call.flag("reply_broadcast"):
        posted["subtype"] = "thread_broadcast"
    call.events.emit({**visible(posted), "channel": channel.id, "channel_type": channel.event_suffix,
                      "event_ts": posted["ts"]})  # fmt: skip
    return {"channel": channel.id, "ts": posted["ts"], "message": visible(posted, metadata=True)}


def visible(message: Json, *, metadata: bool = False) -> Json:
    return {name: value for name, value in message.items() if metadata or name != "metadata"}


def own_message(call: Call, channel: Channel, code: str) -> Json:
    message = call.workspace.message(channel.id, call.text("ts"))
    if message is None:
        raise SlackFault("message_not_found")
    if message.get("bot_id") != BOT_ID:
        raise SlackFault(code)
    return message


def update(call: Call) -> Json:
    channel = writable(call)
    message = own_message(call, channel, "cant_update_message")
    given = content(call)
    changes: Json = {"text": given["text"], "edited": {"user": BOT_USER, "ts": call.workspace.new_ts()}}
    if call.args.get("blocks") is not None or not call.args.get("attachments"):
        changes["blocks"] = given.get("blocks")
    if call.args.get("attachments") is not None:
        changes["attachments"] = given.get("attachments")
    if "metadata" in given:
        changes["metadata"] = given["metadata"]
    before = visible(message)
    call.workspace.edit(channel, message, changes)
    _tell_of_change(call, channel, "message_changed", message=visible(message), previous_message=before)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": visible(message)}


def _tell_of_change(call: Call, channel: Channel, subtype: str, **what: Any) -> None:
    """Slack tells the app of every change in a channel, its own included."""
    stamp = call.workspace.new_ts()
    call.events.emit({"type": "message", "subtype": subtype, "hidden": True, **what, "channel": channel.id,
                      "channel_type": channel.event_suffix, "ts": stamp, "event_ts": stamp})  # fmt: skip


def delete(call: Call) -> Json:
    channel = writable(call)
    message = own_message(call, channel, "cant_delete_message")
    call.workspace.delete(channel, message)
    _tell_of_change(call, channel, "message_deleted", deleted_ts=message["ts"], previous_message=visible(message))
    return {"channel": channel.id, "ts": message["ts"]}


def post_ephemeral(call: Call) -> Json:
    channel = writable(call)
    user = call.text("user")
    if user not in call.workspace.users:
        raise SlackFault("user_not_found")
    if user not in channel.members:
        raise SlackFault("user_not_in_channel")
    message = content(call)
    thread = _thread(call, channel)
    if thread is not None:
        message["thread_ts"] = thread
    whispered = call.workspace.whisper(channel.id, user, message)
    return {"message_ts": whispered["ts"]}


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    ts = call.text("message_ts")
    if call.workspace.message(channel.id, ts) is None:
        raise SlackFault("message_not_found")
    return {
        "channel": channel.id,
        "permalink": f"https://{TEAM_DOMAIN}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}",
    }


_CONTENT = ("text", "blocks", "attachments", "metadata", "parse", "link_names", "as_user")
_LOOK = ("username", "icon_emoji", "icon_url")
METHODS = [
    Method("chat.postMessage", post_message, "chat:write", ("channel",),
           (*_CONTENT, *_LOOK, "thread_ts", "reply_broadcast", "unfurl_links", "unfurl_media", "mrkdwn",
            "container_id", "markdown_text"), 60),
    Method("chat.update", update, "chat:write", ("channel", "ts"),
           (*_CONTENT, "reply_broadcast", "file_ids", "markdown_text"), 50),
    Method("chat.delete", delete, "chat:write", ("channel", "ts"), ("as_user",), 50),
    Method("chat.postEphemeral", post_ephemeral, "chat:write", ("channel", "user"),
           (*_CONTENT, *_LOOK, "thread_ts", "markdown_text"), 100),
    Method("chat.getPermalink", get_permalink, None, ("channel", "message_ts"), (), 100),
]  # fmt: skip
