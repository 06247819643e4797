"""Runs the scenarios that are named, or all; prints tables, and whether each figure is reached.

Exit codes: 0 all reached, 1 one missed or a scenario failed, 3 none missed but one not measured.
"""

import json
import pathlib
import sys

import measures
from harness import launch, machine, table, vegeta, wrk
from harness.context import Context

MISSED, NOT_MEASURED = 1, 3


def arguments(package, program, text):
    parser = launch.arguments(package, program, text)
    parser.add_argument("--seconds", type=int, help="seconds of one run, usually 10")
    parser.add_argument("--json", type=pathlib.Path, help="write everything there")
    return parser.parse_args()


def run(package, name, chosen):
    """The report of one scenario, None when it failed; whatever it started is ended."""
    scenario = launch.load(package, name)

    def measured():
        with Context(name, chosen.rounds, chosen.keep, chosen.seconds) as context:
            return scenario.run(context)

    found = launch.guarded(scenario, measured)
    return None if isinstance(found, Exception) else found


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


def plain(value):
    """What is measured, as JSON can hold it."""
    return sorted(value) if isinstance(value, set) else vars(value)


def code(reports):
    """The exit code."""
    if any(report is None for report in reports):
        return MISSED
    reached = {verdict.reached for report in reports for verdict in report.verdicts}
    return MISSED if False in reached else NOT_MEASURED if None in reached else 0


def main(package=measures, program="bench/run", text=__doc__, missing=lambda: wrk.missing() or vegeta.missing()):
    """Runs scenarios of a package that give reports."""
    chosen = arguments(package, program, text)
    if chosen.list:
        for name in launch.names(package):
            print(f"{name:14} {launch.load(package, name).__doc__.partition(chr(10))[0]}")
        return 0
    if reason := missing():
        sys.exit(reason)
    facts = machine.facts()
    print("\n".join(f"{name}: {value}" for name, value in facts.items()))
    reports = {}
    for name in chosen.scenario or launch.names(package):
        report = reports[name] = run(package, name, chosen)
        show(name, report)
        if chosen.json:
            found = {name: report and {"verdicts": report.verdicts, "notes": report.notes, **report.data} for name, report in reports.items()}
            text = json.dumps({"machine": facts, "scenarios": found}, indent=1, ensure_ascii=False, default=plain)
            chosen.json.write_text(text + "\n")
    return code(reports.values())


if __name__ == "__main__":
    launch.main(main)
