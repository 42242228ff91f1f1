"""Listening and the desk."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "errand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
        sa.UniqueConstraint("key", name=op.f("uq_errand_key")),
    )
    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.create_index(
            "ix_errand_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.create_index("ix_errand_subject", ["kind", "subject_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("they_can", sa.String(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("next_word_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["teammate.id"], name=op.f("fk_notice_owner_id_teammate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_state"), ["state"], unique=False)

    op.create_table(
        "notice_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("next_word_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_notice_word_notice_id_notice")),
        sa.ForeignKeyConstraint(["said_by_id"], ["teammate.id"], name=op.f("fk_notice_word_said_by_id_teammate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_word")),
    )
    with op.batch_alter_table("notice_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_word_notice_id"), ["notice_id"], unique=False)

    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("trend_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trend_because", sa.String(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_by_id", sa.Integer(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.String(), nullable=True),
        sa.Column("plan", sa.String(), nullable=True),
        sa.Column("plan_on", sa.Date(), nullable=True),
        sa.Column("progress", sa.String(), nullable=True),
        sa.Column("progress_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("root_cause", sa.String(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["handed_over_by_id"], ["teammate.id"], name=op.f("fk_theme_handed_over_by_id_teammate")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_theme_item_id_item")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["teammate.id"], name=op.f("fk_theme_opened_by_id_teammate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_state"), ["state"], unique=False)

    op.create_table(
        "notice_account",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("hold_id", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_account_account_id_account")),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name=op.f("fk_notice_account_hold_id_hold")),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_notice_account_notice_id_notice")),
        sa.PrimaryKeyConstraint("notice_id", "account_id", name=op.f("pk_notice_account")),
    )
    op.create_table(
        "known_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("question_text_id", sa.Integer(), nullable=False),
        sa.Column("answer_text_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("touch_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("generalised_by_id", sa.Integer(), nullable=True),
        sa.Column("generalised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_known_answer_account_id_account")),
        sa.ForeignKeyConstraint(
            ["answer_text_id"], ["stored_text.id"], name=op.f("fk_known_answer_answer_text_id_stored_text")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["teammate.id"], name=op.f("fk_known_answer_approved_by_id_teammate")
        ),
        sa.ForeignKeyConstraint(
            ["generalised_by_id"], ["teammate.id"], name=op.f("fk_known_answer_generalised_by_id_teammate")
        ),
        sa.ForeignKeyConstraint(
            ["question_text_id"], ["stored_text.id"], name=op.f("fk_known_answer_question_text_id_stored_text")
        ),
        sa.ForeignKeyConstraint(["touch_id"], ["touch.id"], name=op.f("fk_known_answer_touch_id_touch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_answer")),
    )
    with op.batch_alter_table("known_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_answer_account_id"), ["account_id"], unique=False)

    op.create_table(
        "noticed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("touch_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("is_sure", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("judged", sa.String(), nullable=False),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_noticed_account_id_account")),
        sa.ForeignKeyConstraint(["judged_by_id"], ["teammate.id"], name=op.f("fk_noticed_judged_by_id_teammate")),
        sa.ForeignKeyConstraint(["touch_id"], ["touch.id"], name=op.f("fk_noticed_touch_id_touch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noticed")),
        sa.UniqueConstraint("touch_id", "kind", name=op.f("uq_noticed_touch_id_kind")),
    )
    with op.batch_alter_table("noticed", schema=None) as batch_op:
        batch_op.create_index("ix_noticed_account_at", ["account_id", "noticed_at"], unique=False)
        batch_op.create_index(
            "ix_noticed_open",
            ["account_id"],
            unique=False,
            sqlite_where=sa.text("judged = 'open'"),
            postgresql_where=sa.text("judged = 'open'"),
        )

    op.create_table(
        "preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("touch_id", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_preference_account_id_account")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_preference_contact_id_contact")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["teammate.id"], name=op.f("fk_preference_recorded_by_id_teammate")
        ),
        sa.ForeignKeyConstraint(["touch_id"], ["touch.id"], name=op.f("fk_preference_touch_id_touch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference")),
    )
    with op.batch_alter_table("preference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_preference_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            "ix_preference_live",
            ["account_id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "reception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("touch_id", sa.Integer(), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("emoji", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_reception_identity_id_identity")),
        sa.ForeignKeyConstraint(["touch_id"], ["touch.id"], name=op.f("fk_reception_touch_id_touch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception")),
        sa.UniqueConstraint(
            "touch_id", "identity_id", "kind", "emoji", name=op.f("uq_reception_touch_id_identity_id_kind_emoji")
        ),
    )
    with op.batch_alter_table("reception", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reception_touch_id"), ["touch_id"], unique=False)

    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("touch_id", sa.Integer(), nullable=True),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("for_whom", sa.String(), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_hand_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("honoured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("declined_because", sa.String(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("ticket_url", sa.String(), nullable=True),
        sa.Column("ticket_ref", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_request_account_id_account")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_request_channel_id_channel")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_request_contact_id_contact")),
        sa.ForeignKeyConstraint(["owner_id"], ["teammate.id"], name=op.f("fk_request_owner_id_teammate")),
        sa.ForeignKeyConstraint(["text_id"], ["stored_text.id"], name=op.f("fk_request_text_id_stored_text")),
        sa.ForeignKeyConstraint(["touch_id"], ["touch.id"], name=op.f("fk_request_touch_id_touch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index("ix_request_account_opened", ["account_id", "opened_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            "ix_request_open",
            ["account_id"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_request_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_ticket_ref"), ["ticket_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_touch_id"), ["touch_id"], unique=False)

    op.create_table(
        "response_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("touch_id", sa.Integer(), nullable=False),
        sa.Column("last_touch_id", sa.Integer(), nullable=False),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("csm_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cover_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("manager_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hours_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_because", sa.String(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_response_clock_account_id_account")),
        sa.ForeignKeyConstraint(["answer_id"], ["touch.id"], name=op.f("fk_response_clock_answer_id_touch")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["teammate.id"], name=op.f("fk_response_clock_answered_by_id_teammate")
        ),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_response_clock_channel_id_channel")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_response_clock_contact_id_contact")),
        sa.ForeignKeyConstraint(["last_touch_id"], ["touch.id"], name=op.f("fk_response_clock_last_touch_id_touch")),
        sa.ForeignKeyConstraint(["touch_id"], ["touch.id"], name=op.f("fk_response_clock_touch_id_touch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_clock")),
        sa.UniqueConstraint("touch_id", name=op.f("uq_response_clock_touch_id")),
    )
    with op.batch_alter_table("response_clock", schema=None) as batch_op:
        batch_op.create_index("ix_response_clock_account_since", ["account_id", "since_at"], unique=False)
        batch_op.create_index(
            "ix_response_clock_running",
            ["channel_id"],
            unique=False,
            sqlite_where=sa.text("stopped_at IS NULL"),
            postgresql_where=sa.text("stopped_at IS NULL"),
        )

    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("touch_id", sa.Integer(), nullable=True),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("noticed_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("hold_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_because", sa.String(), nullable=True),
        sa.Column("is_heard_only", sa.Boolean(), nullable=False),
        sa.Column("root_cause", sa.String(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("made_right", sa.String(), nullable=True),
        sa.Column("prevents", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_right", sa.Boolean(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("resumes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_complaint_account_id_account")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_complaint_channel_id_channel")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["teammate.id"], name=op.f("fk_complaint_closed_by_id_teammate")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["teammate.id"], name=op.f("fk_complaint_confirmed_by_id_teammate")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_complaint_contact_id_contact")),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name=op.f("fk_complaint_hold_id_hold")),
        sa.ForeignKeyConstraint(["noticed_id"], ["noticed.id"], name=op.f("fk_complaint_noticed_id_noticed")),
        sa.ForeignKeyConstraint(["owner_id"], ["teammate.id"], name=op.f("fk_complaint_owner_id_teammate")),
        sa.ForeignKeyConstraint(["text_id"], ["stored_text.id"], name=op.f("fk_complaint_text_id_stored_text")),
        sa.ForeignKeyConstraint(["touch_id"], ["touch.id"], name=op.f("fk_complaint_touch_id_touch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_account_opened", ["account_id", "opened_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_noticed_id"), ["noticed_id"], unique=False)
        batch_op.create_index(
            "ix_complaint_open",
            ["account_id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_complaint_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_touch_id"), ["touch_id"], unique=False)

    op.create_table(
        "option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("price", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chosen_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_option_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option")),
        sa.UniqueConstraint("request_id", "round", "number", name=op.f("uq_option_request_id_round_number")),
    )
    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_option_request_id"), ["request_id"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("touch_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_promise_account_id_account")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_promise_channel_id_channel")),
        sa.ForeignKeyConstraint(["owner_id"], ["teammate.id"], name=op.f("fk_promise_owner_id_teammate")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_promise_request_id_request")),
        sa.ForeignKeyConstraint(["text_id"], ["stored_text.id"], name=op.f("fk_promise_text_id_stored_text")),
        sa.ForeignKeyConstraint(["touch_id"], ["touch.id"], name=op.f("fk_promise_touch_id_touch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        sa.UniqueConstraint("touch_id", name=op.f("uq_promise_touch_id")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            "ix_promise_open",
            ["owner_id"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hold_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_signal_account_id_account")),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name=op.f("fk_signal_hold_id_hold")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_signal_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_signal_source_external_id")),
    )
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.create_index("ix_signal_account_opened", ["account_id", "opened_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_request_id"), ["request_id"], unique=False)

    op.create_table(
        "goodwill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_goodwill_account_id_account")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], name=op.f("fk_goodwill_complaint_id_complaint")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["teammate.id"], name=op.f("fk_goodwill_decided_by_id_teammate")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_goodwill_request_id_request")),
        sa.ForeignKeyConstraint(["teammate_id"], ["teammate.id"], name=op.f("fk_goodwill_teammate_id_teammate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goodwill")),
    )
    with op.batch_alter_table("goodwill", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goodwill_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goodwill_teammate_id"), ["teammate_id"], unique=False)

    op.create_table(
        "theme_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("shared", sa.JSON(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_touch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_theme_member_account_id_account")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_theme_member_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(["judged_by_id"], ["teammate.id"], name=op.f("fk_theme_member_judged_by_id_teammate")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_theme_member_request_id_request")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_member_theme_id_theme")),
        sa.ForeignKeyConstraint(["told_touch_id"], ["touch.id"], name=op.f("fk_theme_member_told_touch_id_touch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_member")),
        sa.UniqueConstraint("theme_id", "complaint_id", name=op.f("uq_theme_member_theme_id_complaint_id")),
        sa.UniqueConstraint("theme_id", "request_id", name=op.f("uq_theme_member_theme_id_request_id")),
    )
    with op.batch_alter_table("theme_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_member_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_theme_member_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_theme_member_theme_id"), ["theme_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("theme_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_member_theme_id"))
        batch_op.drop_index(batch_op.f("ix_theme_member_request_id"))
        batch_op.drop_index(batch_op.f("ix_theme_member_complaint_id"))

    op.drop_table("theme_member")
    with op.batch_alter_table("goodwill", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goodwill_teammate_id"))
        batch_op.drop_index(batch_op.f("ix_goodwill_account_id"))

    op.drop_table("goodwill")
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signal_request_id"))
        batch_op.drop_index("ix_signal_account_opened")

    op.drop_table("signal")
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_promise_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'")
        )
        batch_op.drop_index(batch_op.f("ix_promise_account_id"))

    op.drop_table("promise")
    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_option_request_id"))

    op.drop_table("option")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_touch_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_owner_id"))
        batch_op.drop_index(
            "ix_complaint_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_complaint_noticed_id"))
        batch_op.drop_index("ix_complaint_account_opened")

    op.drop_table("complaint")
    with op.batch_alter_table("response_clock", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_response_clock_running",
            sqlite_where=sa.text("stopped_at IS NULL"),
            postgresql_where=sa.text("stopped_at IS NULL"),
        )
        batch_op.drop_index("ix_response_clock_account_since")

    op.drop_table("response_clock")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_touch_id"))
        batch_op.drop_index(batch_op.f("ix_request_ticket_ref"))
        batch_op.drop_index(batch_op.f("ix_request_owner_id"))
        batch_op.drop_index(
            "ix_request_open",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_request_contact_id"))
        batch_op.drop_index("ix_request_account_opened")

    op.drop_table("request")
    with op.batch_alter_table("reception", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reception_touch_id"))

    op.drop_table("reception")
    with op.batch_alter_table("preference", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_preference_live", sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_preference_contact_id"))

    op.drop_table("preference")
    with op.batch_alter_table("noticed", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_noticed_open", sqlite_where=sa.text("judged = 'open'"), postgresql_where=sa.text("judged = 'open'")
        )
        batch_op.drop_index("ix_noticed_account_at")

    op.drop_table("noticed")
    with op.batch_alter_table("known_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_known_answer_account_id"))

    op.drop_table("known_answer")
    op.drop_table("notice_account")
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_state"))

    op.drop_table("theme")
    with op.batch_alter_table("notice_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_word_notice_id"))

    op.drop_table("notice_word")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_state"))
        batch_op.drop_index(batch_op.f("ix_notice_owner_id"))

    op.drop_table("notice")
    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.drop_index("ix_errand_subject")
        batch_op.drop_index(
            "ix_errand_due", sqlite_where=sa.text("done_at IS NULL"), postgresql_where=sa.text("done_at IS NULL")
        )

    op.drop_table("errand")
