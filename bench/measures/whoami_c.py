"""Who am I, at document C: GET /api/user/ with the access tokens of 100,000 accounts in turn."""

from harness.figures import Ratio, Resident
from harness.limits import BARE, Bare, Nginx
from harness.measuring import compare, peer
from harness.ours import Asked, Node
from harness.requests import raw

LONGEST = 1800
OURS, KEYCLOAK, BETTER_AUTH = "Vestibule C", "Keycloak", "Better Auth"
FIGURES = (
    Ratio(OURS, BARE, 0.85),
    Ratio(OURS, KEYCLOAK, 30),
    Ratio(OURS, BETTER_AUTH, 100),
    Resident(OURS, 300),
)


def request(account, token):
    return raw("GET", "/api/user/", {"Authorization": f"Bearer {token}"})


def expected(account, token, answer):
    return {"id": account.id, "email": account.address, "is_email_confirmed": True}


def run(context):
    ours = Asked(Node(context), OURS, "C", request, expected)
    contestants = [
        ours, Bare(context, ours), Nginx(context, ours),
        peer("keycloak", lambda module: module.userinfo(), KEYCLOAK),
        peer("better_auth", lambda module: module.get_session(), BETTER_AUTH),
    ]
    return compare(context, contestants, FIGURES)
