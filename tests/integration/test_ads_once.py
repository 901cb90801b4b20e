"""The same ads from a file without campaign ids, from one with ids and from the Ads API count once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine, select

from bot.clock import CountedIds, FixedClock
from bot.ingest.importing import import_paths
from bot.ingest.report import FileReport
from bot.records.sources import Counts
from bot.sources.ads_rows import performance, search_terms
from bot.store.imports import ImportLedger
from bot.store.schema import metadata
from bot.store.sources import SourceLedger

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
IDS = CountedIds("run")
CLASSIC = (
    "Date,Currency,Campaign Name,Country,Advertised ASIN,Impressions,Clicks,Spend,7 Day Total Sales\n"
    "2026-03-01,USD,Bags,United States,B0C,100,10,5.00,50.00\n"
    "2026-03-01,USD,Boxes,United States,B0D,100,10,7.00,50.00\n"
    "2026-03-02,USD,Bags,United States,B0C,100,10,6.00,50.00\n"
)
UNIFIED = (
    "Date,Campaign ID,Campaign name,Advertised product ID,Advertised product marketplace,Budget currency,"
    "Impressions,Clicks,Total cost,Purchases,Sales,Units sold\n"
    "2026-03-01,111111111111,Bags,B0C,United States,USD,100,10,5.00,1,50.00,1\n"
)
TERMS = (
    "Date,Currency,Country,Campaign Name,Match Type,Customer Search Term,Impressions,Clicks,Spend,7 Day Total Sales\n"
    "2026-03-01,USD,United States,Bags,EXACT,bag,100,10,5.00,50.00\n"
)


def _import(engine: Engine, folder: Path, name: str, text: str) -> FileReport:
    path = folder / name
    path.write_text(text)
    [report] = import_paths(ImportLedger(engine), FixedClock(NOW), IDS, [path])
    assert report.refusal is None
    assert report.refused == 0
    return report


def _api(engine: Engine, name: str = "Bags", campaign: int = 111111111111, kind: str = "SP") -> Counts:
    row = {"date": "2026-03-01", "campaignId": campaign, "campaignName": name, "advertisedAsin": "B0C",
           "promotedAsin": "B0C", "impressions": 100, "clicks": 10, "cost": 5.0, "purchases7d": 1,
           "unitsSoldClicks7d": 1, "sales7d": 50.0}  # fmt: skip
    return SourceLedger(engine).store([performance("main", "US", [row], kind)], NOW)


def _spend(engine: Engine) -> dict[tuple[str, int, str], float | None]:
    table = metadata.tables["ads_daily"].c
    query = select(table.asin, table.date, table.campaign_id, table.spend)
    with engine.connect() as connection:
        return {(asin, day.day, campaign): spend for asin, day, campaign, spend in connection.execute(query)}


def test_the_api_takes_the_place_of_a_file_without_ids_for_the_asins_and_days_that_it_reports(
    engine: Engine, tmp_path: Path
) -> None:
    _import(engine, tmp_path, "classic.csv", CLASSIC)
    assert _api(engine, "Bags (renamed since)") == Counts(new=1)
    assert _spend(engine) == {
        ("B0C", 1, "111111111111"): 5.0, ("B0C", 2, "name:Bags"): 6.0, ("B0D", 1, "name:Boxes"): 7.0
    }  # fmt: skip


def test_a_file_without_ids_adds_nothing_to_a_day_that_the_api_has_reported_and_says_so(
    engine: Engine, tmp_path: Path
) -> None:
    _api(engine)
    _api(engine, campaign=222222222222)  # two campaigns of one name: the file's row could be either
    report = _import(engine, tmp_path, "classic.csv", CLASSIC)
    assert (report.read, report.new, report.unchanged) == (3, 1, 2)
    assert [note.key for note in report.notes] == ["ingest-ads-reported-by-id"]
    assert report.notes[0].args == {"n": 2}
    assert _spend(engine) == {
        ("B0C", 1, "111111111111"): 5.0, ("B0C", 1, "222222222222"): 5.0, ("B0C", 2, "name:Bags"): 6.0
    }  # fmt: skip
    again = _import(engine, tmp_path, "classic.csv", CLASSIC)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)


def test_a_file_whose_campaign_is_known_restates_that_campaigns_row(sqlite_engine: Engine, tmp_path: Path) -> None:
    _api(sqlite_engine)
    _import(sqlite_engine, tmp_path, "classic.csv", CLASSIC.replace("10,5.00", "10,5.50"))
    assert _spend(sqlite_engine)["B0C", 1, "111111111111"] == 5.5
    assert ("B0C", 1, "name:Bags") not in _spend(sqlite_engine)


def test_ads_of_another_kind_are_not_the_same_ads(sqlite_engine: Engine, tmp_path: Path) -> None:
    _import(sqlite_engine, tmp_path, "classic.csv", CLASSIC)
    _api(sqlite_engine, "Display", kind="SD")
    assert _import(sqlite_engine, tmp_path, "classic.csv", CLASSIC).unchanged == 3
    assert len(_spend(sqlite_engine)) == 4


def test_a_file_with_ids_takes_the_place_of_the_same_campaign_in_one_without(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    _import(sqlite_engine, tmp_path, "classic.csv", CLASSIC)
    _import(sqlite_engine, tmp_path, "unified.csv", UNIFIED)
    assert set(_spend(sqlite_engine)) == {
        ("B0C", 1, "111111111111"), ("B0C", 2, "name:Bags"), ("B0D", 1, "name:Boxes")
    }  # fmt: skip
    for name, text in (("classic.csv", CLASSIC), ("unified.csv", UNIFIED)):
        _import(sqlite_engine, tmp_path, name, text)
    assert (
        sum(spend or 0.0 for (asin, day, _), spend in _spend(sqlite_engine).items() if (asin, day) == ("B0C", 1)) == 5.0
    )


def test_search_terms_count_once_too(sqlite_engine: Engine, tmp_path: Path) -> None:
    row = {"date": "2026-03-01", "campaignId": 111111111111, "adGroupId": 1, "searchTerm": "bag", "matchType": "EXACT",
           "impressions": 100, "clicks": 10, "cost": 5.0, "purchases7d": 1, "sales7d": 50.0}  # fmt: skip
    _import(sqlite_engine, tmp_path, "classic.csv", CLASSIC)
    _import(sqlite_engine, tmp_path, "terms.csv", TERMS)
    _api(sqlite_engine)
    SourceLedger(sqlite_engine).store([search_terms("main", "US", [row], {"1": ["B0C"]})], NOW)
    _import(sqlite_engine, tmp_path, "terms.csv", TERMS)
    table = metadata.tables["search_terms"].c
    with sqlite_engine.connect() as connection:
        found = connection.execute(select(table.asin, table.date, table.campaign_id, table.search_term)).fetchall()
    assert [tuple(one) for one in found] == [("B0C", date(2026, 3, 1), "111111111111", "bag")]
