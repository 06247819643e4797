"""Hashes that the original libraries made, each as a person's by `import jsonl`, through the doors A, C, D and E; and bombs, none of which goes off.

The hashes are those of ../shared/moving/vectors.json, or of the unit tests.
"""

import collections
import dataclasses
import json

from harness.context import HOME
from harness.figures import Verdict, at_most
from harness.imports import imported
from harness.measuring import Report
from harness.server import Server
from moving._doors import Attempt, tried

LONGEST = 3600
FILES = (HOME.parent / "shared" / "moving" / "vectors.json", HOME / "src" / "test" / "resources" / "foreign-hashes.json")
LETTERS = "ACDE"
# No library that could be taken computes it: docs/decisions/0031.
LEFT_OUT = "crypt-yescrypt"
REFUSED = "hash_"
# How many times each bomb comes in one run, so that a start does not hide what one costs.
TIMES = 100
MOST_MS = 50


@dataclasses.dataclass(frozen=True)
class Vector:
    """One hash at one door: a first log-in puts another in its place."""

    id: str
    scheme: str
    string: object
    password: str
    good: bool
    imports: str
    bomb: bool
    damaged: bool
    # Of the settings; None where the scheme says all.
    key: str | None
    letter: str

    def line(self, number):
        """As somebody of that number."""
        known = {"with": self.key} if self.key else {"scheme": self.scheme}
        return json.dumps({"id": number, "username": f"p{number}", "emails": [{"address": f"p{number}@example.org", "verified": True}],
                           "password": {"hash": self.string, **known}}) + "\n"

    def attempt(self, number):
        login = f"p{number}@example.org" if self.letter in "CD" else f"p{number}"
        return Attempt(number, self.id, self.letter, login, self.password)


def vectors():
    """All of them at each door, and the settings of their keys."""
    file = next(one for one in FILES if one.exists())
    found, keys, settings = [], {}, {}
    for one in json.loads(file.read_text())["vectors"]:
        key = None
        if "params" in one:
            params = {"scheme": one["scheme"], **one["params"]}
            key = keys.setdefault(json.dumps(params, sort_keys=True), f"k{len(keys)}")
            settings |= {f"VESTIBULE_FOREIGN_HASHES_{key}_{name}".upper().replace("-", "_"): text(value) for name, value in params.items()}
        found += [Vector(one["id"], one["scheme"], one["string"], one["password"], one["good"], one.get("imports", "yes"),
                         one.get("bomb", False), one.get("damaged", False), key, letter) for letter in LETTERS]
    return found, settings


def text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def came(one, line):
    """Whether the import did with it what it says."""
    outcome = {"imported": "no_password" if "no_password" in line["warnings"] else "yes"}.get(line["outcome"], line["outcome"])
    if one.scheme == LEFT_OUT:
        return outcome != "yes"
    return one.imports in ("any", outcome) and (outcome != "refused" or line["reason"].startswith(REFUSED))


def opened(one, line, let_in):
    """Whether the door did; a door takes no empty password, nor does anybody come in who was not imported."""
    if let_in and ("no_password" in line["warnings"] or line["outcome"] != "imported"):
        return False
    return let_in == one.good or not one.password.strip() and not let_in or line["outcome"] != "imported" or "no_password" in line["warnings"]


def bombs(server, found):
    """(id, milliseconds of each) of those that must not go off, each many times in a run of its own."""
    first, number = {one.id: one for one in found if one.bomb}, 10**6
    times = {}
    for name, one in {"": dataclasses.replace(found[0], string="!"), **first}.items():
        file = server.folder / "bomb.jsonl"
        file.write_text("".join(one.line(number + place) for place in range(TIMES)))
        run, ended = imported(server, "bomb", "jsonl", "--from", file, "--source", "bombs", "--ids", "new")
        reasons = collections.Counter(line.get("reason") for line in run.rows()[:-1])
        times[name] = (ended.seconds, reasons)
        number += TIMES
    least = times.pop("")[0]
    return {name: ((seconds - least) / TIMES * 1000, reasons) for name, (seconds, reasons) in times.items()}


def run(context):
    found, settings = vectors()
    server = context.owns(Server(context.folder / "node", settings)).start()
    file = server.folder / "vectors.jsonl"
    file.write_text("".join(one.line(number) for number, one in enumerate(found, start=1)))
    report, ended = imported(server, "vectors", "jsonl", "--from", file)
    context.note(f"{ended.code} after {ended.seconds:.0f} s: {ended.summary}")
    lines = report.rows()[:-1]
    badly = [(one.id, one.imports, line["outcome"], line["reason"]) for one, line in zip(found, lines, strict=True) if not came(one, line)]
    tries = [(one, line, one.attempt(number)) for number, (one, line) in enumerate(zip(found, lines), start=1)]
    answers = {attempt: let_in for attempt, let_in in tried(server.port, [attempt for _, _, attempt in tries])}
    wrongly = [(one.id, one.letter, one.good, answers[attempt]) for one, line, attempt in tries if not opened(one, line, answers[attempt])]
    for text in badly[:20] + wrongly[:40]:
        context.note(str(text))
    blown = bombs(server, found)
    worst = max(blown, key=lambda name: blown[name][0])
    unknown = {one.id for one in found if one.scheme == LEFT_OUT}
    unexpected = [name for name, (_, reasons) in blown.items()
                  if set(reasons) != {"hash_unknown" if name in unknown else "hash_too_costly"}]
    many = len(found) // len(LETTERS)
    entered = sum(answers.values())
    verdicts = [
        Verdict("every hash comes in, or does not, as it says", f"{many} at {len(LETTERS)} doors, otherwise {len(badly)} {badly[:3]}", not badly),
        Verdict("those that match open their doors, no other does", f"{entered} let in, otherwise {len(wrongly)} {wrongly[:3]}",
                entered and not wrongly),
        Verdict("a bomb is refused as too costly", f"{len(blown)}, otherwise {unexpected}", blown and not unexpected),
        at_most(f"milliseconds for the refusal of a bomb, at worst ({worst})", blown[worst][0], MOST_MS, " ms", 1),
        at_most("memory of the import at the top", ended.peak / 1e6, 300, " MB", 0),
    ]
    counted = collections.Counter((line["outcome"], line["reason"] or ", ".join(line["warnings"])) for line in lines)
    rows = [[outcome, why or "-", f"{count:,}"] for (outcome, why), count in sorted(counted.items())]
    return Report([(["lines", "why", "number"], rows)], verdicts, {"bombs": blown}, [f"of {next(one for one in FILES if one.exists())}"])
