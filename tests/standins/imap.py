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
OPENSSL = shutil.which("openssl")
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
    tls_port: int
    certificate: Path | None  # self-signed, for localhost and 127.0.0.1; None where openssl is missing

    def deliver(self, *messages: bytes) -> None:
        new = self.home / "Maildir" / "new"
        owner = pwd.getpwnam("nobody")
        for number, message in enumerate(messages):
            file = new / f"{time.time_ns()}.{number}.test"
            file.write_bytes(message)
            os.chown(file, owner.pw_uid, owner.pw_gid)

    def log(self) -> str:
        """What the server wrote down, logins among it."""
        return (self.home.parent / "log").read_text(encoding="utf-8")

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
    certificate = _certificate(folder)
    port, tls_port = _free_ports()
    tls = "ssl = no" if certificate is None else f"ssl = yes\nssl_cert = <{certificate}\nssl_key = <{folder}/key.pem"
    config = folder / "dovecot.conf"
    config.write_text(
        f"""
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1 127.0.0.2
{tls}
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
    port = {tls_port if certificate else 0}
  }}
}}
""",
        encoding="utf-8",
    )
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait(port, process, folder)
        yield Mailbox(port, home, tls_port, certificate)
    finally:
        process.terminate()
        process.communicate(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _certificate(folder: Path) -> Path | None:
    """A self-signed certificate, which is its own authority."""
    if OPENSSL is None:
        return None
    certificate = folder / "cert.pem"
    wish = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(certificate)]
    subprocess.run([OPENSSL, *wish, *names, *files], check=True, capture_output=True, timeout=60)
    return certificate


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


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
