"""Arrows point down: the contracts of pyproject.toml, and what no import shows."""

import ast
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.apps import apps
from grimp import ImportGraph
from importlinter import configuration
from importlinter.application import use_cases
from importlinter.domain.contract import registry

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/lotsenwerk"
PYTHON = sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)

FLOORS = "Floors"
ROOMS = "Rooms"
INSIDE_A_ROOM = "Inside a room"
DOORS = "Doors"
INSIDE_A_DOOR = "Inside a door"
ENGINES = "Engines"
TOOLS = "Tools"
CIRCLES = "No circles"

THIRD_PARTY = {
    "engines": {"dateutil", "holidays"},
    "kit": {"django", "cryptography", "phonenumbers", "PIL", "segno", "typst"},
    "domain": {"django", "procrastinate", "allauth"},
    "web": {"django", "django_htmx", "allauth", "segno"},
    "settings": {"django", "csp", "psycopg"},
}
"""What each floor may take from elsewhere, beside the standard library."""


@pytest.fixture(scope="module")
def graph() -> ImportGraph:
    configuration.configure()
    return use_cases._build_graph(
        ["lotsenwerk"],
        include_external_packages=True,
        exclude_type_checking_imports=False,
        verbose=False,
        cache_dir=None,
    )


def broken_contracts(graph: ImportGraph) -> set[str]:
    """First words of the names of the contracts that this graph breaks."""
    options = use_cases.read_user_options(str(ROOT / "pyproject.toml"))
    use_cases._register_contract_types(options)
    broken = set()
    for wanted in options.contracts_options:
        contract = registry.get_contract_class(wanted["type"])(
            name=wanted["name"], session_options=options.session_options, contract_options=wanted
        )
        if not contract.check(deepcopy(graph), verbose=False).kept:
            broken.add(wanted["name"].split(":")[0].strip())
    return broken


def test_every_contract_is_kept(graph: ImportGraph) -> None:
    assert broken_contracts(graph) == set()


@pytest.mark.parametrize(
    ("importer", "imported", "contract"),
    [
        ("domain.people.queries", "web.desk.entry", FLOORS),
        ("web.desk.entry", "console.main", FLOORS),
        ("kit.clock", "engines.travel.distance", FLOORS),
        ("engines.travel.distance", "kit.geo", FLOORS),
        ("kit.clock", "domain.journal.models", FLOORS),
        ("domain.people.models", "domain.assistance.models", ROOMS),
        ("domain.journal.models", "domain.places.models", ROOMS),
        ("domain.notifications.channels", "domain.privacy.queries", ROOMS),
        ("domain.assistance.models", "domain.assistance.queries", INSIDE_A_ROOM),
        ("domain.assistance.permissions", "domain.assistance.actions.take_in", INSIDE_A_ROOM),
        ("domain.people.states", "domain.people.permissions", INSIDE_A_ROOM),
        ("web.desk.entry", "web.mine.entry", "Doors never import each other"),
        ("engines.planning.matching", "django", ENGINES.strip() + " are plain"),
        ("kit.clock", "procrastinate", "Tools know no noun"),
    ],
)
def test_a_planted_import_breaks_its_contract(graph: ImportGraph, importer: str, imported: str, contract: str) -> None:
    planted = deepcopy(graph)
    target = imported if imported in {"django", "procrastinate"} else f"lotsenwerk.{imported}"
    planted.add_import(importer=f"lotsenwerk.{importer}", imported=target)
    assert contract in broken_contracts(planted)


def test_a_room_without_a_place_in_the_house_breaks_the_rooms(graph: ImportGraph) -> None:
    planted = deepcopy(graph)
    planted.add_module("lotsenwerk.domain.attic")
    assert ROOMS in broken_contracts(planted)


def test_a_floor_without_a_place_in_the_house_breaks_the_floors(graph: ImportGraph) -> None:
    planted = deepcopy(graph)
    planted.add_module("lotsenwerk.cellar")
    assert FLOORS in broken_contracts(planted)


def test_every_folder_of_code_is_a_package_or_the_contracts_would_not_see_it() -> None:
    folders = {file.parent for file in PYTHON}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_neighbours_that_import_each_other_are_a_circle(graph: ImportGraph) -> None:
    planted = deepcopy(graph)
    planted.add_import(importer="lotsenwerk.kit.clock", imported="lotsenwerk.kit.entry")
    planted.add_import(importer="lotsenwerk.kit.entry", imported="lotsenwerk.kit.clock")
    assert "No circles between neighbours" in broken_contracts(planted)


# --- what no import shows ---------------------------------------------------------------------------------------------


def rooms_from_the_bottom() -> list[str]:
    """The rooms in the order of the contract, lowest first."""
    configuration.configure()
    options = use_cases.read_user_options(str(ROOT / "pyproject.toml"))
    [rooms] = [one for one in options.contracts_options if one["name"].startswith(ROOMS)]
    return [re.sub(r"\W", "", name) for layer in reversed(rooms["layers"]) for name in layer.split("|")]


