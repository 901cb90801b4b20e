"""App Home: today at a glance, my alerts with buttons, my watch list, how fresh the data is, my settings."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.alerts.grouping import ranked
from bot.records.alerts import Alert, State
from bot.records.digest import Market
from bot.records.text import Number, Say, Value
from bot.reports.digest import digest
from bot.reports.digest_message import figure_lines
from bot.reports.kpi import freshness
from bot.reports.sales_lines import sales_lines
from bot.store.preferences import watched
from handlers.alert_rows import alert_row
from handlers.desk import Desk
from handlers.freshness import reports
from handlers.replies import taken
from templates.own_blocks import plainly
from templates.render import render_view

log = logging.getLogger(__name__)
MOST_MARKETS = 10
MOST_ALERTS = 8
MOST_WATCHED = 10
_LINE = ("sales", "orders", "cvr", "acos")


def publish_home(desk: Desk, client: WebClient, user: str) -> None:
    at = desk.services.clock.now()
    view = home_view(desk, user)
    simple = plainly(view["blocks"])
    plainer = () if simple is None else ({**view, "blocks": simple},)
    taken(lambda form: client.views_publish(user_id=user, view=form), view, *plainer)
    desk.homes.shown(user, at)


def refresh_homes(desk: Desk, client: WebClient, *, but: str | None = None, only: str | None = None) -> None:
    """Shows the change in every Home that was opened lately, or in that of `only`."""
    desk.homes.refresh(lambda user: _publish_or_leave(desk, client, user), but=but, only=only)


def refresh_after_checks(desk: Desk, changed_at: datetime) -> None:
    """Shows what a check or a sync brought, at most once a minute to each person."""
    for user in desk.homes.take_outdated(changed_at):
        _publish_or_leave(desk, desk.services.client, user)


def _publish_or_leave(desk: Desk, client: WebClient, user: str) -> None:
    """A Home that Slack refuses (its person has left) is left as it is, and hinders nothing else."""
    try:
        publish_home(desk, client, user)
    except (SlackClientError, OSError) as error:
        log.warning("the Home of %s could not be shown: %s", user, error)


def home_view(desk: Desk, user: str) -> dict[str, Any]:
    """The view for one person; its size does not grow with the number of ASINs."""
    asker = desk.asker(user, None)
    now = desk.services.clock.now()
    with desk.services.engine.connect() as connection:
        found = digest(connection, now=now, currency=desk.services.settings.currency)
        fresh = freshness(connection, now)
        mine_watched = watched(connection, user)
    todo = desk.services.alerts.todo(user)
    mine = ranked(list({alert.id: alert for alert in (*todo.unanswered, *todo.taken)}.values()))
    everything = desk.services.alerts.open_alerts()
    waiting = [alert for alert in everything if alert.state is State.OPEN]
    shown = mine or ranked(waiting)
    view = {
        "headline": Say("home-headline", {"day": found.as_of}) if found.as_of else Say("home-nothing"),
        "sales": sales_lines(found),
        "markets": [glance(market) for market in found.markets[:MOST_MARKETS]],
        "more_markets": _more(len(found.markets) - MOST_MARKETS),
        "alerts_title": Say("home-my-alerts" if mine else "home-team-alerts", {"n": len(shown), "open": len(waiting)}),
        "alerts": [alert_row(alert) for alert in shown[:MOST_ALERTS]],
        "more_alerts": _more(len(shown) - MOST_ALERTS),
        "watched": [_watched(place, everything) for place in mine_watched[:MOST_WATCHED]],
        "more_watched": _more(len(mine_watched) - MOST_WATCHED),
        "fresh": reports(fresh),
        "failures": found.failures,
        "language": Say(f"home-language-{asker.lang}"),
        "chosen": asker.lang,
    }
    return render_view("home", view, asker.lang)


def _more(left: int) -> Say | None:
    return Say("common-more", {"n": left}) if left > 0 else None


def glance(market: Market) -> dict[str, Any]:
    cover = [risk.days_of_cover for risk in market.stock_risks]
    named: dict[str, Value] = {"marketplace": market.marketplace, "account": market.account, "day": market.as_of}
    return {
        "title": Say("home-market-main" if market.account == "main" else "home-market", named),
        "line": figure_lines(_LINE, market.day, market.week_ago),
        "trend": [day.values["sales"] for day in market.trend],
        "risk": Say("home-risks", {"n": len(cover), "least": Number(min(cover), 0)}) if cover else Say("home-no-risk"),
        "provisional": market.day.provisional,
    }


def _watched(place: tuple[str, str, str], alerts: list[Alert]) -> dict[str, Any]:
    account, marketplace, asin = place
    n = sum((alert.about.account, alert.about.marketplace, alert.about.asin) == place for alert in alerts)
    return {
        "text": Say("home-watched", {"asin": asin, "marketplace": marketplace, "n": n}),
        "value": f'{{"k":"kpi","a":{{"asin":"{asin}","marketplace":"{marketplace}","account":"{account}"}},"p":0}}',
    }
