"""What was written to each account about a notice."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

from handlers.work import Work
from outreach.ledger import keys
from outreach.models.ledger import Touch
from outreach.store import notices


async def messages_of(
    work: Work, word_ids: Iterable[int], account_ids: Collection[int]
) -> Mapping[int, Sequence[Touch]]:
    """By account: everything written to it with these words, oldest first, whatever became of it."""
    names = (keys.notice(word_id, account_id) for word_id, account_id in product(word_ids, account_ids))
    return await notices.messages_called(work.session, names)
