"""Everything we say, read as at start: how much of it there is, and what is wrong with which line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from content import departments, item_files, rhythm_files, services
from content.rendering import Renderer

_PARTS = ("items", "templates", "rhythms", "services")


@dataclass(frozen=True)
class Checked:
    """What `content check` found: how much there is, and one sentence for each thing that is wrong."""

    counts: Mapping[str, int]
    problems: tuple[str, ...]


def check(folder: Path, renderer: Renderer, quiet: tuple[time, time]) -> Checked:
    """Everything under the content folder, read as at start."""
    read = item_files.read_folder(folder / "items")
    templates = [path.name for path in sorted((folder / "templates").glob("*")) if path.is_dir()]
    problems = [f"{part}/ is missing from {folder}." for part in _PARTS if not (folder / part).is_dir()]
    problems += read.problems
    rhythms = 0
    for path in sorted((folder / "rhythms").glob("*.yaml")):
        try:
            rhythm_files.read_file(path, templates, quiet)
            rhythms += 1
        except rhythm_files.RhythmBroken as problem:
            problems.append(str(problem))
    offered, wrong = _services(folder / "services")
    answering, unread = _departments(folder / "departments.yaml")
    approved = sum(item.approved_by is not None for item in read.items)
    counts = {
        "items": len(read.items),
        "approved": approved,
        "rhythms": rhythms,
        "services": offered,
        "departments": answering,
        "templates": len(templates),
    }
    return Checked(counts, (*problems, *wrong, *unread, *renderer.check()))


def _services(folder: Path) -> tuple[int, list[str]]:
    """How many can be used, and a sentence for each that cannot."""
    usable, problems = 0, []
    for path in sorted(folder.glob("*.yaml")):
        try:
            services.read_file(path)
            usable += 1
        except services.ServiceBroken as problem:
            problems.append(str(problem))
    return usable, problems


def _departments(path: Path) -> tuple[int, list[str]]:
    """How many there are, and what is wrong with their file."""
    try:
        return len(departments.load_departments(path)), []
    except departments.DepartmentsBroken as problem:
        return 0, [str(problem)]
