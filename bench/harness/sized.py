"""A server on a database of a given number of accounts, for the measuring of what its size costs."""

import random
import shutil

from harness import bulk, requests
from harness.nodes import nodes
from harness.one_by_one import Asked, Line, in_turns
from harness.postgres import Postgres
from harness.requests import raw
from harness.server import Server, free_port
from harness.smtp import Sink
from harness.wrk import HASHING_CONNECTIONS, Load
from harness.wrk import measured as wrk

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
# What a machine of 8 GB would be given; the rest is Debian's.
POSTGRES_SETTINGS = {"shared_buffers": "2GB", "max_wal_size": "4GB"}
BROWSER = {"browser": "bench"}
# Accounts that are asked for in the warm-up alone, so that nothing of the others is remembered.
WARM = 1_000
CHECKED = 20
# What one round asks for one by one: log-in names, whole log-ins, registrations.
LOOK_UPS, LOG_INS, REGISTRATIONS = 2_000, 500, 60
# Ready requests of a kind that wrk sends in turn.
READY = 50_000
RATES_SECONDS = 3


def who_am_i(key):
    return raw("GET", "/account/me", {"Authorization": key})


def log_in(name, password=bulk.PASSWORD):
    return raw("POST", "/account/login", BROWSER, {"login": name, "password": password})


def look_up(name):
    """Asks whether a name is taken: the look-up that every log-in begins with, in the same statement, and nothing else."""
    return raw("GET", f"/account/login/check?login={name}")


def registration():
    """Of a new account; its name falls anywhere among those that exist, and is none of them, as it is longer."""
    name = f"u{random.getrandbits(52):013x}"
    body = {"login": name, "password": bulk.PASSWORD, "email": f"{name}@example.org", "first_name": "Иван", "last_name": "Иванов"}
    return raw("POST", "/account/registration", BROWSER, body)


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
        self._numbers = random.sample(range(count), min(count, 10_000))
        self._taken = WARM
        self.whoamis = (len(self._numbers) - WARM) // rounds
        # Bytes that all accounts together take up, in all and for each table where that is known.
        self.bytes, self.tables = 0, {}

    def fill(self, grown=False):
        """Makes the database and fills it, packed or as if it had grown (harness.bulk); gives itself."""
        self.folder.mkdir()
        self.folder.chmod(0o755)
        self._server = self._context.owns(self._node())
        self._template = self._register()
        timer = bulk.Timer(lambda text: self._context.note(f"{self.name}: {text}"))
        if self.kind == SQLITE:
            self.bytes = bulk.fill_sqlite(self._server.data / "vestibule.db", self._template, self.count, timer, grown)
        else:
            self.tables = bulk.fill_postgres(self._database, self._template, self.count, timer, grown)
            self.bytes = sum(self.tables.values())
        return self

    def start(self):
        """Starts the server on what was filled; the answers about some accounts are compared whole."""
        # Nobody takes the mails: they stay queued, so that all sizes are measured with nothing beside them.
        self._server.settings["VESTIBULE_SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}"
        self._server.start()
        self._check()
        self._write()
        return self

    def _node(self):
        if self.kind == SQLITE:
            return Server(self.folder / "node")
        self._database = self._context.owns(Postgres(self.folder / "postgres", settings=POSTGRES_SETTINGS)).start()
        return nodes(self.folder, self._database.url(), 1)[0]

    def _register(self):
        """What all accounts are copies of."""
        sink = Sink().start()
        try:
            self._server.settings["VESTIBULE_SMTP_URL"] = sink.url()
            self._server.start()
            template = bulk.Template(self._server, sink)
            self._server.terminate()
        finally:
            sink.stop()
        return template

    def pids(self):
        """The server's process and the database's."""
        return [self._server.process.pid, *([self._database.pid()] if self._database else [])]

    def _name(self, number):
        return bulk.name(number, self.count)

    def _check(self):
        """Some accounts sign in by name and by address, and are who they are, with the key of before and the new one."""
        line = Line(self._server.port)
        for number in self._numbers[:CHECKED]:
            expected = self._template.answer_of(number, self.count)
            bodies = [line.ask(who_am_i(bulk.key(number)))]
            for body in ({"login": self._name(number)}, {"email": bulk.address(number, self.count)}):
                bodies.append(line.ask(raw("POST", "/account/login", BROWSER, {**body, "password": bulk.PASSWORD})))
            for status, body, _ in bodies:
                text = body.decode()
                if status != 200 or text[:text.rindex('"token"')] != expected[:expected.rindex('"token"')]:
                    raise RuntimeError(f"{self.name}, account {number}: {status} {text}, not {expected}")
        line.close()

    def _write(self):
        """The requests that wrk sends."""
        names = [self._name(random.randrange(self.count)) for _ in range(READY)]
        self._look_ups, self._log_ins = self.folder / "look-ups", self.folder / "log-ins"
        requests.write(self._look_ups, map(look_up, names))
        requests.write(self._log_ins, map(log_in, names))

    def warm_up(self):
        """Runs everything that will be measured until it is compiled, with accounts that are not asked for later, or new sessions."""
        warm = self._numbers[:WARM]
        self.log_ins(RATES_SECONDS)
        self.look_ups(RATES_SECONDS)
        self._ask([who_am_i(bulk.key(number)) for number in warm])
        for _ in range(2):
            # Their keys are unknown to the caches, as those of all new sessions.
            bodies = self._ask([log_in(self._name(number)) for number in warm])
            self._ask([who_am_i(body.decode().rpartition('"token":"')[2][:64]) for body in bodies])
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
                return Asked(port, pids, [who_am_i(bulk.key(number)) for number in mine], 200)
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
        return self._wrk(self._look_ups, seconds)

    def log_ins(self, seconds):
        """A Sample of as many log-ins as can be."""
        return self._wrk(self._log_ins, seconds)

    def registrations(self, seconds):
        """A Sample of as many registrations as can be."""
        file = self.folder / "registrations"
        requests.write(file, (registration() for _ in range(200 * seconds)))
        return self._wrk(file, seconds)

    def _wrk(self, file, seconds):
        first = 0 if file.name == "registrations" else random.randrange(READY)
        return wrk(self.pids(), Load(self._server.port, file, None, HASHING_CONNECTIONS), seconds, first)

    def _any(self):
        return self._name(random.randrange(self.count))

    def close(self):
        """Ends both processes and gives the disk back."""
        self._server.kill()
        if self._database:
            self._database.close()
        shutil.rmtree(self.folder, ignore_errors=True)
