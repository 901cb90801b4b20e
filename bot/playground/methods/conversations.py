"""conversations.* and reactions.*: reading channels, threads and reactions."""

from __future__ import annotations

from bot.playground.errors import Json, SlackFault
from bot.playground.methods.call import Call, Method
from bot.playground.methods.chat import visible
from bot.playground.people import BOT_USER, Channel


def list_channels(call: Call) -> Json:
    types = set(call.text("types", "public_channel").replace(" ", "").split(","))
    wrong = types - {"public_channel", "private_channel", "im", "mpim"}
    if wrong:
        raise SlackFault("invalid_types")
    found = []
    for channel in call.workspace.channels.values():
        kind = "im" if channel.is_im else "private_channel" if channel.is_private else "public_channel"
        hidden = channel.is_private and BOT_USER not in channel.members
        if kind in types and not hidden and not (channel.is_archived and call.flag("exclude_archived")):
            found.append(channel.as_json())
    page, metadata = call.page(found)
    return {"channels": page, "response_metadata": metadata}


def info(call: Call) -> Json:
    channel = call.channel()
    answer = channel.as_json()
    if not call.flag("include_num_members"):
        answer.pop("num_members", None)
    return {"channel": answer}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    if BOT_USER not in channel.members:
        raise SlackFault("not_in_channel")
    return channel


def _between(call: Call, messages: list[Json]) -> list[Json]:
    oldest, latest = call.text("oldest"), call.text("latest")
    inclusive = call.flag("inclusive")
    kept = []
    for message in messages:
        ts = float(message["ts"])
        if oldest and (ts < float(oldest) or (ts == float(oldest) and not inclusive)):
            continue
        if latest and (ts > float(latest) or (ts == float(latest) and not inclusive)):
            continue
        kept.append(visible(message, metadata=call.flag("include_all_metadata")))
    return kept


def history(call: Call) -> Json:
    channel = _readable(call)
    top = [
        m for m in channel.messages if m.get("thread_ts") in (None, m["ts"]) or m.get("subtype") == "thread_broadcast"
    ]
    page, metadata = call.page(_between(call, top[::-1]), most=999)
    return {"messages": page, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def replies(call: Call) -> Json:
    channel = _readable(call)
    ts = call.text("ts")
    parent = call.workspace.message(channel.id, ts)
    if parent is None:
        raise SlackFault("thread_not_found")
    root = parent.get("thread_ts", ts)
    thread = [m for m in channel.messages if m["ts"] == root or m.get("thread_ts") == root]
    page, metadata = call.page(_between(call, thread), most=1000)
    return {"messages": page, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def open_im(call: Call) -> Json:
    users = [u for u in call.text("users").split(",") if u]
    if not users:
        channel = call.channel()
    else:
        for user in users:
            if user not in call.workspace.users:
                raise SlackFault("user_not_found")
            if user == BOT_USER:
                raise SlackFault("cannot_dm_bot")
        if len(users) > 1:
            raise SlackFault("method_not_supported_for_channel_type")
        channel = call.workspace.direct_messages(users[0])
    shown = channel.as_json() if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown, "no_op": True, "already_open": True}


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.is_archived:
        raise SlackFault("is_archived")
    if channel.is_im or channel.is_private:
        raise SlackFault("method_not_supported_for_channel_type")
    if BOT_USER in channel.members:
        return {"channel": channel.as_json(), "warning": "already_in_channel"}
    channel.members.append(BOT_USER)
    call.workspace.announce("channel", channel=channel.id)
    return {"channel": channel.as_json()}


def members(call: Call) -> Json:
    page, metadata = call.page(list(call.channel().members))
    return {"members": page, "response_metadata": metadata}


def _reacted(call: Call) -> tuple[Channel, Json]:
    channel = _readable(call)
    message = call.workspace.message(channel.id, call.text("timestamp"))
    if message is None:
        raise SlackFault("message_not_found")
    return channel, message


def change_reaction(message: Json, name: str, user: str, *, add: bool) -> None:
    """Adds or takes away one person's reaction; SlackFault where there is nothing to change."""
    reactions = [dict(r, users=list(r["users"])) for r in message.get("reactions", [])]
    found = next((r for r in reactions if r["name"] == name), None)
    if add:
        if found is None:
            found = {"name": name, "users": [], "count": 0}
            reactions.append(found)
        if user in found["users"]:
            raise SlackFault("already_reacted")
        found["users"].append(user)
    else:
        if found is None or user not in found["users"]:
            raise SlackFault("no_reaction")
        found["users"].remove(user)
    for reaction in reactions:
        reaction["count"] = len(reaction["users"])
    kept = [r for r in reactions if r["users"]]
    if kept:
        message["reactions"] = kept
    else:
        message.pop("reactions", None)


def add_reaction(call: Call) -> Json:
    return _react(call, add=True)


def remove_reaction(call: Call) -> Json:
    return _react(call, add=False)


def _react(call: Call, *, add: bool) -> Json:
    channel, message = _reacted(call)
    name = call.text("name").strip(":")
    if not name or not all(c.isalnum() or c in "_+-':" for c in name):
        raise SlackFault("invalid_name")
    change_reaction(message, name, BOT_USER, add=add)
    call.workspace.announce("message_changed", channel=channel.id, ts=message["ts"])
    return {}


def get_reactions(call: Call) -> Json:
    channel, message = _reacted(call)
    return {"type": "message", "channel": channel.id, "message": visible(message)}


_PAGE = ("cursor", "limit")
_SPAN = (*_PAGE, "oldest", "latest", "inclusive", "include_all_metadata")
METHODS = [
    Method(
        "conversations.list", list_channels, "channels:read", (), (*_PAGE, "types", "exclude_archived", "team_id"), 20
    ),
    Method("conversations.info", info, "channels:read", ("channel",), ("include_locale", "include_num_members")),
    Method("conversations.history", history, "channels:history", ("channel",), _SPAN),
    Method("conversations.replies", replies, "channels:history", ("channel", "ts"), _SPAN),
    Method("conversations.open", open_im, "im:write", (), ("users", "channel", "return_im", "prevent_creation")),
    Method("conversations.join", join, "channels:join", ("channel",), ()),
    Method("conversations.members", members, "channels:read", ("channel",), _PAGE, 100),
    Method("reactions.add", add_reaction, "reactions:write", ("channel", "timestamp", "name"), ()),
    Method("reactions.remove", remove_reaction, "reactions:write", ("channel", "timestamp", "name"), ()),
    Method("reactions.get", get_reactions, "reactions:read", ("channel", "timestamp"), ("full",)),
]
