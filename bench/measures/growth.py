"""What size costs: 10 thousand, 1 million and, where 40 GB are free, 10 million accounts, on SQLite and on PostgreSQL.

Each database is seeded in bulk (harness/seed.py) with copies of one real account, and a server started on it. All sizes of one database are
there at once and asked in turn, 25 requests each, round after round; each round gives the ratio of the largest to the smallest, and the median
of these is the figure. What is asked, one request after the other on one connection (in the table: ms) or on 16 at once (requests/s):

whoami         E's GET /account/me, of another account each time, and of none twice in the whole run: no cache knows it, however small the database
look-up        E's GET /account/login/check with names that exist: the statement by which every log-in begins, without a hash after it
log-in         E's POST /account/login whole, of accounts by chance, whose passwords are hashed with the least that Argon2id can cost (55 µs):
               what is left are the log-in's statements and its commit
registration   E's POST /account/registration whole, with its real hash, signed in at once, the mail queued; beside it the same without its hash:
               the median less that of log-ins with unknown names, asked in turn with them, which cost a hash and one look-up

Beside each is what server and database had to read from the disk for it: what the system's cache did not hold.
"""

import os
import shutil
import statistics

from harness import figures, postgres, table
from harness.measuring import Report, disturbances
from harness.one_by_one import in_turns
from harness.sample import Sample, Unavailable
from harness.sized import POSTGRES, RATES_SECONDS, SQLITE, Sized

LONGEST = 2 * 3600
ROUNDS = 5
SIZES = (10_000, 1_000_000)
LARGEST, LARGEST_FREE = 10_000_000, 40 * 10**9
# A number of accounts beyond which nothing is measured, for who has little time.
MOST = "BENCH_GROWTH_MOST"
# The one database to measure, SQLite or PostgreSQL, likewise.
ONLY = "BENCH_GROWTH_ONLY"
FIGURE = 1.3
# Measured one by one: a size is slower by its median time; and many at once: by fewer requests a second.
SINGLE = ("whoami", "look-up", "log-in", "registration")
AT_ONCE = ("look-ups", "log-ins", "registrations")
SLOWER = {**{name: lambda large, small: large.p50 / small.p50 for name in SINGLE},
          **{name: lambda large, small: small.rate() / large.rate() for name in AT_ONCE}}


def sizes(context):
    """How many accounts, the smallest first."""
    most = int(os.environ.get(MOST, LARGEST))
    free = shutil.disk_usage(context.folder).free
    if most >= LARGEST and free < LARGEST_FREE:
        context.note(f"{free / 1e9:.0f} GB are free: not {LARGEST:,} accounts")
    found = [*SIZES, *([LARGEST] if free >= LARGEST_FREE else [])]
    return [size for size in found if size <= most]


def rounds(context, kind, found):
    """Starts one database of each size; gives them, and the samples of each round, by size and name."""
    count = context.rounds(ROUNDS)
    databases = [Sized(context, kind, size, count) for size in found]
    for database in databases:
        database.fill().start()
        context.note(f"{database.name}: {database.bytes / database.count:,.0f} bytes an account")
    for database in databases:
        database.warm_up()
        context.note(f"{database.name} is warm")
    samples = []
    for number in range(1, count + 1):
        samples.append(one_round(context, databases))
        for size, one in samples[-1].items():
            context.note(f"round {number}: {kind} {size:,}: " + ", ".join(f"{name} {_brief(name, sample)}" for name, sample in one.items()))
    for database in databases:
        database.close()
    return databases, samples


def one_round(context, databases):
    """Samples by size and name. One by one, all sizes are asked in turn; at once, one after the other."""
    found = {database.count: {} for database in databases}
    for name in ("whoami", "look-up", "log-in"):
        for size, (sample, bodies) in in_turns({database.count: database.asked(name) for database in databases}).items():
            found[size][name] = sample
            if name == "look-up" and any(b'"is_login_available":false' not in body for body in bodies):
                raise RuntimeError(f"{size:,} accounts: a name that exists is not found")
    both = {(database.count, name): database.asked(name) for database in databases for name in ("registration", "hash")}
    for (size, name), (sample, _) in in_turns(both, 1).items():
        found[size][name] = sample
    for name, load in (("look-ups", Sized.look_ups), ("log-ins", Sized.log_ins), ("registrations", Sized.registrations)):
        for database in databases:
            found[database.count][name] = load(database, context.seconds(RATES_SECONDS))
    return found


