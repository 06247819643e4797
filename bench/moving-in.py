"""Moves people in from other systems, made with their original libraries; prints tables, and whether each figure is reached.

Exit codes: 0 all reached, 1 one missed or a scenario failed, 3 none missed but one not measured.
"""

import moving
import run
from harness import launch

if __name__ == "__main__":
    launch.main(lambda: run.main(moving, "bench/moving-in", __doc__, lambda: None))