def keys_that_point_up(keys: list[tuple[str, str]], order: list[str]) -> list[tuple[str, str]]:
    """Of pairs (room, room that its key points at) those that do not point down or stay."""
    here = [key for key in keys if key[0] in order and key[1] in order]
    return [(room, target) for room, target in here if order.index(target) > order.index(room)]


def test_foreign_keys_point_down_also_those_written_as_a_string() -> None:
    keys = [
        (model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is not None
    ]
    assert len(keys) > 20
    assert keys_that_point_up(keys, rooms_from_the_bottom()) == []


def test_a_planted_key_that_points_up_is_found() -> None:
    assert keys_that_point_up([("people", "assistance"), ("assistance", "people")], rooms_from_the_bottom()) == [
        ("people", "assistance")
    ]


def third_party_imports(file: Path) -> set[str]:
    """Top names of what a file takes from neither the standard library nor the house."""
    import sys

    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        found |= {name.split(".")[0] for name in names}
    return found - set(sys.stdlib_module_names) - {"lotsenwerk", "__future__"}


@pytest.mark.parametrize("floor", sorted(THIRD_PARTY))
def test_each_floor_takes_from_elsewhere_only_what_it_may(floor: str) -> None:
    taken = {name for file in PYTHON if (SOURCE / floor) in file.parents for name in third_party_imports(file)}
    assert taken <= THIRD_PARTY[floor]


# --- doors get rows from queries only ---------------------------------------------------------------------------------


def reaches_for_rows(source: str) -> Iterator[int]:
    """Line numbers at which a view helps itself: managers, raw cursors, instances' save and delete."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in {
            *("objects", "_base_manager", "_default_manager", "cursor", "raw", "bulk_create", "bulk_update"),
            *("select_for_update", "refresh_from_db"),
        }:
            yield node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            is_row = node.func.attr in {"save", "delete"} and not _is_session_or_form(node.func.value)
            if is_row:
                yield node.lineno


ALLOWED = {
    # The sign of life asks the database for the number one: no row of anybody.
    "web/entrance/signs/views.py": 1,
}


def _is_session_or_form(value: ast.expr) -> bool:
    words = ast.unparse(value)
    return words.endswith((".session", "form")) or words.startswith(("super()", "response"))


@pytest.mark.parametrize(
    "file", [file for file in PYTHON if (SOURCE / "web") in file.parents], ids=lambda f: str(f.relative_to(SOURCE))
)
def test_no_door_helps_itself_to_rows(file: Path) -> None:
    found = list(reaches_for_rows(file.read_text()))
    assert len(found) == ALLOWED.get(str(file.relative_to(SOURCE)), 0)


@pytest.mark.parametrize(
    "planted",
    [
        "Need.objects.get(pk=1)",
        "Need._base_manager.all()",
        "connection.cursor().execute('SELECT 1')",
        "need.save()",
        "need.offers.all().delete()",
        "getattr(Need, 'x') or Need.objects",
    ],
)
def test_a_planted_reach_for_rows_is_found(planted: str) -> None:
    assert list(reaches_for_rows(planted)) == [1]


# --- names ------------------------------------------------------------------------------------------------------------

SHAPELESS = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers", "tools", "base", "lib"}
KNOWN = {SOURCE / "settings/base.py"}
"""Django's word for the settings that others stand on."""


def shapeless(files: list[Path]) -> list[Path]:
    """Files and folders whose name does not say what is in them."""
    return [file for file in files if file not in KNOWN and {file.stem, file.parent.name} & SHAPELESS]


def test_no_module_is_named_after_nothing() -> None:
    assert shapeless([*PYTHON, *(ROOT / "tests").rglob("*.py")]) == []


def test_a_planted_shapeless_name_is_found() -> None:
    planted = SOURCE / "domain/people/utils.py"
    assert shapeless([planted]) == [planted]


LONGEST_VIEW = 15
"""Lines below the docstring."""


def test_views_stay_so_short_that_no_rule_hides_in_them() -> None:
    long = []
    for file in (SOURCE / "web").rglob("*.py"):
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request":
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                is_view = not node.name.startswith("_") and file.name != "entry.py"
                if is_view and lines > LONGEST_VIEW:
                    long.append((str(file.relative_to(SOURCE)), node.name, lines))
    assert long == []


def test_no_signal_and_no_work_hidden_in_save() -> None:
    hidden = []
    for file in PYTHON:
        tree = ast.parse(file.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db.models.signals"):
                hidden.append((file.name, node.lineno))
            if (SOURCE / "domain") in file.parents and isinstance(node, ast.FunctionDef) and node.name == "save":
                hidden.append((file.name, node.lineno))
    assert hidden == []
