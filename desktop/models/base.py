"""What all tables share: keys, moments, deletion marks, names of constraints."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CHAR, Dialect, Enum, MetaData, String, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column


class Moment(TypeDecorator[datetime]):
    """Aware UTC in Python; text of one width in the database, so that it sorts and reads as it is."""

    impl = CHAR(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def written(moment: datetime) -> str:
    """``moment`` as the database holds it: 2023-04-12T06:02:17.123Z. Raises ``ValueError`` without a zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment without a time zone reached the database")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


class Day(TypeDecorator[date]):
    """A calendar day as text, 2023-04-12."""

    impl = CHAR(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False):
    """The root of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment(),
        date: Day(),
        UUID: Uuid(),
        str: String(),
        StrEnum: Enum(StrEnum, native_enum=False, length=32, values_callable=_values, validate_strings=True),
    }


class Row(Base, kw_only=True, eq=False):
    """A row that the journal records: a key made at the desk, and a mark instead of deletion."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None, kw_only=True)
