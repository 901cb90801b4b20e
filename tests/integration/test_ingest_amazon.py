"""Amazon's downloads through `import_paths`: each format, encodings, workbooks, archives, mappings."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine, text

from bot.clock import CountedIds, FixedClock
from bot.errors import UsageError
from bot.ingest.extent import check_extent
from bot.ingest.importing import import_paths
from bot.ingest.mapping import load_mapping, mapping_from
from bot.ingest.privacy import order_hash
from bot.ingest.proposing import propose_mapping
from bot.ingest.report import FileRefused, FileReport
from bot.store.imports import ImportLedger
from bot.store.periods import period_totals, salt

CLOCK = FixedClock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
IDS = CountedIds("run")
DAY = date(2026, 3, 1)
EXPORTS = Path(__file__).parents[3] / "shared" / "amazon" / "exports"
BUSINESS = (
    "(Parent) ASIN,(Child) ASIN,Title,SKU,Sessions - Total,Sessions - Total - B2B,Page Views - Total,"
    "Featured Offer (Buy Box) Percentage,Units Ordered,Ordered Product Sales,Total Order Items\n"
)


def load(engine: Engine, *paths: Path, **options: object) -> list[FileReport]:
    return import_paths(ImportLedger(engine), CLOCK, IDS, paths, **options)  # type: ignore[arg-type]


def one(engine: Engine, path: Path, **options: object) -> FileReport:
    [report] = load(engine, path, **options)
    return report


def write(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def rows(engine: Engine, table: str, columns: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT {columns} FROM {table}")).fetchall()
    return sorted((tuple(str(v) if isinstance(v, date) else v for v in row) for row in found), key=repr)


def reason(report: FileReport) -> str | None:
    return report.refusal.key.removeprefix("ingest-") if report.refusal else None


def reasons(report: FileReport) -> list[tuple[int, str | None, str]]:
    return [(r.line, r.column, r.reason.key.removeprefix("ingest-")) for r in report.refusals]


def numbers(report: FileReport) -> tuple[int, int, int, int, int]:
    assert report.new + report.changed + report.unchanged + report.refused == report.read
    return report.read, report.new, report.changed, report.unchanged, report.refused


def test_a_business_report_sums_skus_and_parents_of_one_asin_and_weighs_its_rates(
    engine: Engine, tmp_path: Path
) -> None:
    path = write(
        tmp_path,
        "BusinessReport-3-02-26.csv",
        "\ufeff" + BUSINESS + '"B0P","B0C","Net, ""big""",S1,"1,131",2,"3,000",90.00%,30,"$1,005.25",29\n'
        "B0P,B0C,Net,S2,9,0,1000,50.00%,1,$5.00,1\nB0Q,B0D,x,S3,5,0,0,0.00%,0,$0.00,0\n",
    )
    assert reason(one(engine, path, marketplace="US")) == "needs-date"
    assert reason(one(engine, path, date=DAY)) == "needs-marketplace"
    assert reason(one(engine, path, date=DAY, marketplace="DE")) == "other-currency"
    report = one(engine, path, date=DAY, marketplace="US")
    assert (report.format, numbers(report)) == ("amazon:business_by_child", (3, 2, 0, 1, 0))
    assert rows(engine, "traffic_daily", "date, asin, sessions, page_views, buy_box_pct, orders, units, sales") == [
        ("2026-03-01", "B0C", 1140, 4000, 80.0, 30, 31, 1010.25),
        ("2026-03-01", "B0D", 5, 0, 0.0, 0, 0, 0.0),
    ]
    assert rows(engine, "products", "asin, parent_asin") == [("B0C", "B0P"), ("B0D", "B0Q")]
    assert numbers(one(engine, path, date=DAY, marketplace="US")) == (3, 0, 0, 3, 0)


def test_a_longer_business_report_is_a_period_total_and_no_daily_figure(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "report_2026-03-01_2026-03-31.csv", BUSINESS + "B0P,B0C,N,S,10,1,20,50.00%,3,$9.50,2\n")
    report = one(engine, path, marketplace="US")
    assert numbers(report) == (1, 1, 0, 0, 0)
    assert [note.key for note in report.notes] == ["ingest-kept-as-period"]
    assert rows(engine, "traffic_daily", "asin") == []
    with engine.connect() as connection:
        [total] = period_totals(connection, "main", "US", "B0C")
    assert (total.starts_on, total.ends_on, total.units, total.sales, total.clicks) == (
        date(2026, 3, 1), date(2026, 3, 31), 3, 9.5, None,
    )  # fmt: skip


