"""Servers of ours as processes, what is asked of them, and a PostgreSQL that is thrown away: for the tests of packages."""

import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse


class Skipped(Exception):
    """What cannot be tried here, with the reason."""


def run(*command, **options):
    """Runs a program to its end, and returns what it printed; a failure is shown whole."""
    options = {"text": True, "timeout": 900, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **options}
    done = subprocess.run([str(part) for part in command], **options)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def ask(port, method, path, body=None, token=None):
    """One request; the status and what the JSON of the answer holds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = "Bearer " + token
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, json.loads(text) if text.startswith("{") else text


def wanted(status, answer):
    assert answer[0] == status, f"{status} was wanted, and not {answer}"
    return answer[1]


def register(port, name):
    account = {"email": f"{name}@example.org", "password": "correct horse 7", "username": name, "full_name": name}
    wanted(201, ask(port, "POST", "/v1/accounts", account))


def sign_in(port, name):
    pair = wanted(201, ask(port, "POST", "/v1/sessions", {"login": name, "password": "correct horse 7"}))
    who = wanted(200, ask(port, "GET", "/v1/whoami", token=pair["access_token"]))
    assert who["username"] == name, who
    return pair["access_token"]


def page(port, name, path, language):
    """A page as the browser of somebody shows it, who has just signed in by a form."""
    cookies = {}

    def send(method, target, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Accept-Language": language, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        headers["Cookie"] = "; ".join(f"{one}={value}" for one, value in cookies.items())
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie", []):
            one, _, value = header.partition(";")[0].partition("=")
            cookies[one] = value
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    form = wanted(200, send("GET", "/sign-in"))
    seal = re.search(r'name="form" value="([^"]*)"', form).group(1)
    typed = urllib.parse.urlencode({"form": seal, "login": name, "password": "correct horse 7"})
    wanted(303, send("POST", "/sign-in", typed))
    return wanted(200, send("GET", path))


def speak(port):
    """What is of no ASCII: names of domains, and dates in the language of a page."""
    account = {"email": "ruth@bücher.example", "password": "correct horse 7", "username": "ruth", "full_name": "Ŕuth"}
    wanted(201, ask(port, "POST", "/v1/accounts", account))
    for language, month in (("ru", r"20..\sг\."), ("de", r"\.20..,"), ("fr", r"^\d+ \w+\.? 20..")):
        shown = page(port, "ruth", "/me/sessions", language)
        dates = re.findall("<time[^>]*>([^<]*)</time>", shown)
        assert dates and all(re.search(month, date) for date in dates), (language, dates)


@contextlib.contextmanager
def serving(command, port, **options):
    """A server as a process; what it printed is shown when the test fails. Yields it and its milliseconds to ready."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, **options)
        try:
            yield process, until_ready(process, port, log)
            process.send_signal(signal.SIGTERM)
            assert process.wait(40) == 0, "it did not end in order"
        except BaseException:
            log.seek(0)
            print(log.read(), file=sys.stderr)
            raise
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def until_ready(process, port, log):
    for _ in range(600):
        assert process.poll() is None, f"the server ended with {process.returncode}"
        with contextlib.suppress(OSError, http.client.HTTPException):
            if ask(port, "GET", "/health/ready")[0] == 200:
                said = os.pread(log.fileno(), 1 << 20, 0).decode()
                found = re.search(r"^vestibule ready on \S+ in (\d+) ms$", said, re.MULTILINE)
                return int(found.group(1)) if found else None
        time.sleep(0.1)
    raise AssertionError("the server is not ready after a minute")


def settings(port, folder, **more):
    return {"PATH": "/usr/bin:/bin", "VESTIBULE_HTTP_PORT": str(port), "VESTIBULE_DATA_DIR": str(folder)} | more


class Postgres:
    """A server of this machine's PostgreSQL on a free port, which goes with its folder; it is never root's."""

    def __init__(self, folder):
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not programs:
            raise Skipped("there is no PostgreSQL: apt-get install postgresql")
        self.programs, self.folder, self.port = programs[-1].parent, pathlib.Path(folder), free_port()
        self.folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self.own("initdb", "-D", self.folder / "data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C")
        flags = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        # Its output is no pipe of ours, which would stay open as long as it runs.
        self.own("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", flags, "start",
                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def own(self, program, *arguments, **options):
        as_who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        return run(*as_who, self.programs / program, *arguments, cwd="/", **options)

    def new_database(self, name):
        self.own("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", name)
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def dump(self, name):
        return self.own(
            "pg_dump", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "--column-inserts", "--no-owner",
            "--no-privileges", name,
        )

    def close(self):
        self.own("pg_ctl", "-D", self.folder / "data", "-w", "-m", "immediate", "stop")
