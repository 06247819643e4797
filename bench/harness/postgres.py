"""Real PostgreSQL servers from Debian's programs: one alone, killed and started again, and what a pair is made of.

Never as root, which PostgreSQL refuses: as the system user `postgres` that Debian's package makes.
"""

import os
import pathlib
import pwd
import secrets
import shutil
import signal
import subprocess

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
    # What a standby, and a rewind after a failover, need.
    "wal_level": "replica",
    "max_wal_senders": "8",
    "max_replication_slots": "8",
    "wal_log_hints": "on",
    "hot_standby": "on",
    "wal_keep_size": "128MB",
    "wal_receiver_timeout": "5s",
    "wal_retrieve_retry_interval": "200ms",
}


def programs():
    """The folder of PostgreSQL's programs, the newest version of Debian's or that of PATH; None when there is none."""
    for folder in sorted(pathlib.Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=_version, reverse=True):
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    found = shutil.which("postgres")
    return pathlib.Path(found).resolve().parent if found else None


def _version(folder):
    return float(folder.parent.name)


def missing():
    """What is not installed, as a sentence; None when all is there."""
    if programs() is None:
        return "PostgreSQL is not installed: apt-get install postgresql"
    if os.geteuid() == 0:
        try:
            pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            return f"there is no user {SYSTEM_USER} to run PostgreSQL as, which refuses root: apt-get install postgresql"
        if shutil.which("setpriv") is None:
            return "setpriv is not installed: apt-get install util-linux"
    return None


def _as_postgres(*words):
    """A command that runs as PostgreSQL's user, with the process id that is started."""
    if os.geteuid() != 0:
        return [str(word) for word in words]
    drop = ["setpriv", f"--reuid={SYSTEM_USER}", f"--regid={SYSTEM_USER}", "--init-groups", "--"]
    return [*drop, *(str(word) for word in words)]


class Failed(Exception):
    """A program of PostgreSQL's ended badly, or would not do what was asked; the text is its own."""


