"""Who may do what. Everybody may look; changes are for members of the workspace whom the team's settings allow."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from bot.records.text import Mention, Say, Value
from bot.settings.team import PermissionSettings
from handlers.people import People, Person


class Right(StrEnum):
    ACKNOWLEDGE = "acknowledge"  # acknowledge, snooze, resolve, assign, note
    CHANGE = "change"  # rules, routes, SOPs
    IMPORT = "import"
    SEE_PROFIT = "see-profit"


def refusal(
    people: People, settings: PermissionSettings, person: Person, right: Right, channel: str | None
) -> Say | None:
    """Why `person` may not do it, with whom to ask; None where they may. No `channel`: App Home."""
    if right is Right.SEE_PROFIT and not settings.see_profit:
        return None
    if (refused := outsider(settings, person)) is not None:
        return refused
    if right is not Right.SEE_PROFIT and not _inside(people, settings.channels, person, channel):
        return Say("command-refused-channel", {"where": _listed(settings.channels), "whom": whom_to_ask(settings)})
    if not _allowed(people, settings, person, right):
        return Say(f"command-refused-{right.value}", {"whom": whom_to_ask(settings)})
    return None


def outsider(settings: PermissionSettings, person: Person) -> Say | None:
    """Why a guest, a bot or somebody of another organisation may not even change what is theirs; None for members."""
    return None if person.member else Say("command-refused-outsider", {"whom": whom_to_ask(settings)})


def is_admin(people: People, settings: PermissionSettings, person: Person) -> bool:
    """An admin of the settings; where none is set, whoever administers the workspace."""
    if not person.member:
        return False
    if not settings.admins:
        return person.workspace_admin
    return _named(people, settings.admins, person)


def _allowed(people: People, settings: PermissionSettings, person: Person, right: Right) -> bool:
    if is_admin(people, settings, person):
        return True
    if right is Right.ACKNOWLEDGE:
        return not settings.acknowledge or _named(people, settings.acknowledge, person)
    if right is Right.IMPORT:
        return _named(people, settings.import_files, person)
    if right is Right.SEE_PROFIT:
        return _named(people, settings.see_profit, person)
    return False


def _named(people: People, names: Iterable[str], person: Person) -> bool:
    return any(name == person.id or (name.startswith("S") and person.id in people.group(name)) for name in names)


def _inside(people: People, channels: tuple[str, ...], person: Person, channel: str | None) -> bool:
    """In one of the team's channels; in a DM or App Home: a member of one of them."""
    if not channels:
        return True
    if channel is not None and not channel.startswith("D"):
        name = people.channel_name(channel)
        return any(wanted.lstrip("#") in (channel, name) for wanted in channels)
    return any(person.id in people.channel_members(wanted) for wanted in channels)


def whom_to_ask(settings: PermissionSettings) -> Value:
    """The admins by name, or the workspace's admins where none is set."""
    if not settings.admins:
        return Say("command-workspace-admins")
    return join([Mention(name) for name in settings.admins[:5]])


def _listed(channels: tuple[str, ...]) -> Value:
    return join([Say("command-channel", {"name": name.lstrip("#")}) for name in channels[:5]])


def join(values: list[Value]) -> Value:
    """Several values as one."""
    result = values[0]
    for value in values[1:]:
        result = Say("common-and", {"first": result, "second": value})
    return result
