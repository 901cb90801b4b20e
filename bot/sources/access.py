"""For `doctor`: is each service of each account configured and reachable, and how is it mended if not."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import httpx

from bot.clock import Clock
from bot.records.sources import Access
from bot.records.text import Say
from bot.settings import AccountSettings
from bot.sources.callers import callers
from bot.sources.failures import SourceFailure
from bot.sources.http import Caller
from bot.sources.ledger import Ledger
from bot.sources.lwa import secret
from bot.sources.mail import message_count
from bot.sources.places import MARKETPLACES_BY_ID
from bot.sources.run import unreadable
from bot.sources.steps import Sleep, Steps

TIMEOUT = httpx.Timeout(15.0, connect=10.0)
PATIENCE = timedelta(minutes=1)


def check_access(
    ledger: Ledger, clock: Clock, accounts: Sequence[AccountSettings], *, sleep: Sleep = time.sleep
) -> tuple[Access, ...]:
    """One line a service and account; asks each service one harmless question. Never raises for a service."""
    found: list[Access] = []
    with httpx.Client(timeout=TIMEOUT) as http:
        for account in accounts:
            services = callers(account, http, clock, ledger)
            for service, check in _checks(account, services):
                ok, finding = _finished(check, service, clock, sleep)
                found.append(Access(account.name, service, ok, finding))
    return tuple(found)


Check = Callable[[], Steps[Say]]


def _checks(account: AccountSettings, services: dict[str, dict[str, Caller]]) -> list[tuple[str, Check]]:
    checks: list[tuple[str, Check]] = []
    for service, places in services.items():
        caller = next(iter(places.values()), None)
        if caller is not None:
            ask = {"selling_partner": _selling_partner, "ads": _ads, "keepa": _keepa}[service]
            checks.append((service, lambda ask=ask, caller=caller: ask(account, caller)))  # type: ignore[misc]
    if account.mail is not None:
        checks.append(("mail", lambda: _mail(account)))
    return checks


def _finished(check: Check, service: str, clock: Clock, sleep: Sleep) -> tuple[bool, Say]:
    until = clock.now() + PATIENCE
    steps = check()
    try:
        while True:
            again = next(steps)
            if again > until:
                return False, Say("sources-check-slow", {"service": service})
            sleep(max(0.0, (again - clock.now()).total_seconds()))
    except StopIteration as done:
        return True, done.value
    except SourceFailure as failure:
        return False, failure.finding
    except (LookupError, TypeError, ValueError, AttributeError):
        return False, unreadable(service)
    finally:
        steps.close()


def _selling_partner(account: AccountSettings, caller: Caller) -> Steps[Say]:
    if account.selling_partner is not None and not account.selling_partner.seller_id:
        raise SourceFailure(Say("sources-seller-id-missing", {"account": account.name}))
    answer = yield from caller.call("getMarketplaceParticipations", "GET", "/sellers/v1/marketplaceParticipations")
    sold_in = {
        MARKETPLACES_BY_ID.get(entry["marketplace"]["id"], "")
        for entry in answer.json()["payload"]
        if entry["participation"]["isParticipating"]
    }
    missing = [place for place in account.marketplaces if place not in sold_in]
    if missing:
        raise SourceFailure(Say("sources-check-marketplaces", {"missing": ", ".join(missing)}))
    return Say("sources-check-selling-partner", {"places": ", ".join(account.marketplaces)})


def _ads(account: AccountSettings, caller: Caller) -> Steps[Say]:
    answer = yield from caller.call("ads/profiles", "GET", "/v2/profiles")
    known = {str(profile["profileId"]) for profile in answer.json()}
    wanted = account.ads.profiles if account.ads is not None else {}
    missing = [f"{place} {profile}" for place, profile in wanted.items() if profile not in known]
    if missing:
        raise SourceFailure(Say("sources-check-profiles", {"missing": ", ".join(missing)}))
    return Say("sources-check-ads", {"n": len(wanted)})


def _keepa(account: AccountSettings, caller: Caller) -> Steps[Say]:
    variable = account.keepa.key_env if account.keepa is not None else ""
    answer = yield from caller.call("keepa/token", "GET", "/token", params={"key": secret(variable)}, taken=(400, 402))
    if answer.status_code != 200:
        raise SourceFailure(Say("sources-keepa-key", {"variable": variable}))
    return Say("sources-check-keepa", {"tokens": int(answer.json()["tokensLeft"])})


def _mail(account: AccountSettings) -> Steps[Say]:
    if account.mail is None:
        raise SourceFailure(Say("sources-not-configured", {"service": "mail"}))
    return Say("sources-check-mail", {"folder": account.mail.folder, "n": message_count(account.mail)})
    yield  # a check is a generator, also this one that never waits
