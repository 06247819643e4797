"""Spring Authorization Server in an application of Spring Boot, on PostgreSQL. It registers nobody: that is left to who builds on it."""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import re
import secrets
import shutil
import time
import urllib.parse

from harness import postgres, requests
from harness.context import CACHE
from harness.requests import Request
from harness.seed import PASSWORD
from harness.server import free_port, wait_until
from harness.wrk import CONNECTIONS, HASHING_CONNECTIONS
from peers.peer import Newcomers, Peer, complete, database_for, needs, only_one

SOURCES = pathlib.Path(__file__).with_suffix("")
ACCOUNTS = 1_000
WEEK = 7 * 24 * 3600
ISSUER, CALLBACK = "https://accounts.example.org", "https://shop.example.org/callback"
# More than twice as many connections as requests that are under way: to read what was authorized takes a second one while the first is held, so
# that with the usual ten all of them wait for each other.
POOL = 70
VERIFIER = "a-verifier-that-is-long-enough-for-the-protocol-to-take-it"
ASSERTED = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# Its answers come in chunks, of which wrk has read some without the others at the end, so that sizes do not tell how many were whole.
SAME_SIZE = False
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# A second, more than two cores can hash: each begins with a session of its own, which costs a request before the load.
MOST_LOG_INS = 150
# Of PASSWORD. By cost 4 people are signed in who are only asked who they are.
HASHES = {
    "cheap": "{bcrypt}$2b$04$mqfTmWSwcRv3ixxNniSk3udwmXnOJayy0sHLxaqSvieb3TL7TGsJO",
    "shipped": "{bcrypt}$2b$10$3stxdxSO0LEYo5GYs6HKNemP.9./3SwbsgRQ7moYoWR8Vr746El.e",
    "ours": "{ours}$argon2id$v=19$m=19456,t=2,p=1$dmVzdGlidWxlLWJlbmNoIQ$j6NasNepVQ9pkSc1/uv8Vn7/rs8wmLnkG3DciaBWr+k",
}


def program():
    """The application in one jar, built once and again when its sources change."""
    needs(("mvn", "apt-get install maven"))
    files = [file for file in sorted(SOURCES.rglob("*")) if file.is_file()]
    folder = CACHE / f"spring-{hashlib.sha256(b''.join(file.read_bytes() for file in files)).hexdigest()[:12]}"
    jar = folder / "target" / "authorization-1.jar"
    with only_one("spring"):
        if not jar.exists():
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(SOURCES, folder)
            complete("The build of Spring Authorization Server", ["mvn", "-B", "-q", "package"], folder)
    return jar


