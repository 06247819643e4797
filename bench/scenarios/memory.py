"""One address holds thousands of connections that begin something and do not end it; another one asks who it is all the time."""

import re
import threading
import time

from harness.clients import DOORS, Client, Unanswered
from harness.context import Result
from harness.holding import Holder, Holding, missing
from harness.journal import Journal
from harness.server import Server, wait_until

LONGEST = 900
HEAPS = ("256m", "512m")
SECONDS = 25
FILES = 16_000
ATTACKER, HONEST = "127.0.0.2", "127.0.0.3"
PAUSE = 0.01

LOG_IN = b"POST /user_account/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
BODY = b'{"username": "' + b"x" * 20_000
HOLDINGS = (
    Holding("half-sent", 9_900, LOG_IN + b"Content-Length: 65536\r\n\r\n" + BODY),
    Holding("idle", 10_000),
    Holding("slow heads", 2_000, b"GET /user_account/profile_settings HTTP/1.1\r\nHost: x\r\nX: ", b"y"),
    Holding("heads of many lines", 5_000, b"GET /user_account/profile_settings HTTP/1.1\r\nHost: x\r\n" + b"a: b\r\n" * 90 + b"X: " + b"y" * 12_000),
    Holding("endless chunks", 5_000, LOG_IN + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\ny\r\n" * 3_000, b"1\r\ny\r\n"),
    Holding("unread answers", 500, b"GET /user_account/profile_settings HTTP/1.1\r\nHost: x\r\n\r\n" * 200, flood=True),
)


class Honest:
    """Asks who it is on a connection that is kept, and now and then on a new one, until close(); `took` are seconds, `bad` what was no good answer."""

    def __init__(self, port, token):
        self.took, self.bad = [], []
        self._port, self._token = port, token
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._thread.start()

    def _ask(self):
        kept = self._client()
        while not self._stopped.wait(PAUSE):
            one = self._client() if len(self.took) % 10 == 9 else kept
            begin = time.monotonic()
            try:
                answer = DOORS["A"].who(one, self._token)
                if answer.status != 200:
                    self.bad.append(str(answer.status))
            except Unanswered as gone:
                self.bad.append(str(gone))
            self.took.append(time.monotonic() - begin)
            if one is not kept:
                one.close()
        kept.close()

    def _client(self):
        return Client(self._port, 20, (HONEST, 0))

    def close(self):
        self._stopped.set()
        self._thread.join(30)

    def p99(self):
        """Milliseconds."""
        return sorted(self.took)[int(len(self.took) * 0.99)] * 1000


class Part:
    """One holding against one server: who it is asked before, meanwhile."""

    def __init__(self, server, token, holding):
        self.name = holding.name
        honest, holder = Honest(server.port, token), Holder(holding, server.port, ATTACKER)
        self.open = 0
        try:
            end = time.monotonic() + SECONDS
            while time.monotonic() < end and server.alive():
                self.open = max(self.open, gauge(server, "vestibule_connections_open"))
                time.sleep(0.5)
        finally:
            holder.close()
            honest.close()
        self.opened, self.closed, self.most = holder.figures
        self.p99, self.asked, self.bad = honest.p99() if honest.took else 0, len(honest.took), honest.bad

    def figures(self):
        return f"{self.name} {self.opened:,} opened, {self.open:,} at most let in: p99 {self.p99:.0f} ms"


def gauge(server, name):
    """A figure of /metrics; 0 when nobody answers."""
    found = re.search(rf"^{name} ([0-9.E]+)$", server.get("/metrics", seconds=20)[1], re.MULTILINE)
    return int(float(found[1])) if found else 0


def memory(server):
    """The most that was resident, in MB."""
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) // 1024


def token(server):
    client, account = Client(server.port), Journal("m").new_account("A")
    DOORS["A"].register(client, account)
    found = DOORS["A"].sign_in(client, account, account.password)
    client.close()
    return found


def attack(context, heap):
    """All holdings in turn against one server with this heap: its line, and whether it held."""
    settings = {"JDK_JAVA_OPTIONS": f"-Xmx{heap}"}
    server = context.owns(Server(context.folder / heap, settings)).start()
    who = token(server)
    warm = Honest(server.port, who)
    time.sleep(5)
    warm.close()
    parts, asked, bad = [], 0, []
    for holding in HOLDINGS:
        part = Part(server, who, holding)
        parts.append(part)
        asked, bad = asked + part.asked, bad + part.bad
        context.note(f"-Xmx{heap}: {part.figures()}; asked {part.asked}, bad {len(part.bad)} {part.bad[:3]}, closed {part.closed}, held {part.most}")
        if not server.alive():
            break
    alive = server.alive()
    # Nothing is left counted but whoever asks for the figure.
    left = alive and wait_until(
        "the end of what was held", lambda: 0 < gauge(server, "vestibule_connections_open") <= 2, 60, pause=0.5
    )
    top = memory(server) if alive else 0
    told = server.log_count("OutOfMemoryError")
    server.kill()
    figures = "; ".join(part.figures() for part in parts)
    line = f"-Xmx{heap}: {figures}; whoami's before p99 {warm.p99():.0f} ms; asked {asked}, bad {len(bad)}; memory at the top {top} MB; " + (
        "no exit" if alive else "EXITED"
    )
    return line, bool(alive and left and asked and not bad and not told)


def run(context):
    if reason := missing(FILES):
        return Result.skipped(reason)
    lines, good = [], True
    for heap in HEAPS:
        line, held = attack(context, heap)
        lines.append(line)
        good = good and held
    return Result(good, " | ".join(lines))
