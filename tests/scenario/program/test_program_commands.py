"""The contract's commands and JSON, each through the installed program."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from installed import LAST, Program

ALERT = {
    "id", "kind", "account", "marketplace", "asin", "severity", "state", "route", "opened_on", "observed", "expected",
    "headline",
}  # fmt: skip


def test_a_folder_is_imported_checked_diagnosed_and_told(program: Program, dataset: Path) -> None:
    first = program.json("import", str(dataset))
    assert {report["format"] for report in first} == {
        "dataset:products", "dataset:traffic_daily", "dataset:inventory_daily",
    }  # fmt: skip
    for report in first:
        assert report["read"] == report["new"] + report["changed"] + report["unchanged"] + report["refused"]
    again = program.json("import", str(dataset))
    assert all(report["unchanged"] == report["read"] for report in again)

    checked = program.json("check", "--as-of", str(LAST))
    assert checked["as_of"] == str(LAST)
    assert all(set(alert) == ALERT for alert in checked["alerts"])
    about = {(alert["kind"], alert["asin"]) for alert in checked["alerts"]}
    assert ("low_stock", "B0LAMP0001") in about
    assert not any(kind == "sales_drop" for kind, _ in about), "the stock-out speaks for its own symptom"
    same = program.json("check", "--as-of", str(LAST))
    assert [alert["id"] for alert in same["alerts"]] == [alert["id"] for alert in checked["alerts"]]

    found = program.json("diagnose", "B0LAMP0001", "--as-of", str(LAST))
    assert (found["status"], found["causes"][0]["cause"]) == ("diagnosed", "out_of_stock")
    assert round(sum(part["change"] for part in found["contributions"]), 2) == found["sales"]["change"]
    steady = program.json("diagnose", "B0LAMP0002", "--as-of", str(LAST), "--lang", "zh")
    assert (steady["status"], steady["causes"]) == ("no_drop", [])

    digest = program.json("digest", "--as-of", str(LAST))
    assert digest["open_alerts"] == len(checked["alerts"])
    (market,) = digest["marketplaces"]
    assert (market["marketplace"], market["as_of"], market["currency"]) == ("US", str(LAST), "USD")
    assert market["acos"] is None
    assert market["week_ago"]["units"] > market["units"] > 0
    assert [risk["asin"] for risk in digest["stock_risks"]] == ["B0LAMP0001"]


def test_a_backtest_replays_what_the_check_says_and_changes_nothing(program: Program, dataset: Path) -> None:
    program.json("import", str(dataset))
    replayed = program.json("backtest", "--from", "2026-03-20", "--to", str(LAST))
    assert (replayed["from"], replayed["to"]) == ("2026-03-20", str(LAST))
    (stock,) = [alert for alert in replayed["alerts"] if alert["kind"] == "low_stock"]
    assert (stock["asin"], stock["opened_on"], stock["resolved_on"]) == ("B0LAMP0001", "2026-03-27", None)
    assert program.json("digest", "--as-of", str(LAST))["open_alerts"] == 0
    live = program.json("check", "--as-of", "2026-03-27")
    assert ("low_stock", "2026-03-27") in {(alert["kind"], alert["opened_on"]) for alert in live["alerts"]}


def test_an_unknown_asin_is_told_after_the_others_were_printed(sqlite_program: Program, dataset: Path) -> None:
    sqlite_program.json("import", str(dataset))
    done = sqlite_program("diagnose", "B0NOTTHERE", "b0lamp0002", "--as-of", str(LAST), "--json")
    assert done.returncode == 2
    assert '"asin": "B0LAMP0002"' in done.stdout
    assert "B0NOTTHERE" in done.stderr
    assert "B0NOTTHERE" not in done.stdout


def test_a_refused_row_is_named_with_its_place_and_gives_status_two(sqlite_program: Program, dataset: Path) -> None:
    path = dataset / "traffic_daily.csv"
    path.write_text(path.read_text() + "2026-03-32,US,B0LAMP0001,1,1,1,1,1,1\n")
    reports = sqlite_program.json("import", str(dataset), status=2)
    assert {report["file"].rsplit("/", 1)[-1]: report["refused"] for report in reports}["traffic_daily.csv"] == 1
    done = sqlite_program("import", str(dataset))
    assert "traffic_daily.csv: line 242, column date" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("sync",), "no account is configured"),
        (("check", "--as-of", "yesterday"), "write it like 2026-03-01"),
        (("import", "nowhere"), "nowhere"),
        (("backtest", "--from", "2026-03-02", "--to", "2026-03-01"), "lies before"),
        (("diagnose", "B0LAMP0001", "--marketplace", "XX"), "country codes"),
        (("run",), "SLACK_BOT_TOKEN is not set"),
    ],
)
def test_wrong_usage_gives_one_sentence_and_exit_status_two(
    sqlite_program: Program, words: tuple[str, ...], says: str
) -> None:
    done = sqlite_program.inside(*words)
    assert done.exit_code == 2
    assert says in done.stderr


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("{min_dropp: 40}", "sales_drop has no parameter min_dropp; it has:"),
        ("{min_drop_pct: 4000}", "sales_drop.min_drop_pct must lie between 5 and 95"),
    ],
)
def test_a_number_of_a_rule_that_cannot_be_is_refused_with_its_place(
    sqlite_program: Program, rule: str, says: str
) -> None:
    (sqlite_program.folder / "team.yaml").write_text(f"rules:\n  sales_drop: {rule}\n")
    sqlite_program.environment["ASINWATCH_CONFIG"] = "team.yaml"
    done = sqlite_program.inside("check")
    assert done.exit_code == 2
    assert f"team.yaml: rules: {says}" in done.stderr


def test_the_figures_are_the_same_in_both_languages(sqlite_program: Program, dataset: Path) -> None:
    sqlite_program.json("import", str(dataset))
    words = ("diagnose", "B0LAMP0001", "--as-of", str(LAST), "--lang")
    texts = [sqlite_program(*words, lang).stdout for lang in ("en", "zh")]
    figures = [sorted(re.findall(r"\d[\d,.]*\d|\d", text)) for text in texts]
    assert figures[0] == figures[1]
    assert figures[0]


def test_an_empty_database_is_told_kindly(sqlite_program: Program) -> None:
    assert sqlite_program.json("check") == {"as_of": None, "alerts": []}
    assert sqlite_program.json("digest")["marketplaces"] == []
    assert "asinwatch import" in sqlite_program("digest").stderr
    assert "schema" in sqlite_program("db", "upgrade").stdout
    doctor = sqlite_program("doctor")
    assert doctor.returncode == 0
    assert "SLACK_BOT_TOKEN is not set" in doctor.stdout


@pytest.mark.parametrize(
    ("url", "sentence", "status"),
    [
        ("sqlite:///words.db", "cannot be read as a database", 1),
        ("sqlite:///newer.db", "was written by another version of asinwatch", 1),
        ("sqlite:///nowhere/x.db", "the database cannot be used", 1),
        ("mysql://u:secret@h/x", "which is not installed here", 2),
        ("postgresql+psycopg2://u:secret@h/x", "which is not installed here", 2),
        ("db2://u:secret@h/x", "which is not installed here", 2),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_sentence(
    sqlite_program: Program, url: str, sentence: str, status: int
) -> None:
    (sqlite_program.folder / "words.db").write_text("hello " * 300)
    with closing(sqlite3.connect(sqlite_program.folder / "newer.db")) as newer, newer:
        newer.execute("create table alembic_version (version_num varchar(32))")
        newer.execute("insert into alembic_version values ('9999_not_yet')")
    sqlite_program.environment["ASINWATCH_DATABASE_URL"] = url
    done = sqlite_program.inside("check", "--json")
    assert (done.exit_code, done.stdout) == (status, "")
    (line,) = done.stderr.splitlines()
    assert sentence in line
    assert "secret" not in line
