"""What bench/run and bench/faults share: the scenarios of a package by name, the arguments, the time limit, and the end of what was started."""

import argparse
import importlib
import pathlib
import signal
import sys
import traceback


def names(package):
    """All scenarios, in alphabetical order. A scenario's name is its file's, with dashes: kill_sqlite.py is `kill-sqlite`."""
    files = pathlib.Path(package.__file__).parent.glob("[a-z]*.py")
    return sorted(file.stem.replace("_", "-") for file in files)


def load(package, name):
    """The module of one of them."""
    return importlib.import_module(f"{package.__name__}.{name.replace('-', '_')}")


def arguments(package, program, text):
    """A parser to which the program adds what is its own."""
    known = names(package)
    parser = argparse.ArgumentParser(prog=program, description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print the names of the scenarios")
    parser.add_argument("--rounds", type=int, help="rounds of a scenario that has rounds; fewer prove less")
    parser.add_argument("--keep", action="store_true", help="keep the folder of a scenario, with logs and data")
    parser.add_argument("scenario", nargs="*", choices=[[], *known], metavar="scenario", help=f"none: all of {' '.join(known)}")
    return parser


def guarded(scenario, action):
    """What the action gives, which ends within the scenario's LONGEST; the exception, which was printed, when it fails."""
    signal.alarm(scenario.LONGEST)
    try:
        return action()
    except Exception as broken:
        traceback.print_exc()
        return broken
    finally:
        signal.alarm(0)


def _interrupt(number, frame):
    """What was started is ended on SIGTERM as on Ctrl-C."""
    raise KeyboardInterrupt


def _overdue(number, frame):
    raise TimeoutError("took longer than it may")


def main(action):
    """Runs a program; its exit code is what the action gives."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGALRM, _overdue)
    try:
        sys.exit(action())
    except KeyboardInterrupt:
        sys.exit(130)
