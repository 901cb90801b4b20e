"""Views for Tableau and other BI tools: flat, named in the field's words, read-only. See docs/slack.md."""

from __future__ import annotations

from sqlalchemy import Connection, inspect

_DAILY = """
CREATE VIEW bi_daily AS
WITH ads AS (
  SELECT account, marketplace, asin, date, sum(impressions) AS impressions, sum(clicks) AS clicks, sum(spend) AS spend,
         sum(orders) AS orders, sum(units) AS units, sum(sales) AS sales
  FROM ads_daily GROUP BY account, marketplace, asin, date
), days AS (
  SELECT account, marketplace, asin, date FROM traffic_daily UNION SELECT account, marketplace, asin, date FROM ads
)
SELECT days.account, days.marketplace, days.asin, days.date, products.title, products.brand, products.sku,
       products.category, products.parent_asin, products.owner, products.currency, products.target_acos,
       traffic.sessions, traffic.page_views, traffic.buy_box_pct, traffic.orders, traffic.units, traffic.sales,
       ads.impressions AS ad_impressions, ads.clicks AS ad_clicks, ads.spend AS ad_spend, ads.orders AS ad_orders,
       ads.units AS ad_units, ads.sales AS ad_sales, stock.available, stock.inbound
FROM days
LEFT JOIN traffic_daily AS traffic ON traffic.account = days.account AND traffic.marketplace = days.marketplace
  AND traffic.asin = days.asin AND traffic.date = days.date
LEFT JOIN ads ON ads.account = days.account AND ads.marketplace = days.marketplace AND ads.asin = days.asin
  AND ads.date = days.date
LEFT JOIN inventory_daily AS stock ON stock.account = days.account AND stock.marketplace = days.marketplace
  AND stock.asin = days.asin AND stock.date = days.date
LEFT JOIN products ON products.account = days.account AND products.marketplace = days.marketplace
  AND products.asin = days.asin
"""
_ALERTS = """
CREATE VIEW bi_alerts AS
SELECT alerts.id, alerts.account, alerts.marketplace, alerts.asin, alerts.kind, alerts.subject, alerts.severity,
       alerts.state, alerts.route, alerts.opened_on, alerts.opened_at, alerts.seen_on, alerts.resolved_on,
       alerts.resolved_at, alerts.observed, alerts.expected, alerts.loss, alerts.currency, alerts.actor,
       alerts.assignee, alerts.reason, products.title, products.brand, products.owner
FROM alerts
LEFT JOIN products ON products.account = alerts.account AND products.marketplace = alerts.marketplace
  AND products.asin = alerts.asin
"""
VIEWS = {"bi_daily": _DAILY, "bi_alerts": _ALERTS}


def create_views(connection: Connection) -> None:
    """Makes the views that are missing. A migration that changes one drops it first."""
    present = set(inspect(connection).get_view_names())
    for name, statement in VIEWS.items():
        if name not in present:
            connection.exec_driver_sql(statement)
