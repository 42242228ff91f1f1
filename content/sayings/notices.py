"""Bad news: what is said first, what is said while it lasts, and what is said when it is over."""

from dataclasses import dataclass
from typing import Self

from content.sentences import clause, require, reshape, sentence, statement


@dataclass(frozen=True, kw_only=True)
class NoticeFirst:
    """`news` is what happened, `they_can` what to do meanwhile; `latest` for whoever hears of it later than others;
    `next_word` is when they hear more, ready to read ("today, 15:00 Berlin time")."""

    news: str
    csm: str
    they_can: str = ""
    latest: str = ""
    next_word: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, news=statement, they_can=sentence, latest=sentence, next_word=clause)
        require(self, "news", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            news="Since 09:10 this morning exports to the tax office fail. Nothing is lost",
            they_can="Keep the files; they can be sent again tonight",
            latest="The cause is found and the repair is being tested",
            next_word="today, 15:00 Berlin time",
            csm="Priya",
        )


@dataclass(frozen=True, kw_only=True)
class NoticeUpdate:
    """`next_word` as in the first one."""

    words: str
    csm: str
    next_word: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, words=statement, next_word=clause)
        require(self, "words", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            words="The cause is found and the repair is being tested", next_word="today, 17:00 Berlin time", csm="Priya"
        )


@dataclass(frozen=True, kw_only=True)
class NoticeClosing:
    """`words` say what it was and what prevents it next time."""

    words: str
    csm: str
    language: str = "en"

    def __post_init__(self) -> None:
        reshape(self, words=statement)
        require(self, "words", "csm")

    @classmethod
    def example(cls) -> Self:
        return cls(
            words="A certificate had run out; it is renewed by itself from now on. Exports have worked since 14:20",
            csm="Priya",
        )
