"""What leaves the desk: one row for each document, its steps and its points; recipients keep how they want it."""

from __future__ import annotations

from alembic import op

from callback_desk.storage.append_only import drop_triggers, recreate_triggers
from callback_desk.storage.migrations import schema_0014

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    schema_0014.create()
    recreate_triggers(op.get_bind())


def downgrade() -> None:
    drop_triggers(op.get_bind())
    schema_0014.drop()
    recreate_triggers(op.get_bind())
