"""Accounts of the config file. Secrets are never in it: it names the environment variables that hold them."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.records.dataset import MARKETPLACES

ASIN = re.compile(r"[A-Z0-9]{10}")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SellingPartnerSettings(_Strict):
    """Amazon's Selling Partner API: the names of three environment variables; addresses only for another server."""

    client_id_env: str
    client_secret_env: str
    refresh_token_env: str
    seller_id: str = ""
    endpoint: str | None = None
    lwa_endpoint: str | None = None


class AdsSettings(_Strict):
    """Amazon's Ads API; `profiles` maps a marketplace to its profile id."""

    client_id_env: str
    client_secret_env: str
    refresh_token_env: str
    profiles: dict[str, str]
    endpoint: str | None = None
    lwa_endpoint: str | None = None


class KeepaSettings(_Strict):
    """`competitors` names them: marketplace → own ASIN → the ASINs that it is watched against."""

    key_env: str
    endpoint: str | None = None
    competitors: dict[str, dict[str, tuple[str, ...]]] = {}

    @field_validator("competitors")
    @classmethod
    def _known_places_and_asins(
        cls, value: dict[str, dict[str, tuple[str, ...]]]
    ) -> dict[str, dict[str, tuple[str, ...]]]:
        found = {
            place.upper(): {own.upper(): tuple(asin.upper() for asin in others) for own, others in pairs.items()}
            for place, pairs in value.items()
        }
        for place, pairs in found.items():
            if place not in MARKETPLACES:
                raise ValueError(f"unknown marketplace {place}")
            for own, others in pairs.items():
                if wrong := [asin for asin in (own, *others) if not ASIN.fullmatch(asin)]:
                    raise ValueError(f"{wrong[0]} is no ASIN")
                if own in others:
                    raise ValueError(f"{own} cannot be its own competitor")
        return found


class MailSettings(_Strict):
    """An IMAP folder with Seller Central's messages; they are read, never deleted."""

    host: str
    port: int = 0  # 0: 993 for tls, else 143
    user_env: str
    password_env: str
    folder: str = "INBOX"
    security: str = Field(default="tls", pattern="^(tls|starttls|none)$")
    ca_file: str | None = None  # PEM of the authority that signed the server's certificate, instead of the system's
    trusted_domains: tuple[str, ...] = ()  # besides Amazon's own
    authserv_id: str | None = None  # whose Authentication-Results header counts

    @property
    def at_port(self) -> int:
        return self.port or (993 if self.security == "tls" else 143)


class AccountSettings(_Strict):
    """One seller account. `region` is `na`, `eu` or `fe`."""

    name: str = "main"
    region: str = Field(default="na", pattern="^(na|eu|fe)$")
    marketplaces: tuple[str, ...]
    selling_partner: SellingPartnerSettings | None = None
    ads: AdsSettings | None = None
    keepa: KeepaSettings | None = None
    mail: MailSettings | None = None
    backfill_days: int = Field(default=90, ge=1, le=730)

    @field_validator("marketplaces")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = sorted(set(value) - set(MARKETPLACES))
        if unknown:
            raise ValueError(f"unknown marketplace {unknown[0]}; use Amazon's country codes, e.g. US, DE, JP, UK")
        return value
