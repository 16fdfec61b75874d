"""Row operations, collected and sent by the thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, func
from sqlalchemy.sql.dml import UpdateBase

Values: TypeAlias = Mapping[str, Any]
Shape: TypeAlias = tuple[Table, tuple[str, ...], tuple[str, ...], bool]

MANAGER = "manager"


class Batch:
    """Deletes, then updates, then inserts; operations of the same shape become one statement with many parameters.

    A `where` names key columns and may name `manager`: then only rows with exactly that mark are touched (none and "" are the same).
    """

    def __init__(self) -> None:
        self._deletes: dict[Shape, list[Values]] = {}
        self._updates: dict[Shape, list[Values]] = {}
        self._inserts: dict[Table, list[Values]] = {}

    def delete(self, table: Table, where: Values) -> None:
        self._deletes.setdefault((table, tuple(where), (), False), []).append(_prefixed(where))

    def update(self, table: Table, where: Values, values: Values, *, revise: bool = False) -> None:
        """`revise` counts the row's `revision` up."""
        self._updates.setdefault((table, tuple(where), tuple(values), revise), []).append({**_prefixed(where), **values})

    def insert(self, table: Table, rows: Iterable[Values]) -> None:
        self._inserts.setdefault(table, []).extend(rows)

    def send(self, connection: Connection) -> None:
        for shape, parameters in self._deletes.items():
            _execute(connection, shape[0].delete().where(_condition(shape)), parameters)
        for shape, parameters in self._updates.items():
            table, _, columns, revise = shape
            values: dict[str, Any] = {column: bindparam(column) for column in columns}
            if revise:
                values["revision"] = table.c.revision + 1
            _execute(connection, table.update().where(_condition(shape)).values(values), parameters)
        for table, rows in self._inserts.items():
            _insert(connection, table, rows)


def _execute(connection: Connection, statement: UpdateBase, parameters: list[Values]) -> None:
    if parameters:
        connection.execute(statement, parameters)


def _insert(connection: Connection, table: Table, rows: list[Values]) -> None:
    """A first apply inserts a hundred thousand rows; sent past the SQL compiler they take half the time. All rows of a table have the same columns."""
    if not rows:
        return
    columns = tuple(rows[0])
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    into = connection.dialect.identifier_preparer.format_table(table)
    sql = f"INSERT INTO {into} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})"  # noqa: S608 - names are ours
    values = itemgetter(*columns)
    connection.exec_driver_sql(sql, [values(row) for row in rows])


def _prefixed(where: Values) -> dict[str, Any]:
    return {f"where_{name}": value for name, value in where.items()}


def _condition(shape: Shape) -> ColumnElement[bool]:
    table, names, _, _ = shape
    return and_(*((func.coalesce(table.c[name], "") if name == MANAGER else table.c[name]) == bindparam(f"where_{name}") for name in names))
