"""The power goes while clients register, change and sign in: the disk loses every write that was not synced."""

import itertools
import os

from harness import disk
from harness.context import Result
from harness.rounds import kill_rounds
from harness.server import Server
from harness.smtp import Sink
from scenarios.kill_sqlite import integrity

LONGEST = 600
ROUNDS = 5
MEGABYTES = 512


class Witness:
    """Files that show that the cut was one: each holds something synced, and more that was not."""

    def __init__(self, folder):
        self._folder = folder
        self._numbers = itertools.count()
        self._file = None

    def write(self):
        self._file = self._folder / f"witness.{next(self._numbers)}"
        with open(self._file, "wb", buffering=0) as file:
            file.write(b"synced")
            os.fsync(file.fileno())
            file.write(b", not synced")

    def testifies(self):
        return self._file.read_bytes() == b"synced"


def run(context):
    reason = disk.missing(lambda: disk.CutDisk(context.folder / "tried", 16))
    if reason:
        return Result.skipped(reason)
    cut_disk = context.owns(disk.CutDisk(context.folder / "disk", MEGABYTES))
    sink = context.owns(Sink().start())
    server = context.owns(
        Server(context.folder / "node", {"VESTIBULE_SMTP_URL": sink.url(), "VESTIBULE_DATA_DIR": str(cut_disk.folder / "data")})
    )
    witness, testimonies, said = Witness(cut_disk.folder), [], []

    def cut():
        witness.write()
        cut_disk.cut()
        server.kill()

    def look(number):
        cut_disk.again()
        testimonies.append(witness.testifies())
        said.append(integrity(server.data / "vestibule.db"))

    rounds = context.rounds(ROUNDS)
    outcome = kill_rounds(context, server, sink, rounds, after_kill=look, kill=cut)
    sound, real = said.count("ok"), testimonies.count(True)
    return Result(
        outcome.good() and sound == rounds == real,
        f"{outcome.figures()}; integrity ok {sound}/{rounds}; unsynced bytes of a witness gone {real}/{rounds}",
    )
