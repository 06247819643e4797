"""A log-out on one node must be felt on the other, also where the other cannot read the change feed."""

import threading
import time

from harness import postgres
from harness.clients import DOORS, Client
from harness.context import Result
from harness.journal import Journal
from harness.nodes import nodes
from harness.proxy import Proxy
from harness.server import wait_until

LONGEST = 900
LOG_OUTS = 200
TOGETHER = 10
ACCOUNTS = 10
MOST_SECONDS = 1.0
MOST_SECONDS_CUT = 2.0
# How long the other node is asked after a log-out; an acceptance as late as this would be seen.
WATCHED_SECONDS = 3.5
# Who has refused once is asked a little longer, as another thread of the node may know less.
AFTER_REFUSAL_SECONDS = 1.0
HEALED_SECONDS = 30
FEED = b"vestibule-feed"


class Watch:
    """Asks a node about one token, again and again from a moment on: when it accepted last, when it refused first, what else it said."""

    def __init__(self, port, letter, token, seconds=WATCHED_SECONDS):
        self.accepted = 0.0
        self.refused = None
        self.odd = []
        self.unavailable = 0
        self._since = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(port, letter, token, seconds), daemon=True)
        self._thread.start()

    def _run(self, port, letter, token, seconds):
        client = Client(port)
        while self._since is None or self._after() < min(seconds, (self.refused or seconds) + AFTER_REFUSAL_SECONDS):
            answer = DOORS[letter].who(client, token)
            if self._over.is_set():
                break
            self._take(answer)
            time.sleep(0.01)
        client.close()

    def _take(self, answer):
        after = self._after() if self._since is not None else 0.0
        if answer.status == 200:
            self.accepted = after
        elif answer.status == 401 and self._since is not None:
            self.refused = self.refused or after
        elif answer.status == 503:
            self.unavailable += 1
        else:
            self.odd.append(f"{answer.path}: {answer.status} {answer.text[:100]} {after:.2f} s after")

    def _after(self):
        return time.monotonic() - self._since

    def begin(self):
        """The log-out was answered now."""
        self._since = time.monotonic()

    def end(self):
        self._thread.join(WATCHED_SECONDS + 30)


class Pair:
    """Two nodes, with accounts that sign in at the first; the second reaches its database through a proxy."""

    def __init__(self, context):
        database = context.owns(postgres.Postgres(context.folder / "postgres")).start()
        self.proxy = context.owns(Proxy(database.port))
        self.here, self.there = (context.owns(server) for server in nodes(context.folder, database.url()))
        direct, through = f":{database.port}/", f":{self.proxy.port}/"
        self.there.settings["VESTIBULE_DATABASE_URL"] = database.url().replace(direct, through)
        self.here.start()
        self.there.start()
        self.journal = Journal("o")
        self.client = Client(self.here.port)
        self.accounts = [self._register() for _ in range(ACCOUNTS)]

    def _register(self):
        account = self.journal.new_account("A")
        DOORS["A"].register(self.client, account)
        return account

    def tokens(self, count):
        """New tokens, (door, token), each of which the second node has seen and may remember."""
        made = []
        for number in range(count):
            account, letter = self.accounts[number % ACCOUNTS], "AB"[number % 2]
            made.append((letter, DOORS[letter].sign_in(self.client, account, account.password)))
        other = Client(self.there.port)
        for letter, token in made:
            for _ in range(2):
                answer = DOORS[letter].who(other, token)
                if answer.status != 200:
                    raise RuntimeError(f"the second node does not know a token: {answer.status} {answer.text}")
        other.close()
        return made

    def round(self, cut=None):
        """Signs out TOGETHER tokens on the first node; gives the watches of the second, of those tokens and of one that lives."""
        *ended, alive = self.tokens(TOGETHER + 1)
        watches = [Watch(self.there.port, *pair) for pair in ended]
        life = Watch(self.there.port, *alive, seconds=WATCHED_SECONDS + 1)
        if cut is not None and not self.proxy.freeze(cut):
            raise RuntimeError("there is no connection to cut")
        for (letter, token), watch in zip(ended, watches):
            DOORS[letter].sign_out(self.client, token)
            watch.begin()
        life.begin()
        for watch in (*watches, life):
            watch.end()
        if cut is not None:
            self.proxy.thaw()
            wait_until("the second node to accept again", lambda: self._healed(*alive), HEALED_SECONDS)
        return watches, life

    def _healed(self, letter, token):
        client = Client(self.there.port)
        try:
            return self.there.ready() and DOORS[letter].who(client, token).status == 200
        finally:
            client.close()


class Figures:
    """What the rounds of one kind came to."""

    def __init__(self, words, most, may_be_unavailable):
        self.words = words
        self.most = most
        self.may_be_unavailable = may_be_unavailable
        self.watches = []
        self.lives = []

    def add(self, watches, life):
        self.watches += watches
        self.lives.append(life)

    def worst(self):
        """Seconds: the latest acceptance, or first refusal where all were refused."""
        latest = max(watch.accepted for watch in self.watches)
        return max([latest, *(watch.refused for watch in self.watches if watch.refused and not self.may_be_unavailable)])

    def odd(self):
        refused = [f"a live token was refused after {life.refused:.2f} s" for life in self.lives if life.refused]
        never = [] if self.may_be_unavailable else ["never refused" for watch in self.watches if not watch.refused]
        return [text for watch in (*self.watches, *self.lives) for text in watch.odd] + refused + never

    def good(self):
        return self.worst() <= self.most and not self.odd()

    def line(self):
        unavailable = sum(watch.unavailable for watch in (*self.watches, *self.lives))
        return f"{self.words}: {len(self.watches)} log-outs, refused after at most {self.worst():.2f} s, 503s {unavailable}"


def run(context):
    if reason := postgres.missing():
        return Result.skipped(reason)
    pair = Pair(context)
    kinds = (
        (Figures("feed whole", MOST_SECONDS, False), None),
        (Figures("feed cut", MOST_SECONDS_CUT, False), lambda first: FEED in first),
        (Figures("all cut", MOST_SECONDS_CUT, True), lambda first: True),
    )
    for figures, cut in kinds:
        for _ in range(context.rounds(LOG_OUTS // TOGETHER)):
            figures.add(*pair.round(cut))
        context.note(figures.line())
        for text in figures.odd()[:10]:
            context.note(text)
    return Result(all(figures.good() for figures, _ in kinds), "; ".join(figures.line() for figures, _ in kinds))
