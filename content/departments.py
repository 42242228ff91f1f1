"""Departments: whom a theme can be handed over to, from one YAML file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process

from outreach.errors import BadInput

_REQUIRED = ("slug", "name", "channel", "takes")
_OPTIONAL = ("platform", "lead", "email")
_PLATFORMS = ("slack", "teams", "playground")


class DepartmentsBroken(BadInput):
    """The file cannot be used; the text names the department, the key and the cure."""


@dataclass(frozen=True)
class Department:
    """`channel`: its own channel of ours by name; `platform`: where, if that name is on several. `takes`: what it
    answers for, in a few words. `lead` and `email`: whom to ask where nobody in the channel answers."""

    slug: str
    name: str
    channel: str
    takes: str
    platform: str | None = None
    lead: str = ""
    email: str = ""

    @property
    def asks(self) -> str:
        """Whom to ask in person; "" where the file does not say."""
        return f"{self.lead} ({self.email})" if self.lead and self.email else self.lead or self.email


def load_departments(path: Path) -> tuple[Department, ...]:
    """None where there is no file. Raises DepartmentsBroken."""
    if not path.exists():
        return ()
    try:
        return read_departments(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise DepartmentsBroken(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from None


def read_departments(source: str) -> tuple[Department, ...]:
    """Raises DepartmentsBroken."""
    try:
        raw = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError) as problem:
        mark = problem.problem_mark if isinstance(problem, yaml.MarkedYAMLError) else None
        where = f", line {mark.line + 1}" if mark else ""
        raise DepartmentsBroken(
            f"departments.yaml{where}: this is not YAML. A value with “: ” in it needs quotes around it."
        ) from None
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise DepartmentsBroken("departments.yaml must be a list; begin each department with “- slug: …”.")
    found = tuple(_department(number, one) for number, one in enumerate(raw, 1))
    slugs = [one.slug for one in found]
    if twice := next((slug for slug in slugs if slugs.count(slug) > 1), None):
        raise DepartmentsBroken(f"departments.yaml has two departments with the slug {twice}. Give one another.")
    return found


def _department(number: int, raw: object) -> Department:
    if not isinstance(raw, dict):
        raise DepartmentsBroken(
            f"departments.yaml, department {number}: write keys and values, such as “slug: billing”."
        )
    where = f"departments.yaml, {raw.get('slug') or f'department {number}'}"
    _check_keys(where, raw)
    given = {key: " ".join(str(raw.get(key) or "").split()) for key in (*_REQUIRED, *_OPTIONAL)}
    if given["platform"] not in ("", *_PLATFORMS):
        raise DepartmentsBroken(f"{where}: the platform is {', '.join(_PLATFORMS[:-1])} or {_PLATFORMS[-1]}.")
    return Department(
        slug=given["slug"],
        name=given["name"],
        channel=given["channel"].lstrip("#"),
        takes=given["takes"],
        platform=given["platform"] or None,
        lead=given["lead"],
        email=given["email"],
    )


def _check_keys(where: str, raw: Mapping[Any, Any]) -> None:
    known = _REQUIRED + _OPTIONAL
    for key in raw:
        if key not in known:
            nearest = process.extractOne(str(key), known)
            raise DepartmentsBroken(f"{where} has an unknown key “{key}”. Did you mean “{nearest[0]}”?")
    if missing := [key for key in _REQUIRED if not str(raw.get(key) or "").strip()]:
        raise DepartmentsBroken(f"{where} lacks {', '.join(missing)}. Add it as a line, such as “{missing[0]}: …”.")


def by_slug(departments: Sequence[Department], slug: str | None) -> Department | None:
    """None as well for one that the file no longer has."""
    return next((one for one in departments if one.slug == slug), None)