def test_a_german_report_reads_its_money_and_counts_by_column(sqlite_engine: Engine, tmp_path: Path) -> None:
    header = (
        "(Übergeordnete) ASIN\t(Untergeordnete) ASIN\tSitzungen – Summe\tSeitenaufrufe – Summe\t"
        "Bestellte\u00a0Einheiten\tDurch bestellte Produkte erzielter Umsatz\tZahl der Bestellposten\n"
    )
    body = "B0P\tB0C\t1,234\t2,345\t12\t5.255,61\u00a0€\t11\nB0P\tB0D\t1\t1\t0\t0,00 €\t0\n"
    for name, encoding in (("a.csv", "cp1252"), ("b.txt", "utf-16"), ("c.csv", "utf-8-sig")):
        report = one(sqlite_engine, write(tmp_path, name, header + body, encoding), date=DAY, marketplace="DE")
        assert reason(report) is None, encoding
        assert report.read == 2
        assert rows(sqlite_engine, "traffic_daily", "asin, sessions, sales") == [
            ("B0C", 1234, 5255.61),
            ("B0D", 1, 0.0),
        ]


def test_japanese_and_chinese_reports_are_known_by_their_columns(sqlite_engine: Engine, tmp_path: Path) -> None:
    japanese = (
        "（親）ASIN,（子）ASIN,タイトル,セッション数 - 合計,ページビュー - 合計,おすすめ出品（おすすめ商品）の獲得率,"
        '注文された商品点数,注文商品の売上額,注文品目総数\nB0P,B0C,かばん,12,20,98.5%,3,"￥1,234",2\n'
    )
    report = one(sqlite_engine, write(tmp_path, "jp.csv", japanese, "cp932"), date=DAY)
    assert (report.format, report.new, reason(report)) == ("amazon:business_by_child", 1, None)
    chinese = (
        "（父）ASIN,（子）ASIN,标题,会话数 - 总计,转化率 - 总计,页面浏览量 - 总计 ,推荐报价（推荐报价展示位）百分比 ,"
        "已订购商品数量,商品会话百分比,已订购商品销售额,订单商品总数\nB0P,B0C,x,12,3%,20,98.5%,3,25%,US$5.50,2\n"
    )
    report = one(sqlite_engine, write(tmp_path, "cn.csv", chinese, "utf-8-sig"), date=DAY)
    assert (report.new, reason(report)) == (1, None)
    assert rows(sqlite_engine, "traffic_daily", "marketplace, sessions, page_views, buy_box_pct, units, sales") == [
        ("JP", 12, 20, 98.5, 3, 1234.0),
        ("US", 12, 20, 98.5, 3, 5.5),
    ]


def test_account_totals_by_day_tell_day_and_month_from_the_whole_column(sqlite_engine: Engine, tmp_path: Path) -> None:
    header = "Date,Ordered Product Sales,Units Ordered,Total Order Items,Sessions - Total\n"
    clear = write(tmp_path, "in.csv", header + '01/04/26,"₹75,565.26",39,38,"1,514"\n13/04/26,₹1.00,1,1,1\n')
    report = one(sqlite_engine, clear)
    assert (report.format, numbers(report)) == ("amazon:business_by_date", (2, 2, 0, 0, 0))
    assert rows(sqlite_engine, "period_totals", "marketplace, asin, starts_on, ends_on, sessions, sales") == [
        ("IN", "", "2026-04-01", "2026-04-01", 1514, 75565.26),
        ("IN", "", "2026-04-13", "2026-04-13", 1, 1.0),
    ]
    unclear = write(tmp_path, "mx.csv", header + "5/1/26,MX$1.50,1,1,1\n")
    assert reasons(one(sqlite_engine, unclear)) == [(2, "Date", "ambiguous-day")]


ADS = (
    "Start Date,End Date,Currency,Campaign Name,Ad Group Name,Country,Advertised SKU,Advertised ASIN,Impressions,"
    "Clicks,Spend,7 Day Total Sales ,7 Day Total Orders (#),7 Day Total Units (#),7 Day Advertised SKU Sales \n"
)


