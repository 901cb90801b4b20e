"""One way to call a service: within its rates, with its login, again where that makes sense."""

from __future__ import annotations

import hashlib
import logging
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import httpx

from bot.clock import Clock
from bot.records.text import Say
from bot.sources.backoff import ATTEMPTS, backoff_seconds
from bot.sources.failures import AccessLost, AnswerLost, ServiceDown, WrongAnswer
from bot.sources.ledger import Ledger
from bot.sources.limits import Rate, rates
from bot.sources.lwa import Login
from bot.sources.steps import Steps, pause

# These two log whole addresses, and Keepa's holds the key.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("httpcore").setLevel(logging.WARNING)

LARGEST_DOCUMENT = 1 << 30  # bytes, unpacked


@dataclass
class Caller:
    """Calls one service for one seller (an Ads profile counts as one). `service` is its name for people."""

    service: str
    http: httpx.Client = field(repr=False)
    clock: Clock
    ledger: Ledger
    endpoint: str
    seller: str
    login: Login | None
    token_header: str = "x-amz-access-token"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    client_id_header: str | None = None

    def call(
        self,
        operation: str,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        json: object = None,
        headers: Mapping[str, str] | None = None,
        narrow: str | None = None,
        sending: Callable[[], None] | None = None,
        taken: tuple[int, ...] = (),
    ) -> Steps[httpx.Response]:
        """The answer with a status below 300, or one of `taken`.

        `narrow` names a second, narrower rate of the operation (a report type). `sending` marks a request that must not
        be made twice: it is called just before it goes out, and where its answer is lost, AnswerLost is raised.
        Raises LoginRefused, AccessLost, ServiceDown, AnswerLost, WrongAnswer.
        """
        attempt, refused = 0, False
        while True:
            token = "" if self.login is None else (yield from self.login.token())
            for name in (operation, f"{operation}/{narrow}"):
                yield from self._take(name)
            if sending is not None:
                sending()
            answer = self._send(method, path, params, json, self._headers(token, headers))
            if answer is not None and (answer.status_code < 300 or answer.status_code in taken):
                self._learn(operation, answer)
                return answer
            status = 0 if answer is None else answer.status_code
            if answer is not None and self.login is not None and not refused and _token_refused(answer):
                refused = True
                self.login.forget()
                continue
            attempt += 1
            if answer is not None and status in (401, 403):
                raise AccessLost(Say("sources-access-lost", {"service": self.service, "operation": operation}))
            if answer is not None and status == 429:
                self._learn(operation, answer)
                self._throttled(operation, _retry_after(answer) or backoff_seconds(attempt))
            elif status and status < 500:
                raise WrongAnswer(
                    Say("sources-refused", {"service": self.service, "operation": operation, "status": status})
                )
            elif sending is not None:
                raise AnswerLost(Say("sources-down", {"service": self.service, "operation": operation}))
            if attempt >= ATTEMPTS:
                raise ServiceDown(Say("sources-down", {"service": self.service, "operation": operation}))
            yield from pause(self.clock, backoff_seconds(attempt))

    def download(self, url: str) -> Steps[bytes]:
        """A document at a signed address, unpacked where it is packed. Raises ServiceDown, WrongAnswer."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self.http.get(url)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code == 200:
                return unpack(answer.content)
            if answer is not None and answer.status_code < 500:
                break
            yield from pause(self.clock, backoff_seconds(attempt))
        raise ServiceDown(Say("sources-down", {"service": self.service, "operation": "document"}))

    def _send(
        self, method: str, path: str, params: Mapping[str, str | int] | None, json: object, headers: dict[str, str]
    ) -> httpx.Response | None:
        try:
            return self.http.request(method, self.endpoint + path, params=params, json=json, headers=headers)
        except httpx.TransportError:
            return None

    def _headers(self, token: str, more: Mapping[str, str] | None) -> dict[str, str]:
        headers = {**self.headers, **(more or {})}
        if self.login is not None:
            headers[self.token_header] = f"Bearer {token}" if self.token_header == "Authorization" else token
            if self.client_id_header is not None:
                headers[self.client_id_header] = self.login.client_id()
        return headers

    def _throttled(self, operation: str, seconds: float) -> None:
        """Whatever the bucket says, the other side counts otherwise: nothing goes out for `seconds`."""
        if rate := self._rate(operation):
            until = self.clock.now() + timedelta(seconds=seconds)
            self.ledger.empty_bucket(self._bucket(operation), (rate.burst - 1) / rate.rate, until)

    def _rate(self, operation: str) -> Rate | None:
        return rates().get(operation)

    def _bucket(self, operation: str) -> str:
        """Named by a hash of the app, so that no id of it is stored."""
        app = "" if self.login is None else hashlib.sha256(self.login.client_id().encode()).hexdigest()[:12]
        rate = self._rate(operation)
        whose = "*" if rate is not None and rate.scope == "app" else self.seller
        return f"{self.service}/{app}/{whose}/{operation}"

    def _take(self, operation: str) -> Steps[None]:
        rate = self._rate(operation)
        if rate is None:
            return
        while seconds := self.ledger.take(self._bucket(operation), rate.rate, rate.burst, self.clock.now()):
            yield from pause(self.clock, seconds)

    def _learn(self, operation: str, answer: httpx.Response) -> None:
        told = answer.headers.get("x-amzn-RateLimit-Limit")
        rate = self._rate(operation)
        if told is None or rate is None:
            return
        try:
            value = float(told)
        except ValueError:
            return
        if value > 0:
            self.ledger.learn_rate(self._bucket(operation), value)


def _token_refused(answer: httpx.Response) -> bool:
    """401, or Amazon's 403 about an access token that has expired (its other 403 is about a role)."""
    return answer.status_code == 401 or (answer.status_code == 403 and "access token" in answer.text.lower())


def _retry_after(answer: httpx.Response) -> float | None:
    try:
        return float(answer.headers["Retry-After"])
    except (KeyError, ValueError):
        return None


def unpack(content: bytes) -> bytes:
    """Gunzips what is gzip (told by its first bytes). Raises WrongAnswer for what is broken or far too large."""
    if content[:2] != b"\x1f\x8b":
        return content
    parts: list[bytes] = []
    size = 0
    try:
        while content:  # a file of several gzip members is their concatenation
            unpacker = zlib.decompressobj(wbits=31)
            parts.append(unpacker.decompress(content, LARGEST_DOCUMENT - size + 1))
            size += len(parts[-1])
            if not unpacker.eof or size > LARGEST_DOCUMENT:
                raise WrongAnswer(Say("sources-document-broken"))
            content = unpacker.unused_data
    except zlib.error:
        raise WrongAnswer(Say("sources-document-broken")) from None
    return b"".join(parts)
