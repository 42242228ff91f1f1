"""Answers that are kept: read from a form, checked for names, shown as lines."""

from collections.abc import Sequence
from datetime import timedelta

from content.five_marks import gaps
from content.markdown import parse
from content.names import called
from content.pages.answers import AnswerLine, JustAnswered
from content.pages.lines import when
from handlers.arguments import number, value
from handlers.work import Work
from outreach.desk.generalising import Names, names_in
from outreach.errors import BadInput, Stale
from outreach.messages import Input
from outreach.models.book import Account
from outreach.models.listening import KnownAnswer
from outreach.store import accounts, answers, lookups, teammates, texts
from outreach.store.answers import Known
from scheduler.recalling import recalled

LONGEST_QUESTION, LONGEST = 300, 3_000
_SHORTEST_NAME = 4
_OFFERED_FOR = timedelta(days=7)


async def known_pressed(work: Work) -> Known:
    """Raises Stale for one that is retired already."""
    found = await answers.by_id(work.session, number(work, "answer"))
    if found is None or found.row.retired_at is not None:
        raise Stale("Nothing was changed: that answer is retired.")
    return found


def inputs(question: str, words: str) -> tuple[Input, ...]:
    return (
        Input("question", "What was asked", "lines", question[:LONGEST_QUESTION], hint="In a sentence or two."),
        Input("words", "The answer", "lines", words[:LONGEST], hint="**bold**, [words](https://link)"),
    )


def read(work: Work) -> tuple[str, str]:
    """Question and answer as they were typed. Raises BadInput for what could not be said to anybody."""
    question, words = " ".join(value(work, "question").split()), value(work, "words")
    if not question:
        raise BadInput("Not saved: say what was asked, so that the answer is found again.", field="question")
    if len(question) > LONGEST_QUESTION:
        raise BadInput(f"Not saved: a question of {LONGEST_QUESTION} characters is the longest.", field="question")
    if not words:
        raise BadInput("Not saved: there is no answer.", field="words")
    if len(words) > LONGEST:
        raise BadInput(f"Not saved: an answer of {LONGEST:,} characters is the longest.", field="words")
    if left := gaps(parse(words)):
        raise BadInput(f"Not saved: fill in {left[0]} first.", field="words")
    return question, words


async def names_of(work: Work, account: Account) -> Names:
    """Whoever must not be named to anybody else: every customer, and everybody at this one, gone or not."""
    people = [one for one in await lookups.all_contacts(work.session) if one.account_id == account.id]
    others = [one.name for one in await lookups.account_names(work.session) if len(one.name) >= _SHORTEST_NAME]
    domains = [account.domain or "", *(one.email.rpartition("@")[2] for one in people if one.email)]
    return Names(others, account.name, [one.name for one in people], list(dict.fromkeys(domains)))


async def names_left(work: Work, row: KnownAnswer, *words: str) -> Sequence[str]:
    account = await accounts.by_id(work.session, row.account_id)
    return names_in("\n".join(words), await names_of(work, account))


async def refuse_names(work: Work, row: KnownAnswer, question: str, words: str) -> None:
    """Raises BadInput as long as anybody is named."""
    for field, said in (("question", question), ("words", words)):
        if left := await names_left(work, row, said):
            raise BadInput(f"Not offered to others: it still names {', '.join(left)}. Take that out.", field=field)


async def line_of(work: Work, known: Known) -> AnswerLine:
    account = await accounts.by_id(work.session, known.row.account_id)
    shown = await recalled(work.session, known)
    return AnswerLine(
        answer_id=shown.answer_id,
        question=known.question,
        words=known.words,
        told=shown.line,
        serves=await _serves(work, known.row, account),
        is_general=known.row.generalised_at is not None,
    )


async def _serves(work: Work, row: KnownAnswer, account: Account) -> str:
    if row.generalised_by_id is None:
        return f"for {account.name} alone"
    who = await teammates.by_id(work.session, row.generalised_by_id)
    return f"for every customer, said {called(who.name)}"


async def just_answered(work: Work) -> Sequence[JustAnswered]:
    """What the reader answered in the last days and could keep; none where no words are kept."""
    assert work.staff.id is not None
    pairs = await answers.worth_keeping(work.session, [work.staff.id], work.now - _OFFERED_FOR)
    found = []
    for answer, question in pairs:
        words = await texts.body_of(work.session, question.text_id)
        if words and answer.id is not None and answer.happened_at is not None:
            account = await accounts.by_id(work.session, answer.account_id)
            at = when(answer.happened_at, work.staff.timezone)
            found.append(JustAnswered(answer.id, account.name, words, at))
    return found