class Postgres:
    """One PostgreSQL server in a folder of its own. Commits are synced to disk; passwords are asked for.

    `start` makes the database on its first call. `kill9` and `start` may follow each other many times.
    What was started by another process is found by its folder.
    """

    def __init__(self, folder, port=None, password=None, name="alone", settings=None):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.port = port or free_port()
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
        fresh = not self.exists()
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
                _as_postgres(programs() / "postgres", "-D", self.data, "-p", self.port, "-c", f"cluster_name={self.name}"),
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                # Ctrl-C is for the bench; it ends its servers itself, in its order.
                start_new_session=True,
            )
        wait_until(f"PostgreSQL on {self.port}", self._accepts, seconds)
        return self

    def _initialize(self):
        self._own(self.folder)
        secret = self.folder / "password"
        self._own(secret, self.password)
        self._run("initdb", "-D", self.data, "-U", SYSTEM_USER, "--pwfile", secret, "-A", "scram-sha-256",
                  "-E", "UTF8", "--locale=C", "--data-checksums")
        secret.unlink()
        # Replication is allowed from this machine by what initdb wrote.
        lines = {**SETTINGS, **self.settings}
        with open(self.data / "postgresql.conf", "a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in lines.items())

    @staticmethod
    def _own(path, text=None):
        """Makes a folder, or a file with this text, that belongs to PostgreSQL's user alone."""
        if text is None:
            path.mkdir(parents=True, exist_ok=True)
            path.chmod(0o700)
        else:
            path.touch(mode=0o600)
            path.write_text(text)
        if os.geteuid() == 0:
            user = pwd.getpwnam(SYSTEM_USER)
            os.chown(path, user.pw_uid, user.pw_gid)

    def copy_of(self, primary, seconds=120):
        """Copies another server, which runs, to be its standby from the first `launch` on, under this one's name."""
        self._own(self.folder)
        source = f"host=127.0.0.1 port={primary.port} user={SYSTEM_USER} application_name={self.name}"
        # The slot keeps what this one has not read yet; -R writes where it reads from.
        self._run("pg_basebackup", "-D", self.data, "-d", source, "-R", "-C", "-S", self.name, "-X", "stream",
                  "--checkpoint=fast", "--no-password", seconds=seconds)

    def exists(self):
        """Whether there are data to start from."""
        return (self.data / "PG_VERSION").exists()

    def is_standby(self):
        """Whether it follows another server, or will when it is started."""
        return (self.data / "standby.signal").exists()

    def _accepts(self):
        if self._process is not None and self._process.poll() is not None:
            raise Failed(f"PostgreSQL ended with {self._process.returncode}: {self.log_end()}")
        words = [programs() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port), "-t", "2"]
        return subprocess.run(words, timeout=10, check=False).returncode == 0

    def pid(self):
        """The id of the server's first process, as its folder says; None when it does not run."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            # After a kill the file stays, and the id may be another's by now: PostgreSQL works in its data folder.
            same = os.readlink(f"/proc/{pid}/cwd") == str(self.data.resolve())
            return pid if same else None
        except (OSError, ValueError):
            return None

    def processes(self):
        """The ids of all its processes, the first one's first."""
        pid = self.pid()
        return [] if pid is None else [pid, *_children(pid)]

    def alive(self):
        return self.pid() is not None

    def kill9(self):
        """kill -9 of the server and everything that it started, as if the machine had lost its power (and kept its disk's cache)."""
        pid = self.pid()
        if pid is None:
            return
        # Stopped first, so that it starts no further process while its processes are counted.
        os.kill(pid, signal.SIGSTOP)
        family = [pid, *_children(pid)]
        for one in family:
            _kill(one, signal.SIGKILL)
        wait_until("the end of PostgreSQL", lambda: self._ended(family), 30, pause=0.01)

    def _ended(self, family):
        if self._process is not None:
            self._process.poll()
        return not any(_runs(one) for one in family)

    def stop(self, seconds=30):
        """Ends the server in order: sessions are cut, what is in memory is written."""
        pid = self.pid()
        if pid is None:
            return
        family = [pid, *_children(pid)]
        _kill(pid, signal.SIGINT)
        try:
            wait_until("the end of PostgreSQL", lambda: self._ended(family), seconds)
        except TimeoutError:
            self.kill9()

    def close(self):
        """Ends it; nothing of it is needed any more."""
        self.kill9()

    def sql(self, text, database="postgres", user=SYSTEM_USER, seconds=30):
        """Runs SQL as the owner of the cluster; gives the rows as lines, columns parted by |."""
        words = [programs() / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port),
                 "-U", user, "-d", database, "-c", text]
        done = self._complete(words, seconds)
        return done.stdout.strip()

    def asks(self, text):
        """Like `sql`, or nothing while nobody answers: for waiting."""
        try:
            return self.sql(text, seconds=5)
        except (Failed, subprocess.TimeoutExpired):
            return ""

    def _run(self, program, *words, seconds=120):
        """A program of PostgreSQL's, as PostgreSQL's user."""
        return self._complete(_as_postgres(programs() / program, *words), seconds)

    def _complete(self, words, seconds):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PGPASSWORD": self.password,
                       "PGCONNECT_TIMEOUT": "5"}
        done = subprocess.run(words, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=seconds, check=False)
        if done.returncode != 0:
            raise Failed(f"{pathlib.Path(words[0]).name}: {done.stderr.strip()[-500:]}")
        return done

    def log_end(self, size=2000):
        """The end of the log, for a message."""
        return (self.folder / "log").read_text(errors="replace")[-size:].strip()


def _children(pid):
    """Everything that PostgreSQL's first process started: they are all its own children."""
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            # The name in brackets may hold anything; the parent is the second word after it.
            if int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(folder.name))
        except (OSError, ValueError, IndexError):
            continue
    return found


def _kill(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def _runs(pid):
    """Whether a process runs: one that only waits to be collected does not."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False
