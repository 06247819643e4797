"""Whom the doors let in, beside whom the old system lets in."""

import collections
import concurrent.futures
import dataclasses
import threading

from harness.clients import DOORS, Client

AT_ONCE = 8
NAME_DOORS, ADDRESS_DOORS = "ABE", "ABCDE"


@dataclasses.dataclass(frozen=True)
class Typed:
    """What somebody types at a door."""

    name: str

    @property
    def login(self):
        return self.name

    @property
    def address(self):
        return self.name


@dataclasses.dataclass(frozen=True)
class Attempt:
    """A log-in of somebody; kind: NAME, ADDRESS, or UNPROVEN, an address that was not confirmed there."""

    person: int
    kind: str
    letter: str
    login: str
    password: str

    def pair(self):
        return self.login, self.password


NAME, ADDRESS, UNPROVEN = "name", "address", "unconfirmed address"


def logins(person):
    """(kind, login): everything by which they can be named."""
    proven = {address: verified for address, verified, _ in person["addresses"]}
    addresses = dict.fromkeys([*proven, *([person["email"]] if person["email"] else [])])
    name = person["username"]
    named = [] if name in addresses or not name else [(NAME if "@" not in name else UNPROVEN, name)]
    return named + [(ADDRESS if proven.get(one) else UNPROVEN, one) for one in addresses]


def attempts(people):
    """At every door that takes such a login with one's own password, and at one of them, in turn, in capital letters and with two wrong ones:
    another's, one that is cut or longer at its beginning (bcrypt reads no further than 72 bytes), what stands for none."""
    for place, person in enumerate(people):
        other = people[place - 1]["password"]
        for kind, login in logins(person):
            doors = NAME_DOORS if "@" not in login else ADDRESS_DOORS
            turn = doors[place % len(doors)]
            wrong = (other, person["password"][1:], "x" + person["password"], "!")
            # Those that must fail come first: a good one puts our hash in the place of theirs.
            for password in (wrong[place % 4], wrong[(place + 1) % 4]):
                yield Attempt(person["id"], kind, turn, login, password)
            for letter in doors:
                yield Attempt(person["id"], kind, letter, login, person["password"])
            # SQLite and so Django finds other letters as they are typed alone.
            if login.isascii() and place % 3 == 0:
                yield Attempt(person["id"], kind, turn, login.upper(), person["password"])


def tried(port, found):
    """(attempt, whether it is let in): those of one person one after the other, several people at once."""
    local = threading.local()

    def one(attempt):
        if not hasattr(local, "client"):
            local.client = Client(port, 60)
        answer = local.client.ask(DOORS[attempt.letter].log_in(Typed(attempt.login), attempt.password))
        if answer.status >= 500 or answer.status == 429:
            raise RuntimeError(f"{attempt}: {answer.status} {answer.text}")
        return answer.status == 200 and (attempt.letter != "B" or answer.json()["status"] == "OK")

    by_person = collections.defaultdict(list)
    for attempt in found:
        by_person[attempt.person].append(attempt)
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(lambda own: [(attempt, one(attempt)) for attempt in own], by_person.values())
        return [pair for own in answers for pair in own]


@dataclasses.dataclass
class Compared:
    """What came of all attempts.

    entered: let in by both. lost: there alone, where the door takes such a login. gained: here alone. sessions: how many each account must have.
    """

    entered: int
    lost: list
    gained: list
    sessions: dict


def compared(here, there, people):
    """here: (attempt, whether it is let in); there: by (login, password), whose account, or None."""
    entered, lost, gained, sessions = 0, [], [], collections.Counter()
    proven = {(person["id"], address.casefold()) for person in people for address, verified, _ in person["addresses"] if verified}
    for attempt, let_in in here:
        account = there[attempt.pair()]
        # D lets nobody in by an address that they have not confirmed: its document says so.
        closed = attempt.letter == "D" and (account or attempt.person, attempt.login.casefold()) not in proven
        if let_in and (account is None or closed):
            gained.append(attempt)
        elif let_in:
            entered += 1
            sessions[account] += 1
        elif account is not None and not closed:
            lost.append(attempt)
    return Compared(entered, lost, gained, dict(sessions))
