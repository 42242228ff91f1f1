"""All that speaks for and against a complaint, in both languages."""

from outreach.listening.signs import dealings
from outreach.listening.signs.complaint_german import COMPLAINT_GERMAN, THEIRS_GERMAN
from outreach.listening.signs.sign import Sign
from outreach.listening.signs.temper import TEMPER
from outreach.listening.signs.trouble import TROUBLE

IN_PASSING: frozenset[Sign] = frozenset(dealings.IN_PASSING)
ABOUT_US: frozenset[Sign] = frozenset((*dealings.ABOUT_US, THEIRS_GERMAN))
COMPLAINT: tuple[Sign, ...] = (*TROUBLE, *TEMPER, *dealings.ABOUT_US, *dealings.NO_COMPLAINT, *COMPLAINT_GERMAN)
