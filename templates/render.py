"""A view in, a Slack message out: Jinja2 templates that write Block Kit JSON, every value through `tojson`.

In a template `t("key", name=value)` gives plain words, `m("key", name=value)` words for a mrkdwn field (outside text
escaped), `shown(value)` a figure; `value|escape_mrkdwn` escapes outside text. An undefined name is an error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.records.text import Money, Percent, Say, Value
from templates import words
from templates.limits import cut, fit, fit_view, paragraphs
from templates.own_blocks import chart, table
from templates.sparkline import sparkline


@cache
def _environment(lang: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("templates", "slack"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def t(key: str | Say, **args: Value) -> str:
        return words.say(key if isinstance(key, Say) else Say(key, args), lang)

    def m(key: str | Say, **args: Value) -> str:
        return words.mrkdwn(key if isinstance(key, Say) else Say(key, args), lang)

    def shown(value: Value) -> str:
        return words.shown(value, lang)

    environment.globals.update(t=t, m=m, shown=shown, lang=lang)

    def bulleted(texts: Sequence[Say]) -> str:
        return "\n".join(f"• {m(text)}" for text in texts)

    environment.globals.update(
        mention=words.mention, bulleted=bulleted, sparkline=sparkline, chart=chart, table_block=table,
        Say=Say, Money=Money, Percent=Percent,
    )  # fmt: skip

    def cell(value: Say | str) -> str:
        """Plain words for a cell of a table; a string is as it is."""
        return words.say(value, lang) if isinstance(value, Say) else value

    environment.filters.update(cell=cell, worded=m, escape_mrkdwn=words.escape, cut=cut, paragraphs=paragraphs)
    return environment


def render(template: str, view: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The message (`text`, `blocks`, …) that `templates/slack/{template}.json.j2` writes, within Slack's limits."""
    return fit(_written(template, view, lang))


def render_view(template: str, view: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The modal or App Home that the template writes, within Slack's limits."""
    return fit_view(_written(template, view, lang))


def _written(template: str, view: Mapping[str, Any], lang: str) -> dict[str, Any]:
    written = _environment(lang).get_template(f"{template}.json.j2").render(view)
    message: dict[str, Any] = json.loads(written)
    return message
