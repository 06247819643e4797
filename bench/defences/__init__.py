"""The scenarios of bench/attacks, a file each, as those of bench/run are: `LONGEST` and `run(context)`, which gives a Report.

Their servers have all limits on, as every server has that is not told otherwise.
"""
