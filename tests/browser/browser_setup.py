"""What the browser tests share: the demo as people start it, and short words for what they do on its page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Demo:
    """`seconds` is how long it took from the command to the address."""

    url: str
    seconds: float


@contextmanager
def running_demo(folder: Path, *options: str) -> Iterator[Demo]:
    """The demo as `make demo` starts it; at the end it must end cleanly by SIGTERM and leave no folder behind."""
    errors = folder / "stderr.txt"
    program = Path(sys.executable).parent / "asinwatch"
    began = time.monotonic()
    with errors.open("w") as stderr:
        process = subprocess.Popen(
            [program, "demo", "--no-browser", "--port", "0", *options],
            stdout=subprocess.PIPE, stderr=stderr, text=True, cwd=folder,
            env={**os.environ, "TMPDIR": str(folder)},
        )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"Open (http://127\.0\.0\.1:\d+)/\n", line)
        assert found, f"{line!r}\n{errors.read_text()}"
        yield Demo(found[1], time.monotonic() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        ended = process.wait(30)
        if process.stdout is not None:
            process.stdout.close()
    assert ended == 0, errors.read_text()
    assert not list(folder.glob("asinwatch-demo-*"))


def open_channel(page: Page, name: str) -> None:
    page.locator("#channels button", has_text=name).click()
    expect(page.locator("#room-name")).to_have_text(f"# {name}")


def type_command(page: Page, text: str) -> None:
    composer = page.locator("#composer-text")
    composer.click()
    composer.press_sequentially(text)
    composer.press("Enter")


def become(page: Page, name: str) -> None:
    person = page.locator("#who option", has_text=name).get_attribute("value")
    page.locator("#who").select_option(person)
