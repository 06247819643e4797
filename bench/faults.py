"""Runs the scenarios that are named, or all, and prints one line each; fails when one of them failed."""

import argparse
import signal
import sys
import traceback

import scenarios
from harness import leaks
from harness.context import Context, Result


def arguments():
    parser = argparse.ArgumentParser(prog="bench/faults", description=__doc__)
    parser.add_argument("--list", action="store_true", help="print the names of the scenarios")
    parser.add_argument("--rounds", type=int, help="rounds of a scenario that has rounds; fewer prove less")
    parser.add_argument("--keep", action="store_true", help="keep the folder of a scenario, with logs and data")
    parser.add_argument("scenario", nargs="*", help="none: all of them")
    chosen = parser.parse_args()
    known = scenarios.names()
    unknown = [name for name in chosen.scenario if name not in known]
    if unknown:
        parser.error(f"no scenario {unknown[0]}; there are: {' '.join(known)}")
    return chosen


def interrupt(number, frame):
    """What was started is ended on SIGTERM as on Ctrl-C."""
    raise KeyboardInterrupt


def overdue(number, frame):
    raise TimeoutError("took longer than it may")


def run(name, chosen):
    """The result of one scenario; whatever it started is ended."""
    scenario = scenarios.load(name)
    signal.alarm(scenario.LONGEST)
    try:
        with Context(name, chosen.rounds, chosen.keep) as context:
            result = scenario.run(context)
            context.end()
            return discreet(result, context)
    except Exception as broken:
        traceback.print_exc()
        return Result(False, f"{type(broken).__name__}: {broken}")
    finally:
        signal.alarm(0)


def discreet(result, context):
    """The result, failed when a log of the scenario holds what its clients typed, a hash, a code or an address."""
    if result.word:
        return result
    leaked = leaks.found(context.folder)
    for text in leaked[:20]:
        context.note(text)
    figures = f"{result.figures}; secrets in {leaks.size(context.folder)} bytes of logs: {len(leaked)}"
    return Result(result.good and not leaked, figures)


def main():
    chosen = arguments()
    if chosen.list:
        print("\n".join(scenarios.names()))
        return 0
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGALRM, overdue)
    good = True
    for name in chosen.scenario or scenarios.names():
        result = run(name, chosen)
        print(result.line(name), flush=True)
        good = good and result.good
    return 0 if good else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
