"""What all commands share: the group, their services, and how an error is told."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import click
from sqlalchemy.exc import OperationalError

from bot import __version__, app
from bot.errors import AsinwatchError
from bot.services import Services
from bot.settings import load_settings

P = ParamSpec("P")
T = TypeVar("T")
_NOISY = (
    "alembic",
    "slack_bolt",
    "slack_sdk",
    "apscheduler",
    "httpx",
    "httpcore",
    "matplotlib",
    "py3langid",
    "websocket",
)


class IsoDate(click.ParamType[date]):
    """A day written as 2026-03-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it like 2026-03-01", param, ctx)


class Marketplace(click.ParamType[str]):
    """Amazon's country code in any case."""

    name = "marketplace"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from bot.records.dataset import MARKETPLACES

        code = str(value).upper()
        if code not in MARKETPLACES:
            self.fail(f"{value!r} is none of Amazon's country codes ({', '.join(sorted(MARKETPLACES))})", param, ctx)
        return code


language = click.option("--lang", type=click.Choice(["en", "zh"]), help="Language; default: ASINWATCH_LANGUAGE.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON alone on stdout.")
as_of = click.option("--as-of", type=IsoDate(), help="The last complete day of data; nothing later is looked at.")


@contextmanager
def services() -> Iterator[Services]:
    """The services of one command, on a database whose schema is current."""
    settings = load_settings()
    engine = app.open_database(settings)
    try:
        yield app.build_services(settings, engine)
    finally:
        engine.dispose()


def told(function: Callable[P, T]) -> Callable[P, T]:
    """Errors become one sentence on stderr and the contract's exit status."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except AsinwatchError as error:
            click.echo(f"asinwatch: {error}", err=True)
            sys.exit(error.exit_status)
        except OperationalError as error:
            click.echo(f"asinwatch: the database cannot be used: {str(error.orig).strip()}", err=True)
            sys.exit(1)

    return wrapper


def print_json(value: Any, *, indent: int | None = None) -> None:
    """Prints one JSON document; text stays readable (no escapes of Chinese)."""
    click.echo(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="asinwatch")
@click.option("-v", "--verbose", is_flag=True, help="Log more to stderr.")
def main(verbose: bool) -> None:
    """Watches an Amazon brand's daily figures, alerts in Slack, and says why sales fell."""
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.DEBUG if verbose else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.INFO if verbose else logging.WARNING)
