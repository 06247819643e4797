"""Log-ins through each of the five doors, of 100,000 accounts in turn, each with its session written and synced.

Before, some ten thousand log-ins through each door whose hash costs next to nothing (harness.ours.Node.sign_in_cheaply).
"""

from harness.clients import DOORS
from harness.figures import Ratio
from harness.limits import SODIUM, Hashes
from harness.measuring import compare, peer
from harness.ours import Node, SignedIn

LONGEST = 3600
KEYCLOAK, KEYCLOAK_SHIPPED, BETTER_AUTH = "Keycloak, same hash", "Keycloak as shipped", "Better Auth"
LEAST = ((SODIUM, 0.92), (KEYCLOAK, 3))
FIGURES = tuple(Ratio(f"Vestibule {letter}", other, least) for letter in DOORS for other, least in LEAST)


def door(node, letter):
    return SignedIn(node, f"Vestibule {letter}", letter, lambda account, token, answer: expected(letter, account, answer.json()))


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
