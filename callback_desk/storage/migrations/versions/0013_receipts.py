"""What became of a lead sheet's points, and the questions that go back into a call."""

from __future__ import annotations

from alembic import op

from callback_desk.storage.append_only import drop_triggers, recreate_triggers
from callback_desk.storage.migrations import schema_0013

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    schema_0013.create()
    recreate_triggers(op.get_bind())


def downgrade() -> None:
    drop_triggers(op.get_bind())
    schema_0013.drop()
    recreate_triggers(op.get_bind())
