"""The processor's name and instruction sets, and the processor seconds of a process."""

import os
import platform
from pathlib import Path

import psutil

_CHOICES = ("CT2_USE_MKL", "CT2_FORCE_CPU_ISA", "MKL_ENABLE_INSTRUCTIONS", "ONEDNN_MAX_CPU_ISA")
"""Variables that restrict the instructions of ctranslate2 and its matrix libraries."""
_SETS = (("amx_int8", "AMX"), ("avx512_vnni", "AVX-512 VNNI"), ("avx512f", "AVX-512"), ("avx2", "AVX2"))


def processor() -> str:
    """Return the processor's name, its widest instructions, and the variables that restrict them."""
    name, flags = platform.processor() or platform.machine(), set[str]()
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                name = value.strip()
            elif key.strip() == "flags":
                flags = set(value.split())
    except OSError:
        pass
    widest = next((shown for flag, shown in _SETS if flag in flags), "no AVX2")
    chosen = [f"{variable}={os.environ[variable]}" for variable in _CHOICES if variable in os.environ]
    return f"{name} ({', '.join([widest, *chosen])})"


def seconds_of_process(pid: int) -> float:
    """Return the processor seconds that a process and its children have used so far."""
    process = psutil.Process(pid)
    times = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return sum(each.user + each.system for each in times)
