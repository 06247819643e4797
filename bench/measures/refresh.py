"""A new access token, at document C: POST /api/token/refresh/ with the refresh tokens of 100,000 accounts in turn."""

import base64
import json

from harness.clients import DOORS
from harness.figures import Ratio
from harness.limits import BARE, Bare
from harness.measuring import compare, peer
from harness.ours import Asked, Node

LONGEST = 1800
OURS, KEYCLOAK = "Vestibule C", "Keycloak"
FIGURES = (Ratio(OURS, BARE, 0.6), Ratio(OURS, KEYCLOAK, 40))
DAY = 86_400
request = DOORS["C"].refresh


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def expected(account, token, answer):
    """Any token that says what it must; whose it is and since when is as in the refresh token."""
    access = answer.json()["access"]
    found, given = claims(access), claims(token)
    kept = all(found[name] == given[name] for name in ("user_id", "iat"))
    fresh = found["jti"] != given["jti"] and found["exp"] - given["iat"] in range(DAY, DAY + LONGEST)
    return {"access": access} if kept and fresh and found["token_type"] == "access" else {"access": f"of {account.id}, not {found}"}


def run(context):
    ours = Asked(Node(context), OURS, "refresh", request, expected)
    return compare(context, [ours, Bare(context, ours), peer("keycloak", lambda module: module.refresh(), KEYCLOAK)], FIGURES)
