"""Run the suite on the newest Wagtail and Django there are, in an environment of its own below var/.

`python -m tests.next_versions [pytest arguments]`. Tells ahead of time what an upgrade will ask for; what it
says changes nothing about what the project stands on.
"""

import os
import re
import subprocess
import sys
import tomllib

from config.bootstrap import find_python
from tests.engines import ROOT

OLDEST = (3, 12)  # what the next Django needs
ENVIRONMENT = ROOT / "var" / "next"
SET_FREE = {"django", "wagtail", "wagtail-localize"}


def requirements() -> list[str]:
    """Return what the project needs, those that are set free without an upper bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    free = []
    for requirement in wanted:
        name = re.match(r"[A-Za-z0-9-]+", requirement).group()
        free.append(re.sub(r",\s*<[^,]+$", "", requirement) if name in SET_FREE else requirement)
    # Types are of no use here, and hold Django back; as does what stands in for the tasks of Django 6.
    needed = [requirement for requirement in free if not requirement.startswith(("django-stubs", "mypy"))]
    return [requirement.replace("[compat]", "") for requirement in needed]


def main(arguments: list[str]) -> int:
    """Make the environment and run the suite in it; return the exit code."""
    python = find_python(os.environ.get("PATH", ""), oldest=OLDEST)
    if python is None:
        print("The next Django needs Python 3.12 or newer, and there is none here: not run.")
        return 0
    uv = ROOT / ".venv" / "bin" / "uv"
    inside = ENVIRONMENT / "bin" / "python"
    quiet = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    steps = [
        [uv, "venv", "--quiet", "--allow-existing", "--python", python, ENVIRONMENT],
        [uv, "pip", "install", "--quiet", "--upgrade", "--python", inside, *requirements()],
        [
            inside,
            "-c",
            "import django, wagtail; print('Django', django.__version__, 'Wagtail', wagtail.__version__)",
        ],
        [inside, "-m", "pytest", "-n", "auto", *arguments],
    ]
    for step in steps:
        code = subprocess.run(step, cwd=ROOT, env=quiet).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
