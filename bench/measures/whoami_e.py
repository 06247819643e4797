"""Who am I, at document E: GET /account/me with the tokens of 100,000 accounts in turn."""

from harness.clients import DOORS
from measures import _whoami

LONGEST = 1800
request = DOORS["E"].who_am_i


def expected(account, token, answer):
    """The time of the registration, and the address of pictures, are taken from the answer."""
    said = answer.json()
    return {
        "id": account.id, "login": account.name, "email": account.address, "first_name": account.first_name,
        "last_name": account.last_name, "created_at": said["created_at"], "description": "", "background_color": "#005CC9",
        "birthday": "", "patronymic": "", "avatar": said["avatar"], "groups": [], "roles": [], "permissions": [], "token": token,
    }


def run(context):
    return _whoami.run(context, "E", request, expected)
