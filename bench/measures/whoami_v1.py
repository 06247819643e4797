"""Who am I, at our own API: GET /v1/whoami with access tokens of its own of 100,000 accounts in turn."""

from harness.requests import Request
from measures import _whoami

LONGEST = 1800


def request(token):
    return Request("GET", "/v1/whoami", headers={"Authorization": f"Bearer {token}"})


def expected(account, token, answer):
    """Times and the ids of addresses are taken from the answer, whose length tells that they are whole."""
    said = answer.json()
    return {**said, "id": str(account.id), "username": account.name, "first_name": account.first_name, "last_name": account.last_name,
            "phone": account.phone, "email": account.address, "email_verified": True, "groups": [], "roles": [], "permissions": []}


def run(context):
    return _whoami.run(context, "v1", request, expected, least=0.8)
