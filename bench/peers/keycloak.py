"""Keycloak on a PostgreSQL of its own: one node in production mode, as its guides tell to run it."""

import base64
import concurrent.futures
import json
import os
import shutil
import tempfile
import urllib.parse

from harness import postgres, requests
from harness.context import CACHE
from harness.requests import Request
from harness.sample import Unavailable
from harness.server import free_port, wait_until
from harness.wrk import CONNECTIONS, HASHING_CONNECTIONS
from harness.seed import PASSWORD
from peers.peer import Peer, complete, needs, only_one

VERSION = "26.7.3"
DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0"
ACCOUNTS = 1000
REALM = "bench"
TOKEN_PATH = f"/realms/{REALM}/protocol/openid-connect/token"
INTROSPECT_PATH = f"{TOKEN_PATH}/introspect"
# A back end that asks what tokens are worth, and the client whose tokens name it as their audience: of others it is told nothing.
ASKER, ASKER_SECRET = "asker", "bench-secret-of-the-asker"
SHOP = "shop"
USERINFO_PATH = f"/realms/{REALM}/protocol/openid-connect/userinfo"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

# Options that are fixed when it is built.
BUILD = ("--db=postgres",)
# TLS ends in front of it, and a single node looks for no others.
START = ("--http-enabled=true", "--http-host=127.0.0.1", "--hostname=https://accounts.example.org", "--proxy-headers=xforwarded",
         "--cache=local")
# As many connections as threads that take requests, all open from the start, as its guide on thread pools tells.
POOL = 50
# What its container gives itself where it has 2 GB: 70 % at most, half of it at once. The plain script gives it 512 MB.
HEAP = "-Xms1024m -Xmx1434m"
# A week of sessions, so that no token of a measurement ends in it.
LIFE = 7 * 24 * 3600

SALT = "dmVzdGlidWxlLWJlbmNoIQ=="


class Hash:
    """Parameters of argon2id with one lane, and PASSWORD's hash by them with SALT, so that seeding computes none."""

    def __init__(self, memory, iterations, value):
        self.memory = memory
        self.iterations = iterations
        self.value = value

    def options(self):
        return (f"--spi-password-hashing--argon2--memory={self.memory}", f"--spi-password-hashing--argon2--iterations={self.iterations}")

    def data(self):
        """What Keycloak keeps beside a hash."""
        parameters = {"hashLength": ["32"], "memory": [str(self.memory)], "type": ["id"], "version": ["1.3"], "parallelism": ["1"]}
        return {"hashIterations": self.iterations, "algorithm": "argon2", "additionalParameters": parameters}

    def credential(self):
        """As it is in an exported realm."""
        secret = {"value": self.value, "salt": SALT, "additionalParameters": {}}
        return {"type": "password", "credentialData": json.dumps(self.data()), "secretData": json.dumps(secret)}


HASHES = {
    "shipped": Hash(7168, 5, "nNqUEjrAriT3wyg+06FyUS3l12ivA4UOkYqiZpdFTnU="),
    "ours": Hash(19456, 2, "j6NasNepVQ9pkSc1/uv8Vn7/rs8wmLnkG3DciaBWr+k="),
}


def name_of(number):
    return f"seed{number:06d}"


def realm(hash):
    """A realm with ACCOUNTS people and a public client that may ask for tokens with their passwords; all else as a new realm has it."""
    users = [{
        "username": name_of(number), "enabled": True, "email": f"{name_of(number)}@example.org", "emailVerified": True,
        "firstName": "Person", "lastName": f"{number:06d}", "credentials": [hash.credential()],
    } for number in range(1, ACCOUNTS + 1)]
    client = {"clientId": "bench", "enabled": True, "publicClient": True, "directAccessGrantsEnabled": True, "standardFlowEnabled": False}
    audience = {"name": ASKER, "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
                "config": {"included.client.audience": ASKER, "access.token.claim": "true", "introspection.token.claim": "true"}}
    shop = {**client, "clientId": SHOP, "protocolMappers": [audience]}
    asker = {"clientId": ASKER, "enabled": True, "publicClient": False, "secret": ASKER_SECRET, "standardFlowEnabled": False}
    # The access token must not outlive a session, and the session's idle time is the refresh token's: shorter than its longest life, so
    # that the seconds left, which an answer tells, have one length.
    return {"realm": REALM, "enabled": True, "accessTokenLifespan": LIFE, "ssoSessionIdleTimeout": LIFE, "ssoSessionMaxLifespan": 4 * LIFE,
            "clients": [client, shop, asker], "users": users}