class Spring(Peer):
    """The application with ACCOUNTS people in it. asked: a method of this class that gives what is sent; hash: of HASHES."""

    def __init__(self, asked, hash):
        super().__init__("Spring")
        self._asked, self._hash = asked, hash
        self._port, self._secret = free_port(), secrets.token_hex(32)
        self._database = None

    def _start(self, folder):
        jar = program()
        self._database = database_for(folder)
        environment = {
            **{name: os.environ[name] for name in ("PATH", "JAVA_HOME") if name in os.environ}, "HOME": str(folder), "LC_ALL": "C.UTF-8",
            "SERVER_PORT": str(self._port), "SERVER_ADDRESS": "127.0.0.1", "SPRING_SQL_INIT_MODE": "always",
            "SPRING_DATASOURCE_URL": f"jdbc:postgresql://127.0.0.1:{self._database.port}/{postgres.USER}",
            "SPRING_DATASOURCE_USERNAME": postgres.USER, "SPRING_DATASOURCE_PASSWORD": self._database.password,
            "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE": str(POOL), "BENCH_HASH": self._hash, "BENCH_CLIENT_SECRET": self._secret,
        }
        java = pathlib.Path(os.environ["JAVA_HOME"]) / "bin" / "java" if "JAVA_HOME" in os.environ else "java"
        log = folder / "log"
        with open(log, "wb") as out:
            self._process = self._launched([str(java), "-jar", str(jar)], folder, environment, out, out)

        def answers():
            if self._process.poll() is not None:
                raise RuntimeError(f"Spring ended with {self._process.returncode}: {log.read_text(errors='replace')[-2000:]}")
            try:
                return requests.ask(self._port, Request("GET", "/login").raw()).status == 200
            except OSError:
                return False

        wait_until("Spring to answer", answers, 300, pause=0.2)
        names = f"select 'seed' || lpad(n::text, 6, '0') as name from generate_series(1, {ACCOUNTS}) n"
        self._database.sql(f"insert into users select name, '{HASHES[self._hash]}', true from ({names}) people", postgres.USER)
        self._database.sql(f"insert into authorities select name, 'ROLE_USER' from ({names}) people", postgres.USER)
        getattr(self, self._asked)()

    def _opened(self):
        """The cookie of a session that has seen the page of the log-in, and what its form must bring along."""
        answer = self._good(Request("GET", "/login"), 200)
        return _cookie(answer), re.search(rb'name="_csrf"[^>]* value="([^"]+)"', answer.body)[1].decode()

    def _log_in(self, number):
        cookie, proof = self._opened()
        fields = {"username": _name(number), "password": PASSWORD, "_csrf": proof}
        return Request("POST", "/login", urllib.parse.urlencode(fields).encode(), {**FORM, "Cookie": cookie})

    def _good(self, request, status):
        answer = requests.ask(self._port, request.raw())
        if answer.status != status:
            raise RuntimeError(f"Spring answers {answer} to {request}")
        return answer

    def _proven(self, **fields):
        """A body by which the client proves itself too."""
        proof = {"client_id": "bench", "client_assertion_type": ASSERTED, "client_assertion": self._assertion()}
        return urllib.parse.urlencode({**fields, **proof}).encode()

    def _assertion(self):
        now = int(time.time())
        claims = {"iss": "bench", "sub": "bench", "aud": ISSUER, "iat": now, "exp": now + WEEK, "jti": secrets.token_hex(8)}
        signed = b".".join(_trimmed(json.dumps(part).encode()) for part in ({"alg": "HS256"}, claims))
        return b".".join((signed, _trimmed(hmac.new(self._secret.encode(), signed, hashlib.sha256).digest()))).decode()

    def _token(self, number):
        """By the whole flow of a browser and the client's exchange of the code."""
        cookie = _cookie(self._good(self._log_in(number), 302))
        challenge = _trimmed(hashlib.sha256(VERIFIER.encode()).digest()).decode()
        query = urllib.parse.urlencode({"response_type": "code", "client_id": "bench", "scope": "openid", "redirect_uri": CALLBACK,
                                        "code_challenge": challenge, "code_challenge_method": "S256"})
        answer = self._good(Request("GET", f"/oauth2/authorize?{query}", headers={"Cookie": cookie}), 302)
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(dict(answer.headers)["Location"]).query)["code"][0]
        body = self._proven(grant_type="authorization_code", code=code, redirect_uri=CALLBACK, code_verifier=VERIFIER)
        return self._good(Request("POST", "/oauth2/token", body, FORM), 200).json()["access_token"]

    def whoami(self):
        """GET userinfo with the access tokens of everybody in turn."""
        cases = [(Request("GET", "/userinfo", headers={"Authorization": f"Bearer {self._token(number)}"}), _is(number))
                 for number in range(1, ACCOUNTS + 1)]
        self._send(self._port, cases, CONNECTIONS, SAME_SIZE)

    def introspection(self):
        """Introspection of the access tokens of everybody in turn, by their client."""
        cases = [(Request("POST", "/oauth2/introspect", self._proven(token=self._token(number)), FORM), _is_active(number))
                 for number in range(1, ACCOUNTS + 1)]
        self._send(self._port, cases, CONNECTIONS, SAME_SIZE)

    def log_in(self):
        """The form of the log-in with everybody's name and right password in turn, each in a session that has seen it."""
        cases = Newcomers(lambda number: (self._log_in(1 + number % ACCOUNTS), _is_let_in), MOST_LOG_INS)
        # Where it leads to is longer for who is not let in.
        self._send(self._port, cases, HASHING_CONNECTIONS)

    def pids(self):
        return [self._process.pid, self._database.pid()]

    def _end(self):
        super()._end()
        if self._database is not None:
            self._database.close()


def _name(number):
    return f"seed{number:06d}"


def _cookie(answer):
    return next(value.partition(";")[0] for name, value in answer.headers if name == "Set-Cookie" and value.startswith("JSESSIONID"))


def _trimmed(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _is(number):
    return lambda answer: answer.status == 200 and answer.json() == {"sub": _name(number)}


def _is_active(number):
    want = {"active": True, "sub": _name(number), "client_id": "bench", "iss": ISSUER, "scope": "openid", "token_type": "Bearer"}

    def right(answer):
        return answer.status == 200 and answer.json().items() >= want.items()

    return right


def _is_let_in(answer):
    return answer.status == 302 and urllib.parse.urlsplit(dict(answer.headers)["Location"]).path == "/" and "error" not in str(answer.headers)


def spring(asked, hash="shipped"):
    """One process. bcrypt of cost 10 as it comes, or argon2id of Bouncy Castle with our parameters; "cheap" where no hash is measured."""
    return Spring(asked, hash)
