"""Client of Vestibule, the account server."""

from vestibule._async_client import AsyncClient, AsyncSignedIn
from vestibule._async_verifier import AsyncVerifier
from vestibule._client import Client, SignedIn
from vestibule._verifier import Verifier
from vestibule.errors import (
    FactorWantedError,
    FieldError,
    ProblemError,
    SignedOutError,
    TokenRejectedError,
    UnreachableError,
    VestibuleError,
)
from vestibule.models import (
    Account,
    Address,
    CurrentSession,
    Factor,
    Introspection,
    MailedTicket,
    ServiceCredential,
    Session,
    Tokens,
    TokenTimes,
    VerifiedToken,
    Whoami,
)
from vestibule.tokens import MemoryTokenStore, TokenStore

__all__ = [
    "Account",
    "Address",
    "AsyncClient",
    "AsyncSignedIn",
    "AsyncVerifier",
    "Client",
    "CurrentSession",
    "Factor",
    "FactorWantedError",
    "FieldError",
    "Introspection",
    "MailedTicket",
    "MemoryTokenStore",
    "ProblemError",
    "ServiceCredential",
    "Session",
    "SignedIn",
    "SignedOutError",
    "TokenRejectedError",
    "TokenStore",
    "TokenTimes",
    "Tokens",
    "UnreachableError",
    "VerifiedToken",
    "Verifier",
    "VestibuleError",
    "Whoami",
]
