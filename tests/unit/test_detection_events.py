"""Kinds of alert from events: each event once, named by what makes it that event."""

from __future__ import annotations

import numpy as np

from analytics.detection import run_checks
from analytics.detection.lifecycle import events_of
from bot.records.findings import Severity
from bot.records.rules import default_rules
from tests.unit.detection_catalogue import Catalogue, quiet, texts


def _reviews(catalogue: Catalogue, ratings: list[float], back: list[int]) -> None:
    count = len(ratings)
    catalogue.tables["reviews"] = {
        "review_id": texts(*(f"R{i}" for i in range(count))), "date": catalogue.days[[-b for b in back]],
        "asin": texts(*([catalogue.star] * count)), "rating": np.array(ratings),
        "title": texts(*([None] * count)), "body": texts(*([None] * count)),
    }  # fmt: skip


def test_every_bad_review_of_the_last_14_days_is_a_finding_of_its_own() -> None:
    catalogue = quiet()
    _reviews(catalogue, [1.0, 2.0, 3.0, 5.0, 1.0], [1, 14, 1, 1, 15])
    found = catalogue.found("bad_review")
    assert [(f.about.subject, f.severity) for f in found] == [("R1", Severity.LOW), ("R0", Severity.MEDIUM)]


def test_a_burst_of_bad_reviews_is_louder() -> None:
    catalogue = quiet()
    _reviews(catalogue, [1.0, 2.0, 1.0, 2.0], [1, 2, 3, 4])
    assert {f.severity for f in catalogue.found("bad_review")} == {Severity.HIGH}


def test_a_review_that_speaks_of_danger_is_louder() -> None:
    catalogue = quiet()
    _reviews(catalogue, [2.0], [1])
    day = catalogue.days[-1].astype(object)
    checked = run_checks(catalogue.panel(), day, default_rules(), topics={"R0": ("defect", True)})
    [finding] = [f for f in checked.findings if f.about.kind == "bad_review"]
    assert finding.severity is Severity.HIGH


def test_the_same_defect_named_three_times_in_a_week_is_louder_and_the_reviews_read() -> None:
    catalogue = quiet()
    _reviews(catalogue, [2.0, 2.0, 2.0, 2.0], [1, 5, 6, 12])
    catalogue.grid("traffic_daily.units")[0] *= 60  # so many units that three bad reviews are no burst
    day = catalogue.days[-1].astype(object)
    topics = {"R0": ("leak", False), "R1": ("leak", False), "R2": ("leak", False), "R3": ("other", False)}
    checked = run_checks(catalogue.panel(), day, default_rules(), topics=topics)
    severities = {f.about.subject: f.severity for f in checked.findings if f.about.kind == "bad_review"}
    assert severities == {"R0": Severity.HIGH, "R1": Severity.HIGH, "R2": Severity.HIGH, "R3": Severity.LOW}


def test_notices_by_subject_for_an_asin_and_for_the_account() -> None:
    catalogue = quiet()
    catalogue.tables["notices"] = {
        "date": catalogue.days[[-1, -2, -20, -3]], "kind": texts("POLICY", "NEWS", "OLD", "POLICY"),
        "asin": texts(catalogue.star, "", "", catalogue.star), "severity": texts("high", None, "high", "low"),
        "subject": texts("Send documents", "Fees", "Old", "Send documents"), "body": texts(None, None, None, None),
    }  # fmt: skip
    [mine] = catalogue.found("notice")
    assert (mine.about.subject, mine.severity, len(events_of(mine))) == ("Send documents", Severity.HIGH, 2)
    [account] = catalogue.found("notice", None)
    assert (account.about.subject, account.severity) == ("Fees", Severity.MEDIUM)


def test_a_new_seller_is_told_by_name_or_by_count_and_a_known_one_is_not() -> None:
    catalogue = quiet()
    catalogue.tables["offers"]["other_sellers"] = np.array([None] * 12 * 120, dtype=object)
    catalogue.grid("offers.other_sellers")[0, -2:] = "HijackCo"
    catalogue.grid("offers.other_offers")[0, -2:] = 1
    catalogue.grid("offers.other_sellers")[1] = "OldFriend"
    catalogue.grid("offers.other_offers")[1] = 1
    catalogue.grid("offers.other_offers")[2, -1:] = 1
    found = {f.about.asin: f for f in catalogue.check().findings if f.about.kind == "new_seller"}
    assert set(found) == {catalogue.star, catalogue.asins[2]}
    assert events_of(found[catalogue.star]) == {str(catalogue.days[-2])}


