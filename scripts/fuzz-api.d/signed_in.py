"""Signs people in, by the door of the contract that is fuzzed, and counts what is sent.

Each thread of Schemathesis has a person of its own, so that a log-out in one spoils nothing in another; a
person whose credential is refused is signed in anew, and where that fails too, somebody new registers.
"""

import atexit
import collections
import itertools
import os
import subprocess
import threading
import urllib.parse

import requests
import schemathesis

import known

CONTRACT = os.environ["FUZZ_CONTRACT"]
SERVICE = os.environ["FUZZ_SERVICE"]
# Where the server keeps its database, and the program that makes an admin there.
FOLDER = os.environ["FUZZ_FOLDER"]
PROGRAM = os.environ["FUZZ_PROGRAM"]
PASSWORD = "Correct horse 7"
numbers = itertools.count(int.from_bytes(os.urandom(4)) * 1000)
mine = threading.local()


class Door:
    """How a contract lets people in."""

    def __init__(self, register, sign_in, credentials, token):
        self.register = register
        self.sign_in = sign_in
        self.credentials = credentials
        self.token = token


def bearer(token):
    return {"headers": {"Authorization": f"Bearer {token}"}}


def bare(token):
    return {"headers": {"Authorization": token}}


def after_word(token):
    return {"headers": {"Authorization": f"Token {token}"}}


def flask_cookie(token):
    return {"cookies": {"access_token_cookie": token}, "headers": {"Sec-Fetch-Site": "same-origin"}}


DOORS = {
    "useraccount": Door(
        ("/user_account/registration", ("username", "email", "pwd"), {"full_name": "Ada Lovelace"}),
        ("/user_account/login", ("username", "pwd"), {}),
        [bearer, flask_cookie],
        lambda body: body["token"],
    ),
    "envelope": Door(
        ("/api/registration", ("username", "email", "pwd"), {"full_name": "Ada Lovelace"}),
        ("/api/login", ("username", "pwd"), {}),
        [bearer, bare, after_word, flask_cookie],
        lambda body: body["data"]["token"],
    ),
    "chat": Door(
        ("/api/register/", ("email", "password"), {}),
        ("/api/token/", ("email", "password"), {}),
        [bearer],
        lambda body: body["access"],
    ),
    "knowme": Door(
        ("/auth/register/", ("email", "password"), {"first_name": "Ada", "last_name": "Lovelace"}),
        ("/auth/login/", ("email", "password"), {}),
        [after_word],
        lambda body: body["token"],
    ),
    "personal": Door(
        ("/account/registration", ("login", "email", "password"), {"first_name": "Ада", "last_name": "Лавлейс"}),
        ("/account/login", ("login", "password"), {}),
        [bare, bearer],
        lambda body: body["token"],
    ),
    "admin": Door(
        ("/v1/accounts", ("username", "email", "password"), {}),
        ("/v1/sessions", ("login", "password"), {}),
        [bearer],
        lambda body: body["access_token"],
    ),
    "v1": Door(
        ("/v1/accounts", ("username", "email", "password"), {}),
        ("/v1/sessions", ("login", "password"), {}),
        [bearer, bare, after_word],
        lambda body: body["access_token"],
    ),
}


# The others' links confirm by themselves.
CONFIRMATIONS = {
    "admin": ("/v1/confirmations/complete", lambda code: {"code": code}),
    "v1": ("/v1/confirmations/complete", lambda code: {"code": code}),
    "knowme": ("/account/verify-email/", lambda key: {"key": key, "password": PASSWORD}),
}


class Person:
    """Somebody who registered, and the credential of the present session."""

    def __init__(self, base):
        self.base = base
        self.door = DOORS[CONTRACT]
        self.name = f"ada{next(numbers)}"
        self.email = f"{self.name}@example.org"
        self.post(self.door.register).raise_for_status()
        self.confirm()
        self.token = self.signed_in()
        self.account = None
        if CONTRACT == "admin":
            self.account = appointed(self)

    def value(self, field):
        if field in ("pwd", "password"):
            return PASSWORD
        if field == "email" or (field == "login" and "email" in self.door.sign_in[1]):
            return self.email
        return self.name

    def post(self, step):
        path, fields, more = step
        body = {field: self.value(field) for field in fields} | more
        return requests.post(self.base + path, json=body, headers={"browser": "Firefox"}, timeout=20)

    def links(self, word):
        """The links of mails to this person that have a word in them."""
        mails = requests.get(self.base + "/v1/test/mails", params={"to": self.email}, timeout=20).json()
        return [link for mail in mails["items"] for link in mail["links"] if word in link]

    def codes(self, word):
        return [link.rstrip("/").rpartition("/")[2].rpartition("=")[2] for link in self.links(word)]

    def confirm(self):
        """Much is only for people whose address is confirmed."""
        if CONTRACT in CONFIRMATIONS:
            for code in self.codes("confirm"):
                path, body = CONFIRMATIONS[CONTRACT]
                requests.post(self.base + path, json=body(code), timeout=20).raise_for_status()
        else:
            for link in self.links("confirm"):
                requests.get(self.base + urllib.parse.urlsplit(link).path, timeout=20).raise_for_status()

    def signed_in(self):
        answer = self.post(self.door.sign_in)
        return self.door.token(answer.json()) if answer.ok else None


