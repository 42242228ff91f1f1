"""The only door to Jinja2: a catalog entry goes in, a `Message` comes out."""

import dataclasses
import difflib
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from content.catalog import CATALOG, CatalogEntry
from content.customer_words import say_menu
from content.markdown import Markdown, escape, literal, parse
from content.sayings.unprompted import UNPROMPTED
from outreach.errors import ConciergeError
from outreach.messages import Buttons, Footer, Message, Paragraph, Part, Preview

LONGEST = 20_000
_FALLBACK = "en"
# Marks the place of an item's own Markdown. Noncharacters: `escape` takes them out of every value.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"

# All that a template may contain. Without calls, filters, arithmetic, assignments and loops in loops, the work of a
# render is bounded by the text and its values; the sandbox alone let `'A'*10**9` and nested loops exhaust memory.
_SPEECH = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.If,
    nodes.CondExpr,
    nodes.For,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)


class TemplateBroken(ConciergeError):
    """A template cannot be used: its text names the file, the line and the cure."""


class _Unprintable(Exception):
    """A template printed what is no text; its message says what."""


class _Slot(str):
    """Where an item's own Markdown goes: the one string that passes unescaped."""

    __slots__ = ()


class Renderer:
    """Renders entries with the templates of one folder, `NAME/LANGUAGE.md`, each compiled once.

    Compiled templates are kept for the life of the renderer: compiling each time makes a render eight times slower.
    """

    def __init__(self, folder: Path, catalog: Mapping[str, type[CatalogEntry]] = CATALOG) -> None:
        self._folder = folder
        self._catalog = catalog
        self._names = {kind: name for name, kind in catalog.items()}
        # Read once: a language comes from imported data, is looked up here, and so never becomes a path.
        self._written = {name: {file.stem.lower(): file for file in (folder / name).glob("*.md")} for name in catalog}
        self._sandbox = _sandbox()
        self._compiled: dict[Path, jinja2.Template] = {}

    def render(self, entry: CatalogEntry) -> Message:
        """What the entry says, in its language or else in English.

        Raises:
            TemplateBroken: the template is missing, wrong, or prints a value that is absent.
        """
        path = self._path(self._names[type(entry)], entry.language)
        bodies: list[Markdown] = []
        written = _write(self._template(path, type(entry)), _plain(entry, bodies), path)
        if len(written) + sum(map(len, bodies)) > LONGEST:
            raise TemplateBroken(f"{path} makes a message of over {LONGEST:,} characters. Shorten it or its values.")
        said = _filled(parse(written), bodies, path) + _preview(entry)
        return said + say_menu(entry.language) if isinstance(entry, UNPROMPTED) else said

    def words(self, entry: CatalogEntry) -> str:
        """The message as plain text without small print and buttons, to be copied into an e-mail."""
        said = (part for part in self.render(entry).parts if not isinstance(part, Footer | Buttons))
        return Message(tuple(said)).fallback

    def check(self) -> list[str]:
        """Everything wrong with the templates, a sentence each: every message is rendered in every language."""
        problems = [
            f"{folder} belongs to no message. Remove it, or add it to CATALOG in content/catalog.py."
            for folder in sorted(self._folder.glob("*/"))
            if folder.name not in self._catalog
        ]
        for name, kind in self._catalog.items():
            for language in sorted({_FALLBACK, *self._written[name]}):
                problems.extend(self._problem(kind, language))
        return problems

    def _problem(self, kind: type[CatalogEntry], language: str) -> Iterator[str]:
        try:
            self.render(dataclasses.replace(kind.example(), language=language))
        except TemplateBroken as broken:
            yield str(broken)

    def _path(self, name: str, language: str) -> Path:
        written = self._written[name]
        wanted = language.replace("_", "-").lower()
        found = written.get(wanted) or written.get(wanted.partition("-")[0]) or written.get(_FALLBACK)
        if not found:
            missing = self._folder / name / f"{_FALLBACK}.md"
            raise TemplateBroken(f"{missing} is missing. Write it, or take {name} out of CATALOG.")
        return found

    def _template(self, path: Path, kind: type[CatalogEntry]) -> jinja2.Template:
        if path not in self._compiled:
            self._compiled[path] = _compile(self._sandbox, path, kind)
        return self._compiled[path]


def _preview(entry: CatalogEntry) -> Message:
    link: str | None = getattr(entry, "link", None)
    return Message((Preview(link),) if link and getattr(entry, "preview", False) else ())


def _sandbox() -> ImmutableSandboxedEnvironment:
    # No autoescape: what is made here is Markdown, and `finalize` escapes it as such.
    sandbox = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined, finalize=_finish, autoescape=False)
    sandbox.globals.clear()
    sandbox.filters.clear()
    sandbox.tests.clear()
    return sandbox


def _finish(value: object) -> str:
    """A printed value as Markdown that reads exactly like it."""
    match value:
        case _Slot() | jinja2.Undefined():
            # Asking a missing name for its text raises jinja's own sentence about it.
            return str(value)
        case None:
            raise _Unprintable("it prints a value that is not there. Put it inside {% if … %}")
        case bool():
            raise _Unprintable("it prints a yes or no. Ask it with {% if … %}")
        case str() | int():
            return escape(str(value))
        case _:
            raise _Unprintable(f"it prints a whole {type(value).__name__}. Name one of its fields")


