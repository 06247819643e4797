"""What can go wrong between a program and the server."""

from __future__ import annotations

from dataclasses import dataclass


class VestibuleError(Exception):
    """Any failure of this library."""


class UnreachableError(VestibuleError):
    """No answer came, or one that nobody can read."""


class SignedOutError(VestibuleError):
    """The token store is empty: nobody is signed in."""

    def __init__(self) -> None:
        super().__init__("nobody is signed in")


class TokenRejectedError(VestibuleError):
    """A token is not one of the server's, or too old."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of a request.

    `pointer` leads to the field (RFC 6901); `code` is for programs, `detail` for their developers.
    """

    pointer: str
    code: str
    detail: str


class ProblemError(VestibuleError):
    """The server said no (RFC 9457).

    `code` never changes its meaning; docs/v1.md lists them. `retry_after` is in seconds.
    `challenge` is the path of a challenge that has to be solved first.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: tuple[FieldError, ...] = (),
        retry_after: float | None = None,
        challenge: str | None = None,
    ) -> None:
        fields = "".join(f"; {each.pointer} {each.code}" for each in errors)
        super().__init__(f"{status} {code}: {detail}{fields}")
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.retry_after = retry_after
        self.challenge = challenge


class FactorWantedError(ProblemError):
    """The password was right, and another factor is wanted: `complete_sign_in` takes the ticket.

    `expires_in` is in seconds.
    """

    def __init__(self, detail: str, ticket: str, expires_in: int) -> None:
        super().__init__(401, "factor_wanted", detail)
        self.ticket = ticket
        self.expires_in = expires_in
