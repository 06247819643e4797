"""Runs the commands of documents as a stranger does, from an empty folder: see scripts/try-docs.

The words behind a block's language say what becomes of it; blocks of one document are one shell, in their order.
  run      is run, and has to end well
  serve    starts a server, which goes on until the document ends or another `serve` comes; waits until it is ready
  beside   starts what goes on beside the others: a second node, a proxy, an application
  shown    is what the block before it prints, where … stands for anything
Behind a block, <!-- prints: TEXT --> says what has to stand somewhere in what it prints.
  if=X     makes a block count only where there is a program X
  file=X   is written to the file X first; file+=X is added to it
A document that needs postgresql finds a server at localhost:5432, with a user vestibule (password secret) who owns the empty database vestibule.
Each port of an address becomes a free one, the same in the whole document.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
FENCED = re.compile(r"^( *)```([^\n`]*)\n(.*?)^ *```$\n?((?:<!-- prints: [^\n]* -->\n?)*)", re.M | re.S)
PRINTS = re.compile(r"<!-- prints: (.*) -->")
PORT = re.compile(r"(?<=localhost:)\d{4,5}|(?<=127\.0\.0\.1:)\d{4,5}|(?<=_PORT=)\d{4,5}|(?<=-p )\d{4,5}|(?<=listen )\d{4,5}|(?<=--port )\d{4,5}|(?<=PORT=)\d{4,5}")
NEEDS = re.compile(r"^<!-- needs: (.*) -->$", re.M)
LONGEST = 240
SEARCHED = os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin"

PRELUDE = """
set -e
folder=$PWD
# Mails take their time on a machine that has other work.
sleep() { command sleep "$(($1 * 2))"; }
server= running=
# Each that goes on is a group of processes, which ends whole.
set -m
end() { for one; do kill -- "-$one" 2>/dev/null || true; while kill -0 -- "-$one" 2>/dev/null; do command sleep 0.1; done; done; }
ended() { end $server $running; }
trap ended EXIT
trap 'exit 143' TERM
begun() { # begun FILE WORDS: waits until what was started last has said these words
  local i
  for i in $(seq 1200); do
    [ ! -f "$1" ] || ! grep -q "$2" "$1" || return 0
    kill -0 "$!" || { cat "$1" >&2; return 1; }
    command sleep 0.1
  done
  cat "$1" >&2
  return 1
}
"""


def blocks(text):
    for found in FENCED.finditer(text):
        words = found[2].split()
        indent = len(found[1])
        lines = "\n".join(line[indent:] for line in found[3].splitlines())
        yield text.count("\n", 0, found.start()) + 1, words[1:], lines, PRINTS.findall(found[4])


def free_port(taken):
    while True:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        if port not in taken:
            return port


def with_free_ports(text, ports):
    def free(found):
        if found[0] not in ports:
            ports[found[0]] = free_port(ports.values())
        return str(ports[found[0]])

    return PORT.sub(free, text)


def script(text, ports):
    """The document as one shell, and what each of its blocks has to print."""
    parts, expected, last = [PRELUDE], [], None
    for line, marks, content, prints in blocks(text):
        if any(mark.startswith("if=") and not shutil.which(mark[3:], path=SEARCHED) for mark in marks):
            print(f"SKIPPED: line {line}, which needs {marks}")
            continue
        content = with_free_ports(content, ports)
        named = next((mark.split("=", 1) for mark in marks if mark.startswith(("file=", "file+="))), None)
        out = f".out.{line}"
        into = f"\"$folder/{out}\""
        if named:
            arrow = ">>" if named[0] == "file+" else ">"
            folder = os.path.dirname(named[1]) or "."
            parts.append(f"mkdir -p {folder}\ncat {arrow}{named[1]} <<'END-OF-THE-BLOCK'\n{content}\nEND-OF-THE-BLOCK")
        elif "run" in marks:
            parts.append(f"echo {line} >\"$folder/.at\"\n{{\n{content}\n}} >{into} 2>&1")
            last = out
        elif "serve" in marks:
            parts.append(f"echo {line} >\"$folder/.at\"\nend $server\n{{\n{content}\n}} >{into} 2>&1 &\nserver=$!\nbegun {into} 'vestibule ready on'")
            last = out
        elif "beside" in marks:
            parts.append(f"echo {line} >\"$folder/.at\"\n{{\n{content}\n}} >{into} 2>&1 &\nrunning=\"$running $!\"\nsleep 1; kill -0 $!")
            last = out
        elif "shown" in marks:
            expected.append((line, last, content))
        expected += [(line, last, f"…{part}…") for part in prints]
    return "\n".join(parts) + "\n", expected


def differs(shown, printed):
    pattern = re.escape(shown.strip()).replace("…", ".*?")
    return re.fullmatch(pattern, printed.strip(), re.S) is None


def missing(text):
    needs = " ".join(NEEDS.findall(text)).split()
    return [need for need in needs if not (postgres_program("initdb") if need == "postgresql" else shutil.which(need, path=SEARCHED))]


def postgres_program(name):
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found[-1]) if found else shutil.which(name)


class Postgres:
    """A server for one document; it refuses to be root's."""

    def __init__(self, port):
        self.folder = tempfile.mkdtemp(prefix="try-docs-postgres-")
        self.who = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
        if self.who:
            shutil.chown(self.folder, "nobody")
        self.run("initdb", "-D", f"{self.folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-o", options, "-w", "start")
        for statement in ["create role vestibule login password 'secret'", "create database vestibule owner vestibule"]:
            self.run("psql", "-h", self.folder, "-p", str(port), "-U", "postgres", "-c", statement)

    def run(self, name, *arguments):
        subprocess.run([*self.who, postgres_program(name), *arguments], check=True, cwd="/", stdout=subprocess.DEVNULL)

    def end(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def prepared(folder):
    for one in HOME.iterdir():
        if one.name not in ["clients", "target", "data", "vestibule.yaml", ".git"]:
            (folder / one.name).symlink_to(one)
    shutil.copytree(HOME / "clients", folder / "clients", ignore=shutil.ignore_patterns(".cache", "node_modules", "target", "build", "*.egg-info"))


def tried(name):
    text = (HOME / name).read_text()
    lacking = missing(text)
    if lacking:
        print(f"SKIPPED: {name}: there is no {', no '.join(lacking)}, so its commands were NOT run")
        return "skipped"
    folder = Path(tempfile.mkdtemp(prefix="try-docs-"))
    began, database = time.monotonic(), None
    try:
        prepared(folder)
        ports = {"8080": free_port([])}
        if "postgresql" in " ".join(NEEDS.findall(text)).split():
            ports["5432"] = free_port(ports.values())
            database = Postgres(ports["5432"])
        commands, expected = script(text, ports)
        (folder / ".script").write_text(commands)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("VESTIBULE_")}
        environment |= {"VESTIBULE_HTTP_PORT": str(ports["8080"]), "AOT_CACHE": "off", "HOME": str(folder), "TMPDIR": str(folder)}
        environment["PATH"] = SEARCHED
        shell = subprocess.Popen(["bash", ".script"], cwd=folder, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            code = shell.wait(LONGEST)
        except subprocess.TimeoutExpired:
            code = "no end"
        finally:
            try:
                os.killpg(shell.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        problems = wrong(folder, name, code, expected)
        print(f"{'FAILED' if problems else 'ok'}: {name} in {time.monotonic() - began:.0f} s")
        print("".join(problem + "\n" for problem in problems), end="", flush=True)
        return "failed" if problems else "passed"
    finally:
        if database:
            database.end()
        if "KEEP" in os.environ:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def wrong(folder, name, code, expected):
    if code != 0:
        line = (folder / ".at").read_text().strip() if (folder / ".at").exists() else "?"
        out = folder / f".out.{line}"
        return [f"{name}:{line} ended with {code}", out.read_text(errors="replace")[-3000:] if out.exists() else ""]
    problems = []
    for line, out, shown in expected:
        printed = (folder / out).read_text(errors="replace")
        if differs(shown, printed):
            problems.append(f"{name}:{line} shows\n{shown}\nbut it printed\n{printed[:3000]}")
    return problems


def main(names):
    names = names or (HOME / "scripts/docs.d/tried").read_text().split()
    subprocess.run([HOME / "vestibule", "--version"], check=True, stdout=subprocess.DEVNULL)
    ended = [tried(name) for name in names]
    print(f"{ended.count('passed')} passed, {ended.count('failed')} failed, {ended.count('skipped')} skipped")
    return 1 if "failed" in ended else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
