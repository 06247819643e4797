"""A node of Vestibule for a measurement: 100,000 accounts, each signed in through every door, with their tokens."""

import dataclasses
import hashlib
import os
import random
import subprocess
import time

from harness import bulk, requests
from harness.bases import Postgres, Sqlite
from harness.clients import DOORS, Client
from harness.context import HOME
from harness.journal import Account
from harness.limits import compiled
from harness.nodes import master_key
from harness.sample import OURS
from harness.seed import SLOTS
from harness.server import Server
from harness.wrk import CONNECTIONS, HASHING_CONNECTIONS, Load, measured

ACCOUNTS = 100_000
# So that every id has as many digits.
FIRST_ID = 1_000_000
BATCH = 10_000
PASSWORD = "Passw0rdPassw0rd"
# Names of doors as sessions have them, and the length of the keys of those that hand keys out.
NAMES = {"A": "useraccount", "B": "envelope", "C": "chat", "D": "knowme", "E": "personal"}
KEYS = {"D": 40, "E": 64}
JWTS = {"A": ("signing-key/useraccount", "access"), "C": ("signing-key/chat", "pair-access"),
        "refresh": ("signing-key/chat", "pair-refresh")}
WARM_SECONDS = 5
# Accounts whose passwords cost next to nothing for a while, for the warm-up of what a log-in does beside its hash.
CHEAP = 2_000
CHEAP_SECONDS = 15
LONGEST_WARM_UP = 240
# A second, far more than any two cores can hash.
MOST_REGISTRATIONS = 1_000


@dataclasses.dataclass(frozen=True)
class Seeded:
    """One account; all its texts are as long as those of any other."""

    number: int
    id: int
    # Ids of the sessions, by the letter of the door.
    sessions: dict
    password: str = PASSWORD

    @property
    def name(self):
        return f"seed{self.number:06d}"

    @property
    def address(self):
        return f"{self.name}@example.org"

    @property
    def full_name(self):
        return f"Person {self.number:06d}"

    first_name = "Иван"
    last_name = "Иванов"

    @property
    def phone(self):
        return f"+7900{self.number:07d}"

    def key(self, letter):
        """The opaque key of document D or E."""
        return hashlib.sha256(f"{letter} {self.name}".encode()).hexdigest()[:KEYS[letter]]


