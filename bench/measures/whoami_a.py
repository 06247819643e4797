"""Who am I, at document A: the profile by cookie, with the tokens of 100,000 accounts in turn."""

from harness.figures import Ratio, Resident
from harness.limits import BARE, Bare, Nginx
from harness.measuring import compare
from harness.ours import Asked, Node
from harness.requests import raw

LONGEST = 1800
OURS = "Vestibule A"
FIGURES = (Ratio(OURS, BARE, 0.85), Resident(OURS, 300))


def request(account, token):
    return raw("GET", "/user_account/profile_settings", {"Cookie": f"access_token_cookie={token}"})


def expected(account, token, answer):
    return {
        "contacts": "", "email": f"s******{account.name[-1]}@example.org", "full_name": account.full_name, "is_email_verified": True,
        "phone": account.phone, "pwd": "********", "username": account.name,
    }


def run(context):
    ours = Asked(Node(context), OURS, "A", request, expected)
    return compare(context, [ours, Bare(context, ours), Nginx(context, ours)], FIGURES)
