"""Several nodes on one database: what they share beside it is the master key and what they say of themselves to the world."""

import base64
import secrets

from harness.server import Server


def master_key(file):
    """Makes a master key where there is none, as `vestibule keys master` does; gives its path."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(base64.b64encode(secrets.token_bytes(32)) + b"\n")
    return file


def nodes(folder, url, count=2, settings=None, ports=()):
    """Servers on one PostgreSQL database, not started yet; further settings are the same for all."""
    key = master_key(folder / "master.key")
    shared = {"VESTIBULE_DATABASE_URL": url, "VESTIBULE_MASTER_KEY_FILE": str(key), **(settings or {})}
    ports = list(ports) or [None] * count
    return [Server(folder / f"node{number}", shared, port) for number, port in enumerate(ports, start=1)]
