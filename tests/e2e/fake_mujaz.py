"""The `mujaz` program with the fake engines: what it does to files and processes does not depend on the model.

What the environment makes of them is said in `fake_engines.py`.
"""

import sys

from mujaz.cli import main

# Worker processes run this file too, under the second name. The process that starts them for a job loads no models.
if __name__ == "__mp_main__" or (__name__ == "__main__" and "batch" not in sys.argv):
    import fake_engines

    fake_engines.install()

if __name__ == "__main__":
    main.run()
