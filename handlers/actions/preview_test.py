"""Sends the previewed words to the teammate themselves."""

from handlers.actions.preview_open import request_of
from handlers.offers.selecting import select
from handlers.testing import send_test
from handlers.work import Reply, Work
from outreach.errors import Stale


async def try_out(work: Work) -> Reply:
    selection = await select(work, request_of(work))
    if not selection.offers:
        raise Stale(f"There is nothing to test any more: {selection.left_out[0].because}.")
    offer = next((offer for offer in selection.offers if offer.is_ready), selection.offers[0])
    return await send_test(work, offer.wording.message, offer.account.name)
