"""Every kind of request and the function that answers it."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.answers import Answering
from handlers.commands import playbook
from handlers.commands.alerts import alerts
from handlers.commands.backtest import backtest
from handlers.commands.diagnose import diagnose
from handlers.commands.digest import digest
from handlers.commands.dossier import dossier
from handlers.commands.event import log_event
from handlers.commands.export import export
from handlers.commands.help import show_help, show_nearest
from handlers.commands.kpi import kpi
from handlers.commands.owner import owner
from handlers.commands.personal import language, watching
from handlers.commands.records import changes, imports, undo_last
from handlers.commands.rules import rules
from handlers.commands.settings import settings
from handlers.commands.sop import sop
from handlers.commands.status import status
from handlers.commands.todo import handover, todo
from handlers.commands.why import why

ANSWERS: Mapping[str, Answering] = {
    "alerts": alerts,
    "asin": dossier,
    "backtest": backtest,
    "changes": changes,
    "diagnose": diagnose,
    "digest": digest,
    "event": log_event,
    "export": export,
    "handover": handover,
    "help": show_help,
    "import": imports,
    "kpi": kpi,
    "language": language,
    "nearest": show_nearest,
    "owner": owner,
    "rules": rules,
    "settings": settings,
    "sop": sop,
    "status": status,
    "todo": todo,
    "undo": undo_last,
    "unwatch": watching(on=False),
    "watch": watching(on=True),
    "why": why,
    **{name: playbook.answering(name) for name in playbook.NAMES},
}
