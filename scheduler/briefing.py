"""Everything planning reads about those who are due, asked together: one by one it took most of a pass."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from content.rhythm_files import Rhythm
from outreach.database import Session
from outreach.ledger import situations
from outreach.ledger.rota import Rota, rota_of
from outreach.ledger.situations import Past
from outreach.models.book import Account, Channel, Teammate
from outreach.models.ledger import Decision, Turn
from outreach.store import accounts, channels, decisions, items, pasts, signals, touches
from scheduler.composing import Case, Library, library_of
from scheduler.triggers import Story


@dataclass
class Briefing:
    """By account, and `standing` by turn. `written_to` and `proposed` (per CSM, since their midnight) grow as this
    pass proposes."""

    whose: Mapping[int, Account]
    rota: Rota
    pasts: Mapping[int, Past]
    stories: Mapping[int, Story]
    channels: Mapping[int, Channel]
    standing: Mapping[int, Decision]
    library: Library
    written_to: set[int]
    proposed: dict[int, int] = field(default_factory=dict)

    def case(self, turn: Turn, rhythm: Rhythm, now: datetime) -> Case:
        account, one = self.whose[turn.account_id], turn.account_id
        return Case(
            turn=turn,
            rhythm=rhythm,
            account=account,
            csm=self.rota.speaker(account, now),
            channel=self.channels.get(one),
            story=self.stories[one],
            standing=self.standing.get(turn.id or 0),
            now=now,
        )

    async def proposed_to(self, session: Session, csm: Teammate, midnight: datetime) -> int:
        assert csm.id is not None
        if csm.id not in self.proposed:
            self.proposed[csm.id] = await touches.count_proposed(session, csm.id, midnight)
        return self.proposed[csm.id]

    def note_proposal(self, account_id: int, csm: Teammate | None) -> None:
        self.written_to.add(account_id)
        if csm is not None and csm.id in self.proposed:
            self.proposed[csm.id] += 1


async def brief(session: Session, due: Sequence[Turn], now: datetime) -> Briefing:
    whose = await accounts.by_ids(session, {turn.account_id for turn in due})
    past = await situations.recall(session, whose, now)
    return Briefing(
        whose=whose,
        rota=await rota_of(session, whose.values(), now),
        pasts=past,
        stories=await _stories(session, whose, past, now),
        channels=await channels.for_outreach(session, whose),
        standing=await decisions.open_of(session, [turn.id for turn in due if turn.id is not None]),
        library=library_of(await items.in_state(session, "approved")),
        written_to=await touches.being_written_to(session, whose),
    )


async def _stories(
    session: Session, whose: Collection[int], past: Mapping[int, Past], now: datetime
) -> Mapping[int, Story]:
    said_on = await pasts.said_on(session, whose)
    stages = await accounts.histories(session, whose, "stage")
    reported = await signals.open_of_accounts(session, whose, now)
    return {
        one: Story(past[one].spoke_at, said_on.get(one), stages.get(one, ()), reported.get(one, ())) for one in whose
    }
