"""Several reads in one statement, and the making of that statement paid once.

A page that reads six small lists spends most of its time on asking six times
and on spelling the same SQL anew. `Together` takes the querysets as they are,
spells them once for the life of the process, asks for all of them in one
statement, and gives back the same records that each queryset would have given.
Row security applies to each of them as it would alone.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4
from weakref import ref

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators

type Facts = Mapping[str, Any]
type Decode = Callable[[Any], Any]


class Together:
    """Querysets that are read in one statement.

    Each is made by a function of the same named facts, identifiers, days and moments:

        ABOUT = Together(
            family=lambda facts: Family.objects.filter(pk=facts["family"]),
            members=lambda facts: FamilyMember.objects.filter(family_id=facts["family"]),
        )
        found = ABOUT.read(family=pk)   # {"family": [...], "members": [...]}

    What a queryset filters by besides must be the same each time: it is spelt once.
    A day reckoned from another (`facts["today"] - WEEK`) is a fact of its own.
    """

    def __init__(self, **makers: Callable[[Facts], models.QuerySet[Any]]) -> None:
        self.makers = makers
        self.spelt: tuple[str, list[Any], dict[str, _Shape]] | None = None

    def read(self, **facts: UUID | date) -> dict[str, list[Any]]:
        """The records of each queryset, in its order."""
        if self.spelt is None:
            self.spelt = self._spell(facts)
        statement, parameters, shapes = self.spelt
        with connections["default"].cursor() as cursor:
            cursor.execute(statement, filled(parameters, facts))
            row = cursor.fetchone()
        return {
            name: shape.records(json.loads(found))
            for (name, shape), found in zip(shapes.items(), row, strict=True)
        }

    def _spell(self, facts: Facts) -> tuple[str, list[Any], dict[str, _Shape]]:
        stand = stand_ins(facts)
        shapes = {name: _Shape(make(stand)) for name, make in self.makers.items()}
        parameters = [one for shape in shapes.values() for one in gaps(shape.parameters, stand)]
        return (
            "SELECT " + ", ".join(shape.statement for shape in shapes.values()),
            parameters,
            shapes,
        )


def spell_once(
    make: Callable[[Facts], models.QuerySet[Any]], facts: Facts
) -> tuple[str, list[Any]]:
    """The SQL of one queryset and its parameters, with gaps where the facts go: see `filled`."""
    stand = stand_ins(facts)
    statement, parameters = make(stand).query.sql_with_params()
    return statement, gaps(parameters, stand)


@dataclass(frozen=True)
class _Gap:
    """Where a fact goes among the parameters."""

    name: str


def stand_ins(facts: Facts) -> dict[str, Any]:
    """For each fact a value of its kind that occurs nowhere else."""
    return {name: _stand_in(fact, 9000 + place) for place, (name, fact) in enumerate(facts.items())}


def _stand_in(fact: UUID | date, year: int) -> UUID | date:
    if isinstance(fact, UUID):
        return uuid4()
    return datetime(year, 1, 1, tzinfo=UTC) if isinstance(fact, datetime) else date(year, 1, 1)


def gaps(parameters: Iterable[Any], stand: Facts) -> list[Any]:
    named = {value: _Gap(name) for name, value in stand.items()}
    found = [named.get(one, one) if isinstance(one, UUID | date) else one for one in parameters]
    if any(isinstance(one, date) and one.year > FAR for one in found):
        raise ValueError("A day was reckoned from a fact: give it as a fact of its own.")
    return found


FAR = 8000  # No day in a record is later; all those that stand for a fact are.


def filled(parameters: Iterable[Any], facts: Facts) -> list[Any]:
    return [facts[one.name] if isinstance(one, _Gap) else one for one in parameters]


class _Shape:
    """One queryset as part of a statement, and how its rows become records again."""

    def __init__(self, queryset: models.QuerySet[Any]) -> None:
        self.decoders: list[tuple[int, Decode]] = []
        self.identifiers: list[int] = []
        compiler = queryset.query.get_compiler(using="default")
        self.parameters: Sequence[Any] = ()
        try:
            inner, self.parameters = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:  # of a queryset such as none()
            self.statement = "'[]'::text"
            return
        select = compiler.select
        assert compiler.klass_info is not None
        self.fetch_mode = queryset._fetch_mode  # type: ignore[attr-defined]
        self.related = [
            _Related(one)
            for one in get_related_populators(
                compiler.klass_info, select, "default", self.fetch_mode
            )
        ]
        places = compiler.klass_info["select_fields"]
        self.start, self.end = places[0], places[-1] + 1
        self.model = compiler.klass_info["model"]
        refuse_own_ways(self.model)
        self.names = [one[0].target.attname for one in select[self.start : self.end]]
        self.annotations = dict(compiler.annotation_col_map or {})
        columns = []
        for place, (expression, _, alias) in enumerate(select):
            field = expression.output_field
            column = f'q."{alias}"'
            columns.append(f"encode({column}, 'base64')" if _is_binary(field) else column)
            decode = _decoder(field)
            if decode is UUID:
                self.identifiers.append(place)
            elif decode is not None:
                self.decoders.append((place, decode))
        # An order asked for inside holds outside too, because nothing sorts in between.
        self.statement = (
            f"(SELECT coalesce(json_agg(json_build_array({', '.join(columns)})), '[]')::text"  # noqa: S608
            f" FROM ({inner}) AS q)"
        )

    def records(self, rows: list[list[Any]]) -> list[Any]:
        made: list[Any] = []
        peers: dict[object, list[Any]] = defaultdict(list)  # of each kind of record in the row
        known: dict[str, UUID] = {}  # the same few identifiers stand in row after row
        for row in rows:
            for place, decode in self.decoders:
                if row[place] is not None:
                    row[place] = decode(row[place])
            for place in self.identifiers:
                if (text := row[place]) is not None:
                    row[place] = known.get(text) or known.setdefault(text, UUID(text))
            record = bare(self.model, self.names, row[self.start : self.end], self.fetch_mode)
            if self.fetch_mode.track_peers:
                together(record, peers[self])
            for related in self.related:
                related.join(row, record, peers)
            for name, place in self.annotations.items():
                setattr(record, name, row[place])
            made.append(record)
        return made


class _Related:
    """A record that came in the same row, as Django's own populator would make it and join it.

    populator: what knows where its columns are, and whose attribute it becomes.
    """

    def __init__(self, populator: Any) -> None:
        if populator.reorder_for_init is not None:
            raise TypeError(f"{populator.model_cls} takes columns of a parent's.")
        refuse_own_ways(populator.model_cls)
        self.model, self.names = populator.model_cls, populator.init_list
        self.start, self.end = populator.cols_start, populator.cols_end
        self.identifier = self.start + populator.pk_idx
        self.fetch_mode = populator.fetch_mode
        self.local, self.remote = populator.local_setter, populator.remote_setter
        self.related = [_Related(one) for one in populator.related_populators]

    def join(self, row: list[Any], owner: Any, peers: dict[object, list[Any]]) -> None:
        """Make it, with what came with it in turn; None where there is none."""
        if row[self.identifier] is None:
            self.local(owner, None)
            return
        record = bare(self.model, self.names, row[self.start : self.end], self.fetch_mode)
        if self.fetch_mode.track_peers:
            together(record, peers[self])
        for one in self.related:
            one.join(row, record, peers)
        self.local(owner, record)
        self.remote(record, owner)


def together(record: Any, peers: list[Any]) -> None:
    """What is asked for later of one of these is asked for of all."""
    peers.append(ref(record))
    record._state.peers = peers


def refuse_own_ways(model: Any) -> None:
    """Refuse a model whose records are more than their values."""
    if vars(model).keys() & {"__init__", "from_db"}:
        raise TypeError(f"{model} makes its records in a way of its own.")


def bare(model: Any, names: Iterable[str], values: Iterable[Any], fetch_mode: Any) -> Any:
    """A record as `from_db` would make it, without asking for each value where it goes: nobody
    listens for records being made, and no field of ours does more than keep its value."""
    record = model.__new__(model)
    record._state = state = ModelState()
    state.adding, state.db, state.fetch_mode = False, "default", fetch_mode
    record.__dict__.update(zip(names, values, strict=True))
    return record


def _is_binary(field: models.Field[Any, Any]) -> bool:
    return field.get_internal_type() == "BinaryField"


PLAIN = {
    "BooleanField", "CharField", "TextField", "SmallIntegerField", "IntegerField",
    "BigIntegerField", "PositiveSmallIntegerField", "PositiveIntegerField", "EmailField",
    "JSONField", "ArrayField", "SlugField",
}  # fmt: skip
SPELT: dict[str, Decode] = {
    "UUIDField": UUID,
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "TimeField": time.fromisoformat,
}


def _decoder(field: models.Field[Any, Any]) -> Decode | None:
    """How a value comes back from JSON; None when it is itself. Refuses what it does not know."""
    kind = field.get_internal_type()
    if isinstance(field, models.ForeignKey):
        return _decoder(field.target_field)
    if kind == "BinaryField":
        opened = getattr(field, "from_db_value", None)
        if opened is None:
            return base64.b64decode
        return lambda text: opened(base64.b64decode(text), None, None)
    if kind in PLAIN:
        return None
    if kind in SPELT:
        return SPELT[kind]
    raise TypeError(f"{field} is a {kind}, which Together does not read yet.")
