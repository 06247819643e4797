"""Runs the scenarios that are named, or all, and prints one line each; fails when one of them failed."""

import scenarios
from harness import launch, leaks
from harness.context import Context, Result


def run(name, chosen):
    """The result of one scenario; whatever it started is ended."""
    scenario = launch.load(scenarios, name)

    def measured():
        with Context(name, chosen.rounds, chosen.keep) as context:
            result = scenario.run(context)
            context.end()
            return discreet(result, context)

    found = launch.guarded(scenario, measured)
    return Result(False, f"{type(found).__name__}: {found}") if isinstance(found, Exception) else found


def discreet(result, context):
    """The result, failed when a log of the scenario holds what its clients typed, a hash, a code or an address."""
    if result.word:
        return result
    leaked = leaks.found(context.folder)
    for text in leaked[:20]:
        context.note(text)
    figures = f"{result.figures}; secrets in logs: {len(leaked)}"
    return Result(result.good and not leaked, figures)


def main():
    chosen = launch.arguments(scenarios, "bench/faults", __doc__).parse_args()
    if chosen.list:
        print("\n".join(launch.names(scenarios)))
        return 0
    good = True
    for name in chosen.scenario or launch.names(scenarios):
        result = run(name, chosen)
        print(result.line(name), flush=True)
        good = good and result.good
    return 0 if good else 1


if __name__ == "__main__":
    launch.main(main)
