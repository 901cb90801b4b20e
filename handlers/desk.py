"""The front desk: what every handler uses to find out who asks, whether they may, and to make an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.records.text import Say
from bot.services import Services
from bot.store.preferences import channel_language, preference
from handlers import permissions
from handlers.answers import Answer, Answering, Asker, Request
from handlers.homes import OpenHomes
from handlers.people import People, Person
from handlers.permissions import Right


@dataclass(frozen=True)
class Desk:
    """`answers` maps a request's kind to the function that answers it."""

    services: Services
    people: People
    answers: Mapping[str, Answering]
    homes: OpenHomes

    def asker(self, user: str, channel: str | None, *, public: bool = False, lang: str | None = None) -> Asker:
        """`user` with the language they chose, else `lang` (of what they wrote), else their Slack's."""
        person = self.people.person(user)
        return Asker(person, self.chosen_language("user", user) or lang or person.lang, channel, public=public)

    def chosen_language(self, scope: str, name: str) -> str | None:
        """The language that a `user` or a `channel` was set to in Slack, None where it was not."""
        with self.services.engine.connect() as connection:
            found = preference(connection, scope, name, "language")
        return found if isinstance(found, str) else None

    def channel_language(self, channel: str) -> str:
        """In which language a channel is spoken to."""
        with self.services.engine.connect() as connection:
            return channel_language(connection, channel) or self.services.settings.language

    def answer(self, request: Request, asker: Asker) -> Answer:
        return self.answers[request.kind](self, request, asker)

    def outsider(self, person: Person) -> Say | None:
        """Why `person` may not even change what is theirs alone, None where they may."""
        return permissions.outsider(self.services.settings.team.permissions, person)

    def refusal(self, person: Person, right: Right, channel: str | None) -> Say | None:
        """Why `person` may not do it (and whom to ask), None where they may."""
        return permissions.refusal(self.people, self.services.settings.team.permissions, person, right, channel)
