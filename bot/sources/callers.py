"""Who calls what: one caller for each service and marketplace that an account is configured for."""

from __future__ import annotations

import httpx

from bot import __version__
from bot.clock import Clock
from bot.settings import AccountSettings
from bot.sources.http import Caller
from bot.sources.ledger import Ledger
from bot.sources.lwa import Login
from bot.sources.places import ADS_HOSTS, KEEPA_DOMAINS, KEEPA_HOST, LOGIN_HOSTS, SELLING_PARTNER_HOSTS

AGENT = {"User-Agent": f"asinwatch/{__version__} (Language=Python)"}


def callers(account: AccountSettings, http: httpx.Client, clock: Clock, ledger: Ledger) -> dict[str, dict[str, Caller]]:
    """Service → marketplace → caller. Secrets are read from the environment when the first call is made."""
    found: dict[str, dict[str, Caller]] = {}
    if (seller := account.selling_partner) is not None:
        caller = Caller(
            service="selling_partner",
            http=http,
            clock=clock,
            ledger=ledger,
            endpoint=seller.endpoint or SELLING_PARTNER_HOSTS[account.region],
            seller=account.name,
            login=Login(
                http,
                clock,
                seller.lwa_endpoint or LOGIN_HOSTS["na"],
                seller.client_id_env,
                seller.client_secret_env,
                seller.refresh_token_env,
            ),
            headers=AGENT,
        )
        found["selling_partner"] = dict.fromkeys(account.marketplaces, caller)
    if (advertiser := account.ads) is not None:
        login = Login(
            http,
            clock,
            advertiser.lwa_endpoint or LOGIN_HOSTS[account.region],
            advertiser.client_id_env,
            advertiser.client_secret_env,
            advertiser.refresh_token_env,
        )
        found["ads"] = {
            marketplace: Caller(
                service="ads",
                http=http,
                clock=clock,
                ledger=ledger,
                endpoint=advertiser.endpoint or ADS_HOSTS[account.region],
                seller=f"{account.name}/{profile}",
                login=login,
                token_header="Authorization",
                headers={**AGENT, "Amazon-Advertising-API-Scope": profile},
                client_id_header="Amazon-Advertising-API-ClientId",
            )
            for marketplace, profile in advertiser.profiles.items()
            if marketplace in account.marketplaces
        }
    if account.keepa is not None:
        caller = Caller(
            service="keepa",
            http=http,
            clock=clock,
            ledger=ledger,
            endpoint=account.keepa.endpoint or KEEPA_HOST,
            seller=account.keepa.key_env,
            login=None,
            headers=AGENT,
        )
        found["keepa"] = dict.fromkeys((m for m in account.marketplaces if m in KEEPA_DOMAINS), caller)
    return found
