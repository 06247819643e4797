"""The search of operators over 1,000,000 accounts, on SQLite and on PostgreSQL: each page within 50 ms at the median.

An operator asks for pages of 50, one after the other on one connection, by what people type: no letter at all, the beginning of a name or of an
address, short and long, a whole address, an id; and for pages far behind the first. BENCH_SEARCH_MOST=20000 has fewer accounts, for who has little
time: then no figure is judged.
"""

import os
import random
import urllib.parse

from harness import bases, figures, postgres, requests, seed, table
from harness.clients import DOORS
from harness.measuring import Report
from harness.one_by_one import Asked, in_turns
from harness.requests import Request
from harness.sized import POSTGRES, SQLITE, Sized

LONGEST = 3600
MOST = "BENCH_SEARCH_MOST"
ACCOUNTS = 1_000_000
PAGES, WARM = 300, 300
ITEMS = 50
FIGURE = 50
# The account that asks.
OPERATOR = 1


class Searched(Sized):
    """A database one of whose accounts may look at the others."""

    def fill(self, grown=False):
        super().fill(grown)
        # Its session has a password alone.
        self._server.settings["VESTIBULE_FACTORS_OF_OPERATORS"] = "off"
        base = bases.postgres(self._database) if self._database else bases.sqlite(self._server.data / "vestibule.db")
        base.run("insert into named_right (kind, id, name) values ('PERMISSION', 900000000, 'vestibule.read')",
                 f"insert into account_right (account, kind, id) values ({seed.FIRST + OPERATOR}, 'PERMISSION', 900000000)")
        return self

    def page(self, query, after=""):
        """A request for one."""
        asked = urllib.parse.urlencode({"query": query, "after": after, "limit": ITEMS})
        return Request("GET", f"/v1/admin/accounts?{asked}", headers={"Authorization": DOORS["E"].bearer(seed.key("E", OPERATOR))}).raw()

    def queries(self, kind):
        """What is asked for: raw requests of that kind."""
        someone = self._any
        makers = {
            "all": lambda: self.page(""),
            "a letter": lambda: self.page("u"),
            "four letters": lambda: self.page(someone()[:4]),
            "ten letters": lambda: self.page(someone()[:10].upper()),
            "a whole name": lambda: self.page(someone()),
            "an address": lambda: self.page(f"{someone()}@exam"),
            "a whole address": lambda: self.page(f"{someone()}@example.org"),
            "an id": lambda: self.page(str(seed.FIRST + random.randrange(1, self.count))),
            "far behind": lambda: self.page("u", someone()),
        }
        return makers[kind]

    def asks(self, kind, count):
        make = self.queries(kind)
        return Asked(self._server.port, self.pids(), [make() for _ in range(count)], 200)

    def check(self):
        """The right accounts are found, each once, page by page."""
        name = self._name(OPERATOR)
        found = requests.ask(self._server.port, self.page(name)).json()["items"]
        if [item["id"] for item in found] != [str(seed.FIRST + OPERATOR)]:
            raise RuntimeError(f"{self.name}: {name} finds {found}")
        seen, after = [], ""
        for _ in range(5):
            page = requests.ask(self._server.port, self.page(name[:2], after)).json()
            seen += [item["found"] for item in page["items"]]
            after = page["next"]
        if seen != sorted(set(seen)) or not all(one.startswith(name[:2]) for one in seen):
            raise RuntimeError(f"{self.name}: pages give {seen[:5]}…")


KINDS = ("all", "a letter", "four letters", "ten letters", "a whole name", "an address", "a whole address", "an id", "far behind")


def measured(context, kind, count):
    """A Sample of each kind of search."""
    database = Searched(context, kind, count, 1)
    database.fill().start()
    database.check()
    found = {}
    for name in KINDS:
        in_turns({name: database.asks(name, WARM)})
        found[name], _ = in_turns({name: database.asks(name, PAGES)})[name]
        context.note(f"{kind} {name}: {table.number(found[name].p50)} ms")
    database.close()
    return found


def run(context):
    count = int(os.environ.get(MOST, ACCOUNTS))
    kinds, notes = [SQLITE, POSTGRES], []
    if reason := postgres.missing():
        notes.append(f"PostgreSQL is not measured: {reason}")
        kinds.remove(POSTGRES)
    rows, verdicts, data = [], [], {}
    for kind in kinds:
        samples = measured(context, kind, count)
        rows += [[f"{kind}, {name}", *map(table.number, (one.p50, one.p99, one.cost()))] for name, one in samples.items()]
        slowest = max(one.p50 for one in samples.values())
        text = f"{kind}: a page of the slowest search over {count:,} accounts, ms at the median"
        verdicts.append(figures.at_most(text, slowest if count >= ACCOUNTS else None, FIGURE))
        verdicts.append(figures.at_most(f"{kind}: wrong answers", sum(one.wrong for one in samples.values()), 0, digits=0))
        data[kind] = samples
    return Report([(["", "p50 ms", "p99 ms", "CPU µs"], rows)], verdicts, data, notes)
