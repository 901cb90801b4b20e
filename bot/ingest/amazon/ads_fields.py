"""The columns of the ads downloads in every wording seen, by language."""

from __future__ import annotations

from bot.ingest.formats import Read, column

CONTEXT = {
    "date": column(Read.DAY, "Date | Datum | 日期 | 日付"),
    "start": column(Read.DAY, "Start Date | Startdatum | 开始日期 | 開始日"),
    "end": column(Read.DAY, "End Date | Enddatum | 结束日期 | 終了日"),
    "range": column(Read.RANGE, "Date range | Datumsbereich | 日期范围 | 日付範囲 | 期間"),
    "currency": column(Read.TEXT, "Currency | Budget currency | Währung | Budgetwährung | 货币 | 预算货币 | 通貨 | "
        "予算通貨"),
    "country": column(
        Read.PLACE,
        "Country | Advertised product marketplace | Marketplace | Land | Marktplatz | 国家/地区 | 国/地域 | 国",
    ),
    "ad_type": column(Read.TEXT, "Program Type | Ad product | Campaign type | Kampagnentyp | 广告类型 | 広告タイプ"),
}  # fmt: skip
KEYS = {
    "campaign_name": column(
        Read.TEXT, "Campaign Name | Kampagnen-Name | Kampagnenname | 广告活动名称 | キャンペーン名", needed=True
    ),
    "campaign_id": column(Read.ID, "Campaign ID | Campaign Id | Kampagnen-ID | 广告活动编号 | キャンペーンID"),
}
PRODUCT = {
    "asin": column(
        Read.ASIN, "Advertised ASIN | Beworbene ASIN | Beworbener ASIN | 广告ASIN | 宣伝 ASIN | 宣伝ASIN | "
            "広告対象ASIN", needed=True
    ),
    "search_term": column(Read.TEXT, "Customer Search Term"),
}  # fmt: skip
FIGURES = {
    "impressions": column(Read.COUNT, "Impressions | Impressionen | 展示量 | 展示次数 | インプレッション"),
    "clicks": column(Read.COUNT, "Clicks | Klicks | 点击量 | 点击次数 | クリック数"),
    "spend": column(
        Read.MONEY, "Spend | Total cost | Cost | Ausgaben | Gesamtkosten | 花费 | 总成本 | 費用 | 広告費 | "
            "合計コスト", required=True
    ),
    "sales": column(
        Read.MONEY,
        "7 Day Total Sales | Sales | 7 Tage, Umsatz gesamt | Verkäufe | 7天总销售额 | 销售额 | "
        "広告がクリックされてから7日間の総売上高 | 売上",
        required=True,
    ),
    "orders": column(
        Read.COUNT,
        "7 Day Total Orders (#) | Purchases | 7 Tage, Aufträge gesamt (#) | Käufe | 7天总订单数(#) | 购买量 | "
        "広告がクリックされてから7日間の合計注文数 | 購入数",
    ),
    "units": column(
        Read.COUNT,
        "7 Day Total Units (#) | Units sold | 7 Tage, Einheiten gesamt (#) | Verkaufte Einheiten | 7天总销售量(#) | "
        "广告售出的商品数量 | 広告がクリックされてから7日間の合計販売数 | 販売数",
    ),
    "sales_same_sku": column(
        Read.MONEY, "7 Day Advertised SKU Sales | 7 Tage, Umsatz beworbener SKU | 7天内广告SKU销售额 | "
        "広告がクリックされてから7日間の広告SKUの売上高"
    ),
}  # fmt: skip
UNIFIED = {
    "campaign_id": column(Read.ID, "Campaign ID | Kampagnen-ID | 广告活动编号 | キャンペーンID", needed=True),
    "campaign_name": column(Read.TEXT, "Campaign name | Kampagnenname | 广告活动名称 | キャンペーン名"),
    "asin": column(
        Read.ASIN, "Advertised product ID | Beworbene Produkt-ID | 推广的商品编号 | 広告対象商品ID", needed=True
    ),
    "impressions": FIGURES["impressions"],
    "clicks": FIGURES["clicks"],
    "spend": FIGURES["spend"],
    "orders": column(Read.COUNT, "Purchases | Käufe | 购买量 | 購入数"),
    "sales": column(Read.MONEY, "Sales | Verkäufe | 销售额 | 売上", required=True),
    "units": column(Read.COUNT, "Units sold | Verkaufte Einheiten | 售出商品数量 | 販売数"),
    "sales_same_sku": column(Read.MONEY, "Sales (promoted)"),
}
SEARCH = {
    "search_term": column(
        Read.TEXT,
        "Customer Search Term | Search term | Suchbegriff eines Kunden | Suchbegriff | 客户搜索词 | 搜索词 | "
        "カスタマーの検索キーワード | 検索キーワード",
        needed=True,
    ),
    "match_type": column(Read.TEXT, "Match Type | Übereinstimmungstyp | 匹配类型 | マッチタイプ"),
    "asin": column(Read.ASIN, "Advertised ASIN"),
}
SETTINGS = {
    "state": column(Read.TEXT, "Status | State | 状态 | ステータス | 状態"),
    "daily_budget": column(
        Read.MONEY, "Budget Amount | Budget | Tagesbudget | 预算 | 每日预算 | 予算額 | 1日の予算"
    ),
    "targeting": column(Read.TEXT, "Targeting Type | Targeting | Targeting-Typ | 投放类型 | ターゲティングタイプ"),
    "bidding_strategy": column(Read.TEXT, "Bidding strategy | Gebotsstrategie | 竞价策略 | 入札戦略"),
}  # fmt: skip
CONSOLE = {
    **KEYS,
    **SETTINGS,
    "state": column(Read.TEXT, "State | Status (ein/aus) | 状态 | ステータス"),
    "daily_budget": column(Read.MONEY, "Campaign budget amount | Kampagnenbudgetbetrag | 广告活动预算金额"),
    "top_of_search_pct": column(Read.PERCENT, "Top-of-search impression share"),
    "country": CONTEXT["country"],
    "currency": CONTEXT["currency"],
}
