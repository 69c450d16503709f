"""What a job's own process knows of the work of its workers."""

import subprocess
import sys


def test_who_hands_out_articles_imports_nothing_that_works_with_them() -> None:
    code = (
        "import sys, mujaz.cli.batch_show, mujaz.jobs.job, mujaz.jobs.plan; "
        "import mujaz.jobs.local_runner, mujaz.jobs.loading; "
        "heavy = {'mujaz.pipeline', 'mujaz.text.quantities', 'numpy', 'asyncio', 'ctranslate2'}; "
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
