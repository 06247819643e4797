"""HTTP clients of the five doors, on connections that are kept: register, confirm, sign in, change the password, sign out, who am I."""

import dataclasses
import http.client
import json
import urllib.parse

FORM = "application/x-www-form-urlencoded"


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

    def __init__(self, port, seconds=30, host="127.0.0.1"):
        self._connection = http.client.HTTPConnection(host, port, timeout=seconds)

    def ask(self, method, path, body=None, headers=None):
        """One request and its whole answer; Unanswered when there was none."""
        sent = dict(headers or {})
        if body is not None:
            sent["Content-Type"] = "application/json"
            body = json.dumps(body).encode()
        try:
            self._connection.request(method, path, body, sent)
            answer = self._connection.getresponse()
            text = answer.read().decode(errors="replace")
            return Answer(path, answer.status, text, {name.lower(): value for name, value in answer.getheaders()})
        except (OSError, http.client.HTTPException) as gone:
            self._connection.close()
            raise Unanswered(f"{method} {path}: {type(gone).__name__} {gone}") from gone

    def own_port(self):
        """This end of the connection, which tells it from all others."""
        return self._connection.sock.getsockname()[1]

    def close(self):
        self._connection.close()


# docs/contracts 0.8, by the beginning of the path; the longer ones first.
_UNAVAILABLE = (
    ("/user_account/", {"msg": "Service Unavailable"}),
    ("/api/register/", {"detail": "Service temporarily unavailable, try again later."}),
    ("/api/token/", {"detail": "Service temporarily unavailable, try again later."}),
    ("/api/user/", {"detail": "Service temporarily unavailable, try again later."}),
    ("/api/", {"status": "ERR", "msg": "Service Unavailable"}),
    ("/auth/", {"detail": "Service temporarily unavailable, try again later."}),
    ("/account/registration", {"errorMessage": "Сервис временно недоступен."}),
    ("/account/login", {"errorMessage": "Сервис временно недоступен."}),
    ("/account/me", {"errorMessage": "Сервис временно недоступен."}),
    ("/account/", {"detail": "Service temporarily unavailable, try again later."}),
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


def _good(answer, *statuses):
    if answer.status not in statuses:
        raise Refused(answer)
    return answer


class UserAccount:
    """Document A."""

    letter = "A"
    base = "/user_account"
    has_names = True

    def register(self, client, who):
        body = {"username": who.name, "full_name": who.name, "email": who.address, "phone": None, "contacts": None,
                "pwd": who.password}
        self._good(client.ask("POST", self.base + "/registration", body))

    def sign_in(self, client, who, password):
        """A token."""
        body = {"username": who.login(), "pwd": password}
        return self._token(self._good(client.ask("POST", self.base + "/login", body)).json())

    def confirm(self, client, who, link, password):
        self._good(client.ask("GET", urllib.parse.urlsplit(link).path))

    def who(self, client, token):
        """The answer to: who am I?"""
        return client.ask("GET", self.base + "/profile_settings", headers={"Authorization": "Bearer " + token})

    def confirmed(self, client, token):
        """Whether the address counts as confirmed."""
        return self._profile(self._good(self.who(client, token)).json())["is_email_verified"]

    def sign_out(self, client, token):
        self._good(client.ask("GET", self.base + "/logout", headers={"Authorization": "Bearer " + token}))

    @staticmethod
    def bearer(token):
        return "Bearer " + token

    def _good(self, answer):
        return _good(answer, 200)

    def _token(self, body):
        return body["token"]

    def _profile(self, body):
        return body


class Envelope(UserAccount):
    """Document B: the same in an envelope, refusals with status 200 too."""

    letter = "B"
    base = "/api"

    def _good(self, answer):
        if _good(answer, 200).json()["status"] == "ERR":
            raise Refused(answer)
        return answer

    def _token(self, body):
        return body["data"]["token"]

    def _profile(self, body):
        return body["data"]


class Chat:
    """Document C: access tokens; nobody signs out."""

    letter = "C"
    has_names = False

    def register(self, client, who):
        _good(client.ask("POST", "/api/register/", {"email": who.address, "password": who.password}), 201)

    def sign_in(self, client, who, password):
        return _good(client.ask("POST", "/api/token/", {"email": who.address, "password": password}), 200).json()["access"]

    def confirm(self, client, who, link, password):
        _good(client.ask("GET", urllib.parse.urlsplit(link).path), 200)

    def who(self, client, token):
        return client.ask("GET", "/api/user/", headers={"Authorization": "Bearer " + token})

    def confirmed(self, client, token):
        return _good(self.who(client, token), 200).json()["is_email_confirmed"]

    @staticmethod
    def bearer(token):
        return "Bearer " + token


class KnowMe:
    """Document D: keys; signs in only with a confirmed address; the one that changes passwords."""

    letter = "D"
    has_names = False

    def register(self, client, who):
        body = {"email": who.address, "first_name": who.name, "last_name": "D.", "password": who.password}
        _good(client.ask("POST", "/auth/register/", body), 201)

    def sign_in(self, client, who, password):
        return _good(client.ask("POST", "/auth/login/", {"email": who.address, "password": password}), 200).json()["token"]

    def confirm(self, client, who, link, password):
        key = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["key"][0]
        _good(client.ask("POST", "/account/verify-email/", {"key": key, "password": password}), 200)

    def who(self, client, token):
        return client.ask("GET", "/account/emails/", headers={"Authorization": "Token " + token})

    def confirmed(self, client, token):
        return _good(self.who(client, token), 200).json()[0]["verified"]

    @staticmethod
    def bearer(token):
        return "Token " + token


class Personal:
    """Document E: signs in at once with the registration; needs the header `browser`."""

    letter = "E"
    has_names = True
    _browser = {"browser": "bench"}

    def register(self, client, who):
        body = {"login": who.name, "password": who.password, "email": who.address, "first_name": "Иван", "last_name": "Иванов"}
        _good(client.ask("POST", "/account/registration", body, self._browser), 200)

    def sign_in(self, client, who, password):
        body = {"login": who.login(), "password": password}
        return _good(client.ask("POST", "/account/login", body, self._browser), 200).json()["token"]

    def confirm(self, client, who, link, password):
        _good(client.ask("GET", urllib.parse.urlsplit(link).path), 200)

    def who(self, client, token):
        return client.ask("GET", "/account/me", headers={"Authorization": token})

    def confirmed(self, client, token):
        """This door does not show it."""
        _good(self.who(client, token), 200)
        return None


DOORS = {door.letter: door for door in (UserAccount(), Envelope(), Chat(), KnowMe(), Personal())}

# Those whose token a password can be changed with at document D, and those where one can sign out.
CHANGING = "ABCD"
SIGNING_OUT = "AB"


def change_password(client, letter, token, old, new):
    """Through document D, with a token of a door of CHANGING; the account needs a confirmed address."""
    headers = {"Authorization": DOORS[letter].bearer(token)}
    _good(client.ask("POST", "/account/change-password/", {"old_password": old, "new_password": new}, headers), 200)