class Node:
    """A server with its accounts in it; `start` before anything else.

    settings: VESTIBULE_… variables, as harness.server.Server takes them. database: a harness.postgres.Postgres that runs; none: SQLite.
    """

    def __init__(self, context, settings=None, accounts=ACCOUNTS, database=None):
        self._context = context
        self._count = accounts
        self._tokens = {}
        self.accounts = []
        key = {}
        if database is not None:
            key = {"VESTIBULE_DATABASE_URL": database.url(), "VESTIBULE_MASTER_KEY_FILE": str(master_key(context.folder / "master.key"))}
        self.settings = {**key, **(settings or {})}
        self.server = context.owns(Server(context.folder / "node", self.settings))
        self.key_file = self.settings.get("VESTIBULE_MASTER_KEY_FILE", str(self.server.data / "master.key"))
        self.base = Postgres(database) if database else Sqlite(self.server.data / "vestibule.db")

    def start(self):
        if self.accounts:
            return self
        self._seed(self._template())
        self._context.note(f"{len(self.accounts)} accounts are seeded")
        self.server.start()
        return self

    def second(self):
        """Another server on the same PostgreSQL database, started."""
        other = self._context.owns(Server(self._context.folder / "second", self.settings))
        return other.start()

    def _template(self):
        """Registers the account that all others are copies of, and signs it in through every door; gives its id."""
        account = Account("template", "template@example.org", "A", PASSWORD)
        self.server.start()
        client = Client(self.server.port)
        DOORS["A"].register(client, account)
        client.close()
        self.server.terminate()
        self.base.run("update email set verified = 1", "update identifier set proven = 1, held_until = null")
        self.server.start()
        client = Client(self.server.port)
        for letter in NAMES:
            DOORS[letter].sign_in(client, account, PASSWORD)
        client.close()
        self.server.terminate()
        return self.base.rows("select id from account")[0]["id"]

    def _seed(self, template):
        samples = {table: self.base.rows(f"select * from {table} where {column} = {template}")[0]
                   for table, column in (("account", "id"), ("email", "account"), ("password", "account"), ("audit", "account"))}
        identifiers = {row["kind"]: row for row in self.base.rows("select * from identifier")}
        by_door = {row["door"]: row for row in self.base.rows("select * from session")}
        sessions = {letter: by_door[name] for letter, name in NAMES.items()}
        for first in range(1, self._count + 1, BATCH):
            rows = {}
            for number in range(first, min(first + BATCH, self._count + 1)):
                self._account(rows, samples, identifiers, sessions, number)
            self.base.insert(rows)
        self.base.run(f"update id_block set next = {FIRST_ID + (len(NAMES) + 1) * (self._count + 1)}")

    def _account(self, rows, samples, identifiers, sessions, number):
        ids = {letter: FIRST_ID + number * len(NAMES) + index for index, letter in enumerate(NAMES)}
        seeded = Seeded(number, FIRST_ID + number, ids)
        self.accounts.append(seeded)

        def put(table, sample, **changes):
            rows.setdefault(table, []).append({**sample, **changes})

        put("account", samples["account"], id=seeded.id, username=seeded.name, full_name=seeded.full_name, first_name=seeded.first_name,
            last_name=seeded.last_name, phone=seeded.phone, contacts="", primary_email=seeded.id)
        put("email", samples["email"], account=seeded.id, id=seeded.id, address=seeded.address, key=seeded.address)
        put("password", samples["password"], account=seeded.id)
        put("identifier", identifiers["NAME"], key=seeded.name, account=seeded.id)
        put("identifier", identifiers["ADDRESS"], key=seeded.address, account=seeded.id)
        put("audit", samples["audit"], slot=seeded.id % SLOTS, account=seeded.id, id=seeded.id)
        for letter, id in ids.items():
            secret = hashlib.sha256(seeded.key(letter).encode()).hexdigest() if letter in KEYS else None
            put("session", sessions[letter], account=seeded.id, id=id, secret=secret)
            if secret is not None:
                put("secret", {"hash": secret, "kind": "SESSION", "account": seeded.id, "id": id})

    def count(self, query):
        """What a query of one number, named `found`, gives, as of the last COMMIT."""
        return self.base.rows(query)[0]["found"]

    def tokens(self, kind):
        """A token of every account, in their order; kind: A, C (access), refresh (C), D or E."""
        if kind in KEYS:
            return [account.key(kind) for account in self.accounts]
        if kind not in self._tokens:
            self._tokens[kind] = self._sign(kind)
        return self._tokens[kind]

    def _sign(self, kind):
        name, what = JWTS[kind]
        sealed = self.base.rows(f"select sealed from signing_key where name = '{name}'")[0]["sealed"]
        classes = compiled(HOME / "bench" / "seeds" / "Tokens.java", self._context.folder / "tokens")
        letter = "C" if kind == "refresh" else kind
        lines = "".join(f"{account.id} {account.sessions[letter]}\n" for account in self.accounts)
        done = subprocess.run(
            [f"{os.environ['JAVA_HOME']}/bin/java", "-cp", classes, "Tokens", self.key_file, name, sealed, what],
            input=lines, capture_output=True, text=True, timeout=120, check=True,
        )
        tokens = done.stdout.split()
        if len(tokens) != len(self.accounts) or len(set(map(len, tokens))) != 1:
            raise RuntimeError(f"{len(tokens)} tokens of {set(map(len, tokens))} characters for {len(self.accounts)} accounts")
        return tokens


class Cheap:
    """Log-ins of a node that cost 55 µs instead of 30 ms, and so warm up in seconds what takes minutes at the rate of real hashes: the compiler
    counts calls. A server that has signed in some ten thousand people is what others are to be compared with."""

    def __init__(self, node):
        self._node = node

    def warm_up(self, make, ports):
        """The last accounts sign in at each port, by the requests that `make` makes of them; then their passwords are as before."""
        accounts = self._node.accounts[-CHEAP:]
        file = self._node.server.folder / "requests-cheap"
        requests.write(file, (make(dataclasses.replace(account, password=bulk.PASSWORD), "") for account in accounts))
        which = f"where account between {accounts[0].id} and {accounts[-1].id}"
        real = f"select hash from password where account = {self._node.accounts[0].id}"
        self._node.base.run(f"update password set hash = '{bulk.HASH}' {which}")
        try:
            for port in ports:
                sample = measured([], Load(port, file, None, HASHING_CONNECTIONS), CHEAP_SECONDS)
                if sample.wrong:
                    raise RuntimeError(f"{sample.wrong} of {sample.requests} wrong answers in the warm-up")
        finally:
            self._node.base.run(f"update password set hash = ({real}) {which}")


