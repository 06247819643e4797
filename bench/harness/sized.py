"""A server on a database of a given number of accounts, for the measuring of what its size costs."""

import random
import shutil

from harness import bases, requests, seed
from harness.clients import DOORS
from harness.nodes import nodes
from harness.one_by_one import Asked, in_turns
from harness.ours import Person, Seeded, changes
from harness.postgres import Postgres
from harness.requests import Request
from harness.seed import CHEAP_HASH, PASSWORD
from harness.server import Server, free_port
from harness.wrk import HASHING_CONNECTIONS, Load
from harness.wrk import measured as wrk

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
# What a machine of 8 GB would be given; the rest is Debian's.
POSTGRES_SETTINGS = {"shared_buffers": "2GB", "max_wal_size": "4GB"}
# Accounts that are asked for in the warm-up alone, so that nothing of the others is remembered.
WARM = 1_000
CHECKED = 20
# What one round asks for one by one: log-in names, whole log-ins, registrations.
LOOK_UPS, LOG_INS, REGISTRATIONS = 2_000, 500, 60
# Ready requests of a kind that wrk sends in turn.
READY = 50_000
RATES_SECONDS = 3
# Names lie scattered over the whole range of names, as real ones do. The factor is larger than any count, and prime, so that
# number * SCATTER modulo the count meets every place once.
SCATTER, DIGITS = 2_654_435_761, 12


def log_in(name):
    return DOORS["E"].log_in(Person(name), PASSWORD).raw()


def look_up(name):
    """Asks whether a name is taken: the look-up that every log-in begins with, in the same statement, and nothing else."""
    return Request("GET", f"/account/login/check?login={name}").raw()


def who_am_i(number):
    return DOORS["E"].who_am_i(seed.key("E", number)).raw()


def registration():
    """Of a new account; its name falls anywhere among those that exist, and is none of them, as it is longer."""
    return DOORS["E"].registration(Person(f"u{random.randrange(10 ** (DIGITS + 1)):0{DIGITS + 1}d}")).raw()


def cheap(table, row):
    """What all accounts are beside their copies: passwords that are hashed with the least that Argon2id can cost."""
    return {"hash": f"'{CHEAP_HASH}'"} if table == "password" else changes(table, row)