def _compile(sandbox: ImmutableSandboxedEnvironment, path: Path, kind: type[CatalogEntry]) -> jinja2.Template:
    try:
        source = path.read_text("utf-8-sig")
        tree = sandbox.parse(source, filename=str(path))
        _inspect(tree, path, kind)
        _keep_values_out_of_code(source, path)
        return jinja2.Template.from_code(sandbox, sandbox.compile(tree, path.stem, str(path)), {})
    except UnicodeDecodeError:
        raise TemplateBroken(f"{path} is not UTF-8. Save it as UTF-8.") from None
    except jinja2.TemplateSyntaxError as wrong:
        raise TemplateBroken(f"{path}, line {wrong.lineno}: {wrong.message} Correct the line.") from wrong
    except (RecursionError, SyntaxError) as wrong:
        raise TemplateBroken(f"{path} is nested too deeply. Write it flatter.") from wrong


def _inspect(tree: nodes.Template, path: Path, kind: type[CatalogEntry]) -> None:
    """Refuse whatever is more than printing, choosing and one level of repeating, and every unknown name."""
    known = {field.name for field in dataclasses.fields(kind)}
    for loop in tree.find_all(nodes.For):
        known |= {"loop"} | ({loop.target.name} if isinstance(loop.target, nodes.Name) else set())
        if loop.recursive or any(loop.find_all(nodes.For)):
            raise TemplateBroken(f"{path}, line {loop.lineno}: a loop within a loop. Repeat over one list at a time.")
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _SPEECH) or (isinstance(node, nodes.Getattr) and node.attr.startswith("_")):
            raise TemplateBroken(
                f"{path}, line {node.lineno}: a template prints values, with if and for, and can do nothing else; "
                f"{type(node).__name__.lower()} is refused. Prepare the value in the code that fills this message."
            )
        if isinstance(node, nodes.Name) and node.name not in known:
            raise TemplateBroken(f"{path}, line {node.lineno}: {_unknown(node.name, kind)}")


def _keep_values_out_of_code(source: str, path: Path) -> None:
    for number, line in enumerate(source.splitlines(), 1):
        before, *after = line.split("{{")
        if any("{{".join([before, *after[:at]]).count("`") % 2 for at in range(len(after))):
            # Markdown reads no escapes there: the value would show its backslashes.
            raise TemplateBroken(f"{path}, line {number}: a value within backticks. Take the backticks away.")


def _unknown(name: str, kind: type[CatalogEntry]) -> str:
    fields = [field.name for field in dataclasses.fields(kind)]
    close = difflib.get_close_matches(name, fields, n=1)
    meant = f"Did you mean {close[0]}?" if close else f"It has {', '.join(fields)}."
    return f"{kind.__name__} has no {name}. {meant}"


def _write(template: jinja2.Template, values: Mapping[str, object], path: Path) -> str:
    chunks: list[str] = []
    length = 0
    try:
        for chunk in template.generate(values):
            chunks.append(chunk)
            length += len(chunk)
            if length > LONGEST:
                raise TemplateBroken(f"{path} makes more than {LONGEST:,} characters. Shorten it or its values.")
    except (jinja2.TemplateError, _Unprintable, TypeError) as wrong:
        raise TemplateBroken(f"{path}, line {_line(wrong, path)}: {wrong}.") from wrong
    return "".join(chunks)


def _line(wrong: Exception, path: Path) -> int:
    lines = [line for frame, line in traceback.walk_tb(wrong.__traceback__) if frame.f_code.co_filename == str(path)]
    return lines[-1] if lines else 1


def _plain(entry: CatalogEntry, bodies: list[Markdown]) -> dict[str, object]:
    """Dicts, lists, text and numbers: the sandbox would let a template call an object's public methods.

    An item's own Markdown is put aside in `bodies` and leaves a slot.
    """
    return {field.name: _value(getattr(entry, field.name), bodies) for field in dataclasses.fields(entry)}


def _value(value: object, bodies: list[Markdown]) -> object:
    match value:
        case Markdown():
            if not value.strip():
                return ""
            bodies.append(value)
            return _Slot(f"{_OPEN}{len(bodies) - 1}{_CLOSE}")
        case str():
            # Before the template asks `if`: a name of nothing but invisible controls is no name.
            return literal(value)
        case bool() | int() | None:
            return value
        case list() | tuple():
            return [_value(each, bodies) for each in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {field.name: _value(getattr(value, field.name), bodies) for field in dataclasses.fields(value)}
        case _:
            raise TypeError(f"{type(value).__name__} cannot go into a message: format it as text first")


def _filled(message: Message, bodies: list[Markdown], path: Path) -> Message:
    """The message with each item's Markdown in its place, parsed by itself: an unclosed fence ends with the item."""
    if not bodies:
        return message
    slots = {f"{_OPEN}{at}{_CLOSE}": body for at, body in enumerate(bodies)}
    parts: list[Part] = []
    for part in message.parts:
        words = Message((part,)).fallback
        if isinstance(part, Paragraph) and words in slots:
            parts.extend(_without_small_print(parse(slots[words])))
        elif _OPEN in words:
            raise TemplateBroken(f"{path}: an item's own text needs a paragraph of its own. Put empty lines around it.")
        else:
            parts.append(part)
    return Message(tuple(parts))


def _without_small_print(body: Message) -> Iterator[Part]:
    # Who speaks and how to get less of it is for the template alone to say.
    for part in body.parts:
        yield Paragraph(part.text) if isinstance(part, Footer) else part
