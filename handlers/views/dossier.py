"""The modal of a product's dossier: target, owner, a note, a supplier, a document with its dates."""

from __future__ import annotations

import json
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.records.text import Say
from bot.store.changes import Change
from bot.store.dossier import read_dossier
from handlers.changing import change
from handlers.clicks import Click
from handlers.desk import Desk
from handlers.permissions import Right
from handlers.replies import EphemeralIn, notice
from handlers.views.fields import filled
from templates.render import render, render_view
from templates.words import say


def register(app: App, desk: Desk) -> None:
    @app.action("dossier.open")
    def open_dossier(ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        ack()
        click = Click.read(body)
        asker = desk.asker(click.user, click.channel)
        refused = desk.refusal(asker.person, Right.ACKNOWLEDGE, click.channel)
        if refused is not None:
            click.reply(respond, client).send(notice(asker.lang, refused))
            return
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
        client.views_open(trigger_id=click.trigger_id, view=render_view("modal_dossier", view, asker.lang))

    @app.view("dossier")
    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        account, marketplace, asin, channel = json.loads(view["private_metadata"])
        asker = desk.asker(body["user"]["id"], channel or None)
        fields = filled(view)
        faults = _faults(fields, asker.lang)
        if faults:
            ack(response_action="errors", errors=faults)
            return
        ack()
        reply = EphemeralIn(client, channel or asker.person.id, asker.person.id)
        refused = desk.refusal(asker.person, Right.ACKNOWLEDGE, channel or None)
        if refused is not None:
            reply.send(notice(asker.lang, refused))
            return
        place = {"account": account, "marketplace": marketplace, "asin": asin}
        done = _save(desk, asker.person.id, place, fields)
        if not done:
            reply.send(notice(asker.lang, Say("modal-nothing-changed")))
            return
        said = Say("modal-dossier-saved", {"asin": asin, "n": len(done)})
        reply.send(render("saved", {"said": said, "change_id": done[-1].id}, asker.lang))


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


def _save(desk: Desk, actor: str, place: dict[str, str], fields: dict[str, Any]) -> list[Change]:
    """One recorded change for each thing that was filled in and differs."""
    done = []
    with desk.services.engine.connect() as connection:
        known = read_dossier(connection, place["account"], place["marketplace"], place["asin"]).facts
    facts: dict[str, Any] = {}
    if fields.get("target"):
        facts["target_acos"] = float(fields["target"].replace(",", "."))
    if fields.get("owner"):
        facts["owner"] = fields["owner"]
    changed = {name: value for name, value in facts.items() if known.get(name) != value}
    if changed:
        done.append(change(desk, actor, "product", json.dumps(place), changed))
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
            done.append(change(desk, actor, "note", note_id, note))
    if fields.get("document_kind"):
        key = {**place, "kind": fields["document_kind"], "number": fields.get("document_number") or ""}
        dates = {"expires_on": fields.get("document_expires"), "issued_on": fields.get("document_issued")}
        done.append(change(desk, actor, "document", json.dumps(key, ensure_ascii=False), dates))
    return done
