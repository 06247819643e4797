"""Runs the scenarios that are named, or all; prints tables, and whether each figure is reached.

Exit codes: 0 all reached, 1 one missed or a scenario failed, 3 none missed but one not measured.
"""

import argparse
import json
import pathlib
import signal
import sys
import traceback

import measures
from harness import machine, plot, table, wrk
from harness.measuring import Measuring

MISSED, NOT_MEASURED = 1, 3


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print the names of the scenarios")
    parser.add_argument("--rounds", type=int, help="rounds of a scenario that has rounds, usually 5")
    parser.add_argument("--seconds", type=int, help="seconds of one run, usually 10")
    parser.add_argument("--json", type=pathlib.Path, help="write everything there")
    parser.add_argument("--plots", type=pathlib.Path, help="draw a plot of each scenario into this folder")
    parser.add_argument("--keep", action="store_true", help="keep the folder of a scenario, with logs and data")
    parser.add_argument("scenario", nargs="*", help="none: all of them")
    chosen = parser.parse_args()
    known = measures.names()
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
    """The report of one scenario, None when it failed; whatever it started is ended."""
    try:
        scenario = measures.load(name)
        signal.alarm(scenario.LONGEST)
        with Measuring(name, chosen.rounds, chosen.seconds, chosen.keep) as context:
            return scenario.run(context)
    except Exception:
        traceback.print_exc()
        return None
    finally:
        signal.alarm(0)


def show(name, report):
    print(f"\n## {name}\n")
    if report is None:
        print("FAILED")
        return
    for columns, rows in report.tables:
        print(table.text(columns, rows) + "\n")
    for note in report.notes:
        print(note)
    for verdict in report.verdicts:
        print(verdict.line())
    sys.stdout.flush()


def draw(name, report, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for number, picture in enumerate(report.plots):
        picture.draw(folder / (f"{name}.svg" if number == 0 else f"{name}-{number + 1}.svg"))


def code(reports):
    """The exit code."""
    if any(report is None for report in reports):
        return MISSED
    reached = {verdict.reached for report in reports for verdict in report.verdicts}
    return MISSED if False in reached else NOT_MEASURED if None in reached else 0


def main():
    chosen = arguments()
    if chosen.list:
        for name in measures.names():
            print(f"{name:14} {measures.load(name).__doc__.partition(chr(10))[0]}")
        return 0
    if reason := wrk.missing():
        sys.exit(reason)
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGALRM, overdue)
    if chosen.plots and (reason := plot.missing()):
        print(reason, file=sys.stderr)
        chosen.plots = None
    facts = machine.facts()
    print("\n".join(f"{name}: {value}" for name, value in facts.items()))
    reports = {}
    for name in chosen.scenario or measures.names():
        report = reports[name] = run(name, chosen)
        show(name, report)
        if report and chosen.plots:
            draw(name, report, chosen.plots)
        if chosen.json:
            found = {name: report and {"verdicts": [verdict.data() for verdict in report.verdicts], "notes": report.notes, **report.data}
                     for name, report in reports.items()}
            chosen.json.write_text(json.dumps({"machine": facts, "scenarios": found}, indent=1, ensure_ascii=False) + "\n")
    return code(reports.values())


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
