"""Applications of Flask-JWT-Extended and of Simple JWT behind HAProxy, whose people are signed in and poll: Vestibule takes their place, and nobody
gets another answer than 200; cookies and access tokens are renewed by what was signed before; a log-out ends the old token too."""

import base64
import collections
import http.cookiejar
import json
import threading
import time
import urllib.error
import urllib.request

from harness import haproxy
from harness.clients import DOORS, Client
from harness.figures import Verdict
from harness.haproxy import HAProxy
from harness.imports import imported
from harness.measuring import Report
from harness.old import Old
from harness.requests import Request
from harness.sample import Unavailable
from harness.server import Server
from moving._doors import Typed
from moving.flask import MAP

LONGEST = 900
CLIENTS, MADE = 8, 60
PAUSE = 0.1
# Seconds that clients poll before and after the change, and after the log-out of some.
BEFORE, AFTER, LOGGED_OUT = 10, 60, 10
# Of the tokens of either application: cookies are renewed in the second half of their life, access tokens when so many seconds are left.
COOKIE_LIFE, ACCESS_LIFE, LEFT = 120, 15, 5
SECRET = "a-secret-of-the-old-application-that-is-long-enough-for-anybody"
FORMER = {
    "flask_club": {"LIBRARY": "flask-jwt-extended", "CLAIM": "sub"},
    "django_shop": {"LIBRARY": "simplejwt", "CLAIM": "user_id"},
}


def until(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))


def expiry(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))["exp"]


class Polling:
    """One client that is signed in and asks who it is until `stop`; `statuses` counts its answers by phase and what it asked for."""

    phase = "before"

    def __init__(self, port, who):
        self.port, self.who = port, who
        self.statuses = collections.Counter()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.sign_in()
        self._thread.start()

    def _run(self):
        while not self._ended.wait(PAUSE):
            self.poll()

    def stop(self):
        self._ended.set()
        self._thread.join()

    def count(self, what, status):
        self.statuses[Polling.phase, type(self).__name__, what, status] += 1


class Cookies(Polling):
    """A browser at document A: it keeps whatever cookies it is given."""

    def sign_in(self):
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        body = json.dumps({"username": self.who["username"], "pwd": self.who["password"]}).encode()
        self.old = json.loads(self._ask("log-in", "/user_account/login", body))["token"]

    def _ask(self, what, path, body=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, {"Content-Type": "application/json"})
        try:
            with self._opener.open(request, timeout=30) as answer:
                self.count(what, answer.status)
                return answer.read()
        except urllib.error.HTTPError as refused:
            self.count(what, refused.code)
        except OSError as gone:
            self.count(what, type(gone).__name__)
        return b"{}"

    def poll(self):
        self._ask("poll", "/user_account/profile_settings")

    def log_out(self):
        self._ask("log-out", "/user_account/logout")

    def renewed(self):
        """Whether its token is another one than that of the log-in."""
        return any(cookie.value != self.old for cookie in self._jar if cookie.name == "access_token_cookie")


class Header(Polling):
    """A program at document A that sends its token in a header."""

    def sign_in(self):
        self._client = Client(self.port)
        self.old = DOORS["A"].sign_in(self._client, Typed(self.who["username"]), self.who["password"])

    def poll(self):
        self.count("poll", DOORS["A"].who(self._client, self.old).status)


class Pair(Polling):
    """A client of document C: a new access token whenever the last has little left."""

    def sign_in(self):
        self._client = Client(self.port)
        pair = self._client.ask(DOORS["C"].log_in(Typed(self.who["email"]), self.who["password"])).json()
        self.old, self._access, self._refresh = pair["refresh"], pair["access"], pair["refresh"]

    def poll(self):
        if time.time() > expiry(self._access) - LEFT or Polling.phase == "refreshed":
            answer = self._client.ask(DOORS["C"].refresh(self._refresh))
            self.count("refresh", answer.status)
            if answer.status == 200:
                self._access, self._refresh = answer.json()["access"], answer.json().get("refresh", self._refresh)
        self.count("poll", DOORS["C"].who(self._client, self._access).status)


def people(made):
    """Those who can sign in there by whatever names them."""
    return [one for one in made if one["active"] and one["form"] not in ("none", "unusable") and one["addresses"] and one["addresses"][0][1]
            and one["username"].startswith("person")]