def test_advertised_products_are_summed_by_day_asin_and_campaign(engine: Engine, tmp_path: Path) -> None:
    day = '"Mar 01, 2026","Mar 01, 2026"'
    path = write(
        tmp_path,
        "ads.csv",
        ADS
        + f'{day},USD,C1,G1,United States,S1,B0C,"1,000",10,$5.10,$50.00,2,3,$40.00\n'
        + f"{day},USD,C1,G2,United States,S2,B0C,500,5,$2.20,$0.00,0,0,$0.00\n"
        + '"Mar 01, 2026","Mar 07, 2026",USD,C1,G2,United States,S2,B0C,500,5,$2.20,$0.00,0,0,$0.00\n'
        + f"{day},USD,C1,G2,Atlantis,S2,B0C,500,5,$2.20,$0.00,0,0,$0.00\n"
        + f"{day},USD,C1,G2,United States,S2,,500,5,$2.20,$0.00,0,0,$0.00\n",
    )
    report = one(engine, path)
    assert numbers(report) == (5, 2, 0, 1, 2)
    assert reasons(report) == [(5, "Country", "unknown-marketplace"), (6, "Advertised ASIN", "empty")]
    columns = "date, asin, campaign_id, campaign_name, ad_type, impressions, clicks, spend, orders, units, sales"
    assert rows(engine, "ads_daily", f"{columns}, sales_same_sku, attribution_days") == [
        ("2026-03-01", "B0C", "name:C1", "C1", "SP", 1500, 15, 7.3, 2, 3, 50.0, 40.0, 7),
    ]
    assert rows(engine, "period_totals", "asin, campaign_id, starts_on, ends_on, spend") == [
        ("B0C", "name:C1", "2026-03-01", "2026-03-07", 2.2),
    ]


def test_a_search_term_report_finds_the_campaigns_id_and_its_only_asin(sqlite_engine: Engine, tmp_path: Path) -> None:
    write(
        tmp_path,
        "ads_daily.csv",
        "date,marketplace,asin,campaign_id,campaign_name,clicks\n2026-03-01,US,B0C,77,W_Auto,1\n"
        "2026-03-01,US,B0C,78,Two,1\n2026-03-01,US,B0D,78,Two,1\n",
    )
    write(
        tmp_path,
        "terms.csv",
        "Sponsored Products Search Term Report,,,,\n"
        "Date,Currency,Campaign Name,Targeting,Match Type,Customer Search Term,Impressions,Clicks,Spend,"
        "7 Day Total Sales ,7 Day Total Orders (#)\n"
        '"Mar 01, 2026",USD,W_Auto,close-match,-,wireless widget,"1,204",31,$16.12,"$1,234.50",41\n'
        '"Mar 01, 2026",USD,Two,x,EXACT,widget,1,1,$1.00,$0.00,0\n',
    )
    reports = load(sqlite_engine, tmp_path)
    assert [r.format for r in reports] == ["dataset:ads_daily", "amazon:ads_search_term"]
    assert rows(sqlite_engine, "search_terms", "campaign_id, asin, search_term, match_type, clicks, sales") == [
        ("77", "B0C", "wireless widget", "", 31, 1234.5),
        ("78", "", "widget", "EXACT", 1, 0.0),
    ]


def test_campaign_reports_give_state_and_budget(sqlite_engine: Engine, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "campaigns.csv",
        "Start Date,End Date,Campaign Name,Status,Currency,Budget Amount,Targeting Type,Bidding strategy,Impressions,"
        "Clicks,Spend,7 Day Total Orders (#),7 Day Total Sales \n"
        '"Mar 01, 2026","Mar 01, 2026",C1,PAUSED,USD,$20.50,Automatic targeting,Fixed,1,1,$1.00,0,$0.00\n',
    )
    assert one(sqlite_engine, path).format == "amazon:ads_campaign"
    console = write(
        tmp_path,
        "console.csv",
        "State,Campaign name,Status,Type,Targeting,Campaign budget amount (converted),Campaign budget amount,"
        "Top-of-search impression share,Clicks,CTR,Total cost,Purchases,Sales\n"
        "ENABLED,C2,CAMPAIGN_STATUS_ENABLED,SP,MANUAL,₹500.00,₹500.00,25.00%,150,0.0075,₹3000.00,12,₹18000.00\n",
    )
    assert reason(one(sqlite_engine, console)) == "needs-date"
    assert one(sqlite_engine, console, date=DAY).format == "amazon:ads_campaign_console"
    assert rows(sqlite_engine, "campaigns", "marketplace, campaign_id, state, targeting, daily_budget") == [
        ("IN", "name:C2", "ENABLED", "MANUAL", 500.0),
        ("US", "name:C1", "PAUSED", "AUTO", 20.5),
    ]
    german = "Datum;Kampagnenname;Platzierung;Impressionen;Klicks;Ausgaben;7 Tage, Umsatz gesamt (€);Tagesbudget\n"
    body = "01.03.2026;C3;Oben;15.702;3;2,50 €;2.447,18 €;20,00 €\n01.03.2026;C3;Rest;1;1;1,00 €;0,00 €;20,00 €\n"
    report = one(sqlite_engine, write(tmp_path, "de.csv", german + body), marketplace="DE")
    assert (report.format, numbers(report)) == ("amazon:ads_campaign", (2, 1, 0, 1, 0))
    totals = rows(sqlite_engine, "period_totals", "campaign_id, asin, starts_on, ends_on, impressions, spend, sales")
    assert totals[-1] == ("name:C3", "", "2026-03-01", "2026-03-01", 15703, 3.5, 2447.18)


