"""What was measured, for people and as JSON."""

import datetime
import os
import platform
import subprocess
import tomllib
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from tests.bench.measuring import Measured
from tests.bench.server import ROOT

SCHEMA = 1
PACKAGES = ("django", "wagtail", "gunicorn", "psycopg", "whitenoise")
CELL_COLUMNS = (
    ("page", "page", "{}"),
    ("connections", "conn", "{}"),
    ("requests", "requests", "{}"),
    ("per_second", "req/s", "{:.1f}"),
    ("p50", "p50 ms", "{:.1f}"),
    ("p99", "p99 ms", "{:.1f}"),
    ("cpu", "CPU ms", "{:.2f}"),
    ("database_cpu", "DB ms", "{:.2f}"),
    ("busiest", "busiest", "{:.2f}"),
    ("others", "others", "{:.2f}"),
    ("generator", "load", "{:.2f}"),
    ("wrong", "wrong", "{}"),
)
WEIGHT_COLUMNS = (
    ("queries", "queries", "{}"),
    ("queries_first", "first", "{}"),
    ("raw", "raw B", "{}"),
    ("sent", "sent B", "{}"),
    ("encoding", "as", "{}"),
    ("gzip", "gzip B", "{}"),
    ("head", "head B", "{}"),
    ("path", "address", "{}"),
)
MAIL_COLUMNS = (
    ("workers", "workers", "{}"),
    ("mails", "mails", "{}"),
    ("hand_over", "hand over s", "{:.2f}"),
    ("per_second", "mails/s", "{:.1f}"),
    ("per_second_meanwhile", "beside pages", "{:.1f}"),
    ("cpu", "CPU ms", "{:.2f}"),
    ("quiet_p50", "p50 quiet", "{:.1f}"),
    ("p50", "p50", "{:.1f}"),
    ("p50_ratio", "ratio", "{:.2f}"),
    ("quiet_p99", "p99 quiet", "{:.1f}"),
    ("p99", "p99", "{:.1f}"),
    ("wrong", "wrong", "{}"),
)
RATIOS = (("per_second", "req/s"), ("p50", "p50"), ("p99", "p99"), ("cpu", "CPU"), ("database_cpu", "DB"))
LEGEND = (
    "CPU ms: gunicorn's processes, a request (ticks of 10 ms: few requests, coarse figures). DB ms: PostgreSQL's.\n"
    "busiest: one worker's share of that CPU. others, load: cores used meanwhile by others, and by the load itself."
)


def git(*arguments: str) -> str:
    """Return what git says, or nothing where there is no git or no repository."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def machine() -> dict:
    """Return what the figures depend on beside the code. Cores are those we may use."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": models[0] if models else platform.machine(),
        "system": platform.platform(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def versions(postgresql: str) -> dict[str, str]:
    """Return the versions of everything that serves."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    ours = {"samspill": project["version"], "python": platform.python_version(), "postgresql": postgresql}
    return {**ours, **{name: version(name) for name in PACKAGES}}


def ratio(first, second):
    """Return how many times the first the second is; None where that can't be told."""
    return round(second / first, 3) if first and second is not None else None


def ratios(first: Measured, second: Measured) -> list[dict]:
    """Return, for each figure, the second site's by the first's, and both numbers of queries."""
    return [
        {
            "page": one.page,
            "connections": one.connections,
            **{key: ratio(getattr(one, key), getattr(other, key)) for key, _title in RATIOS},
            "raw": ratio(first.weights[one.page].raw, second.weights[one.page].raw),
            "queries": [first.weights[one.page].queries, second.weights[one.page].queries],
        }
        for one, other in zip(first.cells, second.cells, strict=True)
    ]


def as_dict(measured: list[Measured], options, around: dict) -> dict:
    """Return everything, ready for JSON. `around` holds machine, versions and cache."""
    parameters = {
        name: [*value] if isinstance(value, tuple) else value
        for name, value in vars(options).items()
        if name in {"pages", "connections", "seconds", "warm_up", "max_requests", "rounds", "workers", "threads"}
    }
    asked = {} if options.database_url else asdict(options.size)
    sites = [
        {
            "label": one.site.label,
            "counts": one.counts,
            "loaded_in": one.loaded_in,
            "database_mb": one.database_mb,
            "memory_mb": one.memory_mb,
            "pages": {page: asdict(one.weights[page]) for page in options.pages},
            "cells": [asdict(cell) for cell in one.cells],
        }
        for one in measured
    ]
    return {
        "schema": SCHEMA,
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "commit": git("rev-parse", "HEAD"),
        "changed": bool(git("status", "--porcelain")),
        "parameters": {**parameters, "size": asked, "sizes": [*options.sizes] if options.sizes else []},
        **around,
        "sites": sites,
        "ratios": ratios(*measured) if len(measured) == 2 else [],
    }


def table(columns, rows: list[dict]) -> str:
    """Return rows under their titles: words to the left, numbers to the right."""
    cells = [[title for _key, title, _form in columns]]
    for row in rows:
        cells.append(["–" if row[key] is None else form.format(row[key]) for key, _title, form in columns])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    words = [bool(rows) and isinstance(rows[0][key], str) for key, _title, _form in columns]
    return "\n".join(
        "  ".join(
            text.ljust(width) if word else text.rjust(width)
            for text, width, word in zip(line, widths, words, strict=True)
        ).rstrip()
        for line in cells
    )


def as_text(found: dict) -> str:
    """Return what people read."""
    where, sites = found["machine"], found["sites"]
    changed = " with changes" if found["changed"] else ""
    parts = [
        f"Samspill {found['commit'][:10] or 'without git'}{changed}, {found['at']}",
        ", ".join(f"{name} {number}" for name, number in found["versions"].items()),
        f"{where['cores']} cores, {where['processor']}, load before: {where['load_before']}; cache: {found['cache']}",
    ]
    for site in sites:
        held = ", ".join(f"{count} {what}" for what, count in site["counts"].items())
        memory = f", {site['memory_mb']} MB in gunicorn's processes" if site["memory_mb"] else ""
        parts += ["", f"{site['label']}: {held}; database {site['database_mb']} MB{memory}"]
        columns = (("page", "page", "{}"), *WEIGHT_COLUMNS)
        parts.append(table(columns, [{"page": page, **weight} for page, weight in site["pages"].items()]))
        parts += ["", table(CELL_COLUMNS, site["cells"])]
        parts += [f"  wrong: {cell['page']}, {text}" for cell in site["cells"] for text in cell["examples"]]
    parts += ["", LEGEND]
    if mailed := found.get("mail"):
        parts += ["", "A post mailed to all who follow, and its page meanwhile:", table(MAIL_COLUMNS, mailed)]
    if found["ratios"]:
        columns = (
            ("page", "page", "{}"),
            ("connections", "conn", "{}"),
            *((key, title, "{:.2f}") for key, title in RATIOS),
            ("raw", "raw B", "{:.2f}"),
            ("queries", "queries", "{0[0]} → {0[1]}"),
        )
        parts += ["", f"{sites[1]['label']} by {sites[0]['label']}:", table(columns, found["ratios"])]
    return "\n".join(parts)


def all_right(found: dict) -> bool:
    """Return whether every answer was the one expected."""
    cells = [cell for site in found["sites"] for cell in site["cells"]]
    return not any(figure["wrong"] for figure in [*cells, *found.get("mail", [])])
