"""One sync in a process of its own, to be killed: `python -m standins.worker DATABASE BASE DAYS ACCOUNT…`."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

from bot.settings import AccountSettings
from bot.sources import sync
from bot.store.engine import open_engine
from bot.store.sources import SourceLedger
from standins.clock import RemoteClock


def main() -> None:
    database, base, days, *names = sys.argv[1:]
    os.environ |= {"T_CLIENT_ID": "app", "T_SECRET": "secret"} | {f"T_REFRESH_{name}": f"Atzr|{name}" for name in names}
    where = {"client_id_env": "T_CLIENT_ID", "client_secret_env": "T_SECRET", "endpoint": base, "lwa_endpoint": base}
    accounts = [
        AccountSettings.model_validate(
            {
                "name": name,
                "marketplaces": ["US"],
                "backfill_days": int(days),
                "selling_partner": {**where, "refresh_token_env": f"T_REFRESH_{name}", "seller_id": f"A{name.upper()}"},
                "ads": {**where, "refresh_token_env": f"T_REFRESH_{name}", "profiles": {"US": f"{name}-US"}},
            }
        )
        for name in names
    ]
    clock = RemoteClock(base)
    ledger = SourceLedger(open_engine(database))
    report = sync(ledger, clock, accounts, patience=timedelta(days=5), sleep=clock.sleep)
    unfinished = [result.source for result in report.results if result.pending]
    sys.stdout.write(json.dumps({"failures": len(report.failures), "unfinished": unfinished}))


if __name__ == "__main__":
    main()
