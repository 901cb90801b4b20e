"""Login with Amazon: a refresh token becomes an access token that holds for an hour. Secrets stay in memory alone."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from bot.clock import Clock
from bot.records.text import Say
from bot.sources.backoff import ATTEMPTS, backoff_seconds
from bot.sources.failures import LoginRefused, ServiceDown
from bot.sources.steps import Steps, pause

EARLY = timedelta(seconds=90)  # a token is renewed before it dies in the middle of a call


def secret(name: str) -> str:
    """The value of an environment variable. Raises LoginRefused where it is not set."""
    value = os.environ.get(name, "")
    if not value:
        raise LoginRefused(Say("sources-secret-missing", {"variable": name}))
    return value


@dataclass
class Login:
    """One app's login for one seller. The three names are environment variables."""

    http: httpx.Client = field(repr=False)
    clock: Clock
    endpoint: str
    client_id_env: str
    client_secret_env: str
    refresh_token_env: str
    _token: str = field(default="", repr=False)
    _until: datetime | None = None

    def client_id(self) -> str:
        return secret(self.client_id_env)

    def forget(self) -> None:
        """The token was refused: the next call gets a new one."""
        self._until = None

    def token(self) -> Steps[str]:
        """A token that holds. Raises LoginRefused, ServiceDown."""
        if self._until is not None and self.clock.now() < self._until:
            return self._token
        form = {
            "grant_type": "refresh_token",
            "refresh_token": secret(self.refresh_token_env),
            "client_id": self.client_id(),
            "client_secret": secret(self.client_secret_env),
        }
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self.http.post(f"{self.endpoint}/auth/o2/token", data=form)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code == 200:
                body = answer.json()
                self._token = body["access_token"]
                self._until = self.clock.now() + timedelta(seconds=int(body["expires_in"])) - EARLY
                return self._token
            if answer is not None and answer.status_code in (400, 401, 403):
                raise LoginRefused(self._refusal(answer))
            yield from pause(self.clock, backoff_seconds(attempt))
        raise ServiceDown(Say("sources-login-down"))

    def _refusal(self, answer: httpx.Response) -> Say:
        try:
            code = answer.json().get("error")
        except ValueError:
            code = None
        if code == "invalid_client":
            return Say("sources-login-app", {"id": self.client_id_env, "secret": self.client_secret_env})
        return Say("sources-login-token", {"variable": self.refresh_token_env})
