"""The limits that we are held against: a bare answer of Helidon, and libsodium's own hashes on all cores."""

import dataclasses
import json
import os
import pathlib
import subprocess

from harness import requests, usage
from harness.context import HOME
from harness.sample import LIMIT, Sample
from harness.server import free_port, wait_until
from harness.wrk import CONNECTIONS, Load, measured

SOURCES = HOME / "bench" / "limits"
JAR = HOME / "target" / "vestibule.jar"
BARE, SODIUM = "bare Helidon", "libsodium"


def jvm_flags(pid):
    """The flags of a Java process that was started with -jar, but for those of its AOT cache, which is of use to that program alone."""
    words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    return [word for word in words[1:words.index("-jar")] if not word.startswith("-XX:AOT")]


def compiled(source, folder):
    """Compiles one source against the program into a folder; gives the class path to run it with."""
    subprocess.run([f"{os.environ['JAVA_HOME']}/bin/javac", "-cp", str(JAR), "-d", str(folder), str(source)], check=True, timeout=120)
    return f"{JAR}:{folder}"


class Bare:
    """Helidon alone, in a JVM with the same flags: gives the answer of ours to the requests of ours."""

    name = BARE
    role = LIMIT

    def __init__(self, context, ours, connections=CONNECTIONS):
        """ours: what it is a limit of, an ours.Ours that is started before."""
        self._ours = ours
        self._connections = connections
        self._process = None
        self.folder = context.folder / f"{self.name}-{ours.name}".replace(" ", "-")
        self.port = free_port()

    def start(self):
        self.folder.mkdir()
        want = self._ours.answer
        file = self.folder / "answer"
        head = "".join(f"{name}: {value}\r\n" for name, value in want.headers)
        file.write_bytes(f"HTTP/1.1 {want.status}\r\n{head}\r\n".encode("latin-1") + want.body)
        flags = jvm_flags(self._ours.pids()[0])
        path = compiled(SOURCES / "Bare.java", self.folder / "classes")
        with open(self.folder / "log", "wb") as log:
            self._process = subprocess.Popen([f"{os.environ['JAVA_HOME']}/bin/java", *flags, "-cp", path, "Bare", str(self.port), str(file)],
                                             cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        got = wait_until(f"{self.name} to answer", self._answers, 30)
        if (got.status, got.body, got.size) != (want.status, want.body, want.size) or _shown(got) != _shown(want):
            raise RuntimeError(f"{self.name} answers {got}, not {want}")
        self._load = Load(self.port, self._ours.file, got.size, self._connections)
        return self

    def _answers(self):
        if self._process.poll() is not None:
            raise RuntimeError(f"{self.name} ended with {self._process.returncode}: {(self.folder / 'log').read_text()[-1000:]}")
        try:
            return requests.ask(self.port, self._ours.request)
        except OSError:
            return None

    def load(self, seconds):
        return measured([self._process.pid], self._load, seconds)

    def close(self):
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(20)


def _shown(answer):
    """The headers, in any order; of the date the name alone."""
    return sorted((name, "" if name.lower() == "date" else value) for name, value in answer.headers)


@dataclasses.dataclass
class Hashes:
    """libsodium in a process that does nothing else, a thread a core; a request is a hash."""

    context: object
    name: str = SODIUM
    role: str = LIMIT

    def start(self):
        folder = self.context.folder / "hashes"
        folder.mkdir()
        self._native = folder / "native"
        self._classes = compiled(SOURCES / "Hashes.java", folder / "classes")
        return self

    def load(self, seconds):
        command = [f"{os.environ['JAVA_HOME']}/bin/java", "--enable-native-access=ALL-UNNAMED", "-cp", self._classes, "Hashes",
                   str(self._native), str(int(seconds)), str(os.cpu_count())]
        others = usage.Others()
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            try:
                line = process.stdout.readline()
                found, cpu, resident = json.loads(line), usage.cpu([process.pid]), usage.resident([process.pid])
                share = others.share(cpu)
            finally:
                process.kill()
        return Sample(found["hashes"], found["seconds"], found["p50"], found["p99"], cpu, resident, 0, 0.0, share)

    def close(self):
        """Nothing runs between two loads."""
