"""The door to Jinja2: what it refuses, and in which words."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

import pytest

from content.catalog import CATALOG, CatalogEntry, CheckInSilence, Share
from content.markdown import Markdown
from content.rendering import LONGEST, Renderer, TemplateBroken
from outreach.messages import Footer, Message, Paragraph, Run, text

TEMPLATES = Path("content/templates")


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    token: str = "s3cret"

    def delete(self) -> str:
        return "deleted"


@dataclass(frozen=True, kw_only=True)
class Note:
    """A small entry for templates made here."""

    name: str = "Dana"
    body: Markdown = Markdown("*body*")  # noqa: RUF009 (immutable)
    absent: str | None = None
    on: bool = True
    count: int = 3
    lines: tuple[str, ...] = ("a*", "b")
    person: Person = Person(name="Leo")
    language: str = "en"

    @classmethod
    def example(cls) -> Self:
        return cls()


class Desk:
    """A folder with one message, `note`, whose templates a test writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def renderer(self, **templates: str | bytes) -> Renderer:
        (self.folder / "note").mkdir(exist_ok=True)
        for language, source in templates.items():
            raw = source if isinstance(source, bytes) else source.encode()
            (self.folder / "note" / f"{language.replace('_', '-')}.md").write_bytes(raw)
        return Renderer(self.folder, {"note": Note})

    def render(self, source: str | bytes, entry: CatalogEntry | None = None) -> Message:
        return self.renderer(en=source).render(entry or Note())

    def refusal(self, source: str | bytes, entry: CatalogEntry | None = None) -> str:
        with pytest.raises(TemplateBroken) as broken:
            self.render(source, entry)
        return str(broken.value).removeprefix(str(self.folder)).replace("\\", "/")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# What has been tried against Jinja's sandboxes: ways to Python, to the objects of the context, out of memory and time.
PAYLOADS = [
    "{{ 7*7 }}",
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ()|attr('__class__') }}",
    "{{ ''|attr('__class__')|attr('__base__') }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ self }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__.os.popen('id').read() }}",
    "{{ namespace.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ lipsum(n=1000000) }}",
    "{{ range(10**9) }}",
    "{{ dict(a=1).items() }}",
    "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
    "{% for a in lines %}{% for b in lines %}x{% endfor %}{% endfor %}",
    "{% for a in lines recursive %}{{ loop(lines) }}{% endfor %}",
    "{{ 'A'*10**9 }}",
    "{{ 9**9**9 }}",
    "{{ 'a'|center(10**9) }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '{x.__class__}'.format_map({'x': 1}) }}",
    "{% set m='{0.__class__}'.format %}{{ m(1) }}",
    "{{ '{0}'|attr('format')(1) }}",
    "{{ lines|map(attribute='__class__')|list }}",
    "{{ [1]|map('upper')|list }}",
    "{{ lines.append('x') }}",
    "{{ person.delete() }}",
    "{{ person.delete }}",
    "{{ person }}",
    "{{ name.upper() }}",
    "{{ {'a b=c': 1}|xmlattr }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set a='AAAAAAAAAA' %}{% set a=a~a %}{% set a=a~a %}{{ a }}",
    "{% with a='A' %}{{ a ~ a }}{% endwith %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os }}",
    "{% extends '/etc/passwd' %}",
    "{% filter upper %}x{% endfilter %}",
    "{% call name() %}x{% endcall %}",
    "{% autoescape false %}{{ name }}{% endautoescape %}",
    "{{ '<!' ~ 'channel>' }}",
    "{{ name|safe }}",
    "{{ debug }}{{ config }}{{ request }}",
    "{% debug %}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_template_that_wants_more_than_to_speak_is_refused(desk: Desk, payload: str) -> None:
    refusal = desk.refusal(payload)
    assert refusal.startswith("/note/en.md")
    assert not any(leak in refusal for leak in ("s3cret", "deleted", "uid=", "root:", "49", "<function"))


def test_a_template_nested_too_deeply_is_refused(desk: Desk) -> None:
    assert "nested too deeply" in desk.refusal("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}")
    assert "nested too deeply" in desk.refusal("{% if on %}" * 150 + "{% endif %}" * 150)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_as_a_value_is_only_text(desk: Desk, payload: str) -> None:
    said = desk.render("Hi {{ name }}, {{ person.name }}!", Note(name=payload, person=Person(name=payload)))
    assert said == Message((Paragraph(text(f"Hi {payload}, {payload}!")),))


def test_a_share_with_payloads_everywhere_says_them_as_they_are() -> None:
    renderer = Renderer(TEMPLATES)
    for payload in PAYLOADS:
        said = renderer.render(
            replace(Share.example(), contact=payload, title=payload, offer=payload, csm=payload)
        ).fallback
        assert said.count(payload) >= 3


def test_values_are_escaped_and_approved_markdown_is_parsed(desk: Desk) -> None:
    said = desk.render("{{ name }}\n\n{{ body }}", Note(name="*x*", body=Markdown("*x*")))
    assert said == Message((Paragraph(text("*x*")), Paragraph((Run("x", italic=True),))))


def test_approved_markdown_is_no_template(desk: Desk) -> None:
    assert desk.render("{{ body }}", Note(body=Markdown("{{ name }} {% if %}"))).fallback == "{{ name }} {% if %}"


def test_approved_markdown_ends_where_it_ends(desk: Desk) -> None:
    said = desk.render("{{ body }}\n\nBye, **{{ name }}**\n\n^ small", Note(body=Markdown("```\nnever closed")))
    assert said.parts[0] == Paragraph((Run("never closed", code=True),))
    assert said.parts[1] == Paragraph((Run("Bye, "), Run("Dana", bold=True)))
    assert said.parts[2] == Footer(text("small"))


