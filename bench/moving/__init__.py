"""The scenarios of bench/moving-in, a file each, as those of bench/run are: `LONGEST` and `run(context)`, which gives a Report.

The systems that people come from are in `old/`, each with the original libraries.
"""
