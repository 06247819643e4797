"""Who am I, at document D: the profile by key, with the keys of 100,000 accounts in turn."""

from harness.clients import DOORS
from measures import _whoami

LONGEST = 1800
request = DOORS["D"].profile


def expected(account, token, answer):
    return {"id": account.id, "email": account.address, "first_name": account.first_name, "last_name": account.last_name}


def run(context):
    return _whoami.run(context, "D", request, expected)
