"""Flask with Flask-JWT-Extended, and Django REST Framework with Simple JWT, under gunicorn with a process for each core."""

import functools
import hashlib
import os
import pathlib
import secrets
import shutil
import sys

from harness import bases, postgres, requests
from harness.context import CACHE
from harness.requests import Request
from harness.seed import FIRST, PASSWORD
from harness.server import free_port, wait_until
from harness.wrk import CONNECTIONS, HASHING_CONNECTIONS
from peers.peer import Newcomers, Peer, complete, database_for, only_one

SOURCES = pathlib.Path(__file__).with_name("python")
ACCOUNTS = 10_000
# gunicorn sends head and body apart: wrk has read heads without bodies at the end, so that sizes do not tell how many were whole.
SAME_SIZE = False
# Threads of a process: libraries leave the interpreter to others while they hash or wait for the database.
THREADS = 8


def installed():
    """The interpreter that has the libraries of requirements.txt, which are installed on the first call."""
    wanted = SOURCES / "requirements.txt"
    home = CACHE / f"peers-python-{hashlib.sha256(wanted.read_bytes()).hexdigest()[:12]}"
    python = home / "bin" / "python"
    with only_one("peers-python"):
        if not (home / "installed").exists():
            shutil.rmtree(home, ignore_errors=True)
            complete("A virtual environment", [sys.executable, "-m", "venv", str(home)], SOURCES)
            install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(wanted)]
            complete("pip install for Flask and Django", install, SOURCES)
            (home / "installed").touch()
    return python


class Application(Peer):
    """One of the applications with ACCOUNTS people in it.

    program: its module in SOURCES. asked: a method of this class that gives what is sent. table: where it keeps people. stored: "sqlite" or
    "postgres". hash: "shipped", as its framework hashes by itself, or "ours".
    """

    def __init__(self, program, asked, table, stored, hash):
        super().__init__(program)
        self._program, self._asked, self._table, self._stored, self._hash = program, asked, table, stored, hash
        self._port = free_port()
        self._database = None

    def _start(self, folder):
        python = str(installed())
        place = str(folder / "accounts.db")
        self._base = bases.sqlite(place)
        if self._stored == "postgres":
            self._database = database_for(folder)
            place, self._base = self._database.url(), bases.postgres(self._database)
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "DATABASE": place,
            "SECRET": secrets.token_hex(32), "PASSWORD": PASSWORD, "HASH": self._hash,
        }
        made = complete(f"The seeding of {self._program}", [python, f"{self._program}.py", str(ACCOUNTS)], SOURCES, environment)
        self._tokens = made.split()
        self._run(python, folder, environment)
        getattr(self, self._asked)()

    def _run(self, python, folder, environment):
        command = [python, "-m", "gunicorn", f"{self._program}:app", "--bind", f"127.0.0.1:{self._port}", "--workers", str(os.cpu_count()),
                   "--worker-class", "gthread", "--threads", str(THREADS), "--keep-alive", "75", "--worker-tmp-dir", "/dev/shm",
                   "--no-control-socket"]
        log = folder / "log"
        with open(log, "wb") as out:
            self._process = self._launched(command, SOURCES, environment, out, out)

        def answers():
            if self._process.poll() is not None:
                raise RuntimeError(f"gunicorn ended with {self._process.returncode}: {log.read_text(errors='replace')[-2000:]}")
            try:
                return requests.ask(self._port, Request("GET", "/api/me").raw()).status == 401
            except OSError:
                return False

        wait_until("gunicorn to answer", answers, 60)

    def whoami(self):
        """GET with the access tokens of everybody in turn; each answer is what the database has of the person."""
        cases = [(Request("GET", "/api/me", headers={"Authorization": f"Bearer {token}"}), functools.partial(_is, number, f"seed{number:06d}", 200))
                 for number, token in enumerate(self._tokens, 1)]
        self._send(self._port, cases, CONNECTIONS, SAME_SIZE)

    def log_in(self):
        """Log-ins of everybody in turn with the right password, for an access and a refresh token."""
        cases = [(Request("POST", "/api/login", {"username": f"seed{number:06d}", "password": PASSWORD}), _has_tokens)
                 for number in range(1, ACCOUNTS + 1)]
        self._send(self._port, cases, HASHING_CONNECTIONS, SAME_SIZE)

    def registration(self):
        """Registrations, each of somebody else."""
        def newcomer(number):
            name = f"new{number:07d}"
            body = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
            return Request("POST", "/api/register", body), functools.partial(_is, None, name, 201)

        count = f"select count(*) as found from {self._table}"
        self._send(self._port, Newcomers(newcomer), HASHING_CONNECTIONS, SAME_SIZE, lambda: self._base.rows(count)[0]["found"])

    def verification(self):
        """Simple JWT's own question whether an access token is genuine and not over; it looks for nobody in the database."""
        cases = [(Request("POST", "/api/verify", {"token": token}), lambda answer: (answer.status, answer.json()) == (200, {}))
                 for token in self._tokens]
        self._send(self._port, cases, CONNECTIONS, SAME_SIZE)

    def pids(self):
        return [self._process.pid, *([self._database.pid()] if self._database else [])]

    def _end(self):
        super()._end()
        if self._database is not None:
            self._database.close()


def _is(number, name, status, answer):
    found = answer.json()
    right = number is None or found["id"] == FIRST + number
    return answer.status == status and right and found == {"id": found["id"], "username": name, "email": f"{name}@example.org"}


def _has_tokens(answer):
    tokens = answer.json().values()
    return answer.status == 200 and len(tokens) == 2 and all(token.count(".") == 2 for token in tokens)


def flask(asked, stored="sqlite", hash="shipped"):
    """Flask-JWT-Extended, which looks for the person in the database at each question. Werkzeug's hash: scrypt, N = 32768, r = 8, p = 1."""
    return Application("flask_app", asked, "person", stored, hash)


def django(asked, stored="sqlite", hash="shipped"):
    """Django REST Framework and Simple JWT, which does so too. Django's hash: PBKDF2-HMAC-SHA-256 of 1,000,000 rounds."""
    return Application("django_app", asked, "auth_user", stored, hash)
