"""A real IMAP server (Debian's dovecot) on loopback with folders of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DOVECOT = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
USER, PASSWORD = "seller", "a-mail-password"


def missing() -> str | None:
    """Why there is no server here, None where there is one."""
    if DOVECOT is None:
        return "dovecot is not installed (Debian: dovecot-imapd)"
    if os.geteuid() != 0:
        return "dovecot needs root to start"
    return None


@dataclass
class Mailbox:
    """The server's address, and its mail as files."""

    port: int
    home: Path

    def deliver(self, *messages: bytes) -> None:
        new = self.home / "Maildir" / "new"
        owner = pwd.getpwnam("nobody")
        for number, message in enumerate(messages):
            file = new / f"{time.time_ns()}.{number}.test"
            file.write_bytes(message)
            os.chown(file, owner.pw_uid, owner.pw_gid)

    def files(self) -> set[str]:
        """The mails that are there, with their flags (`S` is seen)."""
        found = [*(self.home / "Maildir" / "new").iterdir(), *(self.home / "Maildir" / "cur").iterdir()]
        return {file.name for file in found}


@contextmanager
def running() -> Iterator[Mailbox]:
    assert DOVECOT is not None
    folder = Path(tempfile.mkdtemp(prefix="imap"))
    folder.chmod(0o755)
    home = folder / "home"
    owner = pwd.getpwnam("nobody")
    for name in ("", "Maildir", "Maildir/new", "Maildir/cur", "Maildir/tmp"):
        (home / name).mkdir(exist_ok=True)
        os.chown(home / name, owner.pw_uid, owner.pw_gid)
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    config = folder / "dovecot.conf"
    config.write_text(
        f"""
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:~/Maildir
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={home} allow_all_users=yes
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
""",
        encoding="utf-8",
    )
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait(port, process, folder)
        yield Mailbox(port, home)
    finally:
        process.terminate()
        process.communicate(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"dovecot did not start: {process.communicate()[1].decode()[-500:]}")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0 and probe.recv(4):
                return
        time.sleep(0.05)
    raise RuntimeError(f"dovecot gives no answer: {(folder / 'log').read_text()[-500:]}")
