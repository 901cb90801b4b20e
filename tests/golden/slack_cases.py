"""Every message of ours in every edge: nothing, one, many, too many, hostile text, missing figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.records.alerts import Alert, State
from bot.records.diagnosis import Cause, Contribution, Diagnosis, Evidence, Sales, Status, Step, StepStatus
from bot.records.digest import Digest, Market, Mover, StockRisk, Totals
from bot.records.figures import FIGURES, Compared, Figures
from bot.records.findings import Severity, Subject
from bot.records.playbook import Playbook, Section, Standing
from bot.records.rules import Route, default_rules
from bot.records.text import Say
from bot.reports.digest_message import digest_message
from handlers.alert_rows import alert_row
from handlers.answers import Asker, Request, foot
from handlers.commands.diagnose import diagnosis_view
from handlers.commands.kpi import compared_view
from handlers.commands.playbook import playbook_view
from handlers.freshness import Day, Reports
from handlers.people import Person
from handlers.replies import notice
from handlers.views.event import event_view
from handlers.views.rule import rule_view
from templates.render import render, render_view

DAY = date(2026, 3, 19)
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
ASIN = "B0ABCD1234"
HOSTILE = '<!channel> <@U1> *bold* `code` & "quote" \\ {{ 7*7 }} {% raw %} \u202e 王 😀 </script>\nline'
LONG = HOSTILE * 60
Case = Callable[[str], dict[str, Any]]


def asker(lang: str, *, public: bool = False, shared_by: str | None = None) -> Asker:
    return Asker(
        Person("U1", lang, "Europe/Berlin", member=True), lang, "C1", shared_by, public or shared_by is not None
    )


def words(text: str) -> Say:
    """A line that somebody else's part of the program says, with outside text in it."""
    return Say("common-labelled", {"label": Say("metric-sales"), "value": text})


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def figures(day: date, scale: float | None = 1.0) -> Figures:
    values = {
        name: None if scale is None else 100.0 * scale if kind != "percent" else 12.5 * scale
        for name, kind in FIGURES.items()
    }
    reasons = {"acos": Say("figures-no-ad-sales")} if scale is None else {}
    return Figures(day, day, "USD", values, reasons, provisional=True)


def compared(asin: str | None = None, title: str | None = None, scale: float | None = 1.0) -> Compared:
    return Compared(
        "main", "US", "USD", DAY, figures(DAY, scale), figures(DAY - timedelta(days=7), 1.25), asin, title,
        days=tuple(figures(DAY - timedelta(days=n), scale) for n in range(13, -1, -1)), remarks=(words("a remark"),),
    )  # fmt: skip


def kpi(parts: list[Compared]) -> Case:
    def build(lang: str) -> dict[str, Any]:
        request = Request("kpi", {"days": 7})
        view = {
            "headline": Say("command-kpi-headline", {"days": 7}),
            "parts": [compared_view(part) for part in parts],
            "foot": foot(request, asker(lang), 3),
        }
        return render("kpi", view, lang)

    return build


# ── diagnosis ────────────────────────────────────────────────────────────────────────────────────────────────────────
def diagnosis(
    text: str = "evidence", *, causes: int = 1, money: float | None = 100.0, status: Status = Status.DIAGNOSED
) -> Diagnosis:
    made = tuple(
        Cause("out_of_stock", 0.9, DAY, tuple(Evidence(words(text), "offers") for _ in range(7)), words(text),
              explains=money, against=(words(text),))
        for _ in range(causes)
    )  # fmt: skip
    return Diagnosis(
        "main", "US", ASIN, DAY, 7, status, Sales(money, money, 0.0 if money else None, 0.0 if money else None), "USD",
        {"orders": (10.0, None), "cvr": (12.5, 10.0), "acos": (None, None)},
        (Contribution("conversion", -41.5), Contribution("price", 0.0)) if money else (),
        made,
        tuple(Step(f"step{n}", standing, words(text)) for n, standing in enumerate(StepStatus)),
        tuple(words(text) for _ in range(5)), (words(text),),
    )  # fmt: skip


