"""On what was measured: processor, memory, kernel, and the versions of what took part."""

import datetime
import os
import pathlib
import platform
import re
import subprocess

from harness import vegeta
from harness.context import HOME


def facts():
    """Names and texts."""
    cpu = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s*(\d+) kB$", pathlib.Path("/proc/meminfo").read_text(), re.MULTILINE)
    return {
        "date": datetime.date.today().isoformat(),
        "commit": _said("git", "-C", str(HOME), "describe", "--always", "--dirty"),
        "processor": f"{os.cpu_count()} cores, {cpu.group(1) if cpu else platform.machine()}",
        "memory": f"{int(memory.group(1)) / 1e6:.0f} GB" if memory else "",
        "kernel": platform.release(),
        "java": _said(f"{os.environ['JAVA_HOME']}/bin/java", "--version"),
        "wrk": _said("wrk", "-v"),
        "vegeta": vegeta.MODULE,
    }


def _said(*command):
    """The first line that a program says, on whichever of its outputs; nothing where it is not installed."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except OSError:
        return ""
    return (done.stdout or done.stderr).partition("\n")[0].strip()
