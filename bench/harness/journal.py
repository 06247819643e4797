"""What was acknowledged of each account, and the comparison of a server with it."""

import concurrent.futures
import dataclasses
import itertools
import secrets
import threading

from harness import clients, leaks
from harness.clients import DOORS, Refused


def new_password():
    """One that every contract takes."""
    password = f"Pw{secrets.token_hex(5)}Z9"
    leaks.typed(password)
    return password


@dataclasses.dataclass(eq=False)
class Account:
    """One account as its only client knows it. None stands for: asked for, and no answer came.

    live: (door, token) that were given and not ended; ended: those whose end was acknowledged.
    maybe_password: the new one of a change that got no answer, else None.
    former: the passwords that it had, the oldest first; later: those that a copy of it may have got meanwhile.
    """

    name: str
    address: str
    door: str
    password: str
    registered: bool | None = False
    confirmed: bool | None = False
    maybe_password: str | None = None
    former: list = dataclasses.field(default_factory=list)
    later: list = dataclasses.field(default_factory=list)
    live: list = dataclasses.field(default_factory=list)
    ended: list = dataclasses.field(default_factory=list)

    def __post_init__(self):
        leaks.typed(self.name, self.address, self.password)

    def change(self, password):
        """A change that was acknowledged."""
        self.former.append(self.password)
        self.password, self.maybe_password = password, None

    @property
    def login(self):
        """What it signs in by where it may choose."""
        return self.name if DOORS[self.door].has_names else self.address


class Journal:
    """All accounts of one run, and how much was acknowledged."""

    def __init__(self, prefix):
        self._prefix = prefix
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._touched = {}
        self.accounts = []
        self.acknowledged = 0
        self.refused = 0

    def new_account(self, door):
        name = f"{self._prefix}{next(self._numbers):06d}"
        account = Account(name, f"{name}@example.org", door, new_password())
        with self._lock:
            self.accounts.append(account)
        return account

    def acknowledge(self, account):
        """Counts one acknowledged change of this account."""
        with self._lock:
            self.acknowledged += 1
            self._touched[account.name] = account

    def touch(self, account):
        """Marks an account that the next comparison must look at."""
        with self._lock:
            self._touched[account.name] = account

    def refuse(self):
        with self._lock:
            self.refused += 1

    def touched(self):
        """The accounts that were used since the last time that this was asked."""
        with self._lock:
            touched, self._touched = self._touched, {}
            return list(touched.values())

    def registered(self):
        return [account for account in self.accounts if account.registered]

    def mails_due(self):
        """How many mails are owed: a confirmation a registration, a notice a change of password."""
        return sum(1 + len(account.former) for account in self.registered())

    def mails_lost(self, sink):
        """What is owed and did not arrive, as text a mail."""
        return [loss for account in self.registered() for loss in _mails_missing(account, sink.to(account.address))]


def _mails_missing(account, mails):
    # A mail that is sent twice has one Message-ID.
    by_id = {mail.message_id: mail for mail in mails}
    if not any(mail.confirms() for mail in by_id.values()):
        yield f"{account.name}: no confirmation"
    notices = sum(mail.tells_of_password() for mail in by_id.values())
    for number in range(notices, len(account.former)):
        yield f"{account.name}: no notice of change {number + 1}"


class Comparison:
    """Looks at a server for everything that was acknowledged of some accounts; `lost` says what was not there.

    refusals: the statuses that an ended token may get.
    """

    def __init__(self, port, accounts, threads=4, refusals=(401, 403)):
        self.lost = []
        self._refusals = refusals
        self._port = port
        shares = [accounts[number::threads] for number in range(threads)]
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            for losses in pool.map(self._share, shares):
                self.lost.extend(losses)

    def _share(self, accounts):
        client = clients.Client(self._port)
        try:
            losses = []
            for account in accounts:
                for loss in self._account(client, account):
                    losses.append(f"{account.name} (door {account.door}): {loss}")
            return losses
        finally:
            client.close()

    def _account(self, client, account):
        if account.registered is None:
            yield from self._unanswered(client, account)
        if not account.registered:
            return
        door = self._door(account)
        token = self._sign_in(client, account, door)
        if token is None:
            yield "neither its password nor one that was being changed to signs in"
            return
        yield from self._confirmed(client, account, token, door)
        for letter, live in account.live:
            answer = DOORS[letter].who(client, live)
            if answer.status != 200:
                yield f"a token of door {letter} that was given: {answer.status} {answer.text[:100]}"
        for letter, ended in account.ended:
            answer = DOORS[letter].who(client, ended)
            if answer.status not in self._refusals:
                yield f"a token of door {letter} that was ended: {answer.status} {answer.text[:100]}"
        account.live.append((door.letter, token))
        # A few are as good as all, and comparisons stay short.
        account.live, account.ended = account.live[-3:], account.ended[-3:]

    @staticmethod
    def _unanswered(client, account):
        """A registration without an answer was done, or can be done again; nothing between."""
        try:
            DOORS[account.door].register(client, account)
        except Refused:
            try:
                DOORS["A"].sign_in(client, account, account.password)
            except Refused as neither:
                yield f"neither registered nor free: {neither}"
                return
        account.registered = True

    @staticmethod
    def _door(account):
        # Another one each time, so that each is used; D asks for a confirmed address.
        letters = "ABCDE" if account.confirmed else "ABCE"
        return DOORS[secrets.choice(letters)]

    @staticmethod
    def _sign_in(client, account, door):
        for password in (account.password, account.maybe_password, *account.later):
            if password is not None:
                try:
                    token = door.sign_in(client, account, password)
                except Refused:
                    continue
                account.password, account.maybe_password, account.later = password, None, []
                return token
        return None

    @staticmethod
    def _confirmed(client, account, token, door):
        said = door.confirmed(client, token)
        if said is None:
            return
        if account.confirmed is None:
            account.confirmed = said
        elif said != account.confirmed:
            yield f"confirmed: {said}, but acknowledged was {account.confirmed}"
