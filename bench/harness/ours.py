"""A node of Vestibule for a measurement: 100,000 accounts, each signed in through every door, with their tokens."""

import dataclasses
import os
import random
import subprocess
import time

from harness import bases, requests, seed
from harness.clients import DOORS
from harness.context import HOME
from harness.limits import compiled
from harness.nodes import master_key
from harness.sample import OURS
from harness.seed import PASSWORD, SLOTS
from harness.server import Server
from harness.wrk import CONNECTIONS, HASHING_CONNECTIONS, Load, measured

ACCOUNTS = 100_000
JWTS = {"A": ("useraccount", "access"), "C": ("chat", "pair-access"),
        "refresh": ("chat", "pair-refresh"), "v1": ("v1", "own-access")}
# Of kinds that have no door of their own among those that are seeded: whose sessions they stand for.
LENT = {"refresh": "C", "v1": "C"}
WARM_SECONDS = 5
# Accounts whose passwords cost next to nothing for a while, for the warm-up of what a log-in does beside its hash.
CHEAP = 2_000
CHEAP_SECONDS = 15
LONGEST_WARM_UP = 240
# A second, far more than any two cores can hash.
MOST_REGISTRATIONS = 1_000


@dataclasses.dataclass(frozen=True)
class Person:
    """Somebody who registers; all texts are as long as those of anybody else of a kind."""

    name: str
    password = PASSWORD
    first_name = "Иван"
    last_name = "Иванов"

    @property
    def login(self):
        return self.name

    @property
    def address(self):
        return f"{self.name}@example.org"


@dataclasses.dataclass(frozen=True)
class Seeded(Person):
    """One account that is there."""

    number: int

    @property
    def id(self):
        return seed.FIRST + self.number

    @property
    def phone(self):
        return f"+7900{self.number:07d}"


def changes(table, row):
    """SQL for what Seeded says beside the name."""
    if table != "account":
        return {}
    return {"first_name": f"'{Person.first_name}'", "last_name": f"'{Person.last_name}'", "contacts": "''",
            "phone": f"'+7900' || {seed.padded('n', 7)}"}


class Node:
    """A server with its accounts in it; `start` before anything else.

    settings: VESTIBULE_… variables, as harness.server.Server takes them. database: a harness.postgres.Postgres that runs; none: SQLite.
    name: of its folder.
    """

    def __init__(self, context, settings=None, accounts=ACCOUNTS, database=None, name="node"):
        self._context = context
        self._tokens = {}
        self._count = accounts
        self.accounts = []
        key = {}
        if database is not None:
            key = {"VESTIBULE_DATABASE_URL": database.url(), "VESTIBULE_MASTER_KEY_FILE": str(master_key(context.folder / "master.key"))}
        self.settings = {**key, **(settings or {})}
        self.server = context.owns(Server(context.folder / name, self.settings))
        self.key_file = self.settings.get("VESTIBULE_MASTER_KEY_FILE", str(self.server.data / "master.key"))
        self.base = bases.postgres(database) if database else bases.sqlite(self.server.data / "vestibule.db")

    def start(self):
        if self.accounts:
            return self
        name = f"'seed' || {seed.padded('n', 6)}"
        self._copies, _ = seed.seeded(self.server, self.base, DOORS, self._count, name, changes)
        self.accounts = [Seeded(f"seed{number:06d}", number) for number in range(1, self._count + 1)]
        self._context.note(f"{len(self.accounts)} accounts are seeded")
        self.server.start()
        return self

    def second(self):
        """Another server on the same PostgreSQL database, started."""
        other = self._context.owns(Server(self._context.folder / "second", self.settings))
        return other.start()

    def count(self, query):
        """What a query of one number, named `found`, gives, as of the last COMMIT."""
        return self.base.rows(query)[0]["found"]

    def tokens(self, kind):
        """A token of every account, in their order; kind: A, C (access), refresh (C), D, E or v1 (access)."""
        if kind in seed.KEYS:
            return [seed.key(kind, account.number) for account in self.accounts]
        if kind not in self._tokens:
            self._tokens[kind] = self._sign(kind)
        return self._tokens[kind]

    def _sign(self, kind):
        family, what = JWTS[kind]
        newest = "signs_from is not null order by signs_from desc limit 1"
        row = self.base.rows(f"select name, sealed from signing_key where name like 'signing-key/{family}%' and {newest}")[0]
        classes = compiled(HOME / "bench" / "seeds" / "Tokens.java", self._context.folder / "tokens")
        letter = LENT.get(kind, kind)
        lines = "".join(f"{account.id} {self._copies.session(account.number, letter)}\n" for account in self.accounts)
        done = subprocess.run(
            [f"{os.environ['JAVA_HOME']}/bin/java", "-cp", classes, "Tokens", self.key_file, row["name"], row["sealed"], what],
            input=lines, capture_output=True, text=True, timeout=120, check=True,
        )
        tokens = done.stdout.split()
        if len(tokens) != len(self.accounts) or len(set(map(len, tokens))) != 1:
            raise RuntimeError(f"{len(tokens)} tokens of {set(map(len, tokens))} characters for {len(self.accounts)} accounts")
        return tokens

    def sign_in_cheaply(self, letter, ports):
        """Log-ins at each port that cost 55 µs instead of 30 ms, and so warm up in seconds what takes minutes at the rate of real hashes: the
        compiler counts calls. A server that has signed in some ten thousand people is what others are to be compared with."""
        accounts = self.accounts[-CHEAP:]
        file = self.server.folder / "requests-cheap"
        requests.write(file, (DOORS[letter].log_in(account, PASSWORD).raw() for account in accounts))
        which = f"where account between {accounts[0].id} and {accounts[-1].id}"
        real = f"select hash from password where account = {self.accounts[0].id}"
        self.base.run(f"update password set hash = '{seed.CHEAP_HASH}' {which}")
        try:
            for port in ports:
                sample = measured([], Load(port, file, None, HASHING_CONNECTIONS), CHEAP_SECONDS)
                if sample.wrong:
                    raise RuntimeError(f"{sample.wrong} of {sample.requests} wrong answers in the warm-up")
        finally:
            self.base.run(f"update password set hash = ({real}) {which}")


