"""Amazon's marketplace ids and service addresses."""

from __future__ import annotations

MARKETPLACE_IDS: dict[str, str] = {
    "US": "ATVPDKIKX0DER", "CA": "A2EUQ1WTGCTBG2", "MX": "A1AM78C64UM0Y8", "BR": "A2Q3Y263D00KWC",
    "UK": "A1F83G8C2ARO7P", "DE": "A1PA6795UKMFR9", "FR": "A13V1IB3VIYZZH", "IT": "APJ6JRA9NG5V4",
    "ES": "A1RKKUPIHCS9HS", "NL": "A1805IZSGTT6HS", "BE": "AMEN7PMS3EDWL", "IE": "A28R8C7NBKEWEA",
    "SE": "A2NODRKZP88ZB9", "PL": "A1C3SOZRARQ6R3", "TR": "A33AVAJ2PDY3EV", "AE": "A2VIGQ35RCS4UG",
    "SA": "A17E79C6D8DWNP", "EG": "ARBP9OOSHTCHU", "ZA": "AE08WJ6YKNBMC", "IN": "A21TJRUUN4KGV",
    "JP": "A1VC38T7YXB528", "AU": "A39IBJ37TRP1C6", "SG": "A19VAU5U5O7RUS",
}  # fmt: skip
MARKETPLACES_BY_ID: dict[str, str] = {amazon: ours for ours, amazon in MARKETPLACE_IDS.items()}

SELLING_PARTNER_HOSTS: dict[str, str] = {
    "na": "https://sellingpartnerapi-na.amazon.com",
    "eu": "https://sellingpartnerapi-eu.amazon.com",
    "fe": "https://sellingpartnerapi-fe.amazon.com",
}
ADS_HOSTS: dict[str, str] = {
    "na": "https://advertising-api.amazon.com",
    "eu": "https://advertising-api-eu.amazon.com",
    "fe": "https://advertising-api-fe.amazon.com",
}
LOGIN_HOSTS: dict[str, str] = {
    "na": "https://api.amazon.com",
    "eu": "https://api.amazon.co.uk",
    "fe": "https://api.amazon.co.jp",
}
KEEPA_HOST = "https://api.keepa.com"
KEEPA_DOMAINS: dict[str, int] = {
    "US": 1, "UK": 2, "DE": 3, "FR": 4, "JP": 5, "CA": 6, "IT": 8, "ES": 9, "IN": 10, "MX": 11, "BR": 12,
}  # fmt: skip
