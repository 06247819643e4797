"""Runs Vestibule on tables that are spread by Citus: distributes them, then flows, races and a load; a worker is killed, and one is added.

Give the address of an empty database whose server is a coordinator with workers. Where the server has no Citus, it says that it was skipped.
"""

import argparse
import collections
import concurrent.futures
import pathlib
import re
import statistics
import subprocess
import sys
import time

import psycopg

from harness import clients, launch
from harness.clients import DOORS, Refused, Unanswered
from harness.context import HOME, Context
from harness.crowd import Crowd
from harness.journal import Comparison, Journal
from harness.nodes import nodes
from harness.server import wait_until
from harness.smtp import Sink

LONGEST = 1800
KNOWN = 60
RACERS = 12
PAGE = HOME / "docs" / "scale.md"


class Failed(Exception):
    """What must hold did not."""


def statements():
    """What docs/scale.md has to be run on the coordinator, in its order: the page itself is what is tried."""
    part = PAGE.read_text(encoding="utf-8").split("## Citus", 1)[1].split("\n## ", 1)[0]
    blocks = re.findall(r"```sql\n(.*?)```", part, re.DOTALL)
    text = "\n".join(line.split("--", 1)[0] for block in blocks for line in block.splitlines())
    return [one.strip() for one in text.split(";") if one.strip()]


def has_citus(url):
    with psycopg.connect(url, autocommit=True) as connection:
        return bool(connection.execute("select 1 from pg_extension where extname = 'citus'").fetchone())


def spread(url):
    """Runs the page's statements, for the user of the address."""
    with psycopg.connect(url, autocommit=True) as connection:
        user = connection.execute("select quote_ident(current_user)").fetchone()[0]
        for one in statements():
            connection.execute(one.replace("alter role vestibule", f"alter role {user}"))
        return connection.execute("select count(*) from citus_shards").fetchone()[0]


def percentile(seconds, share):
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def race(server, journal):
    """Many register one name and one address at once: one of them has both."""
    accounts = [journal.new_account("A") for _ in range(RACERS)]
    for account in accounts:
        account.name, account.address = accounts[0].name, accounts[0].address

    def register(account):
        client = clients.Client(server.port)
        try:
            DOORS["A"].register(client, account)
            return True
        except Refused:
            return False
        finally:
            client.close()

    with concurrent.futures.ThreadPoolExecutor(RACERS) as pool:
        won = sum(pool.map(register, accounts))
    journal.accounts = [account for account in journal.accounts if account not in accounts]
    journal.touched()
    if won != 1:
        raise Failed(f"{won} of {RACERS} have registered one name")


def load(context, server, sink, journal, seconds, size=8):
    """A crowd for some seconds; fails where something that was acknowledged is not there."""
    crowd = context.owns(Crowd(server.port, journal, sink, size, patient=True, sure=False))
    time.sleep(seconds)
    crowd.stop()
    return compare(server, journal, crowd)


def compare(server, journal, crowd):
    if crowd.broken:
        raise Failed(crowd.broken[0])
    lost = Comparison(server.port, journal.touched()).lost
    if lost:
        raise Failed(f"lost {len(lost)}: {lost[0]}")
    return f"{journal.acknowledged} acknowledged, lost 0, refused {len(crowd.refusals)}"


def known(server, journal):
    """People who are signed in, and their tokens."""
    client = clients.Client(server.port)
    people = []
    for _ in range(KNOWN):
        account = journal.new_account("A")
        DOORS["A"].register(client, account)
        account.registered = True
        people.append(DOORS["A"].sign_in(client, account, account.password))
    client.close()
    return people


