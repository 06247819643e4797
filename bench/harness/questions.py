"""The same questions to a server through all five contracts, and its answers without what differs each time: tokens."""

import re

from harness.clients import DOORS, Client, clearly_unavailable

# JWTs, the keys of D, the tokens of E.
SECRETS = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+|\b[0-9a-f]{64}\b|\b[0-9a-f]{40}\b")
BROWSER = {"browser": "bench"}


def _sign_ins(account, password):
    """A log-in through each door, by the name where both have names, else by the address."""
    return (
        ("/user_account/login", {"username": account.login(), "pwd": password}),
        ("/api/login", {"username": account.address, "pwd": password}),
        ("/api/token/", {"email": account.address, "password": password}),
        ("/auth/login/", {"email": account.address, "password": password}),
        ("/account/login", {"login": account.login(), "password": password}),
        ("/account/login", {"email": account.address, "password": password}),
    )


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
    return addresses + (names if DOORS[account.door].has_names else ())


class Questions:
    """Asks; `answers` are (question, status, body)."""

    def __init__(self, port):
        self.answers = []
        self._client = Client(port)

    def about(self, account, kept):
        """Everything about one account; kept: tokens from before, (door, token)."""
        for letter, token in kept:
            self._note(f"{letter} with a token from before", DOORS[letter].who(self._client, token))
        for path, body in _sign_ins(account, account.password):
            self._post(path, body)
        for path, body in _sign_ins(account, "wrong"):
            self._post(path, body)
        for path, body in _taken(account):
            self._post(path, body)
        for letter, door in DOORS.items():
            if letter != "D" or account.confirmed:
                token = door.sign_in(self._client, account, account.password)
                self._note(f"{letter} with a new token", door.who(self._client, token))
        self._note("check", self._client.ask("GET", f"/account/login/check?login={account.login()}"))

    def of_nobody(self):
        """What is asked without an account."""
        for path in ("/user_account/profile_settings", "/api/profile_settings", "/api/user/", "/account/profile/", "/account/me",
                     "/account/login/check?login=nobody_here"):
            self._note(path, self._client.ask("GET", path))
        for letter in DOORS:
            self._note(f"{letter} with a wrong token", DOORS[letter].who(self._client, "0" * 64))

    def _post(self, path, body):
        self._note(f"{path} {body}", self._client.ask("POST", path, body, BROWSER))

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
