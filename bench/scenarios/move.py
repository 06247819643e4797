"""100,000 accounts move from SQLite to PostgreSQL; the move is killed half-way and done again."""

import hashlib
import subprocess
import time

from harness import postgres
from harness.clients import DOORS, Client
from harness.context import HOME, Result
from harness.journal import Account, Journal
from harness.questions import Questions, differences
from harness.seed import Seed, open_database, tables
from harness.server import Server, wait_until
from harness.smtp import Sink

LONGEST = 900
ACCOUNTS = 100_000
ASKED_SEEDS = (1, 2, 3, 50_000, 100_000)
HALF = ACCOUNTS // 2
MOST_SECONDS = 300
# What a server keeps for itself while it runs and another one need not know.
OWN = {"chore"}


def fingerprint(folder, names):
    """The SHA-256 of files; a file that is not there has none."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names if (folder / name).exists()}


def written(value):
    """A value as PostgreSQL's COPY writes it."""
    if value is None:
        return "\\N"
    text = str(value)
    for plain, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"), ("\b", "\\b"), ("\f", "\\f"), ("\v", "\\v")):
        text = text.replace(plain, escaped)
    return text


def checksum(lines):
    """Of rows in any order."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def source_rows(file):
    """Rows and checksum of each table of the SQLite database."""
    found = {}
    with open_database(file, "ro") as connection:
        for table in tables(connection):
            cursor = connection.execute(f"select * from {table}")
            columns = [column[0] for column in cursor.description]
            lines = ["\t".join(map(written, row)) for row in cursor]
            found[table] = (columns, len(lines), checksum(lines))
    return found


def target_rows(database, source):
    """The same of the same tables and columns of the PostgreSQL database."""
    found = {}
    for table, (columns, _, _) in source.items():
        file = database.folder / f"{table}.copy"
        database.sql(f"copy {table} ({', '.join(columns)}) to '{file}'", "vestibule", seconds=120)
        # split, as splitlines would part texts that hold other line ends; the last line has its end too.
        lines = file.read_text().split("\n")[:-1]
        found[table] = (columns, len(lines), checksum(lines))
    return found


class Source:
    """A server on SQLite with everything that can be moved in it, which has ended."""

    def __init__(self, context, sink, settings):
        self.server = context.owns(Server(context.folder / "source", settings)).start()
        self.accounts = []
        self.kept = []
        self._fill(sink)
        self.server.terminate()
        with open_database(self.server.data / "vestibule.db") as connection:
            Seed(connection, 1).add(ACCOUNTS)
        context.note(f"{ACCOUNTS} accounts are seeded")
        template = self.accounts[0]
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
        client.ask("POST", "/account/emails/", {"email": "second@example.org"}, {"Authorization": "Token " + token})
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
        return int(database.sql(query, "vestibule"))
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
    bytes_before, rows_before = fingerprint(source.server.data, files), source_rows(source.server.data / "vestibule.db")

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
    rows_after = target_rows(database, rows_before)
    unequal = [table for table in rows_before if table not in OWN and rows_before[table] != rows_after[table]]
    # Another connection may have made, and emptied, a log of its own.
    touched = [name for name, found in fingerprint(source.server.data, files).items() if bytes_before.get(name) != found]

    target.start()
    different = differences(before, source.ask(target.port))
    for text in [f"unequal: {table} {rows_before[table][1]} {rows_after[table][1]}" for table in unequal] + different[:10]:
        context.note(text)
    return Result(
        code == 0 and not worked_on_half and not (unequal or touched or different) and rows_after["account"][1] >= ACCOUNTS,
        f"{rows_after['account'][1]} accounts, {sum(rows for _, rows, _ in rows_after.values())} rows; killed at {half}, "
        f"{'WORKED ON BY A SERVER' if worked_on_half else 'no server works on that'}, ended "
        f"with {code} after {seconds:.0f} s more; tables unequal {len(unequal)}/{len(rows_before)}; source files touched "
        f"{len(touched)}; answers {len(before)}, other than before {len(different)}",
    )
