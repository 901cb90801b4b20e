from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.settings import load_settings


def test_the_defaults_are_those_of_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ASINWATCH_DATABASE_URL", "SLACK_BOT_TOKEN", "ASINWATCH_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    settings = load_settings(None)
    assert settings.database_url.get_secret_value() == "sqlite:///asinwatch.db"
    assert (settings.timezone, settings.language, settings.currency) == ("UTC", "en", "USD")
    assert settings.digest_at.isoformat("minutes") == "09:00"
    assert settings.port == 3000
    assert settings.slack_bot_token is None


def test_a_secret_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")
    monkeypatch.setenv("ASINWATCH_DATABASE_URL", "postgresql://u:hidden@h/db")
    shown = repr(load_settings(None))
    assert "very-secret" not in shown
    assert "hidden" not in shown


def test_a_wrong_zone_is_one_sentence_that_says_how_to_mend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASINWATCH_TIMEZONE", "Mars/Base")
    with pytest.raises(UsageError, match=r"ASINWATCH_TIMEZONE: is not a time zone; write it like Asia/Shanghai"):
        load_settings(None)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ASINWATCH_LANGUAGE", "fr", "is no language of asinwatch; write en or zh"),
        ("ASINWATCH_CURRENCY", "QQQ", "is no currency; write its three letters, like USD or EUR"),
    ],
)
def test_a_word_that_is_none_of_those_known_is_refused_with_what_can_be_written(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=says):
        load_settings(None)


def test_an_env_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASINWATCH_LANGUAGE", raising=False)
    (tmp_path / ".env").write_text("ASINWATCH_LANGUAGE=zh\n")
    assert load_settings(tmp_path / ".env").language == "zh"


def test_the_team_file_changes_rules_and_names_its_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "team.yaml"
    monkeypatch.setenv("ASINWATCH_CONFIG", str(path))
    path.write_text("rules:\n  cvr_low: {route: alert, min_loss: 80}\naccounts:\n- marketplaces: [US]\n")
    team = load_settings(None).team
    assert team.rule_set()["cvr_low"].route.value == "alert"
    assert team.rule_set()["cvr_low"].param("min_loss", 0) == 80
    path.write_text("rules:\n  cvr_lo: {route: alert}\n")
    with pytest.raises(UsageError, match=r"team.yaml: rules: there is no kind of alert called 'cvr_lo'"):
        load_settings(None)
    path.write_text("rules:\n  cvr_low: {sensitivity: extreme}\n")
    with pytest.raises(UsageError, match=r"rules: cvr_low: sensitivity can be low, normal, high, not 'extreme'"):
        load_settings(None)
    path.write_text("rules:\n  cvr_low: {min_loss: much}\n")
    with pytest.raises(UsageError, match=r"rules: cvr_low: min_loss is a number, not 'much'"):
        load_settings(None)
    path.write_text("accounts:\n- marketplaces: [XX]\n")
    with pytest.raises(UsageError, match=r"accounts.0.marketplaces: unknown marketplace XX"):
        load_settings(None)


def test_a_setting_that_is_left_empty_has_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PORT=\nASINWATCH_DIGEST_AT=\nASINWATCH_LANGUAGE=\n")
    monkeypatch.setenv("ASINWATCH_TIMEZONE", "")
    monkeypatch.setenv("ASINWATCH_DATABASE_URL", "")
    settings = load_settings(tmp_path / ".env")
    assert (settings.port, settings.language, settings.timezone) == (3000, "en", "UTC")
    assert settings.digest_at.isoformat("minutes") == "09:00"
    assert settings.database_url.get_secret_value() == "sqlite:///asinwatch.db"