def diagnosed(found: Diagnosis, title: str | None = None, *, others: int = 0, shared: bool = False) -> Case:
    def build(lang: str) -> dict[str, Any]:
        request = Request("diagnose", {"asin": ASIN, "marketplace": "US", "as_of": "2026-03-19"})
        other = {"mark": ":mag:", "text": words("DE"), "value": request.value()}
        who = asker(lang, shared_by="U2" if shared else None)
        return render(
            "diagnosis",
            {**diagnosis_view(found, title), "others": [other] * others, "foot": foot(request, who, picture=True)},
            lang,
        )

    return build


# ── digest ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def market(name: str = "US", *, many: int = 2, scale: float | None = 1.0, title: str | None = "Lamp") -> Market:
    return Market(
        "main", name, "USD", DAY, figures(DAY, scale), figures(DAY - timedelta(days=7), 1.25), figures(DAY, scale),
        figures(DAY, 1.25), tuple(figures(DAY - timedelta(days=n), scale) for n in range(13, -1, -1)),
        tuple(Mover("main", name, ASIN, title, "USD", 10.0, 5.0 + 9 * n, -5.0 + 9 * n, None if n else -50.0)
              for n in range(many)),
        tuple(StockRisk("main", name, ASIN, title, 5.0 * n, 2.5 * n, 2.0, None, DAY) for n in range(many)),
        ((DAY, {"en": "St. Joseph's Day", "zh": "圣若瑟节"}),) if many else (), (words("a remark"),) if many else (),
    )  # fmt: skip


def alert(n: int = 0, headline: str = "Lamp", **more: Any) -> Alert:
    fields: dict[str, Any] = {
        "severity": list(Severity)[n % 3], "state": State.OPEN, "route": Route.DIGEST, "loss": 12.5 * n,
        "currency": "USD",
    }  # fmt: skip
    return Alert(
        id=f"a{n}", about=Subject("main", "US", "low_stock", ASIN), headline=words(headline), opened_on=DAY,
        opened_at=NOW, seen_on=DAY, **{**fields, **more},
    )  # fmt: skip


def digest(found: Digest) -> Case:
    return lambda lang: digest_message(found, lang)


def total() -> Totals:
    return Totals("USD", figures(DAY), figures(DAY, 1.25), figures(DAY), figures(DAY, 1.25), ("SEK",))


# ── playbooks, lists, home ───────────────────────────────────────────────────────────────────────────────────────────
def playbook(text: str = "a line", *, sections: int = 2, lines: int = 2) -> Case:
    made = Playbook(
        "stock", "main", "US", ASIN, DAY, words(text),
        tuple(
            Section(words(text), list(Standing)[n % 3], (words(text),) * lines, (words(text),)) for n in range(sections)
        ),
        (words(text),) * 9, text,
    )  # fmt: skip
    return lambda lang: render("playbook", {**playbook_view(made), "foot": foot(Request("stock"), asker(lang))}, lang)


def alerts(count: int, headline: str = "Lamp") -> Case:
    def build(lang: str) -> dict[str, Any]:
        rows = [
            alert_row(alert(n, headline, state=list(State)[n % 4], actor="U9" if n % 2 else None)) for n in range(count)
        ]
        view = {
            "headline": Say("command-alerts-headline", {"n": count}),
            "alerts": rows,
            "buttons": True,
            "foot": foot(Request("alerts"), asker(lang), 2),
        }
        return render("alerts_list", view, lang)

    return build


def home(markets: int, rows: int, text: str = "Lamp", scale: float | None = 1.0) -> Case:
    def build(lang: str) -> dict[str, Any]:
        from bot.reports.sales_lines import sales_lines
        from handlers.home import glance

        view = {
            "headline": Say("home-headline", {"day": DAY}) if markets else Say("home-nothing"),
            "sales": sales_lines(Digest(DAY, tuple(market(scale=scale, title=text) for _ in range(markets)))),
            "markets": [glance(market(scale=scale, title=text)) for _ in range(markets)],
            "more_markets": Say("common-more", {"n": 3}) if markets > 1 else None,
            "alerts_title": Say("home-my-alerts", {"n": rows, "open": rows}),
            "alerts": [alert_row(alert(n, text)) for n in range(rows)],
            "more_alerts": None,
            "watched": [
                {"text": Say("home-watched", {"asin": text, "marketplace": "US", "n": n}), "value": "v"}
                for n in range(rows)
            ],
            "more_watched": None,
            "fresh": [
                Reports(words(text), [Day(words(text), [words(text)] * 3)] * 2, [], stale=False) for _ in range(markets)
            ],
            "failures": [words(text)] * markets,
            "language": Say(f"home-language-{lang}"),
        }
        return render_view("home", view, lang)

    return build


