"""What must hold of every old system whose people come: a dry run says what the wet one does, all who could sign in can, a second run changes
nothing, and one that is killed thrice comes to the same.

An old system is a harness.old.Old; `words` are the import's SOURCE and options.
"""

import collections
import os
import re

from harness import bases, contents
from harness.clients import DOORS
from harness.figures import Verdict
from harness.imports import Import, imported
from harness.nodes import master_key
from harness.postgres import USER
from harness.server import Server, wait_until
from moving import _doors

PEOPLE = "BENCH_MOVING_PEOPLE"
COUNT = 2_000
# Of the rows, when an import is killed.
KILLED = (0.2, 0.4, 0.6)
# What the servers and commands keep for themselves.
OWN = {"chore", "id_block"}
# Some rows were refused.
REFUSED = 4
# What warns that somebody is no longer named so.
TOLD = {_doors.NAME: ("name_dropped",), _doors.UNPROVEN: ("name_dropped", "address_dropped"), _doors.ADDRESS: ("address_dropped",)}


def count():
    return int(os.environ.get(PEOPLE, COUNT))


class Target:
    """An empty database that people come to, and its server, which is not started."""

    def __init__(self, context, name, settings, database=None):
        own = dict(settings)
        if database:
            database.sql(f"create database {name} owner {USER}")
            key = master_key(context.folder / "master.key")
            own |= {"VESTIBULE_DATABASE_URL": database.url(database=name), "VESTIBULE_MASTER_KEY_FILE": str(key)}
        self.server = context.owns(Server(context.folder / name, own))
        self.base = bases.postgres(database, name) if database else bases.sqlite(self.server.data / "vestibule.db")
        if (done := self.server.command("migrate")).returncode:
            raise RuntimeError(done.stderr)


