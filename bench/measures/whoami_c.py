"""Who am I, at document C: GET /api/user/ with the access tokens of 100,000 accounts in turn."""

from harness.clients import DOORS
from measures import _whoami

LONGEST = 1800
request = DOORS["C"].who_am_i


def expected(account, token, answer):
    return {"id": account.id, "email": account.address, "is_email_confirmed": True}


def run(context):
    return _whoami.run(context, "C", request, expected)
