"""Times refused log-ins for a known and an unknown name, interleaved, on one connection a door."""

import statistics
import sys
import time

from harness import launch
from harness.clients import DOORS, Client
from harness.context import Context
from harness.journal import Account
from harness.server import Server

ROUNDS = 200
WARM = 20
LIMIT = 0.05


def measure(port, door, known, unknown):
    """The medians of both, in seconds; their refusals must be the same."""
    client = Client(port)
    times = {known.name: [], unknown.name: []}
    answers = set()
    for number in range(WARM + ROUNDS):
        # Which of the two goes first alternates, so that what follows what is no advantage.
        for who in (known, unknown) if number % 2 else (unknown, known):
            request = door.log_in(who, "wrong")
            start = time.perf_counter()
            answer = client.ask(request)
            took = time.perf_counter() - start
            answers.add((answer.status, answer.text))
            if number >= WARM:
                times[who.name].append(took)
    client.close()
    if len(answers) != 1:
        sys.exit(f"{door.letter}: the refusals differ: {answers}")
    return map(statistics.median, times.values())


def main():
    with Context("timing") as context:
        port = context.owns(Server(context.folder / "node")).start().port
        known, unknown = (Account(name, f"{name}@example.org", "A", "right") for name in ("known", "nobody"))
        DOORS["A"].register(Client(port), known)
        worst = 0.0
        for letter, door in DOORS.items():
            first, second = measure(port, door, known, unknown)
            worst = max(worst, abs(first / second - 1))
            path = door.log_in(known, "").path
            print(f"{letter} {path:22} known {first * 1000:7.2f} ms  unknown {second * 1000:7.2f} ms  ratio {first / second:.3f}", flush=True)
    print(f"largest difference of the medians: {worst:.1%} (limit {LIMIT:.0%})")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    launch.main(main)
