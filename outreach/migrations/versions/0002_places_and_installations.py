"""How channels are reached and shared, which workspaces let us in, tickets for one use, previews of links."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=True),
        sa.Column("bot_id", sa.String(), nullable=True),
        sa.Column("bot_user_id", sa.String(), nullable=True),
        sa.Column("sealed_token", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("installed_by", sa.String(), nullable=True),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
        sa.UniqueConstraint("platform", "workspace", name=op.f("uq_installation_platform_workspace")),
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("redeemed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("purpose", "digest", name=op.f("uq_ticket_purpose_digest")),
    )
    with op.batch_alter_table("item") as item:
        item.add_column(sa.Column("preview", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("channel") as channel:
        channel.add_column(sa.Column("reference", sa.String(), nullable=True))
        channel.add_column(sa.Column("connected", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        channel.add_column(sa.Column("introduced_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("channel") as channel:
        channel.drop_column("introduced_at")
        channel.drop_column("connected")
        channel.drop_column("reference")
    with op.batch_alter_table("item") as item:
        item.drop_column("preview")
    op.drop_table("ticket")
    op.drop_table("installation")