MYI = (
    "sku\tfnsku\tasin\tproduct-name\tcondition\tyour-price\tafn-fulfillable-quantity\tafn-unsellable-quantity\t"
    "afn-reserved-quantity\tafn-inbound-working-quantity\tafn-inbound-shipped-quantity\tafn-inbound-receiving-quantity\n"
)


def test_inventory_counts_new_units_of_all_skus_and_leaves_what_it_does_not_know(
    engine: Engine, tmp_path: Path
) -> None:
    write(tmp_path, "inventory_daily.csv", "date,marketplace,asin,fc_transfer\n2026-03-01,US,B0C,4\n")
    load(engine, tmp_path / "inventory_daily.csv")
    path = write(
        tmp_path,
        "inventory.txt",
        MYI + 'S1\tF1\tB0C\t"Half" quoted 3" pipe\tNew\t9.99\t10\t1\t5\t2\t3\t4\n'
        "S2\tF2\tB0C\tx\tNew\t9.99\t1\t0\t0\t0\t0\t0\nS3\tF3\tB0C\tx\tUsed - Good\t9.99\t100\t0\t0\t0\t0\t0\n",
    )
    assert numbers(one(engine, path, date=DAY, marketplace="US")) == (3, 0, 1, 2, 0)
    columns = "available, reserved, fc_transfer, inbound, inbound_working, unfulfillable"
    assert rows(engine, "inventory_daily", columns) == [(11, 5, 4, 7, 2, 1)]


def test_european_pools_are_counted_once(sqlite_engine: Engine, tmp_path: Path) -> None:
    header = (
        "Country\tProduct Name\tMerchant SKU\tASIN\tCondition\tUnits Sold Last 30 Days\tAvailable\tFC transfer\t"
        "FC Processing\tCustomer Order\tUnfulfillable\tWorking\tShipped\tReceiving\t"
        "Days of Supply at Amazon Fulfillment Network\n"
    )
    line = "{}\tGerät\tS1\tB0C\tNew\t{}\t100\t10\t2\t3\t0\t0\t20\t0\t365+\n"
    body = line.format("FR", 5) + line.format("DE", 50) + line.format("UK", 7) + line.format("IT", 0)
    report = one(sqlite_engine, write(tmp_path, "restock.txt", header + body, "cp1252"), date=DAY)
    assert numbers(report) == (4, 2, 0, 2, 0)
    assert [note.args["n"] for note in report.notes] == [2]
    assert rows(sqlite_engine, "inventory_daily", "marketplace, available, reserved, inbound") == [
        ("DE", 100, 15, 20),
        ("UK", 100, 15, 20),
    ]


def test_planning_gives_stock_and_its_age(sqlite_engine: Engine, tmp_path: Path) -> None:
    header = (
        '"snapshot-date","sku","asin","condition","available","fc-transfer","inv-age-0-to-90-days",'
        '"inv-age-91-to-180-days","inv-age-181-to-270-days","inv-age-271-to-365-days","inv-age-366-to-455-days",'
        '"inv-age-456-plus-days","marketplace","estimated-storage-cost-next-month","inbound-working","inbound-shipped",'
        '"inbound-received","Total Reserved Quantity","unfulfillable-quantity"\n'
    )
    body = '"2026-07-31","S","B0C","New","165","1","100","2","3","4","5","6","US","23.95","0","500","0","3","1"\n'
    assert one(sqlite_engine, write(tmp_path, "p.csv", header + body)).format == "amazon:fba_planning"
    assert rows(sqlite_engine, "inventory_daily", "date, available, reserved, fc_transfer, inbound") == [
        ("2026-07-31", 165, 3, 1, 500)
    ]
    ages = "age_0_90, age_91_180, age_181_270, age_271_365, age_366_plus, storage_cost"
    assert rows(sqlite_engine, "inventory_age", ages) == [(100, 2, 3, 4, 11, 23.95)]