def grown(context, kind):
    """The smallest of these databases as it is when it has grown by single registrations: its size alone is looked at."""
    database = Sized(context, kind, SIZES[0], 1).fill(grown=True)
    database.close()
    return database


def _brief(name, sample):
    wrong = f" {sample.wrong} WRONG" if sample.wrong else ""
    return (f"{table.number(sample.rate())}/s" if name in AT_ONCE else f"{table.number(sample.p50)} ms") + wrong


def slower(name, samples, sizes):
    """How many times slower the largest is than the smallest: the median of the rounds."""
    return statistics.median(SLOWER[name](one[sizes[-1]][name], one[sizes[0]][name]) for one in samples)


def without_hash(samples, size):
    """Milliseconds of a registration but for its hash, the median of the rounds."""
    return statistics.median(one[size]["registration"].p50 - one[size]["hash"].p50 for one in samples)


def _kilobytes(sample):
    return None if sample.read is None else sample.read_each() / 1000


def _median(samples, size, name, value):
    found = [value(one[size][name]) for one in samples]
    return None if None in found else statistics.median(found)


def _rows(kind, samples, found):
    for name in SINGLE:
        for size in found:
            values = [_median(samples, size, name, value) for value in (lambda one: one.p50, lambda one: one.p99, Sample.cost, _kilobytes)]
            yield [f"{kind} {name}", f"{size:,}", *map(table.number, values), "", _times(name, samples, found, size)]
    for size in found:
        times = without_hash(samples, size) / without_hash(samples, found[0])
        yield [f"{kind} registration without its hash", f"{size:,}", table.number(without_hash(samples, size)), "", "", "", "", f"{times:.2f}"]
    for name in AT_ONCE:
        for size in found:
            values = [_median(samples, size, name, value)
                      for value in (lambda one: one.p50, lambda one: one.p99, Sample.cost, _kilobytes, Sample.rate)]
            yield [f"{kind} {name} at once", f"{size:,}", *map(table.number, values), _times(name, samples, found, size)]


def _times(name, samples, found, size):
    return f"{slower(name, samples, [found[0], size]):.2f}"


def _space(name, database):
    tables = ", ".join(f"{table} {size / database.count:,.0f}" for table, size in sorted(database.tables.items()))
    return [name, f"{database.count:,}", f"{database.bytes / 1e6:,.0f}", f"{database.bytes / database.count:,.0f}", tables or "-"]


def run(context):
    found = sizes(context)
    kinds, notes = [kind for kind in (SQLITE, POSTGRES) if os.environ.get(ONLY, kind) == kind], []
    if POSTGRES in kinds and (reason := postgres.missing()):
        notes.append(f"PostgreSQL is not measured: {reason}")
        kinds.remove(POSTGRES)
    if not kinds:
        raise Unavailable("; ".join(notes) or f"{ONLY} names neither {SQLITE} nor {POSTGRES}")
    rows, space, verdicts, data = [], [], [], {}
    for kind in kinds:
        space.append(_space(f"{kind}, grown", grown(context, kind)))
        databases, samples = rounds(context, kind, found)
        rows += _rows(kind, samples, found)
        space += [_space(f"{kind}, packed", database) for database in databases]
        for name in SLOWER:
            text = f"{kind} {name}{' at once' if name in AT_ONCE else ''}: {found[-1]:,} accounts to {found[0]:,}, times slower"
            verdicts.append(figures.at_most(text, slower(name, samples, found), FIGURE))
        wrong = sum(sample.wrong for one in samples for by_name in one.values() for sample in by_name.values())
        verdicts.append(figures.at_most(f"{kind}: wrong answers", wrong, 0, digits=0))
        verdicts += disturbances([one[size][name].others for one in samples] for size in found for name in AT_ONCE)
        data[kind] = {"bytes": {one.count: one.tables for one in databases}, "rounds": samples}
    if found[-1] < LARGEST:
        notes.append(f"{LARGEST:,} accounts are not measured")
    tables = [(["", "accounts", "p50 ms", "p99 ms", "CPU µs", "KB read", "requests/s", "times slower"], rows),
              (["database", "accounts", "MB", "bytes an account", "of which, by table with its indexes"], space)]
    return Report(tables, verdicts, data, notes)
