"""Attacks a server whose limits are on, and looks at what its people notice; prints tables, and whether each figure is reached.

Exit codes: 0 all reached, 1 one missed or a scenario failed, 3 none missed but one not measured.
"""

import defences
import run
from harness import launch, wrk

if __name__ == "__main__":
    launch.main(lambda: run.main(defences, "bench/attacks", __doc__, wrk.missing))