def test_returns_keep_no_order_id_and_no_address_of_a_buyer(engine: Engine, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "returns.txt",
        "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tdetailed-disposition\treason\tstatus\t"
        "customer-comments\r\n2026-03-02T03:31:40+00:00\t114-1234567-1234567\tS\tB0C\tF\tPad\t1\tSELLABLE\tDEFECTIVE\t"
        "x\tcall me at +1 555 123 4567 or a.b@example.com\r\n",
    )
    assert numbers(one(engine, path, marketplace="US")) == (1, 1, 0, 0, 0)
    assert numbers(one(engine, path, marketplace="US")) == (1, 0, 0, 1, 0)
    with engine.begin() as connection:
        hashed = order_hash(salt(connection), "114-1234567-1234567")
    found = rows(engine, "returns", "date, asin, order_id, quantity, reason, comment")
    assert found == [("2026-03-01", "B0C", hashed, 1, "DEFECTIVE", "call me at … or …")]
    with engine.connect() as connection:
        everything = str(connection.execute(text("SELECT * FROM returns")).fetchall())
    assert "1234567" not in everything
    broken = path.read_text().replace("\t1\tSELLABLE", "\tmany\tSELLABLE")
    report = one(engine, write(tmp_path, "returns.txt", broken + "114-1234567-7654321\tJohn\n"), marketplace="US")
    assert reasons(report) == [(2, "quantity", "not-a-figure"), (3, "sku", "wrong-width")]
    assert not any(hidden in refusal.raw for refusal in report.refusals for hidden in ("1234567", "John", "555"))
    dataset = "date,marketplace,asin,order_id,quantity\n2026-03-01,US,B0C,114-1234567-1234567,1\n"
    load(engine, write(tmp_path, "returns.csv", dataset))
    assert rows(engine, "returns", "order_id") == [(hashed,)]


ORDERS = (
    "amazon-order-id\tpurchase-date\torder-status\tsales-channel\tproduct-name\tsku\tasin\titem-status\tquantity\t"
    "currency\titem-price\tship-city\n"
)


def test_all_orders_fill_only_days_that_no_business_report_has_told(engine: Engine, tmp_path: Path) -> None:
    write(
        tmp_path,
        "traffic_daily.csv",
        "date,marketplace,asin,sessions,orders,units,sales\n2026-03-01,US,B0C,50,9,9,90\n",
    )
    load(engine, tmp_path / "traffic_daily.csv")
    body = (
        "1\t2026-03-01T20:00:00+00:00\tShipped\tAmazon.com\tx\tS\tB0C\tShipped\t1\tUSD\t10.00\tParis\n"
        "2\t2026-03-03T04:00:00+00:00\tShipped\tAmazon.com\tx\tS\tB0C\tShipped\t2\tUSD\t20.00\tRome\n"
        "2\t2026-03-03T04:00:00+00:00\tShipped\tAmazon.com\tx\tT\tB0C\tShipped\t1\tUSD\t10.00\tRome\n"
        "3\t2026-03-02T20:00:00+00:00\tCancelled\tAmazon.com\tx\tS\tB0C\tCancelled\t5\tUSD\t\tRome\n"
        "4\t2026-03-02T20:00:00+00:00\tShipped\tNon-Amazon US\tx\tS\tB0C\tShipped\t5\tUSD\t1.00\tRome\n"
        "5\t2026-03-04T20:00:00+00:00\tPending\tAmazon.com\tx\tS\tB0C\tUnshipped\t1\tUSD\t\tRome\n"
    )
    report = one(engine, write(tmp_path, "orders.txt", ORDERS + body))
    assert numbers(report) == (6, 2, 0, 4, 0)
    expected = [
        ("2026-03-01", 50, 9, 9, 90.0),
        ("2026-03-02", None, 1, 3, 30.0),
        ("2026-03-04", None, 1, 1, None),
    ]
    assert rows(engine, "traffic_daily", "date, sessions, orders, units, sales") == expected
    later = ORDERS + "5\t2026-03-04T20:00:00+00:00\tShipped\tAmazon.com\tx\tS\tB0C\tShipped\t1\tUSD\t10.00\tRome\n"
    assert numbers(one(engine, write(tmp_path, "orders.txt", later))) == (1, 0, 1, 0, 0)
    partial = ORDERS + (
        "2\t2026-03-03T04:00:00+00:00\tShipped\tAmazon.com\tx\tS\tB0C\tShipped\t2\tUSD\t20.00\tRome\n"
        "5\t2026-03-04T20:00:00+00:00\tShipped\tAmazon.com\tx\tS\tB0C\tShipped\t2\tUSD\t19.00\tRome\n"
    )
    assert numbers(one(engine, write(tmp_path, "orders.txt", partial))) == (2, 0, 1, 1, 0)
    assert rows(engine, "traffic_daily", "date, units, sales")[1:] == [("2026-03-02", 3, 30.0), ("2026-03-04", 2, 19.0)]


