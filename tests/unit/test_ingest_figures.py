"""Numbers and days of downloads: decided per column, ambiguity refused with the cell named."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.days import DayColumn
from bot.ingest.figures import Figure, FigureColumn
from bot.ingest.names import column_name, marketplace_code
from bot.ingest.places import days_in_name
from bot.ingest.report import CellRefused, FileRefused

TODAY = date(2026, 11, 24)


def column(figure: Figure, *cells: object) -> FigureColumn:
    made = FigureColumn("Sales", figure)
    for line, cell in enumerate(cells, start=2):
        made.see(line, cell)
    made.decide()
    return made


def read(figure: Figure, *cells: object) -> list[float | int | None]:
    made = column(figure, *cells)
    return [made.read(cell) for cell in cells]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["$12,905.25", "$94.50", "$1,234"], [12905.25, 94.5, 1234]),
        (["5.255,61\u00a0€", "1.234 €", "0,97 €"], [5255.61, 1234, 0.97]),
        (["￥1,234", "￥12"], [1234, 12]),
        (["₹75,565.26", "₹12,34,567.00"], [75565.26, 1234567]),
        (["MX$5,310.54", "MX$0.00"], [5310.54, 0]),
        (["$ 0.35", "-$1.50", "($2.00)", "$-3.10"], [0.35, -1.5, -2, -3.1]),
        (["1 234,56", "1'234,50"], [1234.56, 1234.5]),
        (["9.87364", "2.447,18"[:0], "-"], [9.87364, None, None]),
        ([12.5, 3, "", None], [12.5, 3, None, None]),
    ],
)
def test_money_is_read_as_its_column_writes_it(cells: list[object], expected: list[float | None]) -> None:
    assert read(Figure.MONEY, *cells) == expected


def test_counts_have_no_decimals_so_that_either_sign_is_the_thousands_one() -> None:
    assert read(Figure.COUNT, "12,131", "261") == [12131, 261]
    assert read(Figure.COUNT, "15.702", "7") == [15702, 7]
    assert read(Figure.COUNT, "365+", "3.0", 4.0) == [365, 3, 4]


def test_percentages_are_in_percent_whether_signed_or_a_workbooks_ratio() -> None:
    assert read(Figure.PERCENT, "99.80%", "100.00%") == [99.8, 100]
    assert read(Figure.PERCENT, "0,97%") == [0.97]
    assert read(Figure.PERCENT, 0.998, 1.0, 0.0) == [99.8, 100, 0]
    assert read(Figure.PERCENT, 99.8, 0.5) == [99.8, 0.5]
    assert read(Figure.PERCENT, "99.8", "0.5") == [99.8, 0.5]


@pytest.mark.parametrize(
    ("figure", "cell", "key"),
    [
        (Figure.MONEY, "1.234", "ambiguous-number"),
        (Figure.MONEY, "$1,234", "ambiguous-number"),
        (Figure.PERCENT, "0.5", "ratio-or-percent"),
        (Figure.MONEY, "twelve", "not-a-figure"),
        (Figure.MONEY, "12%", "not-a-figure"),
        (Figure.MONEY, "1,2,3.4.5", "not-a-figure"),
        (Figure.MONEY, "12 apples", "not-a-figure"),
        (Figure.COUNT, "-3", "below-zero"),
        (Figure.COUNT, "2.5", "not-whole"),
        (Figure.MONEY, float("inf"), "not-a-figure"),
    ],
)
def test_a_figure_that_cannot_be_told_is_refused(figure: Figure, cell: object, key: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read(figure, cell)
    assert refused.value.reason.key == f"ingest-{key}"
    assert refused.value.reason.args["cell"] == str(cell)


def test_a_column_that_contradicts_itself_refuses_the_file_and_names_both_cells() -> None:
    with pytest.raises(FileRefused) as refused:
        column(Figure.MONEY, "1.234,56", "1,234.56")
    assert {refused.value.reason.args["cell"], refused.value.reason.args["other"]} == {"1.234,56", "1,234.56"}


@given(st.floats(0, 10**9).map(lambda v: round(v, 2)), st.sampled_from([".", ","]))
def test_an_amount_with_cents_is_read_back_in_either_notation(value: float, decimal: str) -> None:
    text = f"{value:,.2f}"
    if decimal == ",":
        text = text.translate(str.maketrans(".,", ",."))
    assert read(Figure.MONEY, text, f"0{decimal}50") == [value, 0.5]


@given(st.text(max_size=12))
def test_any_text_is_a_figure_unknown_or_refused(cell: str) -> None:
    for figure in Figure:
        try:
            value = read(figure, cell)[0]
        except (CellRefused, FileRefused):
            continue
        assert value is None or value == value


def days(*cells: object, zone: str | None = None, known: date | None = None) -> list[str | None]:
    made = DayColumn("Date", TODAY, known, zone)
    for line, cell in enumerate(cells, start=2):
        made.see(line, cell)
    made.decide()
    return [made.read(cell) for cell in cells]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2026-07-31", "2026/3/5", "20260301"], ["2026-07-31", "2026-03-05", "2026-03-01"]),
        (["Dec 01, 2019", "January 10, 2024", "01-Apr-2026"], ["2019-12-01", "2024-01-10", "2026-04-01"]),
        (["01/04/26", "13/04/26"], ["2026-04-01", "2026-04-13"]),
        (["5/1/26", "5/13/26"], ["2026-05-01", "2026-05-13"]),
        (["15.03.26", "5.3.2026"], ["2026-03-15", "2026-03-05"]),
        (["01. Dez. 2019", "3. März 2026"], ["2019-12-01", "2026-03-03"]),
        (["2026年3月15日", "3月 01, 2026"], ["2026-03-15", "2026-03-01"]),
        ([datetime(2026, 3, 1, 12), date(2026, 3, 2), ""], ["2026-03-01", "2026-03-02", None]),
        (["03/03/26"], ["2026-03-03"]),
        (["12/01/26", "2026-01-01"], ["2026-01-12", "2026-01-01"]),  # 1 December is still to come
    ],
)
def test_days_are_read_as_their_column_writes_them(cells: list[object], expected: list[str | None]) -> None:
    assert days(*cells) == expected


def test_a_moment_is_taken_into_the_marketplaces_own_day() -> None:
    assert days("2025-06-05T03:31:40+00:00", zone="America/Los_Angeles") == ["2025-06-04"]
    assert days("2026-03-01 08:00:00 PST", zone="Asia/Tokyo") == ["2026-03-02"]


def test_day_and_month_that_cannot_be_told_apart_are_refused_with_the_cell_named() -> None:
    with pytest.raises(CellRefused) as refused:
        days("01/04/26")
    assert refused.value.reason.key == "ingest-ambiguous-day"
    with pytest.raises(FileRefused):
        days("13/04/26", "04/13/26")
    assert days("01/04/26", "05/04/26", known=date(2026, 4, 1)) == ["2026-04-01", "2026-04-05"]


def test_a_range_has_both_ends() -> None:
    made = DayColumn("Date range", TODAY)
    assert made.read_range("Jul 06, 2026 - Jul 29, 2026") == ("2026-07-06", "2026-07-29")
    assert made.read_range("17.05.2026 - 23.05.2026") == ("2026-05-17", "2026-05-23")
    with pytest.raises(CellRefused):
        made.read_range("Jul 29, 2026 - Jul 06, 2026")


@given(st.text(max_size=20))
def test_any_text_is_a_day_unknown_or_refused(cell: str) -> None:
    try:
        found = days(cell)[0]
    except (CellRefused, FileRefused):
        return
    assert found is None or date.fromisoformat(found)


def test_names_are_compared_without_width_dashes_spaces_case_and_currency() -> None:
    assert column_name("（子）ASIN") == column_name("(子)ASIN ")
    assert column_name("Sitzungen\u00a0– Summe") == column_name("sitzungen - summe")
    assert column_name("7 Day Total Sales ($) ") == column_name("7 Day Total Sales")
    assert column_name("7 Day Total Orders (#)") != column_name("7 Day Total Orders")


def test_marketplaces_go_by_code_country_and_domain() -> None:
    names = ["Amazon.co.jp", "GB", "us", "Deutschland", "德国", "United States", "AMAZON.COM", "Non-Amazon"]
    assert [marketplace_code(name) for name in names] == ["JP", "UK", "US", "DE", "DE", "US", "US", None]


def test_only_iso_days_in_a_name_count_since_amazons_own_carry_the_day_of_the_download() -> None:
    assert days_in_name("BusinessReport-3-02-26.csv") is None
    assert days_in_name("report-2026-03-01.csv") == (date(2026, 3, 1), date(2026, 3, 1))
    assert days_in_name("r_20260301_20260331.csv") == (date(2026, 3, 1), date(2026, 3, 31))
    assert days_in_name("1234567020260301.txt") is None