class Sized:
    """One database with so many accounts and its server. `fill` and `start` first, and `warm_up`.

    rounds: how many there will be; each account is asked for who it is at most once in all of them, so that no cache can know it.
    """

    def __init__(self, context, kind, count, rounds):
        self._context = context
        self.kind, self.count = kind, count
        self.name = f"{kind} {count:,}"
        self.folder = context.folder / f"{kind}-{count}"
        self._database = None
        self._numbers = random.sample(range(1, count + 1), min(count, 10_000))
        self._taken = WARM
        self.whoamis = (len(self._numbers) - WARM) // rounds
        # Bytes that all accounts together take up, for each table where that is known.
        self.tables = {}

    @property
    def bytes(self):
        return sum(self.tables.values())

    def fill(self, grown=False):
        """Makes the database and fills it, packed or as if it had grown (harness.seed); gives itself."""
        self.folder.mkdir()
        self.folder.chmod(0o755)
        self._server = self._context.owns(self._node())
        base = bases.postgres(self._database) if self._database else bases.sqlite(self._server.data / "vestibule.db")
        place = f"n * {SCATTER} % {self.count} * {10 ** DIGITS // self.count}"
        _, self.tables = seed.seeded(self._server, base, "E", self.count, f"'u' || {seed.padded(place, DIGITS)}", cheap, grown,
                                     lambda text: self._context.note(f"{self.name}: {text}"))
        return self

    def start(self):
        """Starts the server on what was filled; the answers about some accounts are compared whole."""
        # Nobody takes the mails: they stay queued, so that all sizes are measured with nothing beside them.
        self._server.settings["VESTIBULE_SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}"
        self._server.start()
        self._check()
        names = [self._any() for _ in range(READY)]
        self._look_ups, self._log_ins = self.folder / "look-ups", self.folder / "log-ins"
        requests.write(self._look_ups, map(look_up, names))
        requests.write(self._log_ins, map(log_in, names))
        return self

    def _node(self):
        if self.kind == SQLITE:
            return Server(self.folder / "node")
        self._database = self._context.owns(Postgres(self.folder / "postgres", settings=POSTGRES_SETTINGS)).start()
        return nodes(self.folder, self._database.url(), 1)[0]

    def pids(self):
        """The server's process and the database's."""
        return [self._server.process.pid, *([self._database.pid()] if self._database else [])]

    def _name(self, number):
        return f"u{number * SCATTER % self.count * (10 ** DIGITS // self.count):0{DIGITS}d}"

    def _any(self):
        return self._name(random.randrange(self.count))

    def _check(self):
        """Some accounts sign in by name and by address, and are who they are, with the key of before and the new one."""
        from measures.whoami_e import expected

        for number in self._numbers[:CHECKED]:
            account = Seeded(self._name(number), number)
            by_address = Request("POST", "/account/login", {"email": account.address, "password": PASSWORD}, DOORS["E"].browser)
            for request in (who_am_i(number), log_in(account.name), by_address.raw()):
                answer = requests.ask(self._server.port, request)
                key = seed.key("E", number) if request == who_am_i(number) else answer.json().get("token")
                want = answer.status == 200 and expected(account, key, answer)
                if not want or answer.json() != want:
                    raise RuntimeError(f"{self.name}, account {number}: {answer}, not {want}")
                if requests.ask(self._server.port, DOORS["E"].who_am_i(key).raw()).json() != want:
                    raise RuntimeError(f"{self.name}, account {number}: another one with the key that it was given")

    def warm_up(self):
        """Runs everything that will be measured until it is compiled, with accounts that are not asked for later, or new sessions."""
        warm = self._numbers[:WARM]
        self.log_ins(RATES_SECONDS)
        self.look_ups(RATES_SECONDS)
        self._ask(list(map(who_am_i, warm)))
        for _ in range(2):
            # Their keys are unknown to the caches, as those of all new sessions.
            bodies = self._ask([log_in(self._name(number)) for number in warm])
            self._ask([DOORS["E"].who_am_i(body.decode().rpartition('"token":"')[2][:64]).raw() for body in bodies])
        self.registrations(RATES_SECONDS)

    def _ask(self, requests):
        sample, bodies = in_turns({self.count: Asked(self._server.port, [], requests, 200)})[self.count]
        if sample.wrong:
            raise RuntimeError(f"{self.name}: {sample.wrong} wrong answers in the warm-up")
        return bodies

    def asked(self, name):
        """What is asked one by one in one round."""
        port, pids = self._server.port, self.pids()
        match name:
            case "whoami":
                mine = self._numbers[self._taken:self._taken + self.whoamis]
                self._taken += self.whoamis
                return Asked(port, pids, list(map(who_am_i, mine)), 200)
            case "look-up":
                return Asked(port, pids, [look_up(self._any()) for _ in range(LOOK_UPS)], 200)
            case "log-in":
                return Asked(port, pids, [log_in(self._any()) for _ in range(LOG_INS)], 200)
            case "registration":
                return Asked(port, [], [registration() for _ in range(REGISTRATIONS)], 200)
            case "hash":
                # A log-in with an unknown name costs a hash and one look-up.
                return Asked(port, [], [log_in(f"nobody{random.getrandbits(40):010x}") for _ in range(REGISTRATIONS)], 400)

    def look_ups(self, seconds):
        """A Sample of as many look-ups as can be."""
        return self._wrk(self._look_ups, seconds, random.randrange(READY))

    def log_ins(self, seconds):
        """A Sample of as many log-ins as can be."""
        return self._wrk(self._log_ins, seconds, random.randrange(READY))

    def registrations(self, seconds):
        """A Sample of as many registrations as can be."""
        file = self.folder / "registrations"
        requests.write(file, (registration() for _ in range(200 * seconds)))
        return self._wrk(file, seconds, 0)

    def _wrk(self, file, seconds, first):
        return wrk(self.pids(), Load(self._server.port, file, None, HASHING_CONNECTIONS), seconds, first)

    def close(self):
        """Ends both processes and gives the disk back."""
        self._server.kill()
        if self._database:
            self._database.close()
        shutil.rmtree(self.folder, ignore_errors=True)