def test_listings_become_products_and_states(sqlite_engine: Engine, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "listings-2026-03-01.txt",
        "item-name\titem-description\tlisting-id\tseller-sku\tprice\tquantity\topen-date\tproduct-id\tasin1\tstatus\n"
        "Tea\td\t1\tS2\t9.50\t0\t2025-01-01 00:00:00 PST\tB0C0000001\tB0C0000001\tInactive\n"
        "Tea\td\t2\tS1\t9.99\t0\t2025-01-01 00:00:00 PST\tB0C0000001\tB0C0000001\tActive\n",
    )
    assert numbers(one(sqlite_engine, path, marketplace="US")) == (2, 1, 0, 1, 0)
    assert rows(sqlite_engine, "products", "asin, sku, title, price") == [("B0C0000001", "S1", "Tea", 9.99)]
    assert rows(sqlite_engine, "listings", "date, asin, status") == [("2026-03-01", "B0C0000001", "BUYABLE")]


SETTLED = (
    "settlement-id\tsettlement-start-date\tcurrency\ttransaction-type\torder-id\tmarketplace-name\tamount-type\t"
    "amount-description\tamount\tposted-date\tsku\ttotal-amount\n"
)


def settlement(number: int, *lines: str) -> str:
    """Lines are "order id, type, description, amount, day, sku"."""
    rows = [f"{number}\t2026-03-01\tUSD\t\t\t\t\t\t\t\t\t120.50\n"]
    for line in lines:
        order, kind, name, amount, day, sku = line.split(",")
        what = "Order" if order else "other"
        rows.append(f"{number}\t\t\t{what}\t{order}\tAmazon.com\t{kind}\t{name}\t{amount}\t{day}\t{sku}\t\n")
    return SETTLED + "".join(rows)


COMMISSION = "1,ItemFees,Commission,-3.00,2026-03-02,S1"
CHARGED = "date, kind, asin, amount"


def test_a_settlement_gives_charges_by_day_kind_and_asin_and_never_doubles(engine: Engine, tmp_path: Path) -> None:
    write(tmp_path, "products.csv", "marketplace,asin,sku\nUS,B0C,S1\n")
    load(engine, tmp_path / "products.csv")
    lines = (
        "1,ItemPrice,Principal,20.00,2026-03-02,S1", COMMISSION, "2,ItemFees,Commission,-1.10,2026-03-02,S1",
        ",other-transaction,Subscription Fee,-39.99,2026-03-03,",
    )  # fmt: skip
    path = write(tmp_path, "settlement.txt", settlement(9, *lines))
    assert numbers(one(engine, path)) == (5, 2, 0, 3, 0)
    assert numbers(one(engine, path)) == (5, 0, 0, 5, 0)
    assert rows(engine, "charges", CHARGED) == [
        ("2026-03-02", "ItemFees / Commission", "B0C", -4.1),
        ("2026-03-03", "other-transaction / Subscription Fee", None, -39.99),
    ]


def test_equal_charges_count_as_often_as_they_stand_in_a_settlement_and_in_several(
    engine: Engine, tmp_path: Path
) -> None:
    same_order = ",other-transaction,Storage Fee,-5.00,2026-03-02,"
    nine = write(tmp_path, "nine.txt", settlement(9, COMMISSION, COMMISSION, same_order))
    ten = write(tmp_path, "ten.txt", settlement(10, COMMISSION, COMMISSION))
    wanted = [
        ("2026-03-02", "ItemFees / Commission", None, -6.0),
        ("2026-03-02", "ItemFees / Commission", None, -6.0),
        ("2026-03-02", "other-transaction / Storage Fee", None, -5.0),
    ]
    for path, new in ((nine, 2), (ten, 1), (nine, 0), (ten, 0)):
        assert one(engine, path).new == new
    assert rows(engine, "charges", CHARGED) == wanted
    both = write(tmp_path, "both.txt", settlement(9, COMMISSION, COMMISSION, same_order)
                 + settlement(10, COMMISSION, COMMISSION).removeprefix(SETTLED))  # fmt: skip
    assert one(engine, both).new == 0
    assert rows(engine, "charges", CHARGED) == wanted


def test_a_settlement_read_again_finds_the_asins_that_it_did_not_know_and_doubles_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, "settlement.txt", settlement(9, COMMISSION))
    one(engine, path)
    load(engine, write(tmp_path, "products.csv", "marketplace,asin,sku\nUS,B0C,S1\n"))
    assert numbers(one(engine, path)) == (2, 1, 0, 1, 0)
    assert rows(engine, "charges", CHARGED) == [("2026-03-02", "ItemFees / Commission", "B0C", -3.0)]


