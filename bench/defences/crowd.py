"""100 guessing threads beside 20 honest people on other networks: how long these wait, and whether one is refused.

The threads guess behind one address, behind a hundred of one range, and behind a hundred of as many ranges, each time with limits that nothing was
taken of; every guess is for another name, so that no account's limit helps.
"""

import statistics
import threading
import time

from harness import table
from harness.attack import Flood, guess, hashes, limited, network, person, sent_from
from harness.clients import DOORS, Client
from harness.figures import Verdict, at_most
from harness.measuring import Report

LONGEST = 900
THREADS, PEOPLE = 100, 20
NAMES = 100_000
MOST_SECONDS = 2
PAUSE = 1.0
KINDS = {
    "one address": lambda number: "192.0.2.1",
    "100 addresses of a range": lambda number: f"192.0.2.{1 + number % THREADS}",
    "100 ranges": lambda number: network(number % THREADS),
}


class People:
    """Each signs in again and again, with a pause; `answers` are (status, seconds)."""

    def __init__(self, server):
        self.answers, self._over = [], threading.Event()
        self._port = server.port
        self._all = [person(f"person{number}") for number in range(PEOPLE)]
        for who in self._all:
            DOORS["A"].register(Client(server.port), who)

    def sign_in(self, seconds):
        self.answers = []
        threads = [threading.Thread(target=self._one, args=(number, time.monotonic() + seconds)) for number in range(PEOPLE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.answers

    def _one(self, number, end):
        who, client = self._all[number], Client(self._port)
        request = sent_from(f"172.16.{number}.1", DOORS["A"].log_in(who, who.password))
        time.sleep(PAUSE * number / PEOPLE)
        while time.monotonic() < end:
            begin = time.monotonic()
            self.answers.append((client.ask(request).status, time.monotonic() - begin))
            time.sleep(PAUSE)


def run(context):
    seconds, rows, verdicts = context.seconds(30), [], []
    for kind, address in KINDS.items():
        server = limited(context, kind.replace(" ", "-"))
        people = People(server)
        alone = statistics.median(took for _, took in people.sign_in(10))
        before = hashes(server)
        flood = Flood(server, (guess(address(number), f"name{number}", "guess") for number in range(NAMES)), seconds + 1, THREADS)
        answers = people.sign_in(seconds)
        sent, _ = flood.end()
        times, refused = [took for _, took in answers], sum(status != 200 for status, _ in answers)
        median = statistics.median(times)
        rows.append([kind, sent, hashes(server) - before - len(answers), len(answers), refused, table.number(alone), table.number(median), table.number(max(times))])
        context.note(str(rows[-1]))
        verdicts += [at_most(f"{kind}: median of an honest log-in", median, MOST_SECONDS, " s"),
                     Verdict(f"{kind}: no honest log-in is refused", str(refused), refused == 0)]
        server.close()
    columns = ["100 threads guess from", "guesses", "their hashes", "honest log-ins", "refused", "median s before", "median s", "longest s"]
    return Report([(columns, rows)], verdicts, {"rows": rows})