def distribution():
    """The folder of the distribution, downloaded and built with BUILD once."""
    folder = CACHE / f"keycloak-{VERSION}"
    built = folder / "built-with"
    with only_one("keycloak"), tempfile.TemporaryDirectory() as nowhere:
        if not built.exists() or built.read_text() != " ".join(BUILD):
            needs(("mvn", "apt-get install maven"))
            shutil.rmtree(folder, ignore_errors=True)
            artifact = f"org.keycloak:keycloak-quarkus-dist:{VERSION}:zip"
            unpack = ["mvn", "-B", "-q", f"{DEPENDENCY_PLUGIN}:unpack", f"-Dartifact={artifact}", f"-DoutputDirectory={CACHE}"]
            complete(f"The download of Keycloak {VERSION} by Maven", unpack, nowhere)
            complete("The build of Keycloak", ["sh", str(folder / "bin" / "kc.sh"), "build", *BUILD], folder)
            built.write_text(" ".join(BUILD))
    return folder


def form(**fields):
    return Request("POST", TOKEN_PATH, urllib.parse.urlencode({"client_id": "bench", **fields}).encode(), FORM)


def grant(number, **more):
    """The request for tokens with a name and a password."""
    return form(grant_type="password", username=name_of(number), password=PASSWORD, **more)


class Keycloak(Peer):
    """A node with its database; what is asked of it is a subclass's."""

    connections = CONNECTIONS

    def __init__(self, name="Keycloak", hash="shipped"):
        super().__init__(name)
        self._hash = HASHES[hash]
        self._port = free_port()
        self._database = None

    def _start(self, folder):
        if reason := postgres.missing():
            raise Unavailable(reason)
        # A copy, as it writes into its own folder.
        home = folder / "keycloak"
        shutil.copytree(distribution(), home)
        (home / "data" / "import").mkdir(parents=True, exist_ok=True)
        (home / "data" / "import" / f"{REALM}-realm.json").write_text(json.dumps(realm(self._hash)))
        self._database = postgres.Postgres(folder / "postgres", settings={"max_connections": "120", "shared_buffers": "256MB"}).start()
        self._run(home)
        wait_until("Keycloak to answer", self._answers, 900, pause=0.5)
        cases = self._cases_of(self._port)
        self._send(self._port, cases, self.connections)

    def _run(self, home):
        database = self._database
        words = ["start", "--optimized", "--import-realm", *START, f"--http-port={self._port}", *self._hash.options(),
                 f"--db-url=jdbc:postgresql://127.0.0.1:{database.port}/{postgres.USER}", f"--db-username={postgres.USER}",
                 f"--db-pool-initial-size={POOL}", f"--db-pool-min-size={POOL}", f"--db-pool-max-size={POOL}"]
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "JAVA_HOME") if name in os.environ}
        environment = {**kept, "LC_ALL": "C.UTF-8", "JAVA_OPTS_KC_HEAP": HEAP, "KC_DB_PASSWORD": database.password}
        with open(home / "log", "wb") as log:
            self._process = self._launched(["sh", str(home / "bin" / "kc.sh"), *words], home, environment, log, log)
        self._log = home / "log"

    def _answers(self):
        if self._process.poll() is not None:
            raise RuntimeError(f"Keycloak ended with {self._process.returncode}: {self._log.read_text(errors='replace')[-2000:]}")
        try:
            return requests.ask(self._port, Request("GET", f"/realms/{REALM}").raw()).status == 200
        except OSError:
            return False

    def _cases_of(self, port):
        raise NotImplementedError

    def _tokens(self, **more):
        """The answers to a log-in of everybody."""
        def log_in(number):
            answer = requests.ask(self._port, grant(number, **more).raw())
            if answer.status != 200:
                raise RuntimeError(f"Keycloak does not let {name_of(number)} in: {answer}")
            return answer.json()

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            return list(pool.map(log_in, range(1, ACCOUNTS + 1)))

    def pids(self):
        return [self._process.pid, self._database.pid()]

    def _end(self):
        super()._end()
        if self._database is not None:
            self._database.close()