def test_a_settlement_with_a_refused_line_takes_nothing_back(engine: Engine, tmp_path: Path) -> None:
    whole = write(tmp_path, "whole.txt", settlement(9, COMMISSION, COMMISSION, "1,ItemFees,Tax,-1.00,2026-03-02,S1"))
    one(engine, whole)
    part = write(
        tmp_path,
        "part.txt",
        settlement(9, COMMISSION, "1,ItemFees,Commission,x,2026-03-02,S1", "1,ItemFees,Label,-2.00,2026-03-02,S1"),
    )
    report = one(engine, part)
    assert (report.new, report.refused) == (1, 1)
    assert rows(engine, "charges", "kind, amount") == [
        ("ItemFees / Commission", -6.0), ("ItemFees / Label", -2.0), ("ItemFees / Tax", -1.0)
    ]  # fmt: skip


def test_neither_orders_nor_settlements_are_kept_by_their_ids(sqlite_engine: Engine, tmp_path: Path) -> None:
    order = "114-1234567-7654321"
    one(sqlite_engine, write(tmp_path, "s.txt", settlement(24681357900, COMMISSION.replace("1,", f"{order},", 1))))
    with sqlite_engine.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert "ItemFees / Commission" in dump
    assert order not in dump
    assert "24681357900" not in dump


def test_reviews_are_known_by_their_address_or_by_what_they_say_and_never_by_their_author(
    engine: Engine, tmp_path: Path
) -> None:
    header = "Date,Author,Verified,Helpful,Title,Body,Rating,Images,Videos,URL,Variation,Style\n"
    body = (
        '"January 10, 2024","John D.","Verified Purchase","0","Broke","The wheel\ncame off",1,"","","","",""\n'
        '"March 3, 2024","Jane","","0","Fine","ok",5,"","","https://www.amazon.com/gp/customer-reviews/R1ABCDEFGH2?ASIN=b0c0000009","",""\n'
    )
    path = write(tmp_path, "reviews_B0C0000001.csv", header + body)
    assert numbers(one(engine, path, marketplace="US")) == (2, 2, 0, 0, 0)
    assert numbers(one(engine, path, marketplace="US")) == (2, 0, 0, 2, 0)
    assert rows(engine, "reviews", "date, asin, rating, title, body, verified") == [
        ("2024-01-10", "B0C0000001", 1.0, "Broke", "The wheel\ncame off", 1),
        ("2024-03-03", "B0C0000009", 5.0, "Fine", "ok", 0),
    ]
    assert ("R1ABCDEFGH2",) in rows(engine, "reviews", "review_id")
    assert reasons(one(engine, write(tmp_path, "r.csv", header + body), marketplace="US")) == [(2, "URL", "needs-asin")]


def workbook(*lines: list[object]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Report", None])
    for line in lines:
        book.active.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_gives_values_and_ratios_and_follows_no_formula(sqlite_engine: Engine, tmp_path: Path) -> None:
    header = [name.strip() for name in BUSINESS.strip().split(",")]
    content = workbook(
        header,
        ["B0P", "B0C", "Net", "S", 12131, 2, 17004, 0.998, 683, 12905.25, 668],
        ["B0P", "B0D", '=HYPERLINK("http://example.invalid")', "S", 5, 0, 5, 1, "=1+1", 0, 0],
    )
    report = one(sqlite_engine, write(tmp_path, "report.xlsx", content), date=DAY, marketplace="US")
    assert report.format == "amazon:business_by_child"
    assert rows(sqlite_engine, "traffic_daily", "asin, sessions, buy_box_pct, units, sales") == [
        ("B0C", 12131, 99.8, 683, 12905.25),
        ("B0D", 5, 100.0, None, 0.0),
    ]


def test_a_workbook_that_would_fill_the_memory_is_not_loaded(sqlite_engine: Engine, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "far.xlsx")
    assert reason(one(sqlite_engine, tmp_path / "far.xlsx")) == "bomb"
    cells = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 100_001))
    for longest, is_bomb in ((100_000, True), (200, False)):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
            archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{'x' * longest}</t></si><si><t>y</t></si></sst>")
        with zipfile.ZipFile(packed) as archive:
            if is_bomb:
                with pytest.raises(FileRefused):
                    check_extent(archive)
            else:
                check_extent(archive)