class Cutover:
    """One application, its proxy, and the server that takes its place."""

    def __init__(self, context, program, kinds, words, life):
        folder = context.folder / program
        folder.mkdir()
        self._context, self._program = context, program
        self.old = context.owns(Old(program, f"sqlite:{folder / 'old.db'}", folder, SECRET=SECRET, LIFE=str(life)))
        made = people(self.old.make(MADE))
        self.old.start()
        self.proxy = context.owns(HAProxy(folder / "haproxy", [self.old.port, self.old.port]).start())
        self.proxy.ask("disable server nodes/node2")
        secret = folder / "secret"
        secret.touch(mode=0o600)
        secret.write_text(SECRET)
        former = {"ALGORITHM": "HS256", "SECRET_FILE": str(secret), "ISSUED_BEFORE": until(600), "UNTIL": until(2 * 86400)[:10], **FORMER[program]}
        # What HAProxy forwards for is the clients' address.
        self.server = context.owns(Server(folder / "node", {
            "VESTIBULE_TRUSTED_PROXIES": "127.0.0.1", **{f"VESTIBULE_FORMER_TOKENS_OLD_{name}": value for name, value in former.items()}}))
        Polling.phase = "before"
        self.clients = [kind(self.proxy.port, made[number]) for kind in kinds for number in range(CLIENTS)]
        self._words = [str(word) for word in words(folder)] + ["--from", self.old.place, "--source", "old"]

    def run(self):
        time.sleep(BEFORE)
        self.server.start()
        _, ended = imported(self.server, "people", *self._words)
        self._context.note(f"{self._program}: {ended.code} {ended.summary}")
        self.proxy.point(1, self.server.port)
        Polling.phase = "after"
        time.sleep(AFTER)
        # What it had begun when the proxy was changed is answered by now.
        self.old.close()
        Polling.phase = "refreshed"
        time.sleep(1)
        leaving = [client for client in self.clients[::2] if isinstance(client, Cookies)]
        for client in leaving:
            client.stop()
            client.log_out()
        time.sleep(LOGGED_OUT)
        for client in self.clients:
            client.stop()
        self.statuses = sum((client.statuses for client in self.clients), collections.Counter())
        client = Client(self.proxy.port)
        self.left = collections.Counter(DOORS["A"].who(client, one.old).status for one in leaving)
        self.renewed = [client.renewed() for client in self.clients if isinstance(client, Cookies) and client not in leaving]
        return self

    def verdicts(self):
        wrong = {key: count for key, count in self.statuses.items() if key[3] != 200}
        later = sum(count for (phase, _, _, _), count in self.statuses.items() if phase != "before")
        yield Verdict(f"{self._program}: no answer but 200", f"{self.statuses.total()} answers, {later} after the change, other {wrong}",
                      later and not wrong)
        if self.left:
            yield Verdict(f"{self._program}: who has logged out is refused with the old token", str(dict(self.left)), set(self.left) == {401})
            yield Verdict(f"{self._program}: old cookies are renewed", f"{sum(self.renewed)} of {len(self.renewed)}", all(self.renewed))
        else:
            fresh = sum(count for (phase, _, what, status), count in self.statuses.items() if what == "refresh" and phase == "refreshed")
            yield Verdict(f"{self._program}: refreshes after the first one here", str(fresh), fresh > 0)


def mapping(folder):
    """The map of the Flask application's table."""
    file = folder / "map.yaml"
    file.write_text(MAP.format(source="old", password="scheme: werkzeug"))
    return ["table", "--map", file]


def run(context):
    if reason := haproxy.missing():
        raise Unavailable(reason)
    found = [
        Cutover(context, "flask_club", (Cookies, Header), mapping, COOKIE_LIFE).run(),
        Cutover(context, "django_shop", (Pair,), lambda folder: ["django"], ACCESS_LIFE).run(),
    ]
    rows = [[*map(str, key), f"{count:,}"] for one in found for key, count in sorted(one.statuses.items(), key=str)]
    return Report([(["phase", "client", "asked for", "status", "answers"], rows)], [verdict for one in found for verdict in one.verdicts()],
                  {"rows": rows})
