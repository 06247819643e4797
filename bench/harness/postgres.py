"""Real PostgreSQL servers from Debian's programs: one alone, killed and started again, and what a pair is made of.

Never as root, which PostgreSQL refuses: as the system user `postgres` that Debian's package makes.
"""

import contextlib
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import subprocess

import psutil
import psycopg

from harness.server import free_port, wait_until

USER = "vestibule"
SYSTEM_USER = "postgres"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "100",
    "shared_buffers": "64MB",
    # What a standby needs.
    "wal_level": "replica",
    "max_wal_senders": "8",
    "max_replication_slots": "8",
    "hot_standby": "on",
    "wal_keep_size": "128MB",
    "wal_receiver_timeout": "5s",
    "wal_retrieve_retry_interval": "200ms",
}


def programs():
    """The folder of PostgreSQL's programs, the newest version of Debian's or that of PATH; None when there is none."""
    debians = sorted(pathlib.Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb"), key=lambda file: float(file.parent.parent.name))
    found = str(debians[-1]) if debians else shutil.which("initdb")
    return pathlib.Path(found).resolve().parent if found else None


def missing():
    """What is not installed, as a sentence; None when all is there."""
    if programs() is None:
        return "PostgreSQL is not installed: apt-get install postgresql"
    if os.geteuid() == 0:
        try:
            pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            return f"there is no user {SYSTEM_USER} to run PostgreSQL as, which refuses root: apt-get install postgresql"
    return None


class Failed(Exception):
    """A program of PostgreSQL's ended badly, or would not do what was asked; the text is its own."""


class Postgres:
    """One PostgreSQL server in a folder of its own. Commits are synced to disk; passwords are asked for.

    `start` makes the database on its first call. `kill9` and `start` may follow each other many times.
    """

    def __init__(self, folder, password=None, name="alone", settings=None):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.port = free_port()
        self.password = password or secrets.token_hex(12)
        self.name = name
        self.settings = dict(settings or {})
        self._process = None

    def url(self, *others, database=USER):
        """What VESTIBULE_DATABASE_URL takes; other servers of the same cluster follow as further hosts."""
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in (self, *others))
        return f"postgresql://{USER}:{self.password}@{hosts}/{database}"

    def start(self, seconds=60):
        """Starts the server, on the first call with an empty database of USER's; gives itself."""
        fresh = not (self.data / "PG_VERSION").exists()
        if fresh:
            self._initialize()
        self.launch(seconds)
        if fresh:
            self.sql(f"create role {USER} login password '{self.password}'")
            self.sql(f"create database {USER} owner {USER}")
        return self

    def launch(self, seconds=60):
        """Starts the server on the data that are there, and waits until it takes connections."""
        with open(self.folder / "log", "ab") as log:
            self._process = subprocess.Popen(
                # Not in the configuration file, which a copy of the server has too.
                [programs() / "postgres", "-D", self.data, "-p", str(self.port), "-c", f"cluster_name={self.name}"],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self._as_postgres(),
                # Ctrl-C is for the bench; it ends its servers itself, in its order.
                start_new_session=True,
            )
        wait_until(f"PostgreSQL on {self.port}", self._accepts, seconds)
        return self

    @staticmethod
    def _as_postgres():
        """For a program that must not be root's."""
        return {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []} if os.geteuid() == 0 else {}

    def _initialize(self):
        self._own_folder()
        secret = self.folder / "password"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        if os.geteuid() == 0:
            shutil.chown(secret, SYSTEM_USER)
        self._run("initdb", "-D", self.data, "-U", SYSTEM_USER, "--pwfile", secret, "-A", "scram-sha-256",
                  "-E", "UTF8", "--locale=C", "--data-checksums")
        secret.unlink()
        # Replication is allowed from this machine by what initdb wrote.
        with open(self.data / "postgresql.conf", "a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in {**SETTINGS, **self.settings}.items())

    def _own_folder(self):
        """Makes the folder, of PostgreSQL's user alone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        if os.geteuid() == 0:
            shutil.chown(self.folder, SYSTEM_USER, SYSTEM_USER)

    def copy_of(self, primary, seconds=120):
        """Copies another server, which runs, to be its standby from the first `launch` on, under this one's name."""
        self._own_folder()
        source = f"host=127.0.0.1 port={primary.port} user={SYSTEM_USER} application_name={self.name}"
        # The slot keeps what this one has not read yet; -R writes where it reads from.
        self._run("pg_basebackup", "-D", self.data, "-d", source, "-R", "-C", "-S", self.name, "-X", "stream",
                  "--checkpoint=fast", "--no-password", seconds=seconds)

    def _accepts(self):
        if not self.alive():
            raise Failed(f"PostgreSQL ended with {self._process.returncode}: {self.log_end()}")
        return self.asks("select 1")

    def pid(self):
        """The id of the server's first process."""
        return self._process.pid

    def alive(self):
        return self._process is not None and self._process.poll() is None

    def processes(self):
        """The ids of all its processes, the first one's first."""
        return [self.pid(), *(child.pid for child in psutil.Process(self.pid()).children())] if self.alive() else []

    def kill9(self):
        """kill -9 of the server and everything that it started, as if the machine had lost its power (and kept its disk's cache)."""
        if not self.alive():
            return
        # Stopped first, so that it starts no further process while its processes are counted.
        os.kill(self.pid(), signal.SIGSTOP)
        family = [psutil.Process(pid) for pid in self.processes()]
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait(30)
        wait_until("the end of PostgreSQL", lambda: not any(map(_runs, family)), 30, pause=0.01)

    close = kill9

    def connect(self, database="postgres", seconds=30, **more):
        """A connection in autocommit, as the owner of the server; seconds: the longest statement."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=SYSTEM_USER, password=self.password, dbname=database, connect_timeout=5,
            autocommit=True, options=f"-c statement_timeout={seconds * 1000}" if seconds else None, **more,
        )

    def sql(self, text, database="postgres", seconds=30):
        """Runs SQL as the owner of the server; gives the rows."""
        try:
            with self.connect(database, seconds) as connection:
                found = connection.execute(text)
                return found.fetchall() if found.description else []
        except psycopg.Error as failure:
            raise Failed(str(failure)) from failure

    def asks(self, text):
        """Like `sql`, or nothing while nobody answers: for waiting."""
        try:
            return self.sql(text, seconds=5)
        except Failed:
            return []

    def _run(self, program, *words, seconds=120):
        """A program of PostgreSQL's, as PostgreSQL's user."""
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PGPASSWORD": self.password, "PGCONNECT_TIMEOUT": "5"}
        done = subprocess.run([programs() / program, *words], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=seconds, check=False, **self._as_postgres())
        if done.returncode != 0:
            raise Failed(f"{program}: {done.stderr.strip()[-500:]}")

    def log_end(self, size=2000):
        """The end of the log, for a message."""
        return (self.folder / "log").read_text(errors="replace")[-size:].strip()


def _runs(process):
    """One that only waits to be collected does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
