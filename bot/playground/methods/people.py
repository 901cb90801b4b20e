"""api.*, auth.*, apps.*, users.*, usergroups.*, team.*, bots.*: who is who."""

from __future__ import annotations

from bot.playground.errors import Json, SlackFault
from bot.playground.methods.call import Call, Method
from bot.playground.people import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, TEAM_NAME, USERGROUPS, User


def api_test(call: Call) -> Json:
    if call.args.get("error"):
        raise SlackFault(call.text("error"))
    return {"args": {k: v for k, v in call.args.items() if k != "token"}}


def auth_test(call: Call) -> Json:
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "user": call.workspace.users[BOT_USER].name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    return {"url": call.events.socket_url()}


def _user(call: Call, name: str = "user") -> User:
    found = call.workspace.users.get(call.text(name))
    if found is None:
        raise SlackFault("user_not_found")
    return found


def user_info(call: Call) -> Json:
    return {"user": _user(call).as_json(with_locale=call.flag("include_locale"))}


def user_list(call: Call) -> Json:
    people = [u.as_json(with_locale=call.flag("include_locale")) for u in call.workspace.users.values()]
    page, metadata = call.page(people)
    return {"members": page, "cache_ts": int(call.workspace.now()), "response_metadata": metadata}


def user_by_email(call: Call) -> Json:
    for user in call.workspace.users.values():
        if not user.is_bot and user.email == call.text("email"):
            return {"user": user.as_json()}
    raise SlackFault("users_not_found")


def user_profile(call: Call) -> Json:
    return {"profile": (_user(call) if call.text("user") else call.workspace.users[BOT_USER]).profile()}


def group_members(call: Call) -> Json:
    group = USERGROUPS.get(call.text("usergroup"))
    if group is None:
        raise SlackFault("no_such_subteam")
    return {"users": list(group[1])}


def team_info(call: Call) -> Json:
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "email_domain": "fjell-hearth.example",
                     "icon": {}}}  # fmt: skip


def bot_info(call: Call) -> Json:
    if call.text("bot", BOT_ID) != BOT_ID:
        raise SlackFault("bot_not_found")
    return {"bot": {"id": BOT_ID, "deleted": False, "name": "asinwatch", "updated": 0, "app_id": APP_ID,
                    "user_id": BOT_USER, "icons": {}}}  # fmt: skip


METHODS = [
    Method("api.test", api_test, None, (), ("error", "foo"), 1000, token="any"),
    Method("auth.test", auth_test, None, (), (), 600),
    Method("apps.connections.open", connections_open, None, (), (), 20, token="app"),
    Method("users.info", user_info, "users:read", ("user",), ("include_locale",), 100),
    Method("users.list", user_list, "users:read", (), ("cursor", "limit", "include_locale", "team_id"), 20),
    Method("users.lookupByEmail", user_by_email, "users:read.email", ("email",), ()),
    Method("users.profile.get", user_profile, "users.profile:read", (), ("user", "include_labels"), 100),
    Method(
        "usergroups.users.list", group_members, "usergroups:read", ("usergroup",), ("include_disabled", "team_id"), 20
    ),
    Method("team.info", team_info, "team:read", (), ("team", "domain")),
    Method("bots.info", bot_info, "users:read", (), ("bot", "team_id")),
]
