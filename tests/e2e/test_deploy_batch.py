"""What `deploy/` says to `mujaz batch` is what `mujaz batch` understands."""

import re
from pathlib import Path

import pytest
import yaml

DEPLOY = Path(__file__).parents[2] / "deploy"


def _kubernetes():
    (container,) = yaml.safe_load((DEPLOY / "kubernetes/batch-job.yaml").read_text())["spec"]["template"]["spec"][
        "containers"
    ]
    return container["args"]


def _ray():
    program, *arguments = yaml.safe_load((DEPLOY / "ray/rayjob.yaml").read_text())["spec"]["entrypoint"].split()
    assert program == "mujaz"
    return arguments


@pytest.mark.parametrize("arguments", [_kubernetes(), _ray()])
def test_the_flags_of_the_manifests_exist(mujaz_here, arguments):
    assert arguments[0] == "batch"
    known = re.findall(r"--[\w-]+", mujaz_here("batch", "--help").stdout)
    used = [argument.partition("=")[0] for argument in arguments if argument.startswith("--")]
    assert used
    assert set(used) <= set(known)
    # Beyond the flags it stops only at the input, which is not there.
    assert re.search("/data/.*: (?:does not exist|matches no file)", mujaz_here.fails(*arguments, code=2))
