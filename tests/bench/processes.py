"""What the kernel knows about processes: read from /proc, so on Linux only."""

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
# In /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal.
BUSY = (0, 1, 2, 5, 6)


def is_known() -> bool:
    """Return whether this system tells what the instrument asks for."""
    return (PROC / "self" / "stat").exists()


def _stat(pid: int) -> list[str]:
    # The name may hold spaces and brackets; everything else comes after it.
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()


def cpu_seconds(pids: Iterable[int]) -> dict[int, float]:
    """Return what each process has used of CPU so far, user and system, in seconds; those gone are left out."""
    used = {}
    for pid in pids:
        try:
            fields = _stat(pid)
        except (FileNotFoundError, ProcessLookupError):
            continue
        used[pid] = (int(fields[11]) + int(fields[12])) / TICKS
    return used


def difference(before: dict[int, float], after: dict[int, float]) -> float:
    """Return the seconds used between two readings; what began in between counts from its beginning."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def busy_seconds() -> float:
    """Return the CPU seconds that the whole machine has been busy since it started."""
    fields = (PROC / "stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(int(fields[place]) for place in BUSY) / TICKS


def birth(pid: int) -> str | None:
    """Return what tells a process from a later one of the same number, or None where there is none (or a zombie)."""
    try:
        fields = _stat(pid)
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] == "Z" else fields[19]


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that still run."""
    found = []
    for task in (PROC / str(pid) / "task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found


def name(pid: int) -> str:
    """Return the kernel's short name of a process; empty where there is none."""
    try:
        return (PROC / str(pid) / "comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def memory_mb(pids: Iterable[int]) -> float | None:
    """Return the memory of processes in MB, what they share counted once (PSS); None where it may not be read."""
    total = 0
    for pid in pids:
        try:
            lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            return None
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return round(total / 1024, 1)
