"""100,000 accounts move from SQLite to PostgreSQL; the move is killed half-way and done again."""

import hashlib
import subprocess
import time

from harness import bases, contents, postgres, seed
from harness.clients import DOORS, Client
from harness.context import HOME, Result
from harness.journal import Account, Journal
from harness.questions import Questions, differences
from harness.requests import Request
from harness.server import Server, wait_until
from harness.smtp import Sink

LONGEST = 900
ACCOUNTS = 100_000
ASKED_SEEDS = (1, 2, 3, 50_000, 100_000)
HALF = ACCOUNTS // 2
MOST_SECONDS = 300
# What a server keeps for itself while it runs and another one need not know.
OWN = {"chore"}
# In microseconds: the year 2100.
HELD_UNTIL = 4_102_444_800_000_000
# What a text may hold, and what a copy of it by hand would get wrong.
AWKWARD = 'Ж\u00e9\u4e16\U0001f600 tab\t line\n back\\slash \\N "quote" \'quote\' {brace} $1 %s,'


def fingerprint(folder, names):
    """The SHA-256 of files; a file that is not there has none."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names if (folder / name).exists()}


def awkward(table, row):
    """What the copies have that is not the account's own: every other one is not confirmed, and texts are hard to copy."""
    match table:
        case "account":
            text = seed.literal(AWKWARD)
            return {"full_name": f"{text} || cast(n as text)", "description": f"case when n % 3 > 0 then {text} end"}
        case "email":
            return {"verified": "n % 2"}
        case "identifier" if row["kind"] == "ADDRESS":
            return {"proven": "n % 2", "held_until": f"case n % 2 when 0 then {HELD_UNTIL} end"}
        case "session" if row["secret"] is None:
            return None
    return {}


class Source:
    """A server on SQLite with everything that can be moved in it, which has ended."""

    def __init__(self, context, sink, settings):
        self.server = context.owns(Server(context.folder / "source", settings)).start()
        self.accounts = []
        self.kept = []
        self._fill(sink)
        self.server.terminate()
        # The second one has one address and no rights.
        self.base, template = bases.sqlite(self.server.data / "vestibule.db"), self.accounts[1]
        seed.Copies(self.base, template, ACCOUNTS, f"'seed' || {seed.padded('n', 6)}", awkward).fill()
        context.note(f"{ACCOUNTS} accounts are seeded")
        for number in ASKED_SEEDS:
            name = f"seed{number:06d}"
            account = Account(name, f"{name}@example.org", "E", template.password, True, number % 2 == 1)
            self.accounts.append(account)
            self.kept.append([])

    def _fill(self, sink):
        """An account through each door, one of them with rights and addresses, and tokens of them all."""
        client, journal = Client(self.server.port), Journal("move")
        for letter in "EABCD":
            account = journal.new_account(letter)
            DOORS[letter].register(client, account)
            account.registered = True
            wait_until("a mail", lambda: sink.to(account.address), 20)
            if letter != "B":
                DOORS[letter].confirm(client, account, sink.to(account.address)[0].links()[0], account.password)
                account.confirmed = True
            doors = [door for door in DOORS.values() if door.letter != "D" or account.confirmed]
            self.accounts.append(account)
            self.kept.append([(door.letter, door.sign_in(client, account, account.password)) for door in doors])
        self._rights(client)
        client.close()

    def _rights(self, client):
        account, token = self.accounts[0], dict(self.kept[0])["D"]
        client.ask(Request("POST", "/account/emails/", {"email": "second@example.org"}, {"Authorization": "Token " + token}))
        for words in (("group", "create", "Редакторы"), ("group", "grant", "Редакторы", account.name)):
            done = self.server.command(*words)
            if done.returncode != 0:
                raise RuntimeError(f"{' '.join(words)}: {done.stderr}")

    def ask(self, port):
        questions = Questions(port)
        for account, kept in zip(self.accounts, self.kept):
            questions.about(account, kept)
        questions.of_nobody()
        questions.close()
        return questions.answers


def start_move(context, source, url):
    """The command, under way."""
    folder = source.server.folder
    with open(folder / "move.log", "ab") as log:
        moving = subprocess.Popen([str(HOME / "vestibule"), "move", "--to", url], cwd=folder, stdin=subprocess.DEVNULL,
                                  stdout=log, stderr=log, env=source.server.environment())
    context.later(moving.kill)
    return moving


def killed_half_way(context, source, database):
    """Begins a move and kills it when half of the accounts are there; gives how many were."""
    moving = start_move(context, source, database.url())

    def moved():
        if moving.poll() is not None:
            raise RuntimeError(f"the move ended before it was half done: {(source.server.folder / 'move.log').read_text()[-500:]}")
        count = _number(database, "select count(*) from account")
        return count if count >= HALF else 0

    try:
        half = wait_until("half of the accounts", moved, MOST_SECONDS, pause=0.1)
    finally:
        moving.kill()
        moving.wait(10)
    context.note(f"killed the move when {half} accounts were there")
    return half


def starts(server):
    """Whether a server works on what is there; it is ended again."""
    try:
        server.start()
        return True
    except RuntimeError:
        return False
    finally:
        server.kill()


def _number(database, query):
    try:
        return database.sql(query, "vestibule")[0][0]
    except postgres.Failed:
        # The table is not there yet.
        return 0


def run(context):
    if reason := postgres.missing():
        return Result.skipped(reason)
    database = context.owns(postgres.Postgres(context.folder / "postgres")).start()
    sink = context.owns(Sink().start())
    settings = {"VESTIBULE_SMTP_URL": sink.url(), "VESTIBULE_PUBLIC_URL": "http://localhost:8080"}
    source = Source(context, sink, settings)
    source.server.start()
    before = source.ask(source.server.port)
    source.server.terminate()
    files = ("vestibule.db", "vestibule.db-wal", "master.key")
    rows_before, bytes_before = contents.checksums(source.base), fingerprint(source.server.data, files)

    moved_settings = {**settings, "VESTIBULE_DATABASE_URL": database.url(),
                      "VESTIBULE_MASTER_KEY_FILE": str(source.server.data / "master.key")}
    target = context.owns(Server(context.folder / "target", moved_settings))

    half = killed_half_way(context, source, database)
    worked_on_half = starts(target)
    begin = time.monotonic()
    moving = start_move(context, source, database.url())
    code = moving.wait(MOST_SECONDS)
    seconds = time.monotonic() - begin
    context.note((source.server.folder / "move.log").read_text()[-300:].replace("\r", "\n"))
    rows_after = contents.checksums(bases.postgres(database))
    unequal = [table for table in rows_before if table not in OWN and rows_before[table] != rows_after[table]]
    # Another connection may have made, and emptied, a log of its own.
    touched = [name for name, found in fingerprint(source.server.data, files).items() if bytes_before.get(name) != found]

    target.start()
    different = differences(before, source.ask(target.port))
    for text in [f"unequal: {table} {rows_before[table][0]} {rows_after[table][0]}" for table in unequal] + different[:10]:
        context.note(text)
    return Result(
        code == 0 and not worked_on_half and not (unequal or touched or different) and rows_after["account"][0] >= ACCOUNTS,
        f"{rows_after['account'][0]} accounts, {sum(count for count, _ in rows_after.values())} rows; killed at {half}, "
        f"{'WORKED ON BY A SERVER' if worked_on_half else 'no server works on that'}, ended "
        f"with {code} after {seconds:.0f} s more; tables unequal {len(unequal)}/{len(rows_before)}; source files touched "
        f"{len(touched)}; answers {len(before)}, other than before {len(different)}",
    )
