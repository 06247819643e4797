"""Who am I, at document A: the profile by cookie, with the tokens of 100,000 accounts in turn."""

from harness.requests import Request
from measures import _whoami

LONGEST = 1800


def request(token):
    return Request("GET", "/user_account/profile_settings", headers={"Cookie": f"access_token_cookie={token}"})


def expected(account, token, answer):
    return {
        "contacts": "", "email": f"s******{account.name[-1]}@example.org", "full_name": account.name, "is_email_verified": True,
        "phone": account.phone, "pwd": "********", "username": account.name,
    }


def run(context):
    return _whoami.run(context, "A", request, expected)
