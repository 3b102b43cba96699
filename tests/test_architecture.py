"""The import rule: rooms know only what lies below them; what calculates knows no database.

The source is read, not run, so that an import inside a function counts like any other.
"""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the top. Rooms on one level never know each other.
LEVELS = [
    {"config"},
    {"blog"},
    {"collaboration"},
    {"comments", "subscriptions", "languages", "search"},
    {"accounts"},
    {"mail"},
    {"home"},
]
LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
# What calculates: plain values in, plain values out. (A directory stands for all its modules.)
PURE = [
    "home/text",
    "home/embeds.py",
    "home/registries.py",
    "home/structured_data.py",
    "blog/card.py",
    *(f"blog/exporters/wordpress/{name}.py" for name in ("blocks", "numbers", "running_text", "wxr")),
    "blog/importers/wordpress/conversion",
    "blog/importers/wordpress/pieces.py",
    "blog/importers/wordpress/reading",
    "blog/importers/wordpress/records.py",
    "blog/structured_data.py",
    "collaboration/board.py",
    "collaboration/calendar/writing.py",
    "collaboration/changes/becoming.py",
    "collaboration/changes/comparing.py",
    "collaboration/colour_science.py",
    "collaboration/key_letters.py",
    "collaboration/links/chains.py",
    "collaboration/links/suggesting.py",
    "collaboration/notes",
    *(
        f"collaboration/open_data/{name}.py"
        for name in ("csv_file", "dcat", "json_file", "json_ld", "rows", "xlsx_file")
    ),
    "collaboration/overview/matrix.py",
    "collaboration/palette.py",
    "collaboration/reading.py",
    "collaboration/responsibility/tally.py",
    "collaboration/spine_drawing.py",
    "collaboration/structured_data.py",
    "collaboration/visual_keys.py",
    "comments/language_guess.py",
    "comments/listed_words.py",
    "comments/markup.py",
    "comments/queue/wording.py",
    "comments/rules.py",
    "comments/text.py",
    "comments/tree.py",
    "comments/waiting_times.py",
    *(f"languages/{name}.py" for name in ("apertium", "markup", "pairing", "stages", "tool_names", "wordings")),
    "blog/written_forms/sharing.py",
    "blog/written_forms/wording.py",
    *(f"search/{name}.py" for name in ("excerpts", "expressions", "promoted_words", "queries", "stop_words", "words")),
]
# The kinds of term are choices of a column; naming them asks the database nothing.
NO_TABLE = {"collaboration.models.concept.Kind"}
MOST_LINES = 350
# Django's own ways of naming a model or a module by a string.
BY_NAME = {"get_model", "import_module", "import_string"}


def sources(*where):
    """Return {path relative to the project: its syntax tree}."""
    found = {}
    for name in where:
        path = ROOT / name
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            found[file.relative_to(ROOT).as_posix()] = ast.parse(file.read_text())
    return found


def room_sources():
    return sources(*(room for room in sorted(LEVEL) if (ROOT / room).is_dir()))