def test_approved_markdown_cannot_speak_the_small_print(desk: Desk) -> None:
    assert desk.render("{{ body }}", Note(body=Markdown("^ Sent by the bank"))).parts == (
        Paragraph(text("Sent by the bank")),
    )


def test_a_value_cannot_pretend_to_be_approved_markdown(desk: Desk) -> None:
    assert desk.render("{{ name }}\n\n{{ body }}", Note(name="\ufdd00\ufdd1")).fallback == "0\n\nbody"


def test_approved_markdown_within_a_sentence_is_refused(desk: Desk) -> None:
    assert "paragraph of its own" in desk.refusal("Read {{ body }} now")
    assert "paragraph of its own" in desk.refusal("[{{ name }}](<{{ body }}>)")


def test_a_list_is_repeated_and_a_nested_entry_reads_like_a_dict(desk: Desk) -> None:
    said = desk.render(
        "{% for line in lines %}\n- {{ loop.index }} {{ line }}\n{% endfor %}\n\n{{ person.name }} {{ count }}"
    )
    assert said.fallback == "• 1 a*\n• 2 b\n\nLeo 3"


def test_an_unknown_name_is_named_with_its_line_and_the_likely_one(desk: Desk) -> None:
    refusal = desk.refusal("Hi\n\n{% if on %}x{% else %}{{ nmae }}{% endif %}")
    assert refusal == "/note/en.md, line 3: Note has no nmae. Did you mean name?"


def test_an_unknown_name_without_a_likely_one_gets_the_list(desk: Desk) -> None:
    assert "It has name, body, absent" in desk.refusal("{{ zzz }}")


def test_an_unknown_part_of_a_value_is_named_with_its_line(desk: Desk) -> None:
    refusal = desk.refusal("Hi\n\n{{ person.surname }}")
    assert refusal.startswith("/note/en.md, line 3: ")
    assert "surname" in refusal


@pytest.mark.parametrize(
    ("source", "cure"),
    [
        ("Hi\n{{ absent }}", "line 2: it prints a value that is not there. Put it inside {% if … %}."),
        ("{{ on }}", "line 1: it prints a yes or no. Ask it with {% if … %}."),
        ("{{ lines }}", "line 1: it prints a whole list. Name one of its fields."),
        ("{% if on %}", "Correct the line."),
        ("{{ name", "Correct the line."),
        ("{% for line in count %}x{% endfor %}", "not iterable."),
        ("a `b {{ name }}` c", "line 1: a value within backticks. Take the backticks away."),
        (b"\xff\xfe", "is not UTF-8. Save it as UTF-8."),
    ],
)
def test_a_broken_template_names_the_cure(desk: Desk, source: str | bytes, cure: str) -> None:
    assert desk.refusal(source).endswith(cure)


def test_a_message_over_the_limit_is_refused(desk: Desk) -> None:
    assert "20,000 characters" in desk.refusal("{{ name }}", Note(name="a" * (LONGEST + 1)))
    assert "20,000 characters" in desk.refusal("{{ body }}", Note(body=Markdown("a" * (LONGEST + 1))))
    assert "20,000 characters" in desk.refusal("{% for x in lines %}{{ x }}{% endfor %}", Note(lines=("abc",) * 9_999))


def test_a_value_that_nobody_formatted_is_an_error_of_ours(desk: Desk) -> None:
    with pytest.raises(TypeError, match="date cannot go into a message"):
        desk.render("{{ name }}", Note(name=date(2026, 11, 3)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Hallo"),
        ("de-AT", "Servus"),
        ("DE_at", "Servus"),
        ("de-CH", "Hallo"),
        ("fr", "Hi"),
        ("", "Hi"),
        ("../note/de", "Hi"),
    ],
)
def test_the_language_is_found_or_english_stands_in(desk: Desk, language: str, said: str) -> None:
    renderer = desk.renderer(en="Hi", de="Hallo", de_AT="Servus")
    assert renderer.render(Note(language=language)).fallback == said


def test_a_template_is_read_once(desk: Desk) -> None:
    renderer = desk.renderer(en="Hi {{ name }}")
    renderer.render(Note())
    (desk.folder / "note" / "en.md").write_text("Changed")
    assert renderer.render(Note(name="Tom")).fallback == "Hi Tom"


def test_a_missing_template_is_named(desk: Desk) -> None:
    with pytest.raises(TemplateBroken, match=r"en\.md is missing\. Write it, or take note out of CATALOG"):
        desk.renderer().render(Note())


def test_check_finds_every_broken_template_and_every_stray_folder(desk: Desk) -> None:
    (desk.folder / "old_message").mkdir()
    renderer = desk.renderer(en="{{ nmae }}", de="{{ absent }}")
    stray, german, english = renderer.check()
    assert "old_message belongs to no message" in stray
    assert "de.md, line 1: it prints a value that is not there" in german
    assert "en.md, line 1: Note has no nmae" in english


def test_check_finds_nothing_in_what_we_ship() -> None:
    assert Renderer(TEMPLATES).check() == []


def test_words_leave_the_small_print_out() -> None:
    said = Renderer(TEMPLATES).words(CheckInSilence.example())
    assert said.endswith("whenever it suits you.")
    assert "Concierge for" not in said


def test_every_message_of_the_catalog_has_its_folder_and_the_other_way_round() -> None:
    assert {folder.name for folder in TEMPLATES.iterdir()} == set(CATALOG)
