"""asinwatch preview: what a file is taken for, or a mapping to save, correct and give to `import --mapping`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.base import main, told
from bot.errors import UsageError
from bot.ingest.proposing import propose_mapping
from bot.ingest.report import FileRefused
from bot.records.text import Say
from templates.words import say


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@told
def preview(path: Path) -> None:
    """Says what format a file has; for an unknown one prints a mapping (YAML) to save for `import --mapping`."""
    try:
        proposal = propose_mapping(path)
    except FileRefused as refused:
        raise UsageError(f"{path}: {say(refused.reason, 'en')}") from None
    if proposal.known is not None:
        click.echo(say(Say("ingest-preview-known", {"format": proposal.known}), "en"))
        return
    click.echo(proposal.text, nl=False)
    for key, names in (("missing", proposal.missing), ("unsure", proposal.unsure), ("unused", proposal.unused)):
        if names:
            click.echo(say(Say(f"ingest-preview-{key}", {"names": ", ".join(names)}), "en"), err=True)
