"""Two first log-ins of one person at the same moment, through two doors, with the right password: both succeed, whatever form the hash has."""

import itertools
import threading

from harness.clients import DOORS, Client
from harness.figures import Verdict
from harness.imports import imported
from harness.measuring import Report
from harness.server import Server
from moving._doors import Typed
from moving.vectors import LETTERS, vectors

LONGEST = 900
PAIRS = 50
# Of each scheme, so that fifty pairs come to many forms.
EACH = 2


def chosen(count):
    """Hashes that a password matches, of as many schemes as there are, and the settings of their keys."""
    found, settings = vectors()
    good = [one for one in found if one.good and one.letter == LETTERS[0] and one.imports == "yes" and len(one.password.strip()) > 3
            and one.scheme != "crypt-yescrypt"]
    by_scheme = [list(itertools.islice(group, EACH)) for _, group in itertools.groupby(good, lambda one: one.scheme)]
    return list(itertools.chain.from_iterable(by_scheme))[:count], settings


def both(port, number, one):
    """The statuses of two log-ins that begin together."""
    letters, barrier, found = (LETTERS[number % 4], LETTERS[(number + 1) % 4]), threading.Barrier(2), {}

    def log_in(place):
        client, login = Client(port), f"p{number}@example.org"
        request = DOORS[letters[place]].log_in(Typed(login), one.password)
        barrier.wait()
        found[place] = client.ask(request).status

    threads = [threading.Thread(target=log_in, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found.get(place) for place in (0, 1)]


def run(context):
    people, settings = chosen(context.rounds(PAIRS))
    server = context.owns(Server(context.folder / "node", settings)).start()
    file = server.folder / "pairs.jsonl"
    file.write_text("".join(one.line(number) for number, one in enumerate(people, start=1)))
    _, ended = imported(server, "pairs", "jsonl", "--from", file)
    statuses = {one.id: both(server.port, number, one) for number, one in enumerate(people, start=1)}
    # Then the password opens the account by our own hash.
    again = {one.id: both(server.port, number, one) for number, one in enumerate(people, start=1)}
    refused = {name: found for name, found in (*statuses.items(), *again.items()) if found != [200, 200]}
    rows = [["pairs", len(statuses)], ["schemes", len({one.scheme for one in people})]]
    verdicts = [
        Verdict("all come in", f"{ended.code}", ended.code == 0),
        Verdict("both of two first log-ins at once succeed, and those that follow", f"{len(statuses)} pairs, refused {refused}", not refused),
    ]
    return Report([(["", "number"], rows)], verdicts, {"statuses": statuses})
