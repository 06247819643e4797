"""The scenarios of bench/run, a file each: `LONGEST`, the seconds that it may take at most, and `run(context)`, which gives a Report.

Its first line of documentation is what --list says of it.
"""
