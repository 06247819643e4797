"""Ready requests of seeded accounts through each door: signing in, and asking who one is; and the words of a full server."""

import json

from harness import requests
from harness.clients import DOORS, unavailable_words
from harness.requests import raw

BROWSER = {"browser": "bench"}
LOG_IN = {"A": "/user_account/login", "B": "/api/login", "C": "/api/token/", "D": "/auth/login/", "E": "/account/login"}
WHO = {
    "A": "/user_account/profile_settings",
    "B": "/api/profile_settings",
    "C": "/api/user/",
    "D": "/account/profile/",
    "E": "/account/me",
}
# What harness.ours calls the tokens of each door; B takes those of A.
TOKENS = {"A": "A", "B": "A", "C": "C", "D": "D", "E": "E"}


def log_in(letter, account):
    """Signs an account in, by its name where the door knows names."""
    name, password = (account.name if DOORS[letter].has_names else account.address), account.password
    body = {
        "A": {"username": name, "pwd": password},
        "B": {"username": name, "pwd": password},
        "C": {"email": name, "password": password},
        "D": {"email": name, "password": password},
        "E": {"login": name, "password": password},
    }[letter]
    return raw("POST", LOG_IN[letter], BROWSER if letter == "E" else None, body)


def refusal(letter):
    """The whole body by which a door says that it cannot sign anybody in just now; A and B write JSON as Flask does."""
    words = json.dumps(unavailable_words(LOG_IN[letter]), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return (words + "\n" if letter in "AB" else words).encode()


def authorized(letter, token):
    """The header that shows a token of this door."""
    return {"Authorization": token if letter == "E" else DOORS[letter].bearer(token)}


def who(letter, token):
    """Asks whose token it is."""
    return raw("GET", WHO[letter], authorized(letter, token))


def answers(port, asked):
    """The whole body of the answer to each of these requests now, which must be good; none may hold what changes by itself."""
    found = []
    for request in asked:
        answer = requests.ask(port, request)
        if answer.status != 200:
            raise RuntimeError(f"{answer} to {request}")
        found.append(answer.body)
    return found