class Door:
    """Ours in one scenario: requests of one kind to one node.

    make: the request of an account with its token. expected: what its answer's JSON must be, given account, token and that answer.
    """

    role = OURS
    # Answers that are compared whole, of accounts by chance, before the first load and after each.
    asked = 50

    def __init__(self, node, name, make, expected, connections=CONNECTIONS):
        self._node = node
        self._make = make
        self._expected = expected
        self._connections = connections
        self.name = name

    def start(self):
        self._node.start()
        self.file = self._node.server.folder / f"requests-{self.name}".replace(" ", "-")
        self._prepare()
        self._first()
        if wrong := self._ask():
            raise RuntimeError(wrong[0])
        return self

    def _prepare(self):
        """Writes the file of requests and what it needs."""
        raise NotImplementedError

    def _someone(self):
        """An account, by chance, with its token."""
        raise NotImplementedError

    def ports(self):
        """Of all nodes that are loaded."""
        return [self._node.server.port]

    def warm(self):
        """What is done before the first load."""

    def _first(self):
        """Asks once: all other answers are as long as this one."""
        account, token = self._someone()
        self.request = self._make(account, token)
        self.answer = requests.ask(self._node.server.port, self.request)
        self._load = Load(self._node.server.port, self.file, self.answer.size, self._connections)

    def _ask(self):
        """Asks for some accounts and compares whole bodies; gives what was not as it must be."""
        wrong = []
        for _ in range(self.asked):
            account, token = self._someone()
            answer = requests.ask(self._node.server.port, self._make(account, token))
            expected = self._expected(account, token, answer)
            if answer.status != self.answer.status or answer.size != self.answer.size or answer.json() != expected:
                wrong.append(f"{self.name}: {answer}, not {expected} in {self.answer.size} bytes")
        return wrong

    def pids(self):
        return [self._node.server.process.pid]

    def load(self, seconds):
        sample = self._loaded(seconds)
        return dataclasses.replace(sample, wrong=sample.wrong + len(self._ask()))

    def _loaded(self, seconds):
        return self._measured(seconds)

    def _measured(self, seconds, first=0):
        """One run that begins with the request of that number."""
        return measured(self.pids(), self._load, seconds, first)

    def close(self):
        """The node ends with the scenario."""


class Asked(Door):
    """The same question for every account in turn, each with its token.

    kind: of the tokens, see Node.tokens. Before the first load every account has had its turn, as after a minute of such load.
    """

    def __init__(self, node, name, kind, make, expected):
        super().__init__(node, name, make, expected)
        self._kind = kind
        self._sent = 0

    def _prepare(self):
        self._tokens = self._node.tokens(self._kind)
        requests.write(self.file, map(self._make, self._node.accounts, self._tokens))

    def _someone(self):
        index = random.randrange(len(self._tokens))
        return self._node.accounts[index], self._tokens[index]

    def warm(self):
        end = time.monotonic() + LONGEST_WARM_UP
        while self._sent < len(self._tokens) * len(self.ports()) and time.monotonic() < end:
            self._loaded(WARM_SECONDS)

    def _loaded(self, seconds):
        """Begins where the load before ended."""
        sample = self._measured(seconds, self._sent)
        self._sent += sample.requests
        return sample


class SignedIn(Door):
    """Log-ins of every account in turn; each that was answered must have left a session."""

    asked = 10

    def __init__(self, node, name, letter, make, expected):
        super().__init__(node, name, make, expected, HASHING_CONNECTIONS)
        self._letter = letter
        self._sent = 0

    def _prepare(self):
        requests.write(self.file, (self._make(account, "") for account in self._node.accounts))

    def warm(self):
        Cheap(self._node).warm_up(self._make, self.ports())

    def _someone(self):
        return random.choice(self._node.accounts), ""

    def _loaded(self, seconds):
        before = self._sessions()
        sample = self._measured(seconds, self._sent)
        self._sent += sample.requests
        missing = max(0, sample.requests - (self._sessions() - before))
        return dataclasses.replace(sample, wrong=sample.wrong + missing)

    def _sessions(self):
        return self._node.count(f"select count(*) as found from session where door = '{NAMES[self._letter]}'")


@dataclasses.dataclass(frozen=True)
class Newcomer:
    """Somebody who registers."""

    name: str

    @property
    def address(self):
        return f"{self.name}@example.org"


class Registered(Door):
    """Registrations, each of somebody else; each that was answered must be there, with its mail queued or its code drawn.

    log_in: makes the log-in of an account, for the warm-up.
    """

    asked = 5

    def __init__(self, node, name, letter, make, expected, log_in):
        super().__init__(node, name, make, expected, HASHING_CONNECTIONS)
        self._letter = letter.lower()
        self._log_in = log_in
        self._next = 0

    def warm(self):
        Cheap(self._node).warm_up(self._log_in, self.ports())

    def _prepare(self):
        """Each load has a file of its own."""

    def _newcomer(self):
        self._next += 1
        return Newcomer(f"new{self._letter}{self._next:07d}")

    def _someone(self):
        return self._newcomer(), ""

    def _loaded(self, seconds):
        requests.write(self.file, (self._make(self._newcomer(), "") for _ in range(int(seconds * MOST_REGISTRATIONS))))
        before = self._kept()
        sample = self._measured(seconds)
        missing = max(0, sample.requests - (self._kept() - before))
        return dataclasses.replace(sample, wrong=sample.wrong + missing)

    def _kept(self):
        """Accounts that came through this door and are owed a mail, or have been sent one."""
        return self._node.count(
            f"select count(*) as found from email e where e.key like 'new{self._letter}%' and ("
            "exists (select 1 from code c where c.account = e.account) or "
            f"exists (select 1 from outbox o where o.slot = e.account % {SLOTS} and o.account = e.account))"
        )
