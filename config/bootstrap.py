"""Make Samspill's own Python environment in .venv: `python3 config/bootstrap.py [--dev]`.

Runs before anything is installed, on whatever the machine calls python3. So: the standard library only, and
no syntax younger than Python 2.7, since an old Python must get far enough to be told that it is too old.
"""

from __future__ import print_function

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

OLDEST = (3, 11)
NAMES = ["python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"]
UV = "uv>=0.9"  # the oldest that reads the revision of our uv.lock
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

OFFLINE = re.compile(
    r"name resolution|name or service not known|nodename nor servname|getaddrinfo|dns error|"
    r"NewConnectionError|failed to establish|network is unreachable|connection refused|"
    r"ConnectTimeout|timed out|error sending request|tcp connect error|cannot connect to proxy|"
    r"No matching distribution found for uv",
    re.IGNORECASE,
)
FULL = re.compile(r"no space left on device|disk quota exceeded", re.IGNORECASE)
DENIED = re.compile(r"permission denied|read-only file system", re.IGNORECASE)


class CannotContinue(Exception):
    """Say, in a sentence for whoever typed the command, what is in the way and what helps."""


def version_text(version):
    return ".".join(str(part) for part in version)


def is_new_enough(version, oldest=OLDEST):
    return tuple(version[:2]) >= oldest