class Moved:
    """One old system that moves to one kind of database."""

    def __init__(self, context, kind, words, settings=None, database=None):
        self._context, self._kind, self._words = context, kind, words
        own = re.sub(r"[^a-z]+", "_", kind.lower())
        self._make = lambda name: Target(context, f"{own}_{name}", settings or {}, database)
        self.verdicts, self.rows = [], []

    def _hold(self, text, found, good):
        self.verdicts.append(Verdict(f"{self._kind}: {text}", str(found), bool(good)))
        self._context.note(self.verdicts[-1].line())

    def come(self, most_code=REFUSED):
        """Dry, wet and again; gives the lines of the wet report by their ids."""
        self.target = self._make("whole")
        before = contents.checksums(self.target.base)
        dry, ended = imported(self.target.server, "dry", *self._words, "--dry-run")
        untouched = contents.checksums(self.target.base) == before
        wet, wet_ended = imported(self.target.server, "wet", *self._words)
        self._hold("exit codes of the dry and the wet run", f"{ended.code}, {wet_ended.code}", ended.code == wet_ended.code <= most_code)
        same = dry.rows({"account"}) == wet.rows({"account"})
        self._hold("a dry run changes nothing, and says what the wet one does", wet_ended.summary, untouched and same)
        whole = contents.checksums(self.target.base)
        again, _ = imported(self.target.server, "again", *self._words)
        outcomes = collections.Counter(line.get("outcome", "summary") for line in again.rows())
        changed = [table for table, found in contents.checksums(self.target.base).items() if table not in OWN and found != whole[table]]
        self._hold("a second run changes nothing", f"{dict(outcomes)}, tables changed {changed}",
                   not changed and outcomes["imported"] + outcomes["updated"] == 0)
        self.rows.append([f"{self._kind}: seconds of the wet run", f"{wet_ended.seconds:.1f}"])
        self._wet, self._whole = wet, contents.people(self.target.base)
        return {line["id"]: line for line in wet.rows()[:-1]}

    def killed(self):
        """Three times under way, and resumed: the same people, and the same report."""
        target, many = self._make("killed"), len(self._wet.rows())
        times = []
        for part in KILLED:
            one = Import(target.server, "killed", *self._words, *(["--resume"] if times else []))
            try:
                wait_until("so many rows", lambda: one.done() >= part * many or one.ended(), 300, pause=0.002)
            finally:
                times.append(one.kill())
        resumed, ended = imported(target.server, "killed", *self._words, "--resume")
        found = contents.people(target.base)
        different = [table for table in found if found[table] != self._whole[table]]
        same = resumed.rows({"account"}) == self._wet.rows({"account"})
        self._hold("killed three times and resumed, the same in the end",
                   f"killed {sum(times)}, tables that differ {different}, report {'the same' if same else 'differs'}",
                   all(times) and not different and same and ended.code <= REFUSED)

    def _sessions(self):
        rows = self.target.base.rows("select account, count(*) as number from session group by account")
        return collections.Counter({row["account"]: row["number"] for row in rows})

    def sign_in(self, old, people, told):
        """Everybody at every door, beside the old system's own word; `told` is the report by id."""
        # Keys that came along are sessions too.
        before = self._sessions()
        server = self.target.server.start()
        found = list(_doors.attempts(people))
        pairs = list({attempt.pair(): None for attempt in found})
        there = dict(zip(pairs, old.ask(pairs), strict=True))
        compared = _doors.compared(_doors.tried(server.port, found), there, people)
        self._context.note(f"{len(found)} log-ins")
        server.terminate()
        proven = {address.casefold() for person in people for address, verified, _ in person["addresses"] if verified}
        untold = [attempt for attempt in compared.lost if not reason(told[str(attempt.person)], attempt, proven)]
        free = vacated(people, told)
        own = [attempt for attempt in compared.gained if (attempt.login.casefold(), attempt.password) in free[attempt.person]]
        compared.sessions.update(collections.Counter(compared.sessions) + collections.Counter(attempt.person for attempt in own))
        gained = [attempt for attempt in compared.gained if attempt not in own]
        for attempt in (untold + gained)[:20]:
            self._context.note(f"{attempt} {there[attempt.pair()]} {told[str(attempt.person)]}")
        reasons = collections.Counter(reason(told[str(attempt.person)], attempt, proven) for attempt in compared.lost)
        self._hold("who could sign in still can, but for what the report tells", f"{compared.entered} log-ins, lost {dict(reasons)}",
                   compared.entered and not untold)
        self._hold("nobody else", f"{len(found) - compared.entered - len(compared.lost) - len(own)} refused, gained {len(gained)}; "
                   f"into their own account by what the report took from another: {len(own)}", not gained)
        sessions = dict(self._sessions() - before)
        self._hold("each into the account of the same id", f"{sum(sessions.values())} sessions", sessions == compared.sessions)
        foreign = self.target.base.rows("select account from password where hash like 'foreign/%'")
        self.rows += [[f"{self._kind}: log-ins tried", f"{len(found):,}"], [f"{self._kind}: at each door", doors(found)],
                      [f"{self._kind}: people whose old hash is still there", f"{len(foreign):,}"]]


def vacated(people, told):
    """By person, their password with each login, in small letters, that named another there, to whom the report says that it does so no more."""
    names, freed = collections.defaultdict(set), set()
    for person in people:
        line = told[str(person["id"])]
        for kind, login in _doors.logins(person):
            names[login.casefold()].add(person["id"])
            if line["outcome"] == "refused" or set(TOLD[kind]) & set(line["warnings"]):
                freed.add((person["id"], login))
    passwords = {person["id"]: person["password"] for person in people}
    found = collections.defaultdict(set)
    for other, login in freed:
        for person in names[login.casefold()] - {other}:
            found[person].add((login.casefold(), passwords[person]))
    return found


def reason(line, attempt, proven):
    """Why somebody is not let in by a login, as the report's line tells; None where it does not."""
    if line["outcome"] == "refused":
        return line["reason"]
    if "@" in attempt.login and attempt.login.casefold() in proven and attempt.kind != _doors.ADDRESS:
        return "another has confirmed it"
    return next((warning for warning in TOLD[attempt.kind] if warning in line["warnings"]), None)


def doors(found):
    counted = collections.Counter(attempt.letter for attempt in found)
    return ", ".join(f"{letter} {counted[letter]:,}" for letter in DOORS)
