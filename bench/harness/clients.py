"""The five doors: the request of each kind, its right answer, and a client that sends it on a connection that is kept."""

import dataclasses
import http.client
import json
import urllib.parse

from harness.requests import Request


class Unanswered(Exception):
    """The request was sent, perhaps, and no whole answer came: it may have been done or not."""


class Refused(Exception):
    """The server answered, and it was not the documented success."""

    def __init__(self, answer):
        super().__init__(f"{answer.path}: {answer.status} {answer.text[:200]}")
        self.answer = answer


@dataclasses.dataclass(frozen=True)
class Answer:
    path: str
    status: int
    text: str
    headers: dict

    def json(self):
        return json.loads(self.text)


class Client:
    """One kept connection to one server; opened again when it was lost."""

    def __init__(self, port, seconds=30, source=None):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds, source_address=source)

    def ask(self, request):
        """One request and its whole answer; Unanswered when there was none."""
        try:
            self._connection.request(request.method, request.path, request.content() or None, request.sent())
            answer = self._connection.getresponse()
            text = answer.read().decode(errors="replace")
            return Answer(request.path, answer.status, text, {name.lower(): value for name, value in answer.getheaders()})
        except (OSError, http.client.HTTPException) as gone:
            self._connection.close()
            raise Unanswered(f"{request.method} {request.path}: {type(gone).__name__} {gone}") from gone

    def own_port(self):
        """This end of the connection, which tells it from all others."""
        return self._connection.sock.getsockname()[1]

    def close(self):
        self._connection.close()


# docs/contracts 0.8, by the beginning of the path; the longer ones first.
_LATER, _LATER_DJANGO = {"msg": "Service Unavailable"}, {"detail": "Service temporarily unavailable, try again later."}
_LATER_RUSSIAN = {"errorMessage": "Сервис временно недоступен."}
_UNAVAILABLE = (
    ("/user_account/", _LATER), ("/api/register/", _LATER_DJANGO), ("/api/token/", _LATER_DJANGO), ("/api/user/", _LATER_DJANGO),
    ("/api/", {"status": "ERR", **_LATER}), ("/auth/", _LATER_DJANGO), ("/account/registration", _LATER_RUSSIAN),
    ("/account/login", _LATER_RUSSIAN), ("/account/me", _LATER_RUSSIAN), ("/account/", _LATER_DJANGO),
)


def unavailable_words(path):
    """The body of the contract's refusal there for a server that cannot just now."""
    return next(words for beginning, words in _UNAVAILABLE if path.startswith(beginning))


def clearly_unavailable(answer):
    """Whether this is the refusal that the contract has for a server that cannot just now, with the time to try again."""
    words = unavailable_words(answer.path)
    try:
        return answer.status == 503 and answer.headers.get("retry-after", "").isdigit() and answer.json() == words
    except ValueError:
        return False


def good(answer, *statuses):
    """The answer, when it has one of these statuses."""
    if answer.status not in statuses:
        raise Refused(answer)
    return answer


class Door:
    """One document. Its requests are made of anybody with a name, an address, a password, and a login, which is one of the former two."""

    letter = ""
    # As sessions have it in the database.
    name = ""
    has_names = False
    scheme = "Bearer "
    registered = 200
    # Where one asks who one is.
    self_path = ""

    def registration(self, who):
        raise NotImplementedError

    def log_in(self, who, password):
        raise NotImplementedError

    def bearer(self, token):
        return self.scheme + token

    def who_am_i(self, token):
        return Request("GET", self.self_path, headers={"Authorization": self.bearer(token)})

    def register(self, client, who):
        self._good(client.ask(self.registration(who)), self.registered)

    def sign_in(self, client, who, password):
        """A token."""
        return self._token(self._good(client.ask(self.log_in(who, password)), 200).json())

    def confirm(self, client, who, link, password):
        self._good(client.ask(Request("GET", urllib.parse.urlsplit(link).path)), 200)

    def who(self, client, token):
        """The answer to: who am I?"""
        return client.ask(self.who_am_i(token))

    def confirmed(self, client, token):
        """Whether the address counts as confirmed; None where the door does not show it."""
        return self._is_confirmed(self._good(self.who(client, token), 200).json())

    def _good(self, answer, status):
        return good(answer, status)

    def _token(self, body):
        return body["token"]