def test_a_listing_change_without_an_event_of_the_team_is_told() -> None:
    catalogue = quiet()
    for row in (0, 1):
        catalogue.grid("listings.title")[row, -2:] = "Other words"
    catalogue.grid("listings.images")[2, -5:] = 6
    catalogue.tables["events"] = {
        "date": catalogue.days[[-3]], "asin": texts(str(catalogue.asins[1])), "kind": texts("listing_change"),
        "note": texts("new title"),
    }  # fmt: skip
    changed = {f.about.asin for f in catalogue.check().findings if f.about.kind == "listing_changed"}
    assert changed == {catalogue.star, catalogue.asins[2]}


def test_an_unknown_field_is_no_change() -> None:
    catalogue = quiet()
    catalogue.grid("listings.title")[0, -2:] = None
    catalogue.grid("listings.images")[0, -2:] = np.nan
    assert catalogue.found("listing_changed") == []


def test_a_child_that_loses_its_parent_while_others_keep_theirs() -> None:
    catalogue = quiet()
    catalogue.tables["listings"]["parent_asin"] = np.array(["B0PARENT00"] * 12 * 120, dtype=object)
    catalogue.grid("listings.parent_asin")[0, -1] = None
    assert len(catalogue.found("variation_broken")) == 1


def test_a_parent_column_that_is_missing_for_a_day_breaks_no_variation() -> None:
    catalogue = quiet()
    families = np.array(["B0PARENT00", "B0PARENT01"], dtype=object)
    catalogue.tables["listings"]["parent_asin"] = np.repeat(families[np.arange(12) % 2], 120)
    catalogue.grid("listings.parent_asin")[:, -1] = None
    assert [f for f in catalogue.check().findings if f.about.kind == "variation_broken"] == []


def test_a_badge_that_was_always_there_and_is_gone() -> None:
    catalogue = quiet()
    catalogue.tables["listings"]["badges"] = np.array(["Best Seller"] * 12 * 120, dtype=object)
    catalogue.grid("listings.badges")[0, -1] = None
    [finding] = catalogue.found("badge_changed")
    assert events_of(finding) == {str(catalogue.days[-1])}


def test_a_charge_far_above_its_kinds_past_and_a_kind_never_charged_before() -> None:
    catalogue = quiet()
    weeks = catalogue.days[::7]
    kinds = ["STORAGE"] * len(weeks) + ["REMOVAL", "STORAGE"]
    catalogue.tables["charges"] = {
        "date": np.concatenate([weeks, catalogue.days[[-2, -3]]]), "kind": texts(*kinds),
        "amount": np.concatenate([np.full(len(weeks), 80.0), [300.0, 900.0]]), "asin": texts(*([""] * len(kinds))),
    }  # fmt: skip
    found = {f.about.subject: f for f in catalogue.check().findings if f.about.kind == "unusual_charge"}
    assert set(found) == {"REMOVAL", "STORAGE"}
    assert found["STORAGE"].expected == 80.0


def test_a_credit_is_no_unusual_charge() -> None:
    catalogue = quiet()
    weeks = catalogue.days[::7]
    catalogue.tables["charges"] = {
        "date": np.concatenate([weeks, catalogue.days[[-2]]]), "kind": texts(*(["STORAGE"] * (len(weeks) + 1))),
        "amount": np.concatenate([np.full(len(weeks), 80.0), [-900.0]]), "asin": texts(*([""] * (len(weeks) + 1))),
    }  # fmt: skip
    assert [f for f in catalogue.check().findings if f.about.kind == "unusual_charge"] == []


def test_a_document_is_due_before_it_expires_unless_its_successor_is_there() -> None:
    catalogue = quiet()
    a = [str(x) for x in catalogue.asins]
    last = catalogue.days[-1]
    catalogue.tables["documents"] = {
        "asin": texts(a[0], a[1], a[1], a[2]), "kind": texts("CE", "CE", "CE", "FCC"),
        "number": texts("1", "1", "2", ""),
        "issued_on": np.array(["NaT"] * 4, dtype="datetime64[D]"),
        "expires_on": last + np.array([20, 20, 400, 200]),
    }  # fmt: skip
    found = [f.about for f in catalogue.check().findings if f.about.kind == "document_due"]
    assert [(about.asin, about.subject) for about in found] == [(a[0], "CE 1")]
