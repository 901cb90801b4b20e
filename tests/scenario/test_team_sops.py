"""A team's own procedure stands where ours would: in the diagnosis, with its numbered steps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.records.diagnosis import Cause, Diagnosis, Sales, Status
from bot.records.text import Link, Say
from bot.reports.sops import with_team_steps
from templates.words import say

OURS = Say(
    "diagnosis-action-ads-paused", {"owner": Say("diagnosis-owner-operations"), "page": Link("https://x.example")}
)


def _diagnosis() -> Diagnosis:
    causes = tuple(Cause(name, 0.9, date(2026, 3, 1), (), OURS) for name in ("ads_paused", "price_increase"))
    sales = Sales(2.0, 1.0, -1.0, -50.0)
    return Diagnosis(
        "main", "US", "B0LAMP0001", date(2026, 3, 1), 7, Status.DIAGNOSED, sales, "USD", {}, (), causes, ()
    )


def test_the_teams_steps_replace_ours_for_its_causes_alone(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "ads_paused.md").write_text("# 广告\n\n1. 王敏：恢复广告。\n2. Ana：复盘。\n", encoding="utf-8")
    paused, price = with_team_steps(_diagnosis(), "zh", str(tmp_path)).causes
    assert say(paused.action, "zh").startswith("1. 王敏：恢复广告。 2. Ana：复盘。")
    assert "https://x.example" in say(paused.action, "zh")
    assert price.action == OURS


def test_without_a_folder_or_steps_ours_stand(tmp_path: Path) -> None:
    (tmp_path / "ads_paused.md").write_text("no steps here", encoding="utf-8")
    assert with_team_steps(_diagnosis(), "en", None) == _diagnosis()
    assert with_team_steps(_diagnosis(), "en", str(tmp_path)) == _diagnosis()
