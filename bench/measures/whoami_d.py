"""Who am I, at document D: the profile by key, with the keys of 100,000 accounts in turn."""

from harness.figures import Ratio, Resident
from harness.limits import BARE, Bare, Nginx
from harness.measuring import compare
from harness.ours import Asked, Node
from harness.requests import raw

LONGEST = 1800
OURS = "Vestibule D"
FIGURES = (Ratio(OURS, BARE, 0.85), Resident(OURS, 300))


def request(account, token):
    return raw("GET", "/account/profile/", {"Authorization": f"Token {token}"})


def expected(account, token, answer):
    return {"id": account.id, "email": account.address, "first_name": account.first_name, "last_name": account.last_name}


def run(context):
    ours = Asked(Node(context), OURS, "D", request, expected)
    return compare(context, [ours, Bare(context, ours), Nginx(context, ours)], FIGURES)