def find_python(path, oldest=OLDEST):
    """Return the first Python on `path` (as in $PATH) that is new enough, or None.

    Each is asked for its version: a name alone does not tell (version managers leave names that run nothing).
    """
    ask = "import sys; sys.stdout.write('%d.%d' % sys.version_info[:2])"
    for name in NAMES:
        for folder in path.split(os.pathsep):
            candidate = os.path.join(folder, name)
            if not (os.path.isfile(candidate) and os.access(candidate, os.X_OK)):
                continue
            try:
                process = subprocess.Popen([candidate, "-c", ask], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                answer = process.communicate()[0].decode("ascii", "replace")
            except OSError:
                continue
            found = re.match(r"(\d+)\.(\d+)$", answer)
            if found and is_new_enough([int(part) for part in found.groups()], oldest):
                return candidate
    return None


def require_python(version, path):
    """Return None when this Python will do, else the path of one that does; raise CannotContinue if none."""
    if is_new_enough(version):
        return None
    found = find_python(path)
    if found:
        return found
    raise CannotContinue(
        "Samspill needs Python %s or newer; this is %s (%s), and no newer one was found.\n"
        "Install one (Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python),\n"
        "or name it: make PYTHON=/path/to/python3" % (version_text(OLDEST), version_text(version[:3]), sys.executable)
    )


def require_write_access(root):
    """Raise CannotContinue unless files can be made in `root`."""
    try:
        with tempfile.TemporaryFile(dir=root):
            pass
    except (IOError, OSError) as error:
        raise CannotContinue(
            "Samspill cannot write in %s (%s).\nIt puts .venv and var there: give yourself the right to "
            "write, or clone the project into a folder of your own." % (root, error.strerror or error)
        )


def require_venv_module():
    """Raise CannotContinue where Python lacks what makes environments (Debian packs it separately)."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise CannotContinue(
            "This Python (%s) cannot make environments: its parts venv and ensurepip are missing.\n"
            "On Debian and Ubuntu: apt install python3-venv (or python%d.%d-venv), then try again."
            % (sys.executable, sys.version_info[0], sys.version_info[1])
        )


def explain_failure(what, output, root):
    """Return the sentence for a step that failed, judged by what it printed."""
    if FULL.search(output):
        return "The disk is full: %s did not finish. Make room and try again." % what
    if DENIED.search(output):
        return "%s was not allowed to write in %s. Check who owns the files there and try again." % (
            what,
            root,
        )
    if OFFLINE.search(output):
        return (
            "No answer from the package index: %s needs the network the first time "
            "(and whenever uv.lock has changed).\n"
            "Check the connection, or a proxy (HTTPS_PROXY), and try again." % what
        )
    return (
        "%s failed; its last words are above.\n"
        "Nothing but .venv was touched: removing it and trying again is safe." % what
    )


def run(what, command, root, env=None):
    """Run a step, showing that it is alive; raise CannotContinue with its last lines printed if it fails."""
    started = time.time()
    terminal = sys.stdout.isatty()
    said = started
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=root, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            while process.poll() is None:
                time.sleep(0.1)
                now = time.time()
                if now - said >= (1 if terminal else 10):
                    said = now
                    print(
                        "%s  ... %d s" % ("\r" if terminal else "", now - started),
                        end="" if terminal else "\n",
                    )
                    sys.stdout.flush()
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            if terminal and said > started:
                print("\r" + " " * 20 + "\r", end="")
        log.seek(0)
        output = log.read().decode("utf-8", "replace")
    if process.returncode:
        for line in output.strip().splitlines()[-12:]:
            print("    " + line)
        raise CannotContinue(explain_failure(what, output, root))


def wanted_state(root, groups):
    """Return what the stamp must say for the environment to be current."""
    with open(os.path.join(root, "uv.lock"), "rb") as lock:
        digest = hashlib.sha256(lock.read()).hexdigest()
    return {"lock": digest, "groups": sorted(groups)}


def read_stamp(path):
    try:
        with open(path) as stamp:
            return json.load(stamp)
    except (IOError, OSError, ValueError):
        return {}


def environment_python(venv_folder):
    """Return the environment's Python, or None when it is missing, broken or too old."""
    python = os.path.join(venv_folder, "bin", "python")
    try:
        process = subprocess.Popen(
            [python, "-c", "import pip, sys; sys.exit(sys.version_info[:2] < (%d, %d))" % OLDEST],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        process.communicate()
    except OSError:
        return None
    return python if process.returncode == 0 else None


def install(root, dev):
    """Bring .venv in step with uv.lock; with `dev`, also what testing needs. Do nothing when it is."""
    venv_folder = os.path.join(root, ".venv")
    stamp_path = os.path.join(venv_folder, "samspill.json")
    stamp = read_stamp(stamp_path)
    # An environment once made for developing stays one: `make run` must not take the test tools away.
    groups = set(stamp.get("groups", [])) | (set(["dev"]) if dev else set())
    wanted = wanted_state(root, groups)
    if stamp == wanted and os.path.exists(os.path.join(venv_folder, "bin", "python")):
        return
    require_write_access(root)
    started = time.time()
    python = environment_python(venv_folder)
    if python is None:
        require_venv_module()
        print("Making an environment for Samspill in .venv, with Python %s" % version_text(sys.version_info[:3]))
        shutil.rmtree(venv_folder, ignore_errors=True)
        run("Making the environment", [sys.executable, "-m", "venv", venv_folder], root)
        python = os.path.join(venv_folder, "bin", "python")
    uv = os.path.join(venv_folder, "bin", "uv")
    if not os.path.exists(uv):
        print("Fetching uv, which installs the rest, from PyPI")
        pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
        run("Fetching uv", pip + ["install", "--retries", "1", "--timeout", "20", UV], root)
    print("Installing the packages of uv.lock%s" % (", and those for testing" if "dev" in groups else ""))
    env = dict(os.environ, UV_PROJECT_ENVIRONMENT=venv_folder, UV_PYTHON=python, UV_PYTHON_DOWNLOADS="never")
    env.pop("VIRTUAL_ENV", None)
    # uv leaves itself and pip alone in an environment that venv made, so it is there for the next time.
    sync = [uv, "sync", "--frozen", "--no-progress", "--compile-bytecode"]
    run("Installing the packages", sync + ([] if "dev" in groups else ["--no-dev"]), root, env)
    with open(stamp_path, "w") as stamp_file:
        json.dump(wanted, stamp_file)
    print("The environment is ready (%d s)" % (time.time() - started))


def main(arguments):
    """Return the exit code: 0 when .venv is ready, 1 after a sentence that says what is in the way."""
    try:
        newer = require_python(sys.version_info, os.environ.get("PATH", ""))
        if newer:
            sys.stdout.flush()
            os.execv(newer, [newer, os.path.abspath(__file__)] + arguments)
        install(ROOT, dev="--dev" in arguments)
    except CannotContinue as obstacle:
        sys.stdout.flush()
        print(obstacle, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next run goes on from here.", file=sys.stderr)
        return 130
    except EnvironmentError as error:
        print("Setting up failed: %s" % error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
