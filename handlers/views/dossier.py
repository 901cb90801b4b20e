"""The modal of a product's dossier: target, owner, a note, a supplier, a document with its dates."""

from __future__ import annotations

import json
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.records.text import Say
from bot.store.dossier import read_dossier
from handlers.answers import Asker
from handlers.changing import change_all
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.inbox import finishing
from handlers.permissions import Right
from handlers.views.saving import may_save, opening, sent
from templates.render import render_view
from templates.words import say


def register(app: App, desk: Desk) -> None:
    def open_dossier(click: Click, asker: Asker) -> dict[str, Any]:
        account, marketplace, asin = click.value.rsplit(" ", 2)
        with desk.services.engine.connect() as connection:
            facts = read_dossier(connection, account, marketplace, asin).facts
        target = facts.get("target_acos")
        view = {
            "metadata": json.dumps([account, marketplace, asin, click.channel or ""]),
            "asin": asin,
            "marketplace": marketplace,
            "target": f"{target:g}" if target is not None else "",
            "owner": facts.get("owner") or "",
        }
        return render_view("modal_dossier", view, asker.lang)

    app.action("dossier.open")(opening(desk, Right.ACKNOWLEDGE, open_dossier))

    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        account, marketplace, asin, channel = json.loads(view["private_metadata"])
        one = sent(desk, body, channel, client)
        faults = _faults(one.fields, one.asker.lang)
        if faults:
            ack(response_action="errors", errors=faults)
            return
        ack()
        if may_save(desk, one, Right.ACKNOWLEDGE):
            place = {"account": account, "marketplace": marketplace, "asin": asin}
            wanted = _wanted(desk, one.asker.person.id, place, one.fields)
            done = change_all(desk, one.asker.person.id, wanted)
            one.tell_saved(Say("modal-dossier-saved", {"asin": asin, "n": len(wanted)}), done)

    app.view("dossier")(finishing(desk, save))


def _faults(fields: dict[str, Any], lang: str) -> dict[str, str]:
    faults: dict[str, str] = {}
    if fields.get("target"):
        try:
            if not 0 < float(fields["target"].replace(",", ".")) <= 1000:
                faults["target"] = say(Say("modal-out-of-range", {"low": "0", "high": "1000"}), lang)
        except ValueError:
            faults["target"] = say(Say("modal-not-a-number"), lang)
    dated = fields.get("document_number") or fields.get("document_expires")
    if dated and not fields.get("document_kind"):
        faults["document_kind"] = say(Say("modal-document-kind-missing"), lang)
    return faults


def _wanted(desk: Desk, actor: str, place: dict[str, str], fields: dict[str, Any]) -> list[tuple[str, str, Any]]:
    """One change for each thing that was filled in and differs."""
    wanted: list[tuple[str, str, Any]] = []
    with desk.services.engine.connect() as connection:
        known = read_dossier(connection, place["account"], place["marketplace"], place["asin"]).facts
    facts: dict[str, Any] = {}
    if fields.get("target"):
        facts["target_acos"] = float(fields["target"].replace(",", "."))
    if fields.get("owner"):
        facts["owner"] = fields["owner"]
    differing = {name: value for name, value in facts.items() if known.get(name) != value}
    if differing:
        wanted.append(("product", json.dumps(place), differing))
    for kind in ("note", "supplier"):
        if fields.get(kind):
            note_id = desk.services.ids()
            note = {
                "id": note_id,
                "asin": place["asin"],
                "kind": kind,
                "text": fields[kind],
                "actor": actor,
                "at": desk.services.clock.now().isoformat(),
            }
            wanted.append(("note", note_id, note))
    if fields.get("document_kind"):
        key = {**place, "kind": fields["document_kind"], "number": fields.get("document_number") or ""}
        dates = {"expires_on": fields.get("document_expires"), "issued_on": fields.get("document_issued")}
        wanted.append(("document", json.dumps(key, ensure_ascii=False), dates))
    return wanted