def imported(path, tree):
    """Yield (line, dotted name) of everything a module imports, wherever in it."""
    package = path.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def named(tree):
    """Yield (line, name) of models and modules that a source names by a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0] if node.args else None
            if called in BY_NAME and isinstance(first, ast.Constant):
                yield node.lineno, str(first.value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            room, dot, rest = node.value.partition(".")
            if dot and room in LEVEL and rest.replace(".", "").isidentifier():
                yield node.lineno, node.value


def upwards(path, names):
    """Return a sentence for each name that lies above, or beside, the room that a file is in."""
    own = path.split("/")[0]
    return [
        f"{path}:{line} knows {name}"
        for line, name in names
        if (room := name.split(".")[0]) in LEVEL and room != own and LEVEL[room] <= LEVEL[own]
    ]


def test_no_room_imports_what_lies_above_or_beside_it():
    wrong = [line for path, tree in room_sources().items() for line in upwards(path, imported(path, tree))]
    assert not wrong, "\n".join(wrong)


def test_no_room_names_by_a_string_what_lies_above_or_beside_it():
    wrong = [
        line
        for path, tree in room_sources().items()
        if "/migrations/" not in path
        for line in upwards(path, named(tree))
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_but_the_suite_imports_the_suite():
    wrong = [
        f"{path}:{line} knows {name}"
        for path, tree in {**room_sources(), **sources("manage.py")}.items()
        for line, name in imported(path, tree)
        if name.split(".")[0] in {"tests", "pytest", "hypothesis", "factory"}
    ]
    assert not wrong, "\n".join(wrong)


def test_what_calculates_knows_neither_django_nor_what_asks_the_database():
    pure = sources(*PURE)
    modules = {path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in pure}
    wrong = []
    for path, tree in pure.items():
        for line, name in imported(path, tree):
            room = name.split(".")[0]
            ours = room in LEVEL and name not in NO_TABLE
            known = name in modules or name.rpartition(".")[0] in modules
            if room in {"django", "wagtail", "modelcluster", "taggit"} or (ours and not known):
                wrong.append(f"{path}:{line} knows {name}")
    assert not wrong, "\n".join(wrong)


def test_every_pure_module_is_there():
    missing = [name for name in PURE if not (ROOT / name).exists()]
    assert not missing, f"Moved or renamed: {missing}. Say here where they are now."


def test_every_package_of_the_project_has_its_place_in_the_order():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages <= LEVEL.keys(), f"Give {packages - LEVEL.keys()} a level here and in the map of the house."


@pytest.mark.parametrize("where", [*sorted(LEVEL), "tests"])
def test_files_are_short_enough_to_be_read_at_once(where):
    long = [
        f"{file.relative_to(ROOT)}: {count} lines"
        for file in (ROOT / where).rglob("*.py")
        if "migrations" not in file.parts and (count := len(file.read_text().splitlines())) > MOST_LINES
    ]
    assert not long, f"Split them: {long}"


def test_no_module_is_called_after_nothing():
    vague = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}
    found = [path for path in room_sources() if path.rpartition("/")[2] in vague]
    assert not found, f"Name them after what is in them: {found}"


@pytest.mark.parametrize(
    ("path", "source", "told"),
    [
        ("home/x.py", "from blog.models import PostPage", ["home/x.py:1 knows blog.models.PostPage"]),
        ("mail/x.py", "def f():\n    import accounts.models", ["mail/x.py:2 knows accounts.models"]),
        ("comments/x.py", "import subscriptions", ["comments/x.py:1 knows subscriptions"]),
        ("collaboration/models/x.py", "from ...blog import links", ["collaboration/models/x.py:1 knows blog.links"]),
        ("blog/x.py", "from .models import PostPage\nfrom home import blocks", []),
        ("config/x.py", "import blog, collaboration, home", []),
    ],
)
def test_an_import_upwards_or_sideways_is_told_and_one_downwards_is_not(path, source, told):
    assert upwards(path, imported(path, ast.parse(source))) == told


@pytest.mark.parametrize(
    ("path", "source", "told"),
    [
        ("home/x.py", 'apps.get_model("collaboration", "Session")', ["home/x.py:1 knows collaboration"]),
        ("home/x.py", 'ForeignKey("blog.Author")', ["home/x.py:1 knows blog.Author"]),
        ("blog/x.py", 'ForeignKey("home.SiteImage")', []),
        ("home/x.py", '"blog. A sentence."', []),
    ],
)
def test_a_name_in_a_string_is_told_like_an_import(path, source, told):
    assert upwards(path, named(ast.parse(source))) == told


@pytest.mark.parametrize("package", ["blog/importers/wordpress"])
def test_no_module_of_a_package_needs_one_that_needs_it(package):
    # Not even for a type: what two modules both need belongs in a third.
    named = {name.removesuffix(".py").replace("/", "."): name for name in sources(package)}
    needs = {}
    for name, tree in sources(package).items():
        above = name.removesuffix("/__init__.py").removesuffix(".py").split("/")
        found = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                inside = above if name.endswith("__init__.py") else above[:-1]
                base = inside[: len(inside) - node.level + 1] if node.level else []
                module = ".".join([*base, *filter(None, [node.module])])
                found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
        needs[name] = {named[each] for each in found if each in named} - {name}
    assert list(TopologicalSorter(needs).static_order())
