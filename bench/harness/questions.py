"""The same questions to a server through all five contracts, and its answers without what differs each time: tokens."""

import re

from harness.clients import DOORS, Client, clearly_unavailable
from harness.requests import Request

# JWTs, the keys of D, the tokens of E.
SECRETS = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+|\b[0-9a-f]{64}\b|\b[0-9a-f]{40}\b")
BROWSER = DOORS["E"].browser


def _sign_ins(account, password):
    """A log-in through each door, by the name where both have names, and by the address."""
    return [
        *(door.log_in(account, password) for door in DOORS.values()),
        Request("POST", "/api/login", {"username": account.address, "pwd": password}),
        Request("POST", "/account/login", {"email": account.address, "password": password}, BROWSER),
    ]


def _taken(account):
    """A registration through each door with an address or a name that is taken."""
    addresses = (
        ("/user_account/registration", {"username": "free", "email": account.address, "pwd": "1234"}),
        ("/api/registration", {"username": "free", "email": account.address.upper(), "pwd": "1234"}),
        ("/api/register/", {"email": account.address, "password": "Pw1234567Zz"}),
        ("/auth/register/", {"email": account.address, "first_name": "A", "last_name": "B", "password": "Pw1234567Zz"}),
    )
    names = (
        ("/user_account/registration", {"username": account.name, "email": "free@example.org", "pwd": "1234"}),
        ("/api/registration", {"username": account.name.upper(), "email": "free@example.org", "pwd": "1234"}),
        ("/account/registration", {"login": account.name, "password": "Pw1234567Zz", "email": "free@example.org",
                                   "first_name": "Иван", "last_name": "Иванов"}),
    )
    return [Request("POST", path, body, BROWSER) for path, body in addresses + (names if DOORS[account.door].has_names else ())]


class Questions:
    """Asks; `answers` are (question, status, body)."""

    def __init__(self, port):
        self.answers = []
        self._client = Client(port)

    def about(self, account, kept):
        """Everything about one account; kept: tokens from before, (door, token)."""
        for letter, token in kept:
            self._note(f"{letter} with a token from before", DOORS[letter].who(self._client, token))
        for request in (*_sign_ins(account, account.password), *_sign_ins(account, "wrong"), *_taken(account)):
            self._ask(request)
        for letter, door in DOORS.items():
            if letter != "D" or account.confirmed:
                token = door.sign_in(self._client, account, account.password)
                self._note(f"{letter} with a new token", door.who(self._client, token))
        self._ask(Request("GET", f"/account/login/check?login={account.login}"))

    def of_nobody(self):
        """What is asked without an account."""
        for path in ("/user_account/profile_settings", "/api/profile_settings", "/api/user/", "/account/profile/", "/account/me",
                     "/account/login/check?login=nobody_here"):
            self._ask(Request("GET", path))
        for letter in DOORS:
            self._note(f"{letter} with a wrong token", DOORS[letter].who(self._client, "0" * 64))

    def _ask(self, request):
        self._note(f"{request.path} {request.body}", self._client.ask(request))

    def _note(self, question, answer):
        if clearly_unavailable(answer):
            raise RuntimeError(f"{question}: 503")
        self.answers.append((question, answer.status, SECRETS.sub("SECRET", answer.text)))

    def close(self):
        self._client.close()


def differences(before, after):
    """What is answered otherwise, as text."""
    pairs = zip(before, after, strict=True)
    return [f"{old[0]}: {old[1]} {old[2][:200]} became {new[1]} {new[2][:200]}" for old, new in pairs if old != new]