class Ours:
    """Ours in one scenario: requests of one kind to one node, which begin where those of the load before ended.

    asked: how many answers are compared whole, of accounts by chance, before the first load and after each. expected: what an answer's
    JSON must be, given account, token and that answer. kept: a query that counts the rows of which each answer must have left one.
    """

    role = OURS

    def __init__(self, node, name, expected, asked=50, connections=CONNECTIONS, kept=None):
        self.name, self.node, self.connections = name, node, connections
        self._expected, self._asked, self._kept = expected, asked, kept
        self._sent = 0

    def start(self):
        self.node.start()
        self.file = self.node.server.folder / f"requests-{self.name}".replace(" ", "-")
        self._prepare()
        # All other answers are as long as this one.
        self.request = self._make(*self._someone()).raw()
        self.answer = requests.ask(self.node.server.port, self.request)
        if wrong := self._ask():
            raise RuntimeError(wrong[0])
        return self

    def _prepare(self):
        """Writes the file of requests and what it needs."""

    def _someone(self):
        """An account, by chance, with its token."""
        raise NotImplementedError

    def _make(self, account, token):
        """The request."""
        raise NotImplementedError

    def ports(self):
        """Of all nodes that are loaded."""
        return [self.node.server.port]

    def warm(self):
        """What is done before the first load."""

    def _said(self, answer):
        """What is compared of an answer."""
        return answer.json()

    def _ask(self):
        """Asks for some accounts and compares whole bodies; gives what was not as it must be."""
        wrong = []
        for _ in range(self._asked):
            account, token = self._someone()
            answer = requests.ask(self.node.server.port, self._make(account, token).raw())
            expected = self._expected(account, token, answer)
            if answer.status != self.answer.status or answer.size != self.answer.size or self._said(answer) != expected:
                wrong.append(f"{self.name}: {answer}, not {expected} in {self.answer.size} bytes")
        return wrong

    def pids(self):
        return [self.node.server.process.pid]

    def load(self, seconds):
        before = self.node.count(self._kept) if self._kept else 0
        sample = self._loaded(seconds)
        missing = max(0, sample.requests - (self.node.count(self._kept) - before)) if self._kept else 0
        return dataclasses.replace(sample, wrong=sample.wrong + missing + len(self._ask()))

    def _loaded(self, seconds):
        sample = self.measured(Load(self.node.server.port, self.file, self.answer.size, self.connections), seconds, self._sent)
        self._sent += sample.requests
        return sample

    def measured(self, load, seconds, first):
        """One run that begins with the request of that number."""
        return measured(self.pids(), load, seconds, first)

    def close(self):
        """The node ends with the scenario."""


class Asked(Ours):
    """The same question for every account in turn, each with its token.

    kind: of the tokens, see Node.tokens; make: the request with a token. Before the first load every account has had its turn, as after a
    minute of such load.
    """

    def __init__(self, node, name, kind, make, expected):
        super().__init__(node, name, expected)
        self._kind, self._request = kind, make

    def _make(self, account, token):
        return self._request(token)

    def _prepare(self):
        self._tokens = self.node.tokens(self._kind)
        requests.write(self.file, (self._request(token).raw() for token in self._tokens))

    def _someone(self):
        place = random.randrange(len(self._tokens))
        return self.node.accounts[place], self._tokens[place]

    def warm(self):
        end = time.monotonic() + LONGEST_WARM_UP
        while self._sent < len(self._tokens) * len(self.ports()) and time.monotonic() < end:
            self._loaded(WARM_SECONDS)


class SignedIn(Ours):
    """Log-ins of every account in turn; each that was answered must have left a session."""

    def __init__(self, node, name, letter, expected):
        kept = f"select count(*) as found from session where door = '{DOORS[letter].name}'"
        super().__init__(node, name, expected, 10, HASHING_CONNECTIONS, kept)
        self._letter = letter

    def _make(self, account, token):
        return DOORS[self._letter].log_in(account, PASSWORD)

    def _prepare(self):
        requests.write(self.file, (self._make(account, "").raw() for account in self.node.accounts))

    def _someone(self):
        return random.choice(self.node.accounts), ""

    def warm(self):
        self.node.sign_in_cheaply(self._letter, self.ports())


class Registered(SignedIn):
    """Registrations, each of somebody else; each that was answered must be there, with its mail queued or its code drawn."""

    def __init__(self, node, name, letter, expected):
        super().__init__(node, name, letter, expected)
        self._asked, self._next = 5, 0
        self._kept = (f"select count(*) as found from email e where e.key like 'new{letter.lower()}%' and ("
                      "exists (select 1 from code c where c.account = e.account) or "
                      f"exists (select 1 from outbox o where o.slot = e.account % {SLOTS} and o.account = e.account))")

    def _make(self, account, token):
        return DOORS[self._letter].registration(account)

    def _prepare(self):
        """Each load has a file of its own."""

    def _someone(self):
        self._next += 1
        return Person(f"new{self._letter.lower()}{self._next:07d}"), ""

    def _loaded(self, seconds):
        requests.write(self.file, (self._make(*self._someone()).raw() for _ in range(int(seconds * MOST_REGISTRATIONS))))
        self._sent = 0
        return super()._loaded(seconds)
