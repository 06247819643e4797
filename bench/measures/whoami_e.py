"""Who am I, at document E: GET /account/me with the tokens of 100,000 accounts in turn."""

from harness.figures import Ratio, Resident
from harness.limits import BARE, Bare, Nginx
from harness.measuring import compare
from harness.ours import Asked, Node
from harness.requests import raw

LONGEST = 1800
OURS = "Vestibule E"
FIGURES = (Ratio(OURS, BARE, 0.85), Resident(OURS, 300))


def request(account, token):
    return raw("GET", "/account/me", {"Authorization": token})


def expected(account, token, answer):
    """The time of the registration, and the address of pictures, are taken from the answer."""
    said = answer.json()
    return {
        "id": account.id, "login": account.name, "email": account.address, "first_name": account.first_name,
        "last_name": account.last_name, "created_at": said["created_at"], "description": "", "background_color": "#005CC9",
        "birthday": "", "patronymic": "", "avatar": said["avatar"], "groups": [], "roles": [], "permissions": [], "token": token,
    }


def run(context):
    ours = Asked(Node(context), OURS, "E", request, expected)
    return compare(context, [ours, Bare(context, ours), Nginx(context, ours)], FIGURES)