def noticed(*lines: str, text: str = "x") -> Case:
    return lambda lang: dict(notice(lang, words(text), *(words(line) for line in lines)))


def shown(template: str, **view: Any) -> Case:
    """A template with a view that needs no preparation; `foot` is put in."""
    return lambda lang: render(template, {**view, "foot": foot(Request("x"), asker(lang))}, lang)


def modal(template: str, **view: Any) -> Case:
    return lambda lang: render_view(template, view, lang)


def dossier(text: str, count: int) -> Case:
    lines = [words(text)] * count
    rows = [alert_row(alert(n, text)) for n in range(count)]
    return shown(
        "dossier", headline=words(ASIN), title=text, facts=lines, alerts=rows, more_alerts=None, events=lines,
        documents=lines, suppliers=lines, notes=lines, edit="main US B0ABCD1234",
    )  # fmt: skip


def listed(text: str, count: int) -> Case:
    rows = [alert_row(alert(n, text)) for n in range(count)]
    lists = [{"title": words(str(count)), "alerts": rows, "more": None}] * 4
    return shown("lists", headline=words("to do"), about=words(text), lists=lists)


MESSAGES: Mapping[str, Case] = {
    "notice-one": noticed(),
    "notice-many-hostile": noticed(*[HOSTILE] * 30, text=HOSTILE),
    "notice-too-long": noticed(*[LONG] * 3, text=LONG),
    "kpi-one": kpi([compared()]),
    "kpi-many-hostile": kpi([compared(ASIN, HOSTILE)] * 4),
    "kpi-missing": kpi([compared(ASIN, None, None)]),
    "diagnosis-one": diagnosed(diagnosis(), "Camping lamp"),
    "diagnosis-no-drop": diagnosed(diagnosis(causes=0, status=Status.NO_DROP), "Camping lamp", others=2),
    "diagnosis-blocked": diagnosed(diagnosis(causes=1, money=None, status=Status.BLOCKED_BY_DATA)),
    "diagnosis-many-hostile": diagnosed(diagnosis(HOSTILE, causes=8), HOSTILE, others=5),
    "diagnosis-too-long": diagnosed(diagnosis(LONG, causes=8), LONG, others=60),
    "diagnosis-shared": diagnosed(diagnosis(), "Camping lamp", shared=True),
    "digest-nothing": digest(Digest(None)),
    "digest-quiet": digest(Digest(DAY, (market(many=0),), quiet=True)),
    "digest-one": digest(Digest(DAY, (market(),), 3, {"low_stock": 2, "notice": 1}, (alert(1),))),
    "digest-weekly": digest(Digest(DAY, (market(), market("DE")), 0, {}, (), total(), weekly=True)),
    "digest-missing": digest(Digest(DAY, (market(scale=None, title=None),), failures=(words("no answer"),))),
    "digest-too-many-hostile": digest(
        Digest(
            DAY, tuple(market(name, many=9, title=LONG) for name in ("US", "DE", "JP", "UK", "FR", "IT", "ES") * 6),
            999, {"low_stock": 999}, tuple(alert(n, LONG) for n in range(50)), total(), (words(LONG),) * 9,
        )
    ),
    "playbook-one": playbook(),
    "playbook-too-many-hostile": playbook(LONG, sections=60, lines=60),
    "alerts-one": alerts(1),
    "alerts-many": alerts(8),
    "alerts-too-many-hostile": alerts(60, LONG),
    "lists-nothing": listed("me", 0),
    "lists-many-hostile": listed(HOSTILE, 10),
    "dossier-nothing": dossier("", 0),
    "dossier-many": dossier("Lamp", 8),
    "dossier-too-long-hostile": dossier(LONG, 8),
    "choices-hostile": shown(
        "choices", said=words("lamp"), more=words("5"),
        choices=[{"text": words(HOSTILE), "about": [words(HOSTILE)], "value": "v"}] * 10,
    ),
    "sop-long": shown("sop", title=words("out of stock"), body="*Step*\n" + "call the buyer\n" * 900),
    "dropped-one": shown(
        "dropped", headline=words("1"), checks=words("2"), files=[{"text": words(HOSTILE), "lines": [], "ok": True}]
    ),
    "dropped-too-many": shown(
        "dropped", headline=words("1"), checks=words("2"),
        files=[{"text": words(LONG), "lines": [words(LONG)] * 5, "ok": False}] * 60,
    ),
    "changes-many": shown(
        "changes", headline=words("c"), buttons=True,
        changes=[{"text": words(HOSTILE), "id": "c1" if n % 2 else None} for n in range(10)],
    ),
    "rules-many": shown(
        "rules", headline=words("r"), buttons=True,
        rules=[{"name": words("n"), "standing": words("s"), "told": words("t") if n else None,
                "proposal": words("p") if n else None, "kind": "low_stock"} for n in range(9)],
    ),
    "backtest-nothing": shown("backtest", headline=words("b"), table=None, alerts=[], more=None),
    "backtest-many": shown(
        "backtest", headline=words("b"), alerts=[words(HOSTILE)] * 10, more=words("m"),
        table={"head": [words("h")] * 6, "rows": [[words(HOSTILE), "1", "2", "3", "–", words("m")]] * 27},
    ),
    "why-many": shown(
        "why", headline=words("w"), looks=[{"mark": "x", "kind": words("k"), "reason": words(HOSTILE)}] * 27
    ),
    "imports-many": shown("imports", headline=words("i"), runs=[words(HOSTILE)] * 10),
    "status-many": shown(
        "status", headline=words("s"), jobs=[words("j")] * 6, next=[words("n")] * 6,
        fresh=[
            Reports(words("US"), [Day(words("d"), [words("t")] * 8)] * 3, [words("o")] * 12, n > 20) for n in range(30)
        ],
    ),
    "status-nothing": shown("status", headline=words("s"), jobs=[], next=[], fresh=[]),
    "settings": shown("settings", headline=words("s"), lines=[words(HOSTILE)] * 12, button=True),
    "snoozed": shown("snoozed", said=words("s"), alert_id="a1"),
    "saved": shown("saved", said=words("s"), change_id="c1"),
    "event-buttons": shown("event_buttons", said=words("e"), rows=[{"text": words(HOSTILE), "value": "v"}] * 20),
}  # fmt: skip