def ask_all(server, tokens):
    """One whoami each: how many of which status, and the slowest hundredth of the good and of the others, in ms."""
    client = clients.Client(server.port)
    statuses, good, others = collections.Counter(), [], []
    for token in tokens:
        begun = time.monotonic()
        try:
            status = DOORS["A"].who(client, token).status
        except Unanswered:
            status = 0
        statuses[status] += 1
        (good if status == 200 else others).append(time.monotonic() - begun)
    client.close()
    shown = ", ".join(f"{count} of {status}" for status, count in sorted(statuses.items()))
    times = [f"p99 {name} {percentile(taken, 0.99):.0f} ms, median {statistics.median(taken) * 1000:.0f} ms"
             for name, taken in (("good", good), ("others", others)) if taken]
    return statuses, "; ".join([shown, *times])


def worker_away(server, tokens, chosen):
    subprocess.run(chosen.kill, shell=True, check=True)
    time.sleep(2)
    statuses, shown = ask_all(server, tokens)
    ready = server.ready()
    subprocess.run(chosen.revive, shell=True, check=True)
    wait_until("everybody again", lambda: set(ask_all(server, tokens)[0]) == {200}, 120, pause=1)
    if not statuses[200] or set(statuses) - {200, 503} or not ready:
        raise Failed(f"while a worker was away: {shown}; ready: {ready}")
    return shown


def worker_more(context, url, server, sink, journal, chosen):
    host, port = chosen.add.rsplit(":", 1)
    crowd = context.owns(Crowd(server.port, journal, sink, 8, patient=True, sure=False))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select citus_add_node(%s, %s)", (host, int(port)))
        connection.execute("select rebalance_table_shards()")
    crowd.stop()
    return compare(server, journal, crowd)


def backup_refused(server, folder):
    ended = server.command("backup", str(pathlib.Path(folder) / "spread.backup"))
    if ended.returncode != 1 or "one moment" not in ended.stderr:
        raise Failed(f"backup: {ended.returncode} {ended.stderr.strip()}")
    return "refused"


def run(context, chosen):
    sink = context.owns(Sink().start())
    [server] = nodes(context.folder, chosen.address, count=1, settings={"VESTIBULE_SMTP_URL": sink.url(), "VESTIBULE_LIMITS": "off"})
    context.owns(server)
    migrated = server.command("migrate")
    if migrated.returncode != 0:
        raise Failed(migrated.stderr.strip())
    if not chosen.unspread:
        say("shards", spread(chosen.address))
    server.start()
    advised = server.log_count("run on the coordinator")
    if advised:
        raise Failed("the start asks for more: " + server.log_end())
    journal = Journal("spread")
    tokens = known(server, journal)
    say("whoami", ask_all(server, tokens)[1])
    for _ in range(10):
        race(server, journal)
    say("races", "10 of 10 had one winner")
    say("load", load(context, server, sink, journal, chosen.seconds))
    if not chosen.unspread:
        say("backup", backup_refused(server, context.folder))
    say("a worker away", worker_away(server, tokens, chosen) if chosen.kill and chosen.revive else "skipped: needs --kill and --revive")
    say("a worker more", worker_more(context, chosen.address, server, sink, journal, chosen) if chosen.add else "skipped: needs --add")


def say(what, found):
    print(f"{what}: {found}", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="bench/spread", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", help="postgresql://… of an empty database with the extension; its workers are added")
    parser.add_argument("--seconds", type=int, default=30, help="how long the load takes")
    parser.add_argument("--kill", help="a command of the shell that kills one worker")
    parser.add_argument("--revive", help="a command of the shell that starts it again")
    parser.add_argument("--add", metavar="HOST:PORT", help="a server to become one worker more")
    parser.add_argument("--unspread", action="store_true", help="do the same on an ordinary server: tries this program, proves nothing of Citus")
    chosen = parser.parse_args()
    if not chosen.unspread and not has_citus(chosen.address):
        say("spread", "skipped: the server has no Citus (create extension citus)")
        return 0
    try:
        with Context("spread") as context:
            run(context, chosen)
    except (Failed, Refused, Unanswered, TimeoutError, psycopg.Error) as why:
        print(f"FAILED: {why}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    launch.main(main)
