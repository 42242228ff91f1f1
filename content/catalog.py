"""Every message Concierge can write: CATALOG, a frozen dataclass for each template folder.

Texts are plain unless typed `Markdown`; dates, hours and names come formatted as the reader should see them.
"""

from collections.abc import Mapping
from dataclasses import Field
from typing import Any, ClassVar, Protocol, Self

from content.sayings.answers import Acknowledgement, Answer
from content.sayings.complaints import ComplaintClosed, ComplaintQuestion, ComplaintReopened, ComplaintSettled
from content.sayings.goodwill import GoodwillGiven
from content.sayings.hours import OutOfHours, SomebodyHere
from content.sayings.notices import NoticeClosing, NoticeFirst, NoticeUpdate
from content.sayings.promises import PromiseKept, PromiseMoved
from content.sayings.replies import (
    Correction,
    CustomerHelp,
    CustomerStatus,
    EmailDraft,
    Introduction,
    LessConfirmed,
    PauseConfirmed,
    RereadConfirmed,
    ResumeConfirmed,
    StopConfirmed,
    UnreadConfirmed,
    WhoIsMyCsm,
)
from content.sayings.requests import (
    AlreadyChosen,
    ChoiceConfirmed,
    HandedOver,
    NoneChosen,
    OptionsOffered,
    OptionsOver,
    RequestDated,
    RequestDeclined,
    RequestHonoured,
    RequestOpened,
    RequestReopened,
    RequestSettled,
    WhatYouCanAskFor,
)
from content.sayings.terms import AskTheOthers, LessAsked, PreferenceKept
from content.sayings.themes import ThemeDone
from content.sayings.unprompted import (
    CheckInGoal,
    CheckInSignal,
    CheckInSilence,
    CheckInStage,
    PersonalShare,
    SegmentShare,
    Share,
)


class CatalogEntry(Protocol):
    """What a template is rendered from. `language` is a tag such as `en` or `de-AT`; `example` is used in checks."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def language(self) -> str: ...

    @classmethod
    def example(cls) -> Self: ...


CATALOG: Mapping[str, type[CatalogEntry]] = {
    "share": Share,
    "personal_share": PersonalShare,
    "segment_share": SegmentShare,
    "check_in_silence": CheckInSilence,
    "check_in_stage": CheckInStage,
    "check_in_goal": CheckInGoal,
    "check_in_signal": CheckInSignal,
    "correction": Correction,
    "introduction": Introduction,
    "stop_confirmed": StopConfirmed,
    "less_confirmed": LessConfirmed,
    "pause_confirmed": PauseConfirmed,
    "resume_confirmed": ResumeConfirmed,
    "unread_confirmed": UnreadConfirmed,
    "reread_confirmed": RereadConfirmed,
    "who_is_my_csm": WhoIsMyCsm,
    "out_of_hours": OutOfHours,
    "somebody_here": SomebodyHere,
    "customer_help": CustomerHelp,
    "customer_status": CustomerStatus,
    "complaint_closed": ComplaintClosed,
    "complaint_question": ComplaintQuestion,
    "complaint_settled": ComplaintSettled,
    "complaint_reopened": ComplaintReopened,
    "email_draft": EmailDraft,
    "notice_first": NoticeFirst,
    "notice_update": NoticeUpdate,
    "notice_closing": NoticeClosing,
    "acknowledgement": Acknowledgement,
    "answer": Answer,
    "goodwill_given": GoodwillGiven,
    "promise_kept": PromiseKept,
    "promise_moved": PromiseMoved,
    "request_opened": RequestOpened,
    "request_dated": RequestDated,
    "options_offered": OptionsOffered,
    "choice_confirmed": ChoiceConfirmed,
    "already_chosen": AlreadyChosen,
    "options_over": OptionsOver,
    "none_chosen": NoneChosen,
    "request_honoured": RequestHonoured,
    "request_settled": RequestSettled,
    "request_reopened": RequestReopened,
    "request_declined": RequestDeclined,
    "handed_over": HandedOver,
    "what_you_can_ask_for": WhatYouCanAskFor,
    "theme_done": ThemeDone,
    "preference_kept": PreferenceKept,
    "less_asked": LessAsked,
    "ask_the_others": AskTheOthers,
}

__all__ = [
    "CATALOG",
    "Acknowledgement",
    "AlreadyChosen",
    "Answer",
    "AskTheOthers",
    "CatalogEntry",
    "CheckInGoal",
    "CheckInSignal",
    "CheckInSilence",
    "CheckInStage",
    "ChoiceConfirmed",
    "ComplaintClosed",
    "ComplaintQuestion",
    "ComplaintReopened",
    "ComplaintSettled",
    "Correction",
    "CustomerHelp",
    "CustomerStatus",
    "EmailDraft",
    "GoodwillGiven",
    "HandedOver",
    "Introduction",
    "LessAsked",
    "LessConfirmed",
    "NoneChosen",
    "NoticeClosing",
    "NoticeFirst",
    "NoticeUpdate",
    "OptionsOffered",
    "OptionsOver",
    "OutOfHours",
    "PauseConfirmed",
    "PersonalShare",
    "PreferenceKept",
    "PromiseKept",
    "PromiseMoved",
    "RequestDated",
    "RequestDeclined",
    "RequestHonoured",
    "RequestOpened",
    "RequestReopened",
    "RequestSettled",
    "RereadConfirmed",
    "ResumeConfirmed",
    "SegmentShare",
    "Share",
    "SomebodyHere",
    "StopConfirmed",
    "ThemeDone",
    "UnreadConfirmed",
    "WhatYouCanAskFor",
    "WhoIsMyCsm",
]