VIEWS: Mapping[str, Case] = {
    "home-nothing": home(0, 0),
    "home-one": home(1, 1),
    "home-many-hostile": home(10, 10, HOSTILE),
    "home-too-long": home(10, 10, LONG),
    "home-missing": home(2, 0, scale=None),
    "modal-snooze": modal("modal_snooze", alert_id="a1", channel="C1", first_day="2026-03-20"),
    "modal-rule": lambda lang: rule_view(default_rules()["sales_drop"], "C1", lang),
    "modal-rule-preview": lambda lang: rule_view(default_rules()["acos_spike"], "C1", lang, [words(HOSTILE)] * 4),
    "modal-assign": modal("modal_assign", alert_id="a1", channel="C1", user="U1"),
    "modal-note": modal("modal_note", alert_id="a1", channel="C1"),
    "modal-settings": modal(
        "modal_settings",
        metadata="C1",
        quiet_from="22:00",
        quiet_to=None,
        loudness="loud",
        loud=[{"value": "loud", "text": HOSTILE}],
        channel="C1",
        owner="U1",
        fallback=None,
    ),
    "modal-event": lambda lang: event_view(asker(lang), "main", "US", ASIN, DAY),
    "modal-dossier": modal("modal_dossier", metadata="[]", asin=ASIN, marketplace="US", target="25", owner=LONG),
}
