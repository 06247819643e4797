"""Better Auth on Node with SQLite, a process for each core, in production mode."""

import hashlib
import os
import pathlib
import secrets
import shutil

from harness.context import CACHE
from harness.requests import Request
from harness.server import free_port, wait_until
from harness.wrk import CONNECTIONS, HASHING_CONNECTIONS
from harness.seed import PASSWORD
from peers.peer import Peer, complete, needs, only_one

SOURCES = pathlib.Path(__file__).with_suffix("")
# All that its packages need, as of this day.
AS_OF = "2026-11-28"
PROGRAMS = ("auth.mjs", "seed.mjs", "server.mjs")
ACCOUNTS = 10_000
# TLS ends in front of it.
URL = "https://accounts.example.org"


def installed():
    """A folder with the packages of package.json in it, downloaded, and the SQLite driver compiled where there is none to download, once."""
    needs(("node", "version 20 or later"), ("npm", "it comes with Node"))
    found = hashlib.sha256((SOURCES / "package.json").read_bytes() + AS_OF.encode())
    found.update(complete("node", ["node", "--version"], SOURCES).encode())
    folder = CACHE / f"better-auth-{found.hexdigest()[:12]}"
    with only_one("better-auth"):
        if (folder / "installed").exists():
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(SOURCES / "package.json", folder)
        install = ["npm", "install", f"--before={AS_OF}", "--omit=dev", "--no-audit", "--no-fund"]
        complete("npm install for Better Auth", install, folder, _install_environment())
        # That the driver loads is part of being installed.
        complete("SQLite for Node", ["node", "-e", "new (require('better-sqlite3'))(':memory:')"], folder)
        (folder / "installed").touch()
    return folder


def _install_environment():
    """Node's own header files, where it has them, are used rather than downloaded."""
    home = pathlib.Path(os.path.realpath(shutil.which("node"))).parents[1]
    if (home / "include" / "node" / "node_api.h").exists():
        return {**os.environ, "npm_config_nodedir": str(home)}
    return dict(os.environ)


class BetterAuth(Peer):
    """The server with ACCOUNTS people in it, each signed in; what is asked of it is a subclass's."""

    connections = CONNECTIONS
    same_size = True

    def __init__(self):
        super().__init__("Better Auth")
        self._port = free_port()

    def _start(self, folder):
        packages = installed()
        for name in PROGRAMS:
            shutil.copy(SOURCES / name, folder)
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "node_modules").symlink_to(packages / "node_modules")
        self._environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "NODE_ENV": "production", "BETTER_AUTH_URL": URL,
            "BETTER_AUTH_SECRET": secrets.token_hex(32), "BENCH_DATABASE": str(folder / "accounts.db"), "BENCH_PORT": str(self._port),
            "BENCH_ACCOUNTS": str(ACCOUNTS), "BENCH_PASSWORD": PASSWORD,
        }
        lines = complete("The seeding of Better Auth", ["node", "seed.mjs"], folder, self._environment).splitlines()
        people = [Person(number, *line.split()) for number, line in enumerate(lines, 1)]
        if len(people) != ACCOUNTS:
            raise RuntimeError(f"{len(people)} people, not {ACCOUNTS}")
        self._run(folder)
        self._send(self._port, self._cases_of(people), self.connections, self.same_size)

    def _run(self, folder):
        out = folder / "out"
        with open(out, "wb") as stdout, open(folder / "err", "wb") as stderr:
            self._process = self._launched(["node", "server.mjs"], folder, self._environment, stdout, stderr)

        def ready():
            if self._process.poll() is not None:
                raise RuntimeError(f"Better Auth ended with {self._process.returncode}: {(folder / 'err').read_text()[-2000:]}")
            return out.read_text().startswith("ready")

        wait_until("Better Auth to be ready", ready, 60)

    def _cases_of(self, people):
        raise NotImplementedError

    def pids(self):
        return [self._process.pid]


class Person:
    """One account with its session, as seed.mjs prints it."""

    def __init__(self, number, cookie, token, id):
        self.number = number
        self.cookie = cookie
        self.token = token
        self.id = id
        self.address = f"seed{number:06d}@example.org"

    def right_session(self, answer):
        found = answer.json()
        session = found["session"]
        return answer.status == 200 and self._is(found["user"]) and (session["token"], session["userId"]) == (self.token, self.id)

    def right_sign_in(self, answer):
        found = answer.json()
        whole = set(found) == {"redirect", "token", "user"} and len(found["token"]) == 32
        return answer.status == 200 and whole and self._is(found["user"])

    def _is(self, user):
        want = {"id": self.id, "email": self.address, "name": f"Person {self.number:06d}", "emailVerified": True, "image": None}
        return set(user) == {*want, "createdAt", "updatedAt"} and user.items() >= want.items()


class GetSession(BetterAuth):
    """GET get-session with the session cookies of everybody in turn."""

    def _cases_of(self, people):
        return [(Request("GET", "/api/auth/get-session", headers={"Cookie": person.cookie}), person.right_session) for person in people]


class SignIn(BetterAuth):
    """Sign-ins of everybody in turn with the right password; each makes a session."""

    connections = HASHING_CONNECTIONS
    # Of the signature in the cookie, characters that a URL cannot have are written as three.
    same_size = False

    def _cases_of(self, people):
        def request(person):
            return Request("POST", "/api/auth/sign-in/email", {"email": person.address, "password": PASSWORD}, {"Origin": URL})

        return [(request(person), person.right_sign_in) for person in people]


def get_session():
    """GET get-session of 10,000 people. Without the cookie cache, as shipped, every question is asked of the database."""
    return GetSession()


def sign_in():
    """The sign-in of 10,000 people by address and password. scrypt as shipped: N = 16384, r = 16, p = 1."""
    return SignIn()

