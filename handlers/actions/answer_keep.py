"""`Keep this answer`: what was answered becomes the approved answer to such a question."""

from content.manners import GREETING
from content.markdown_writing import written
from handlers import records
from handlers.arguments import number
from handlers.replies import strong, told
from handlers.replying.keeping import inputs, read
from handlers.work import OpenForm, Reply, Work
from outreach.errors import Stale
from outreach.messages import Button, Form, Message, Paragraph, Quote, plain, say, text
from outreach.models.ledger import Touch
from outreach.models.listening import KnownAnswer
from outreach.store import accounts, answers, texts, touches


async def ask(work: Work) -> OpenForm:
    """Filled with their words and ours, as long as they are kept."""
    answer = await _answer(work)
    question = await answers.question_of(work.session, answer)
    asked = await texts.body_of(work.session, question.text_id) if question else None
    account = await accounts.by_id(work.session, answer.account_id)
    intro = text(f"It is offered when {account.name} asks something like it again, with your name as who approved it.")
    fields = inputs(" ".join((asked or "").split()), await _words(work, answer))
    return OpenForm(Form("Keep this answer", "answer.keep", fields, "Approve", {"touch": str(answer.id)}, intro))


async def keep(work: Work) -> Reply:
    """The form's answer."""
    answer = await _answer(work)
    question_id, words_id = await answers.keep_texts(work.session, *read(work))
    account = await accounts.by_id(work.session, answer.account_id)
    assert account.id is not None
    assert work.staff.id is not None
    row = KnownAnswer(
        account_id=account.id,
        question_text_id=question_id,
        answer_text_id=words_id,
        language=account.language,
        touch_id=answer.id,
        approved_by_id=work.staff.id,
        approved_at=work.now,
    )
    kept = await answers.put(work.session, row)
    undo = records.reversal("answer", kept.id)
    deed = await records.note(work, "answer.keep", account_id=account.id, touch_id=answer.id, undo=undo)
    wider = Button("Generalise", "answer.generalise", {"answer": str(kept.id)})
    others = Button("All answers", "answers.open")
    words = f" It serves {account.name} alone, until somebody says that no name remains in it."
    return told(strong("Kept."), words, controls=(records.undo_button(deed), wider, others))


async def _answer(work: Work) -> Touch:
    answer = await touches.by_id(work.session, number(work, "touch"))
    if answer is None or answer.id is None or answer.direction != "out":
        raise Stale("Nothing was kept: that answer is no longer on record.")
    if await answers.kept_from(work.session, answer.id):
        raise Stale(f"That answer is kept already: {work.house.command} answers")
    return answer


async def _words(work: Work, answer: Touch) -> str:
    """As Markdown, without greeting, small print and what was restated."""
    if answer.origin == "desk":
        message = await texts.message_of(work.session, answer.text_id)
        said = [part for part in message.parts if not isinstance(part, Quote)] if message else []
        return _ungreeted(written(Message(tuple(part for part in said if not _is_greeting(part)))))
    body = await texts.body_of(work.session, answer.text_id)
    return _ungreeted(written(say(body))) if body else ""


def _ungreeted(words: str) -> str:
    """Whoever is answered next has a name of their own."""
    said = GREETING.sub("", words, count=1)
    return f"{said[:1].upper()}{said[1:]}" if said != words else words


def _is_greeting(part: object) -> bool:
    """A paragraph that ends where it begins: “Hi Dana, you wrote:”."""
    if not isinstance(part, Paragraph):
        return False
    said = plain(part.text)
    return bool(GREETING.match(said)) and (said.rstrip().endswith(":") or not GREETING.sub("", said, count=1).strip())
