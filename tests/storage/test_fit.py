"""Storage fits the ports of the use cases without importing them; `bootstrap.py` proves the types, this the names."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import get_type_hints

import pytest

from callback_desk.storage.store import SqlStorage
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from callback_desk.use_cases import ports

PORTS = {
    name: get_type_hints(member.fget)["return"]
    for name, member in inspect.getmembers(ports.UnitOfWork, lambda one: isinstance(one, property))
}


def _methods(kind: type) -> dict[str, inspect.Signature]:
    return {
        name: inspect.signature(member)
        for name, member in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }


def _parameters(signature: inspect.Signature) -> list[tuple[str, object, object]]:
    return [(one.name, one.kind, one.default) for one in signature.parameters.values()]


def test_the_unit_of_work_has_the_stores_of_its_port() -> None:
    assert len(PORTS) >= 12
    assert set(PORTS) <= set(get_type_hints(SqlUnitOfWork))


@pytest.mark.parametrize("name", sorted(PORTS))
def test_each_store_has_every_method_of_its_port_with_the_same_parameters(name: str) -> None:
    port, store = PORTS[name], get_type_hints(SqlUnitOfWork)[name]
    wanted, found = _methods(port), _methods(store)
    assert wanted
    for method, signature in wanted.items():
        assert method in found, f"{store.__name__} lacks {method}"
        assert _parameters(found[method]) == _parameters(signature), f"{store.__name__}.{method}"


@pytest.mark.parametrize(("port", "made"), [(ports.UnitOfWork, SqlUnitOfWork), (ports.Storage, SqlStorage)])
def test_storage_and_unit_of_work_have_every_method_of_their_ports(port: type, made: type) -> None:
    assert set(_methods(port)) <= set(_methods(made))


def test_no_sql_of_one_engine_stands_outside_its_rooms(repository: Path) -> None:
    """SQLite's own words are in `dialect`, `engine`, the migration runner and the import's bulk steps only."""
    allowed = {"dialect.py", "engine.py", "migrate.py", "store.py", "append_only.py", "loading.py"}
    words = ("PRAGMA", "sqlite_master", "exec_driver_sql", "RAISE(ABORT", "INSERT OR ")
    wrong = [
        f"{file.name}: {word}"
        for file in (repository / "callback_desk" / "storage").glob("*.py")
        if file.name not in allowed and not file.name.startswith("scratch")
        for word in words
        if word in file.read_text(encoding="utf-8")
    ]
    assert wrong == []
