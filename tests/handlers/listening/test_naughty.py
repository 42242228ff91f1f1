"""Strings that broke other people's programs, said by a customer: each is on record, and told as it was written."""

import json
from dataclasses import replace

import pytest
from sqlmodel import select

from content.pages import noticed as pages
from outreach.listening.noticer import Noticer
from outreach.listening.noticing import Finding
from outreach.messages import Message
from outreach.models.listening import Noticed
from outreach.store import noticed
from outreach.store.oversight import Team
from scheduler import sightings
from tests.clients.npm import needs, package
from tests.handlers.world import Town, words


class Everything:
    """Takes every message for a request, by all its words."""

    def notice(self, text: str, *, by_us: bool = False) -> tuple[Finding, ...]:
        return () if by_us else (Finding("request", 0, len(text), 0.6, False, "says anything"),)


def naughty() -> list[str]:
    listed: list[str] = json.loads((package("blns") / "resources" / "blns.json").read_text("utf-8"))
    return [said for said in listed if said.strip() and "\x00" not in said]


@pytest.mark.emulator
@pytest.mark.long
@needs("blns")
async def test_whatever_they_write_is_noticed_kept_and_told_as_it_stands(town: Town) -> None:
    csm, account, dana, channel = await town.acme()
    town.house = replace(town.house, detector=Everything())
    strings = naughty()
    for said in strings:
        await town.says(dana, channel, f"  {said} ")
    rows = (await town.session.exec(select(Noticed))).all()
    assert len(rows) >= len(strings) - 2  # one or two are wishes to the bot
    assert csm.id is not None
    for one in await noticed.open_in(town.session, Team(frozenset({csm.id})), 1000):
        assert one.words is not None
        assert one.words[one.noticed.begins : one.noticed.ends].strip() == one.words
        message = pages.noticed_page([sightings.found(one.noticed, one.touch, account, dana, "UTC", one.words)], 1)
        assert Message.from_json(message.to_json()) == message
    assert words(await town.types(csm, "noticed")).startswith(f"Noticed: {len(rows)} things to look at")


@pytest.mark.emulator
@needs("blns")
def test_the_houses_own_detector_names_words_that_are_there() -> None:
    noticer = Noticer()
    for said in naughty():
        for finding in noticer.notice(said):
            assert 0 <= finding.start < finding.end <= len(said)
