"""A database and a way to import what a test writes down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from sqlmodel import SQLModel, col, select

from outreach.book.columns import Kind
from outreach.book.imports import Defaults, ImportReport, import_file
from outreach.database import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_ModelT = TypeVar("_ModelT", bound=SQLModel)


@dataclass
class Importing:
    database: Database
    folder: Path
    defaults: Defaults

    async def __call__(
        self, kind: Kind, content: str, *, dry_run: bool = False, now: datetime = NOW, defaults: Defaults | None = None
    ) -> ImportReport:
        path = self.folder / f"{kind}.csv"
        path.write_text(content, encoding="utf-8", newline="")
        return await import_file(
            self.database, path, kind, now=now, defaults=defaults or self.defaults, dry_run=dry_run
        )

    async def rows(self, model: type[_ModelT]) -> Sequence[_ModelT]:
        async with self.database.reading() as session:
            return (await session.exec(select(model).order_by(col(model.id)))).all()  # type: ignore[attr-defined]

    async def one(self, model: type[_ModelT]) -> _ModelT:
        (row,) = await self.rows(model)
        return row


@pytest.fixture
def importing(database: Database, tmp_path: Path) -> Importing:
    return Importing(database, tmp_path, Defaults("Europe/Berlin"))


@pytest.fixture
async def acme(importing: Importing) -> Importing:
    """Priya looks after Acme, in the adoption stage since an import two weeks ago."""
    earlier = datetime(2026, 11, 9, 9, tzinfo=UTC)
    await importing(
        "teammates", "id,name,email,timezone\nown-1,Priya Nair,priya@us.example,Europe/Berlin\n", now=earlier
    )
    await importing(
        "accounts",
        "id,name,segment,stage,ARR,CSM,timezone,country\n"
        "acc-1,Acme,top,adoption,240000,priya@us.example,Europe/Berlin,DE\n",
        now=earlier,
    )
    return importing
