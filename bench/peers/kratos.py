"""Ory Kratos, built by Go from its published module, as a server of programs' flows on SQLite or PostgreSQL."""

import concurrent.futures
import json
import os
import secrets
import shutil

from harness import bases, requests
from harness.context import CACHE
from harness.requests import Request
from harness.seed import PASSWORD
from harness.server import free_port, wait_until
from harness.wrk import CONNECTIONS, HASHING_CONNECTIONS
from peers.peer import Newcomers, Peer, complete, database_for, needs, only_one

VERSION = "v1.3.1"
ACCOUNTS = 1_000
# Flows that are begun before the load, so that a log-in is one request there too.
FLOWS = 1_000
LIFE = "24h"
# Of PASSWORD. By cost 4 people are signed in who are only asked who they are.
CHEAP = "$2b$04$vYLwZM/BIAem3.nUtyHmKOz9IaH6wcs0mpyTa4frRtKCkrcmFnrgq"
HASHES = {
    "shipped": "$2b$12$JZBAgdwJGAxUiE4nydc5MebTHWbxCO8JALaJa2OkHej5tgNXeF5ja",
    "ours": "$argon2id$v=19$m=19456,t=2,p=1$dmVzdGlidWxlLWJlbmNoIQ$j6NasNepVQ9pkSc1/uv8Vn7/rs8wmLnkG3DciaBWr+k",
}
HASHERS = {
    "shipped": {"algorithm": "bcrypt", "bcrypt": {"cost": 12}},
    "ours": {"algorithm": "argon2", "argon2": {"memory": "19456KB", "iterations": 2, "parallelism": 1, "salt_length": 16, "key_length": 32}},
}
SCHEMA = {
    "$id": "https://schemas.example.org/person.json", "$schema": "http://json-schema.org/draft-07/schema#", "title": "Person", "type": "object",
    "properties": {"traits": {"type": "object", "required": ["email"], "additionalProperties": False, "properties": {"email": {
        "type": "string", "format": "email", "minLength": 3,
        "ory.sh/kratos": {"credentials": {"password": {"identifier": True}}, "verification": {"via": "email"}, "recovery": {"via": "email"}},
    }}}},
}


def program():
    """The file, built once. Its module replaces others by versions of its own, so that `go install` refuses it: its sources are copied."""
    needs(("go", "1.22 or later"), ("gcc", "apt-get install gcc"))
    folder = CACHE / f"kratos-{VERSION}"
    with only_one("kratos"):
        if not (folder / "kratos").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            found = complete("The download of Ory Kratos", ["go", "mod", "download", "-json", f"github.com/ory/kratos@{VERSION}"], folder)
            sources = folder / "sources"
            shutil.copytree(json.loads(found)["Dir"], sources)
            for place in (sources, *sources.rglob("*")):
                place.chmod(place.stat().st_mode | 0o200)
            build = ["go", "build", "-mod=mod", "-tags", "sqlite,json1", "-o", str(folder / "kratos"), "."]
            complete(f"The build of Ory Kratos {VERSION}", build, sources)
            shutil.rmtree(sources)
    return str(folder / "kratos")


