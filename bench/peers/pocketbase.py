"""PocketBase, built by Go from its published module, on its own SQLite."""

import base64
import hashlib
import hmac
import json
import os
import time

from harness import bases, requests
from harness.context import CACHE
from harness.requests import Request
from harness.seed import PASSWORD
from harness.server import free_port, wait_until
from harness.wrk import CONNECTIONS, HASHING_CONNECTIONS
from peers.peer import Newcomers, Peer, complete, needs, only_one

# The newest that Go 1.26 builds.
VERSION = "v0.36.8"
MODULE = "github.com/pocketbase/pocketbase/examples/base"
ACCOUNTS = 10_000
RECORDS = "/api/collections/users/records"
WEEK = 7 * 24 * 3600
COUNT = "select count(*) as found from users"


def program():
    """The file, built once."""
    needs(("go", "1.25 or later"))
    folder = CACHE / f"pocketbase-{VERSION}"
    with only_one("pocketbase"):
        if not (folder / "base").exists():
            folder.mkdir(exist_ok=True)
            environment = {**os.environ, "GOBIN": str(folder), "CGO_ENABLED": "0"}
            complete(f"The build of PocketBase {VERSION}", ["go", "install", f"{MODULE}@{VERSION}"], folder, environment)
    return str(folder / "base")


class PocketBase(Peer):
    """A server as `serve` starts it with ACCOUNTS people in it; asked: a method of this class that gives what is sent."""

    def __init__(self, asked):
        super().__init__("PocketBase")
        self._asked, self._port = asked, free_port()

    def _start(self, folder):
        data = folder / "data"
        common = [f"--dir={data}", f"--publicDir={folder / 'public'}", f"--hooksDir={folder / 'hooks'}", "--hooksWatch=false", "--automigrate=false"]
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
        # It makes the database too. Without somebody who rules, a start would ask for one.
        complete("The database of PocketBase", [program(), "superuser", "create", "root@example.net", PASSWORD, *common], folder, environment)
        self._base = bases.sqlite(data / "data.db")
        log = folder / "log"
        with open(log, "wb") as out:
            self._process = self._launched([program(), "serve", f"--http=127.0.0.1:{self._port}", *common], folder, environment, out, out)

        def answers():
            if self._process.poll() is not None:
                raise RuntimeError(f"PocketBase ended with {self._process.returncode}: {log.read_text(errors='replace')[-2000:]}")
            try:
                return requests.ask(self._port, Request("GET", "/api/health").raw()).status == 200
            except OSError:
                return False

        wait_until("PocketBase to answer", answers, 60)
        self._seed()
        getattr(self, self._asked)()

    def _seed(self):
        """Copies of one who registered."""
        answer = requests.ask(self._port, _registration("template").raw())
        if answer.status != 200:
            raise RuntimeError(f"PocketBase takes nobody: {answer}")
        copies = ("with recursive c(n) as (select 1 union all select n + 1 from c where n < {0}) "
                  "insert into users (id, email, name, password, tokenKey, created, updated, verified) select printf('seed%011d', n), "
                  "printf('seed%06d@example.org', n), printf('Person %06d', n), password, printf('%050d', n), created, updated, 1 "
                  "from c cross join users where email = 'template@example.org'")
        self._base.run(copies.format(ACCOUNTS))

    def _tokens(self):
        """Signed as it signs its own: by the key of a person and that of their table."""
        row = self._base.rows("select id, options from _collections where name = 'users'")[0]
        secret, end = json.loads(row["options"])["authToken"]["secret"], int(time.time()) + WEEK
        for number in range(1, ACCOUNTS + 1):
            claims = {"collectionId": row["id"], "exp": end, "id": _id(number), "refreshable": True, "type": "auth"}
            signed = b".".join(map(_encoded, ({"alg": "HS256", "typ": "JWT"}, claims)))
            key = f"{number:050d}{secret}".encode()
            yield b".".join((signed, _trimmed(hmac.new(key, signed, hashlib.sha256).digest()))).decode()

    def whoami(self):
        """GET of everybody's own record with their token, which is read from the database for each."""
        cases = [(Request("GET", f"{RECORDS}/{_id(number)}", headers={"Authorization": token}), _shows(number))
                 for number, token in enumerate(self._tokens(), 1)]
        self._send(self._port, cases, CONNECTIONS)

    def log_in(self):
        """Log-ins of everybody in turn by address and right password."""
        path = "/api/collections/users/auth-with-password"
        cases = [(Request("POST", path, {"identity": f"seed{number:06d}@example.org", "password": PASSWORD}), _lets_in(number))
                 for number in range(1, ACCOUNTS + 1)]
        self._send(self._port, cases, HASHING_CONNECTIONS)

    def registration(self):
        """Registrations, each of somebody else; it sends no mail by itself."""
        cases = Newcomers(lambda number: (_registration(f"new{number:07d}"), _has_made(f"new{number:07d}")))
        self._send(self._port, cases, HASHING_CONNECTIONS, count=lambda: self._base.rows(COUNT)[0]["found"])

    def pids(self):
        return [self._process.pid]


def _id(number):
    return f"seed{number:011d}"


def _trimmed(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _encoded(value):
    return _trimmed(json.dumps(value, separators=(",", ":")).encode())


def _registration(name):
    return Request("POST", RECORDS, {"email": f"{name}@example.org", "name": name, "password": PASSWORD, "passwordConfirm": PASSWORD})


FIELDS = {"avatar", "collectionId", "collectionName", "created", "email", "emailVisibility", "id", "name", "updated", "verified"}


def _is(number, record):
    want = {"id": _id(number), "email": f"seed{number:06d}@example.org", "name": f"Person {number:06d}", "verified": True}
    return set(record) == FIELDS and record.items() >= want.items()


def _shows(number):
    return lambda answer: answer.status == 200 and _is(number, answer.json())


def _lets_in(number):
    def right(answer):
        found = answer.json()
        return answer.status == 200 and set(found) == {"record", "token"} and found["token"].count(".") == 2 and _is(number, found["record"])

    return right


def _has_made(name):
    """To who asks without being anybody it does not show the address."""
    def right(answer):
        found = answer.json()
        return answer.status == 200 and set(found) == FIELDS - {"email"} and (found["name"], found["verified"]) == (name, False)

    return right


def pocketbase(asked):
    """One process, which uses all cores. bcrypt of cost 10; there is no other."""
    return PocketBase(asked)
