"""What no log may hold: whatever the clients of a scenario typed, and all that looks like a hash, a code or an address."""

import re

# Names, addresses and passwords of this run, of all accounts that were made.
TYPED = set()

SUSPECT = {
    "a password's hash": re.compile(r"\$argon2"),
    "an address": re.compile(r"\S*@\S*"),
    "the clients' domain": re.compile(r"example\.(?:org|net|com)", re.IGNORECASE),
    # Codes and tokens have 32 letters and digits or more, SHA-256 has 64.
    "a code, a token or a hash": re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z]*[0-9])[A-Za-z0-9]{32,}"),
}
# Printed once on standard output, for the developer at this machine.
KEY_OF_DEVELOPER = re.compile(r"/dev/mail\?key=[0-9a-f]+")
# The seal over the audit trail, which is said so that nobody can cut the trail unseen.
SEAL = re.compile(r"The audit trail is sealed: [0-9]+:[0-9a-f]{64}$")
WORDS = re.compile(r"[^\s\"'()\[\]{}<>,;:=/]+")


def typed(*texts):
    """Remembers what a client sends."""
    TYPED.update(text for text in texts if text)


def found(folder):
    """Everything of this kind in the logs of all servers and commands under a folder, a line each."""
    return [
        f"{file.relative_to(folder)}:{number}: {kind}: {line[:300]}"
        for file in sorted(folder.rglob("*"))
        if file.is_file() and (file.name in ("err", "command.err", "move.log") or file.name.startswith("out."))
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), start=1)
        for kind in _kinds(line)
    ]


def _kinds(line):
    line = SEAL.sub("", KEY_OF_DEVELOPER.sub("/dev/mail", line))
    yield from (kind for kind, pattern in SUSPECT.items() if pattern.search(line))
    if any(word.rstrip(".") in TYPED for word in WORDS.findall(line)):
        yield "what a client typed"