def appointed(person):
    """Makes an admin of somebody, as an operator does; gives the id of an account of nobody's else."""
    made = subprocess.run(
        [PROGRAM, "admin", "create", "--email", f"root-{person.email}", "--username", f"root{person.name}"],
        input=PASSWORD, text=True, cwd=FOLDER, env=os.environ | {"AOT_CACHE": "off"}, capture_output=True,
    )
    if made.returncode:
        raise RuntimeError(made.stderr)
    login = {"login": f"root{person.name}", "password": PASSWORD}
    root = person.door.token(requests.post(person.base + "/v1/sessions", json=login, timeout=20).json())
    show = {"Authorization": f"Bearer {root}"}
    own = requests.get(person.base + "/v1/account", headers={"Authorization": f"Bearer {person.token}"}, timeout=20).json()["id"]
    rights = requests.get(person.base + "/v1/admin/permissions", headers=show, timeout=20).json()["items"]
    right = next(one["id"] for one in rights if one["name"] == "vestibule.admin")
    requests.put(f"{person.base}/v1/admin/accounts/{own}/permissions/{right}", headers=show, timeout=20).raise_for_status()
    name = f"eve{next(numbers)}"
    other = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
    return requests.post(person.base + "/v1/accounts", json=other, timeout=20).json()["id"]


def person_of(case):
    """The person of this thread, with a credential that is good as far as is known."""
    person = getattr(mine, "person", None)
    if person is None or mine.refused and (token := person.signed_in()) is None:
        mine.person = person = Person(case.operation.schema.get_base_url().rstrip("/"))
        mine.turn = itertools.cycle(person.door.credentials)
    elif mine.refused:
        person.token = token
    mine.refused = False
    return person


@schemathesis.auth(refresh_interval=None)
class SignedIn:
    """The credential of the thread's person, shown in each way of the contract in turn."""

    def get(self, case, context):
        # Several paths are for strangers, and refuse those who show a credential.
        if not case.operation.definition.raw.get("security"):
            return None
        if case.path == "/v1/introspect":
            return bearer(SERVICE)
        person = person_of(case)
        return next(mine.turn)(person.token)

    def set(self, case, data, context):
        case.headers = dict(case.headers or {}) | data.get("headers", {})
        if "cookies" in data:
            case.cookies = dict(case.cookies or {}) | data["cookies"]


counted = collections.Counter()
# Every third request with a good body names the thread's person and password, and every third one
# with a code in its path a code that was mailed: what is random alone stays before the door.
thirds = itertools.count()
OWN = {"username", "login", "email", "pwd", "password"}


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None or case.meta.generation.mode.is_negative or next(thirds) % 3:
        return
    if isinstance(case.body, dict) and OWN & case.body.keys():
        person = person_of(case)
        case.body = case.body | {field: person.value(field) for field in OWN & case.body.keys()}
    if case.path == "/v1/introspect" and isinstance(case.body, dict):
        case.body = case.body | {"token": person_of(case).token}
    if CONTRACT == "admin" and case.path.startswith("/v1/admin/accounts/{id}"):
        case.path_parameters["id"] = person_of(case).account
    if "token" in (case.path_parameters or {}) and (codes := person_of(case).codes("reset")):
        case.path_parameters["token"] = codes[0]


@schemathesis.hook
def after_call(context, case, response):
    counted[response.status_code] += 1
    ends = "logout" in case.path or case.method.upper() == "DELETE" or "password" in case.path
    if response.status_code in (401, 403) or ends or "deletion" in case.path:
        mine.refused = True


@schemathesis.hook
def filter_failure(context, failure, case, response):
    return not known.is_known(CONTRACT, failure, case, response)


@atexit.register
def tell():
    total = sum(counted.values())
    by_status = " ".join(f"{status}:{count}" for status, count in sorted(counted.items()))
    with open(os.environ["FUZZ_COUNT"], "w") as file:
        file.write(f"{total} requests ({by_status})\n")
