"""Log-ins through each of the five doors, of 100,000 accounts in turn, each with its session written and synced.

Before, some ten thousand log-ins through each door whose hash costs next to nothing (harness.ours.Cheap).
"""

from harness.figures import Ratio
from harness.limits import SODIUM, Hashes
from harness.measuring import compare, peer
from harness.ours import Node, SignedIn
from harness.requests import raw

LONGEST = 3600
KEYCLOAK, KEYCLOAK_SHIPPED, BETTER_AUTH = "Keycloak, same hash", "Keycloak as shipped", "Better Auth"
DOORS = {
    "A": ("/user_account/login", lambda account: {"username": account.name, "pwd": account.password}),
    "B": ("/api/login", lambda account: {"username": account.name, "pwd": account.password}),
    "C": ("/api/token/", lambda account: {"email": account.address, "password": account.password}),
    "D": ("/auth/login/", lambda account: {"email": account.address, "password": account.password}),
    "E": ("/account/login", lambda account: {"login": account.name, "password": account.password}),
}
LEAST = ((SODIUM, 0.92), (KEYCLOAK, 3))
FIGURES = tuple(Ratio(f"Vestibule {letter}", other, least) for letter in DOORS for other, least in LEAST)


def request(letter):
    """What makes the log-in of an account through a door."""
    path, body = DOORS[letter]
    return lambda account, token: raw("POST", path, {"browser": "wrk"}, body(account))


def door(node, letter):
    return SignedIn(node, f"Vestibule {letter}", letter, request(letter), lambda account, token, answer: expected(letter, account, answer.json()))


def expected(letter, account, said):
    """Tokens are taken from the answer: its length tells that they are whole, the database that they are kept."""
    match letter:
        case "A":
            return {"msg": "login successful", "token": said["token"]}
        case "B":
            return {"data": {"token": said["data"]["token"]}, "msg": "success", "status": "OK"}
        case "C":
            return {"refresh": said["refresh"], "access": said["access"]}
        case "D":
            return {"token": said["token"]}
    return {**said, "id": account.id, "login": account.name, "email": account.address}


def run(context):
    node = Node(context)
    contestants = [
        *(door(node, letter) for letter in DOORS), Hashes(context),
        peer("keycloak", lambda module: module.password_grant(hash="ours"), KEYCLOAK),
        peer("keycloak", lambda module: module.password_grant(hash="shipped"), KEYCLOAK_SHIPPED),
        peer("better_auth", lambda module: module.sign_in(), BETTER_AUTH),
    ]
    return compare(context, contestants, FIGURES)
