"""What stays different from what Schemathesis expects of any API: each line only where its reason holds."""

import functools
import re
import unicodedata

import jsonschema_rs
from schemathesis.core import NotSet

documents = {}


def holds(value, wrong):
    """Whether a text anywhere in a value is wrong."""
    if isinstance(value, dict):
        return any(holds(one, wrong) for pair in value.items() for one in pair)
    if isinstance(value, list):
        return any(holds(one, wrong) for one in value)
    return isinstance(value, str) and wrong(value)


def is_unstorable(text):
    return "\0" in text or any("\ud800" <= c <= "\udfff" for c in text)


def has_unstorable(case):
    return holds([case.body, dict(case.query or {})], is_unstorable)


def has_odd_characters(case):
    return holds(case.body, lambda text: any(unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" for c in text))


def is_blank_somewhere(case):
    return holds(case.body, lambda text: text.strip() == "")


def has_blank_ends(case):
    return holds(case.body, lambda text: text.strip() != text)


def widened(node):
    """What the documents say that is taken beside what clients are told to send."""
    if isinstance(node, list):
        return [widened(one) for one in node]
    if not isinstance(node, dict):
        return node
    also = node.get("x-also-accepted")
    plain = {key: widened(value) for key, value in node.items() if key != "x-also-accepted"}
    return plain if also is None else {"anyOf": [plain, widened(also)]}


def stripped(value):
    if isinstance(value, dict):
        return {key: stripped(one) for key, one in value.items()}
    return value.strip() if isinstance(value, str) else value


@functools.cache
def validator(pointer):
    return jsonschema_rs.validator_for({"$ref": pointer} | documents["whole"])


def is_also_accepted(case):
    """Whether the document says by x-also-accepted or x-trims-texts that the body is taken."""
    raw = case.operation.schema.raw_schema
    documents.setdefault("whole", {key: widened(raw[key]) for key in ("paths", "components")})
    path = case.operation.path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
    pointer = f"#/paths/{path}/{case.operation.method.lower()}/requestBody/content/application~1json/schema"
    body = stripped(case.body) if raw.get("x-trims-texts") else case.body
    return not isinstance(case.body, (NotSet, bytes)) and validator(pointer).is_valid(body)


def has_otp(case):
    return isinstance(case.body, dict) and "otp" in case.body


class Known:
    """A deviation: of a contract's check, where the answer is like this and the rest holds."""

    def __init__(self, contract, check, status, text, reason, also=lambda case: True):
        self.contract = contract
        self.check = check
        self.status = status
        self.text = re.compile(text, re.DOTALL)
        self.also = also
        assert reason

    def covers(self, contract, failure, case, response):
        return (
            contract == self.contract
            and self.check == type(failure).__name__
            and self.is_answered(failure, response)
            and self.also(case)
        )

    def is_answered(self, failure, response):
        """What was answered; of a request without a good credential the failure alone tells it."""
        if self.check == AUTH:
            return f"got `{self.status} " in failure.message
        return response.status_code == self.status and self.text.search(response.text) is not None


GOOD = "RejectedPositiveData"
BAD = "AcceptedNegativeData"
AUTH = "IgnoredAuth"
MADE = "only the server makes codes, keys and tokens: none that is made up is right"
TAKEN = "no schema tells which names and addresses are free, and whether an address can be mailed"
RULES = "passwords have rules that no schema can say, the list of common ones among them"
SECRET = "the password of nobody, or another one than the account's"
PICTURE = "no schema says what a picture is"
NETWORK = "what names a network is written in the ways of IPv4 and IPv6, which no pattern tells in a readable line"
NUL = "what no database stores is refused as a broken body (docs/contracts 0.3)"
PAGE = "the form is for people alone: where Accept prefers no page the path has no GET, as the document says"
KEY = "Schemathesis sends one Idempotency-Key with several requests"
ODD = "names and profiles hold no control characters and nothing invisible (docs/contracts 0.12)"
BLANK = "texts are trimmed before they are looked at (docs/contracts 0.3)"
OTP = "E knows otp only where the server takes it at that door (docs/contracts 0.14)"
STATUS_200 = "B's refusals have the status 200 and say ERR in their body (docs/contracts B.0)"

KNOWN = [
    Known("useraccount", GOOD, 400, "Wrong token", MADE),
    Known("useraccount", GOOD, 400, "(username|email) is not allowed|user not found", TAKEN),
    Known("useraccount", GOOD, 400, "pwd is not allowed", RULES),
    Known("useraccount", GOOD, 400, "(phone|contacts|full_name) is not allowed", ODD, has_odd_characters),
    Known("useraccount", GOOD, 400, "Bad Request", NUL, has_unstorable),
    Known("useraccount", GOOD, 405, "Method Not Allowed", PAGE, lambda case: "reset_password/" in case.path),
    Known("useraccount", AUTH, 422, "", "flask-jwt-extended answers 422 to what is no token (docs/contracts A.0)"),
    Known("envelope", GOOD, 405, "Method Not Allowed", PAGE, lambda case: "reset_password/" in case.path),
    Known("envelope", BAD, 200, '"status":"ERR"', STATUS_200),
    Known("chat", GOOD, 400, "Token is invalid or expired", MADE),
    Known("chat", GOOD, 400, "user with this email already exists|Enter a valid email address", TAKEN),
    Known("chat", GOOD, 400, "This password is", RULES),
    Known("chat", GOOD, 400, "Null characters are not allowed|Surrogate", NUL, has_unstorable),
    Known("chat", GOOD, 400, "may not be blank", BLANK, is_blank_somewhere),
    Known("knowme", GOOD, 400, "may not be blank", BLANK, is_blank_somewhere),
    Known("knowme", GOOD, 400, "Not a valid string", ODD, has_odd_characters),
    Known("knowme", GOOD, 400, "This key is invalid", MADE),
    Known("knowme", GOOD, 400, "already exists|Enter a valid email address|verify this email", TAKEN),
    Known("knowme", GOOD, 400, "This password is|new password must be different", RULES),
    Known("knowme", GOOD, 400, "does not match your current|credentials were invalid|Invalid credentials", SECRET),
    Known("knowme", GOOD, 400, "address cannot be changed", "a PUT takes the address that the path's id is of (docs/contracts D.5)"),
    Known("knowme", GOOD, 400, "cannot be set as the primary|must be verified before", "it depends on what is kept of the address"),
    Known("knowme", GOOD, 400, "cannot add more addresses", "twenty addresses are all that an account has"),
    Known("knowme", GOOD, 400, "Null characters are not allowed|Surrogate", NUL, has_unstorable),
    Known("personal", GOOD, 400, "Аккаунт с так.* не найден", SECRET),
    Known("personal", GOOD, 400, "Неверные данные запроса", NUL, has_unstorable),
    Known("personal", GOOD, 400, "Недопустимые значения полей", OTP, has_otp),
    Known("personal", GOOD, 400, "Электронный адрес|электронной почты|Логин|логин", TAKEN),
    Known("admin", GOOD, 422, "idempotency_key_reused", KEY),
    Known("admin", GOOD, 422, '"code":"text_invalid"', ODD, has_odd_characters),
    Known("admin", GOOD, 422, '"code":"text_invalid"', BLANK, is_blank_somewhere),
    Known("admin", GOOD, 422, '"code":"text_invalid"', "names of rights have no blanks at their ends", has_blank_ends),
    Known("admin", GOOD, 422, '"network_invalid"', NETWORK),
    Known("admin", GOOD, 422, '"type_unknown"', "the types of events stand in docs/events.md, and would stand twice in a pattern"),
    Known("admin", GOOD, 400, "body_malformed", NUL, has_unstorable),
    Known("admin", AUTH, 404, "", "strangers find nothing (decision 48)"),
    Known("v1", GOOD, 422, "idempotency_key_reused", KEY),
    Known("v1", GOOD, 422, '"code":"(email|username)_', TAKEN),
    Known("v1", GOOD, 422, '"code":"text_invalid"', ODD, has_odd_characters),
    Known("v1", GOOD, 422, '"code":"password_wrong"', SECRET),
    Known("v1", GOOD, 422, '"code":"password_', RULES),
    Known("v1", GOOD, 422, '"code":"(code_(invalid|expired)|answer_wrong|enrolment_invalid)"', MADE),
    Known("v1", GOOD, 422, '"code":"avatar_(unreadable|too_large)"', PICTURE),
    Known("v1", GOOD, 400, "body_malformed", NUL, has_unstorable),
]


def is_known(contract, failure, case, response):
    if type(failure).__name__ == BAD and response.status_code < 300 and is_also_accepted(case):
        return True
    return any(one.covers(contract, failure, case, response) for one in KNOWN)
