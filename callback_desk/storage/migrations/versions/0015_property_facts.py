"""Articles beside a line of new information, and who entered a call made on paper."""

from __future__ import annotations

from alembic import op

from callback_desk.storage.append_only import drop_triggers, recreate_triggers
from callback_desk.storage.migrations import schema_0015

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    schema_0015.create()
    recreate_triggers(op.get_bind())


def downgrade() -> None:
    drop_triggers(op.get_bind())
    schema_0015.drop()
    recreate_triggers(op.get_bind())
