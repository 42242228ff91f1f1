"""Whether it is right now: only clear words count."""

import pytest

from outreach.desk.verdicts import verdict_of

YES = """
yes
Yes!
yep, all good
Yes, thanks Priya
@Priya yes
Ja
ja, danke
danke, passt
Passt, danke!
all good now
It works again
no problems any more
Perfect, thank you
everything is fine now
Alles in Ordnung, danke
läuft wieder
It's working
Das funktioniert jetzt wieder
"""
NO = """
no
No.
Nope, still broken
still broken
no, the export failed again this morning and nobody called me back about it which is annoying at this point
nein
Nein, leider immer noch nicht
geht immer noch nicht
not really
It's not fixed
it still doesn’t work
leider nein
Noch nicht
funktioniert nicht
"""
UNCLEAR = """
yes but the report is still missing
thanks
danke
will check
not sure yet
no idea
Is it?
Can we meet on Thursday?
no, haven't tested
ja, aber der Bericht fehlt
We are looking forward to the workshop
The invoice is attached
Yes, no, I don't know
keine Ahnung
No, thanks!
@Priya no thank you
No, that's all
Nein, danke
Nein, das war's
"""


def lines(words: str) -> list[str]:
    return words.strip().splitlines()


@pytest.mark.parametrize("said", lines(YES))
def test_this_says_that_it_is_right(said: str) -> None:
    assert verdict_of(said) is True


@pytest.mark.parametrize("said", lines(NO))
def test_this_says_that_it_is_not(said: str) -> None:
    assert verdict_of(said) is False


@pytest.mark.parametrize("said", [*lines(UNCLEAR), "", "  ", "?", "yes " * 200])
def test_this_is_for_a_person_to_read(said: str) -> None:
    assert verdict_of(said) is None
