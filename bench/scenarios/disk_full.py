"""The disk of a server on SQLite is full under load, and later is not."""

import collections
import os
import threading
import time

from harness import disk
from harness.clients import DOORS, Client, Refused, Unanswered, clearly_unavailable
from harness.context import Result
from harness.crowd import Crowd
from harness.journal import Comparison, Journal
from harness.rounds import LONGEST_LEASE
from harness.server import Server, wait_until
from harness.smtp import Sink
from scenarios.kill_sqlite import integrity

LONGEST = 500
ROUNDS = 3
MEGABYTES = 48
FULL_SECONDS = 6
REFUSALS = 50


class Ballast:
    """A file that leaves no room on the disk, as the server uses up what is left between two looks."""

    def __init__(self, small):
        self._small = small
        self._file = small.folder / "ballast"
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._fill, daemon=True)
        self._thread.start()

    def _fill(self):
        with open(self._file, "ab", buffering=0) as file:
            while not self._stopped.is_set():
                free = self._small.free()
                try:
                    file.write(bytes(free))
                except OSError:
                    # The server was faster.
                    pass
                time.sleep(0.05)

    def close(self):
        self._stopped.set()
        self._thread.join()
        os.truncate(self._file, 0)


class Reader:
    """Asks who it is through every door, with tokens from before, all the time; `answers` are the statuses."""

    def __init__(self, port, tokens):
        self.answers = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._read, args=(port, tokens), daemon=True)
        self._thread.start()

    def _read(self, port, tokens):
        client = Client(port)
        while not self._stopped.is_set():
            for letter, token in tokens:
                try:
                    self.answers.append(DOORS[letter].who(client, token).status)
                except Unanswered:
                    self.answers.append(0)
            time.sleep(0.05)
        client.close()

    def close(self):
        self._stopped.set()
        self._thread.join()


def reader_tokens(port, journal, sink):
    """A token of each door for an account with a confirmed address."""
    client = Client(port)
    account = journal.new_account("A")
    DOORS["A"].register(client, account)
    account.registered = True
    wait_until("the mail of the reader", lambda: sink.to(account.address), 20)
    DOORS["A"].confirm(client, account, sink.to(account.address)[0].links()[0], account.password)
    account.confirmed = True
    account.live = [(letter, door.sign_in(client, account, account.password)) for letter, door in DOORS.items()]
    client.close()
    return account.live


def round_of(server, small, journal, sink, tokens):
    """Fills the disk under a crowd, makes room again: the refusals, what the reader got, and the seconds until it was good again."""
    crowd = Crowd(server.port, journal, sink, patient=True)
    try:
        time.sleep(3)
        reads = fill(server, small, crowd, tokens)
        healed = seconds_until_good(server.port, journal)
        time.sleep(2)
    finally:
        crowd.stop()
    if crowd.broken:
        raise RuntimeError(crowd.broken[0])
    return crowd.refusals, reads, healed


def fill(server, small, crowd, tokens):
    """Leaves no room until there were enough refusals; gives what the reader got."""
    before, start = len(crowd.refusals), time.monotonic()
    ballast, reader = Ballast(small), Reader(server.port, tokens)
    try:
        wait_until("refusals", lambda: len(crowd.refusals) - before >= REFUSALS, 90)
        time.sleep(max(0.0, FULL_SECONDS - (time.monotonic() - start)))
    finally:
        reader.close()
        ballast.close()
    return reader.answers


def seconds_until_good(port, journal):
    """From now on, until a registration is answered well."""
    start = time.monotonic()
    client = Client(port)

    def registers():
        account = journal.new_account("A")
        try:
            DOORS["A"].register(client, account)
        except (Refused, Unanswered):
            return False
        account.registered = True
        journal.acknowledge(account)
        return True

    wait_until("a good registration after there was room", registers, 60, pause=0.1)
    client.close()
    return time.monotonic() - start


def half_written(port, journal):
    """The names of refused registrations that are not free."""
    client = Client(port)
    for account in journal.accounts:
        if account.registered is False:
            try:
                DOORS[account.door].register(client, account)
            except Refused as taken:
                yield f"{account.name} was refused and is not free: {taken}"
                continue
            account.registered = True
    client.close()


def run(context):
    if reason := disk.missing(lambda: disk.SmallDisk(context.folder / "tried", 1)):
        return Result.skipped(reason)
    small = context.owns(disk.SmallDisk(context.folder / "disk", MEGABYTES))
    sink = context.owns(Sink().start())
    settings = {"VESTIBULE_SMTP_URL": sink.url(), "VESTIBULE_DATA_DIR": str(small.folder / "data")}
    server = context.owns(Server(context.folder / "node", settings)).start()
    journal = Journal("d")
    tokens = reader_tokens(server.port, journal, sink)
    refusals, reads, healed = [], [], []
    for number in range(context.rounds(ROUNDS)):
        refused, read, seconds = round_of(server, small, journal, sink, tokens)
        refusals, reads, healed = refusals + refused, reads + read, healed + [seconds]
        context.note(f"round {number + 1}: {len(refused)} refusals, good again after {seconds:.1f} s")
    unclear = [answer for answer in refusals if not clearly_unavailable(answer)]
    unread = [status for status in reads if status != 200]
    lost = list(half_written(server.port, journal)) + Comparison(server.port, journal.accounts).lost
    sink.wait_for(lambda: not journal.mails_lost(sink), LONGEST_LEASE + 30)
    mails = journal.mails_lost(sink)
    alive = server.alive() and server.starts == 1
    server.kill()
    said = integrity(server.data / "vestibule.db")
    for text in (lost + mails)[:20]:
        context.note(text)
    for (status, text), count in collections.Counter((answer.status, answer.text.strip()) for answer in unclear).most_common(10):
        context.note(f"unclear, {count} times: {status} {text}")
    return Result(
        alive and said == "ok" and refusals != [] and not (unclear or unread or lost or mails),
        f"refusals {len(refusals)}, unclear {len(unclear)}; tokens asked {len(reads)}, refused {len(unread)}; "
        f"acknowledged {journal.acknowledged}, lost or half-written {len(lost)}; mails lost {len(mails)}; integrity {said}; "
        f"good again after at most {max(healed):.1f} s, not restarted",
    )
