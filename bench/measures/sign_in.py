"""The page of signing in: GET /sign-in by 10,000 browsers in turn, each with the key that it was given for its forms."""

import hashlib
import hmac
import random
import re
import secrets

from harness.figures import Ratio, Resident
from harness.limits import BARE, Bare
from harness.measuring import compare
from harness.ours import Node, Ours
from harness.requests import Request, write

LONGEST = 900
OURS = "Vestibule"
BROWSERS = 10_000
FIGURES = (Ratio(OURS, BARE, 0.5), Resident(OURS, 300))
VALUE = re.compile(r'(name="form" value=")[0-9a-f]{64}')


class Looked(Ours):
    """Each page is the first one, but for the value in its forms, which is bound to the key of the browser."""

    def __init__(self, node):
        super().__init__(node, OURS, self._page)

    def _prepare(self):
        self._keys = [secrets.token_hex(32) for _ in range(BROWSERS)]
        write(self.file, (self._make(None, key).raw() for key in self._keys))

    def _someone(self):
        return None, random.choice(self._keys)

    def _make(self, account, token):
        headers = {"Accept": "text/html", "Accept-Language": "en", "Cookie": f"vestibule-form={token}"}
        return Request("GET", "/sign-in", headers=headers)

    def _said(self, answer):
        return answer.body.decode()

    def _page(self, account, token, answer):
        value = hmac.new(bytes.fromhex(token), b"", hashlib.sha256).hexdigest()
        page, forms = VALUE.subn(rf"\g<1>{value}", self.answer.body.decode())
        return page if forms > 1 else f"a page with {forms} forms"


def run(context):
    ours = Looked(Node(context, accounts=100))
    return compare(context, [ours, Bare(context, ours)], FIGURES)
