"""What is this token worth? POST /v1/introspect by a service, with access tokens of our own API of 100,000 accounts in turn."""

import json
import urllib.parse

from harness.figures import Ratio, Resident
from harness.limits import Bare
from harness.measuring import compare, peer
from harness.ours import Asked, Node
from harness.requests import Request

LONGEST = 1800
OURS, KEYCLOAK = "Vestibule", "Keycloak"
# The bare answer has the same request to read, and judges nothing: what is left of it is stated, and no figure.
FIGURES = (Ratio(OURS, KEYCLOAK, 30), Resident(OURS, 300))


class Introspected(Asked):
    """Asked by a service that is made once the node runs."""

    def __init__(self, node):
        super().__init__(node, OURS, "v1", self._request_of, self._expected_of)
        self._secret = None

    def _prepare(self):
        done = self.node.server.command("service", "create", "bench", "--scope", "introspect", "--json")
        if done.returncode != 0:
            raise RuntimeError(f"no service was made: {done.stderr}")
        self._secret = json.loads(done.stdout)["secret"]
        super()._prepare()

    def _request_of(self, token):
        headers = {"Authorization": f"Bearer {self._secret}", "Content-Type": "application/x-www-form-urlencoded"}
        return Request("POST", "/v1/introspect", urllib.parse.urlencode({"token": token}).encode(), headers)

    @staticmethod
    def _expected_of(account, token, answer):
        """Times and ids are taken from the answer, whose length tells that they are whole."""
        said = answer.json()
        return {**said, "active": True, "sub": str(account.id), "username": account.name, "token_type": "Bearer", "token_use": "access",
                "amr": ["pwd"], "email": account.address, "email_verified": True, "groups": [], "roles": [], "permissions": []}


def run(context):
    ours = Introspected(Node(context))
    return compare(context, [ours, Bare(context, ours), peer("keycloak", lambda module: module.introspection(), KEYCLOAK)], FIGURES)