class Userinfo(Keycloak):
    """GET userinfo with the access tokens of everybody in turn."""

    def _cases_of(self, port):
        tokens = [found["access_token"] for found in self._tokens(scope="openid")]
        return [(Request("GET", USERINFO_PATH, headers={"Authorization": f"Bearer {token}"}), _is(number)) for number, token in enumerate(tokens, 1)]


def _is(number):
    want = {"email_verified": True, "name": f"Person {number:06d}", "preferred_username": name_of(number), "given_name": "Person",
            "family_name": f"{number:06d}", "email": f"{name_of(number)}@example.org"}

    def right(answer):
        found = answer.json()
        return answer.status == 200 and len(found.pop("sub")) == 36 and found == want

    return right


class Introspection(Keycloak):
    """Introspection of the access tokens of everybody in turn, by a client of its own."""

    def _cases_of(self, port):
        pair = base64.b64encode(f"{ASKER}:{ASKER_SECRET}".encode()).decode()
        headers = {**FORM, "Authorization": f"Basic {pair}"}
        tokens = [found["access_token"] for found in self._tokens(scope="openid", client_id=SHOP)]
        return [(Request("POST", INTROSPECT_PATH, urllib.parse.urlencode({"token": token}).encode(), headers), _is_active(number))
                for number, token in enumerate(tokens, 1)]


def _is_active(number):
    want = {"active": True, "username": name_of(number), "email": f"{name_of(number)}@example.org", "email_verified": True}

    def right(answer):
        found = answer.json()
        return answer.status == 200 and {name: found.get(name) for name in want} == want

    return right


FIELDS = {"access_token", "expires_in", "refresh_expires_in", "refresh_token", "token_type", "not-before-policy", "session_state", "scope"}


def _has_tokens(answer):
    found = answer.json()
    return (answer.status == 200 and set(found) == FIELDS and found["expires_in"] == found["refresh_expires_in"] == LIFE
            and found["access_token"].count(".") == found["refresh_token"].count(".") == 2)


class Refresh(Keycloak):
    """New tokens for the refresh tokens of everybody in turn; they may be used again, as in a new realm."""

    def _cases_of(self, port):
        return [(form(grant_type="refresh_token", refresh_token=found["refresh_token"]), _has_tokens) for found in self._tokens()]


class PasswordGrant(Keycloak):
    """Log-ins of everybody in turn with the right password."""

    connections = HASHING_CONNECTIONS

    def _cases_of(self, port):
        return [(grant(number), _has_tokens) for number in range(1, ACCOUNTS + 1)]

    def _ask(self):
        """Also whether the hashes are kept as they were seeded: Keycloak would replace one by other parameters than its own at a log-in."""
        kept = self._database.sql("select distinct credential_data from credential", database=postgres.USER)
        return super()._ask() + [f"hashed by {text}" for text, in kept if json.loads(text) != self._hash.data()]


def userinfo():
    """GET userinfo of 1,000 people."""
    return Userinfo()


def introspection():
    """Introspection of the tokens of 1,000 people."""
    return Introspection()


def refresh():
    """The refresh grant of 1,000 people."""
    return Refresh()


def password_grant(hash="ours"):
    """The password grant of 1,000 people. hash: "ours" (19456 KiB, 2 passes) or "shipped" (7168 KiB, 5 passes), one lane."""
    return PasswordGrant(f"Keycloak, hash as {hash}", hash)

