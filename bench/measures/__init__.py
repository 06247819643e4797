"""The scenarios of bench/run, a file each: `LONGEST`, the seconds that it may take at most, and `run(context)`, which gives a Report.

A scenario's name is its file's, with dashes: whoami_c.py is `whoami-c`. Its first line of documentation is what --list says of it.
"""

import importlib
import pathlib


def names():
    """All of them, in alphabetical order."""
    files = pathlib.Path(__file__).parent.glob("[a-z]*.py")
    return sorted(file.stem.replace("_", "-") for file in files)


def load(name):
    """The module of one of them."""
    return importlib.import_module("measures." + name.replace("-", "_"))
