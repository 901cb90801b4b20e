"""Every kind of request and the function that answers it."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.answers import Answering
from handlers.commands.alerts import alerts
from handlers.commands.diagnose import diagnose
from handlers.commands.digest import digest
from handlers.commands.help import show_help, show_nearest
from handlers.commands.kpi import kpi
from handlers.commands.status import status

ANSWERS: Mapping[str, Answering] = {
    "alerts": alerts,
    "diagnose": diagnose,
    "digest": digest,
    "help": show_help,
    "kpi": kpi,
    "nearest": show_nearest,
    "status": status,
}