def test_archives_are_opened_within_limits(sqlite_engine: Engine, tmp_path: Path) -> None:
    traffic = b"date,marketplace,asin,sessions\n2026-03-01,US,B0A,1\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/traffic_daily.csv", traffic)
        archive.writestr("__MACOSX/._traffic_daily.csv", b"x")
        archive.writestr("book.xlsx", workbook(BUSINESS.strip().split(","), ["P", "B0C", "", "", 1, 0, 1, 1, 1, 1, 1]))
        archive.writestr("inner.zip", packed.getvalue() or b"PK\x03\x04")
    reports = load(sqlite_engine, write(tmp_path, "all.zip", packed.getvalue()), date=DAY, marketplace="US")
    assert [(r.format, r.new, reason(r)) for r in reports] == [
        ("dataset:traffic_daily", 1, None),
        ("amazon:business_by_child", 1, None),
        ("unknown", 0, "broken-archive"),
    ]
    single = write(tmp_path, "traffic_daily.csv.gz", gzip.compress(traffic))
    assert numbers(one(sqlite_engine, single)) == (1, 0, 0, 1, 0)
    bomb = write(tmp_path, "traffic_daily.bomb.csv.gz", gzip.compress(b"0" * (40 << 20)))
    assert reason(one(sqlite_engine, bomb)) == "bomb"
    bombs = io.BytesIO()
    with zipfile.ZipFile(bombs, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("traffic_daily.csv", b"0" * (40 << 20))
    assert reason(one(sqlite_engine, write(tmp_path, "bomb.zip", bombs.getvalue()))) == "bomb"
    assert reason(one(sqlite_engine, write(tmp_path, "cut.csv.gz", gzip.compress(traffic)[:-12]))) == "broken-archive"
    assert reason(one(sqlite_engine, write(tmp_path, "old.xls", b"\xd0\xcf\x11\xe0" + b"x" * 99))) == "old-excel"


def test_another_tools_file_is_read_by_a_mapping_and_one_is_proposed(engine: Engine, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "sif.csv",
        "日期,ASIN,关键词,自然排名,广告排名,其他\n03/04/2026,B0C,pet bowl,12,,x\n04/04/2026,B0C,pet bowl,-3,,x\n",
    )
    proposal = propose_mapping(path)
    assert (proposal.table, proposal.missing, proposal.unused) == ("keyword_ranks", ("marketplace",), ("其他",))
    mapping = write(tmp_path, "mapping.yaml", proposal.text)
    [unclear] = load(engine, path, mapping=load_mapping(mapping))
    assert reasons(unclear) == [(2, "日期", "ambiguous-day"), (3, "organic_rank", "below-zero")]
    mapping.write_text(proposal.text + "date_order: dmy\n")
    [report] = load(engine, path, mapping=load_mapping(mapping))
    assert reasons(report) == [(3, "organic_rank", "below-zero")]
    assert rows(engine, "keyword_ranks", "date, marketplace, keyword, organic_rank, sponsored_rank") == [
        ("2026-04-03", "US", "pet bowl", 12.0, None)
    ]
    known = write(tmp_path, "business.csv", BUSINESS)
    french = "Date;Nom de la campagne;ASIN sponsorisé;Impressions;Clics;Dépenses\n2026-03-01;C;B0C0000001;1;1;1,00 €\n"
    assert propose_mapping(write(tmp_path, "fr.csv", french)).columns == {
        "date": "Date", "asin": "ASIN sponsorisé", "campaign_name": "Nom de la campagne",
        "impressions": "Impressions", "clicks": "Clics", "spend": "Dépenses",
    }  # fmt: skip
    assert propose_mapping(known).known == "amazon:business_by_child"
    with pytest.raises(FileRefused):
        propose_mapping(tmp_path / "none.csv")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "table: [",
        "table: nothing\ncolumns: {a: b}",
        "table: products\ncolumns: {nothing: b}",
        "table: products\ncolumns: {}",
        "table: products\ncolumns: {asin: A}\nconstants: {marketplace: XX}",
        "table: products\ncolumns: {asin: A}\nmore: 1",
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(wrong: str) -> None:
    with pytest.raises(UsageError):
        mapping_from(wrong)


def test_a_missing_required_column_of_a_known_download_refuses_it_by_name(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, "b.csv", "(Child) ASIN,Units Ordered,Sessions - Total\nB0C,1,2\n")
    report = one(sqlite_engine, path, date=DAY, marketplace="US")
    assert report.refusal is not None
    assert (report.refusal.key, report.refusal.args["columns"]) == ("ingest-missing-columns", "Ordered Product Sales")


@pytest.mark.skipif(not EXPORTS.is_dir(), reason="the shared collection of real downloads is not on this machine")
def test_every_real_download_of_the_collection_is_known(sqlite_engine: Engine) -> None:
    files = [p for p in sorted(EXPORTS.iterdir()) if "fields" not in p.name and p.suffix in (".csv", ".txt")]
    places = {"_IN": "IN", "_MX": "MX", "_JP": "JP", "console": "IN"}
    assert len(files) > 20
    for path in files:
        marketplace = next((code for mark, code in places.items() if mark in path.name), "US")
        report = one(sqlite_engine, path, date=DAY, marketplace=marketplace)
        assert report.format.startswith(("amazon:", "helium10:")), path.name
        assert reason(report) is None, path.name