class Kratos(Peer):
    """A server with ACCOUNTS people in it. asked: a method of this class that gives what is sent; stored: "sqlite" or "postgres"; hash: of HASHES."""

    def __init__(self, asked, stored, hash):
        super().__init__("Kratos")
        self._asked, self._stored, self._hash = asked, stored, hash
        self._port, self._admin = free_port(), free_port()
        self._database = None

    def _start(self, folder):
        binary = program()
        place = f"sqlite://{folder / 'accounts.db'}?_fk=true&mode=rwc&_journal_mode=WAL&_synchronous=FULL&_busy_timeout=10000"
        self._base = bases.sqlite(folder / "accounts.db")
        if self._stored == "postgres":
            self._database = database_for(folder)
            place = f"{self._database.url()}?sslmode=disable&max_conns=20&max_idle_conns=20"
            self._base = bases.postgres(self._database)
        settings = folder / "kratos.json"
        (folder / "person.json").write_text(json.dumps(SCHEMA))
        settings.write_text(json.dumps(self._settings(folder, place)))
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
        complete("The tables of Ory Kratos", [binary, "migrate", "sql", "--yes", "-c", str(settings), place], folder, environment)
        log = folder / "log"
        with open(log, "wb") as out:
            self._process = self._launched([binary, "serve", "-c", str(settings), "--sqa-opt-out"], folder, environment, out, out)

        def answers():
            if self._process.poll() is not None:
                raise RuntimeError(f"Kratos ended with {self._process.returncode}: {log.read_text(errors='replace')[-2000:]}")
            try:
                return requests.ask(self._admin, Request("GET", "/admin/health/ready").raw()).status == 200
            except OSError:
                return False

        wait_until("Ory Kratos to answer", answers, 120)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(self._seed, range(1, ACCOUNTS + 1)))
            getattr(self, self._asked)(pool)

    def _settings(self, folder, place):
        site = "https://accounts.example.org"
        flows = {name: {"ui_url": f"{site}/{name}", "lifespan": LIFE} for name in ("login", "registration")}
        flows["registration"]["after"] = {"password": {"hooks": [{"hook": "session"}]}}
        flows["verification"] = {"enabled": True, "use": "code", "ui_url": f"{site}/verification"}
        return {
            "version": VERSION, "dsn": place,
            # TLS ends in front of it.
            "serve": {"public": {"base_url": f"{site}/", "host": "127.0.0.1", "port": self._port},
                      "admin": {"base_url": f"{site}/", "host": "127.0.0.1", "port": self._admin}},
            # It would ask the world outside whether a password was ever lost.
            "selfservice": {"default_browser_return_url": f"{site}/", "flows": flows,
                            "methods": {"password": {"enabled": True, "config": {"haveibeenpwned_enabled": False}}, "code": {"enabled": True}}},
            "session": {"lifespan": "720h"},
            "secrets": {"cookie": [secrets.token_hex(32)], "cipher": [secrets.token_hex(16)]},
            "hashers": HASHERS[self._hash],
            "identity": {"default_schema_id": "person", "schemas": [{"id": "person", "url": f"file://{folder / 'person.json'}"}]},
            # Mails are queued; another process would send them.
            "courier": {"smtp": {"connection_uri": "smtp://127.0.0.1:25/?disable_starttls=true"}},
        }

    def _seed(self, number):
        password = CHEAP if self._asked == "whoami" else HASHES[self._hash]
        body = {"schema_id": "person", "traits": {"email": _address(number)}, "credentials": {"password": {"config": {"hashed_password": password}}},
                "verifiable_addresses": [{"value": _address(number), "verified": True, "via": "email", "status": "completed"}]}
        self._good(self._admin, Request("POST", "/admin/identities", body), 201)

    @staticmethod
    def _good(port, request, status):
        answer = requests.ask(port, request.raw())
        if answer.status != status:
            raise RuntimeError(f"Ory Kratos answers {answer} to {request}")
        return answer.json()

    def _flow(self, kind):
        return self._good(self._port, Request("GET", f"/self-service/{kind}/api"), 200)["id"]

    def whoami(self, pool):
        """GET of the session of everybody in turn, which is read from the database for each."""
        flow = self._flow("login")
        tokens = pool.map(lambda number: self._good(self._port, _log_in(flow, number), 200)["session_token"], range(1, ACCOUNTS + 1))
        cases = [(Request("GET", "/sessions/whoami", headers={"X-Session-Token": token}), _is_session(_address(number)))
                 for number, token in enumerate(tokens, 1)]
        # Times of a session have as many digits as they need.
        self._send(self._port, cases, CONNECTIONS, same_size=False)

    def log_in(self, pool):
        """Log-ins of everybody in turn with the right password, each in a flow that was begun before; each makes a session."""
        flows = list(pool.map(lambda number: self._flow("login"), range(FLOWS)))
        cases = [(_log_in(flows[number % FLOWS], number), _is_signed_in(_address(number))) for number in range(1, ACCOUNTS + 1)]
        self._send(self._port, cases, HASHING_CONNECTIONS, same_size=False)

    def registration(self, pool):
        """Registrations, each of somebody else, in flows that were begun before; each makes a session, and queues a mail."""
        flows = list(pool.map(lambda number: self._flow("registration"), range(FLOWS)))

        def newcomer(number):
            address = f"new{number:07d}@example.org"
            body = {"method": "password", "password": PASSWORD, "traits": {"email": address}}
            return Request("POST", f"/self-service/registration?flow={flows[number % FLOWS]}", body), _is_signed_in(address)

        count = "select count(*) as found from identities"
        self._send(self._port, Newcomers(newcomer), HASHING_CONNECTIONS, False, lambda: self._base.rows(count)[0]["found"])

    def pids(self):
        return [self._process.pid, *([self._database.pid()] if self._database else [])]

    def _end(self):
        super()._end()
        if self._database is not None:
            self._database.close()


def _address(number):
    return f"seed{number:06d}@example.org"


def _log_in(flow, number):
    body = {"method": "password", "identifier": _address(number), "password": PASSWORD}
    return Request("POST", f"/self-service/login?flow={flow}", body)


def _is(session, address):
    return session["active"] is True and session["identity"]["traits"] == {"email": address} and session["authenticator_assurance_level"] == "aal1"


def _is_session(address):
    return lambda answer: answer.status == 200 and _is(answer.json(), address)


def _is_signed_in(address):
    def right(answer):
        found = answer.json()
        return answer.status == 200 and found["session_token"].startswith("ory_st_") and _is(found["session"], address)

    return right


def kratos(asked, stored="sqlite", hash="shipped"):
    """One process, which uses all cores. bcrypt of cost 12 as it comes, or argon2id with our parameters."""
    return Kratos(asked, stored, hash)
