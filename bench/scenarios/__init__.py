"""The scenarios of bench/faults, a file each: `LONGEST`, the seconds that it may take at most, and `run(context)`, which gives a Result."""