class UserAccount(Door):
    """Document A."""

    letter, name, has_names = "A", "useraccount", True
    base = "/user_account"
    self_path = "/user_account/profile_settings"

    def registration(self, who):
        body = {"username": who.name, "full_name": who.name, "email": who.address, "phone": None, "contacts": None, "pwd": who.password}
        return Request("POST", self.base + "/registration", body)

    def log_in(self, who, password):
        return Request("POST", self.base + "/login", {"username": who.login, "pwd": password})

    def log_out(self, token):
        return Request("GET", self.base + "/logout", headers={"Authorization": self.bearer(token)})

    def sign_out(self, client, token):
        self._good(client.ask(self.log_out(token)), 200)

    def _is_confirmed(self, body):
        return body["is_email_verified"]


class Envelope(UserAccount):
    """Document B: the same in an envelope, refusals with status 200 too."""

    letter, name = "B", "envelope"
    base = "/api"
    self_path = "/api/profile_settings"

    def _good(self, answer, status):
        if good(answer, status).json()["status"] == "ERR":
            raise Refused(answer)
        return answer

    def _token(self, body):
        return body["data"]["token"]

    def _is_confirmed(self, body):
        return body["data"]["is_email_verified"]


class Chat(Door):
    """Document C: access tokens; nobody signs out."""

    letter, name, registered = "C", "chat", 201
    self_path = "/api/user/"

    def registration(self, who):
        return Request("POST", "/api/register/", {"email": who.address, "password": who.password})

    def log_in(self, who, password):
        return Request("POST", "/api/token/", {"email": who.address, "password": password})

    def refresh(self, token):
        return Request("POST", "/api/token/refresh/", {"refresh": token})

    def _token(self, body):
        return body["access"]

    def _is_confirmed(self, body):
        return body["is_email_confirmed"]


class KnowMe(Door):
    """Document D: keys; signs in only with a confirmed address; the one that changes passwords."""

    letter, name, registered = "D", "knowme", 201
    scheme = "Token "
    self_path = "/account/emails/"

    def registration(self, who):
        body = {"email": who.address, "first_name": who.name, "last_name": "D.", "password": who.password}
        return Request("POST", "/auth/register/", body)

    def log_in(self, who, password):
        return Request("POST", "/auth/login/", {"email": who.address, "password": password})

    def confirm(self, client, who, link, password):
        key = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["key"][0]
        good(client.ask(Request("POST", "/account/verify-email/", {"key": key, "password": password})), 200)

    def profile(self, token, method="GET", changes=None):
        return Request(method, "/account/profile/", changes, {"Authorization": self.bearer(token)})

    def _is_confirmed(self, body):
        return body[0]["verified"]


class Personal(Door):
    """Document E: signs in at once with the registration; needs the header `browser`."""

    letter, name, has_names = "E", "personal", True
    scheme = ""
    self_path = "/account/me"
    browser = {"browser": "bench"}

    def registration(self, who):
        body = {"login": who.name, "password": who.password, "email": who.address, "first_name": "Иван", "last_name": "Иванов"}
        return Request("POST", "/account/registration", body, self.browser)

    def log_in(self, who, password):
        return Request("POST", "/account/login", {"login": who.login, "password": password}, self.browser)

    def _is_confirmed(self, body):
        return None


DOORS = {door.letter: door for door in (UserAccount(), Envelope(), Chat(), KnowMe(), Personal())}

# Those whose token a password can be changed with at document D, and those where one can sign out.
CHANGING = "ABCD"
SIGNING_OUT = "AB"


def change_password(client, letter, token, old, new):
    """Through document D, with a token of a door of CHANGING; the account needs a confirmed address."""
    headers = {"Authorization": DOORS[letter].bearer(token)}
    good(client.ask(Request("POST", "/account/change-password/", {"old_password": old, "new_password": new}, headers)), 200)
