"""People with confirmed accounts, made through the doors of a server, and ready-made requests of theirs."""

import concurrent.futures
import dataclasses
import json

from harness.clients import DOORS, Client, unavailable_words
from harness.journal import Account

PASSWORD = "Pw0bench0Z9"
THREADS = 8
LOG_IN = {"A": "/user_account/login", "B": "/api/login", "C": "/api/token/", "D": "/auth/login/", "E": "/account/login"}


def raw(method, path, headers=None, body=None):
    """The bytes of an HTTP/1.1 request; a body is sent as JSON."""
    sent = {"Host": "localhost", **(headers or {})}
    content = b"" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    if body is not None:
        sent["Content-Type"] = "application/json"
        sent["Content-Length"] = str(len(content))
    head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + content


@dataclasses.dataclass(frozen=True)
class Member:
    """One account with a token of each door, and document C's refresh token."""

    name: str
    address: str
    tokens: dict
    refresh: str


class Members:
    """So many accounts NAME00001, …, each confirmed and signed in at all doors; as many threads as the pool may keep waiting."""

    def __init__(self, port, sink, name, count):
        self._port = port
        self._sink = sink
        with concurrent.futures.ThreadPoolExecutor(THREADS) as threads:
            self.all = list(threads.map(self._make, (f"{name}{number:05d}" for number in range(count))))

    def _make(self, name):
        client = Client(self._port)
        try:
            account = Account(name, f"{name}@example.org", "A", PASSWORD)
            DOORS["A"].register(client, account)
            if not self._sink.wait_for(lambda: self._sink.to(account.address), 60):
                raise TimeoutError(f"no mail to {account.address}")
            DOORS["A"].confirm(client, account, self._sink.to(account.address)[0].links()[0], PASSWORD)
            tokens = {letter: DOORS[letter].sign_in(client, account, PASSWORD) for letter in "ABDE"}
            pair = client.ask("POST", "/api/token/", {"email": account.address, "password": PASSWORD}).json()
            return Member(name, account.address, {**tokens, "C": pair["access"]}, pair["refresh"])
        finally:
            client.close()

    def sessions(self, letter, count):
        """So many more tokens of a door, of all members in turn."""
        def one(number):
            client = Client(self._port)
            try:
                member = self.all[number % len(self.all)]
                return DOORS[letter].sign_in(client, Account(member.name, member.address, "A", PASSWORD), PASSWORD)
            finally:
                client.close()
        with concurrent.futures.ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(one, range(count)))


def log_in(letter, member):
    """The request by which a member signs in at this door."""
    body = {
        "A": {"username": member.name, "pwd": PASSWORD},
        "B": {"username": member.name, "pwd": PASSWORD},
        "C": {"email": member.address, "password": PASSWORD},
        "D": {"email": member.address, "password": PASSWORD},
        "E": {"login": member.name, "password": PASSWORD},
    }[letter]
    return raw("POST", LOG_IN[letter], {"browser": "bench"} if letter == "E" else None, body)


def log_in_refused(letter):
    """The bytes by which this door says that it cannot just now; A and B write their JSON as Flask does."""
    words = json.dumps(unavailable_words(LOG_IN[letter]), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return (words + "\n" if letter in "AB" else words).encode()


WHO = {
    "A": "/user_account/profile_settings",
    "B": "/api/profile_settings",
    "C": "/api/user/",
    "D": "/account/profile/",
    "E": "/account/me",
}


def who_am_i(letter, member):
    """The request that asks who the bearer is."""
    return raw("GET", WHO[letter], {"Authorization": bearer(letter, member.tokens[letter])})


def bearer(letter, token):
    return token if letter == "E" else DOORS[letter].bearer(token)
