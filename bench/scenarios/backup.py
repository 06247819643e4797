"""A backup is taken under load and restored elsewhere, on SQLite and on PostgreSQL."""

import dataclasses
import shutil
import time

from harness import postgres
from harness.context import Result
from harness.crowd import Crowd
from harness.journal import Comparison, Journal
from harness.nodes import nodes
from harness.server import Server
from harness.smtp import Sink

LONGEST = 600
CLIENTS = 16
LOADED_SECONDS = 25
MASTER_KEY = "master.key"


class Failed(Exception):
    """A command did not do what it was asked, or did what it should refuse."""


def done(server, *words):
    result = server.command(*words)
    if result.returncode != 0:
        raise Failed(f"{' '.join(words)}: {result.returncode} {result.stderr.strip()[-500:]}")


class Before:
    """What was acknowledged when the backup began: copies of the accounts as they were then."""

    def __init__(self, journal):
        self._pairs = [(account, self._copy(account)) for account in journal.registered()]

    @staticmethod
    def _copy(account):
        former = list(account.former)
        return dataclasses.replace(account, former=former, live=list(account.live), ended=list(account.ended), later=[])

    def at_the_end(self):
        """The copies, to be compared with a backup that has ended: what has changed meanwhile may be in it or not."""
        for account, copy in self._pairs:
            copy.later = [*account.former[len(copy.former):], account.password, account.maybe_password]
            changed = len(account.former) > len(copy.former) or account.maybe_password is not None
            copy.live = [] if changed else [pair for pair in copy.live if pair in account.live]
            if copy.confirmed is not True and account.confirmed is not False:
                copy.confirmed = None
        return [copy for _, copy in self._pairs]


def back_up(context, server, sink, file, prefix):
    """Backs up under load; gives the accounts to compare with, the seconds that it took, and how much was acknowledged meanwhile."""
    journal = Journal(prefix)
    crowd = Crowd(server.port, journal, sink, CLIENTS)
    try:
        time.sleep(LOADED_SECONDS)
        before, begin, earlier = Before(journal), time.monotonic(), journal.acknowledged
        done(server, "backup", str(file))
        seconds, meanwhile = time.monotonic() - begin, journal.acknowledged - earlier
        accounts = before.at_the_end()
    finally:
        crowd.stop()
    if crowd.broken or crowd.refusals:
        raise Failed(f"under the backup: {(crowd.broken + [answer.text for answer in crowd.refusals])[0]}")
    context.note(f"backed up in {seconds:.1f} s, {meanwhile} acknowledged meanwhile, {len(accounts)} accounts before")
    return accounts, seconds, meanwhile


def compare(context, server, accounts, refusals=(401, 403)):
    """How much a server that was started on a restored database lacks."""
    server.start()
    lost = Comparison(server.port, [dataclasses.replace(account) for account in accounts], refusals=refusals).lost
    server.kill()
    for text in lost[:10]:
        context.note(text)
    return len(lost)


def on_sqlite(context, sink, settings):
    """With the key, and without it; gives the figures and what was lost."""
    source = context.owns(Server(context.folder / "sqlite", settings)).start()
    file = context.folder / "sqlite.backup"
    accounts, seconds, meanwhile = back_up(context, source, sink, file, "s")
    source.kill()
    key = (source.data / MASTER_KEY).read_bytes().strip()
    if key in file.read_bytes():
        raise Failed("the master key is in the backup")
    restored = context.owns(Server(context.folder / "sqlite-restored", settings))
    restored.data.mkdir()
    shutil.copy(source.data / MASTER_KEY, restored.data / MASTER_KEY)
    done(restored, "restore", str(file))
    lost = compare(context, restored, accounts)

    keyless = context.owns(Server(context.folder / "sqlite-keyless", settings))
    if keyless.command("restore", str(file)).returncode == 0:
        raise Failed("restored without the master key")
    done(keyless, "restore", "--new-keys", str(file))
    ended = [dataclasses.replace(account, live=[], ended=account.live + account.ended) for account in accounts]
    # A token that nobody can verify is a damaged one at doors A and B.
    lost += compare(context, keyless, ended, refusals=(401, 403, 422))
    return len(accounts), meanwhile, seconds, lost


def on_postgres(context, sink, settings):
    """Into another database; gives the figures and what was lost."""
    database = context.owns(postgres.Postgres(context.folder / "postgres")).start()
    database.sql(f"create database restored owner {postgres.USER}")
    [source] = nodes(context.folder, database.url(), count=1, settings=settings)
    context.owns(source).start()
    file = context.folder / "postgres.backup"
    accounts, seconds, meanwhile = back_up(context, source, sink, file, "p")
    source.kill()
    elsewhere = {**source.settings, "VESTIBULE_DATABASE_URL": database.url(database="restored")}
    restored = context.owns(Server(context.folder / "postgres-restored", elsewhere, source.port))
    done(restored, "restore", str(file))
    return len(accounts), meanwhile, seconds, compare(context, restored, accounts)


def run(context):
    sink = context.owns(Sink().start())
    settings = {"VESTIBULE_SMTP_URL": sink.url()}
    kinds = [("SQLite", on_sqlite)]
    if not postgres.missing():
        kinds.append(("PostgreSQL", on_postgres))
    good, figures = True, []
    for name, measure in kinds:
        accounts, meanwhile, seconds, lost = measure(context, sink, settings)
        good = good and lost == 0 and accounts > 0
        figures.append(f"{name}: {accounts} accounts before, lost {lost}; took {seconds:.1f} s, {meanwhile} acknowledged meanwhile")
    return Result(good, "; ".join(figures))
