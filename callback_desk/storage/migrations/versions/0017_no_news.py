"""Which pages told of calls that brought nothing new."""

from __future__ import annotations

from alembic import op

from callback_desk.storage.append_only import drop_triggers, recreate_triggers
from callback_desk.storage.migrations import schema_0017

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    schema_0017.create()
    recreate_triggers(op.get_bind())


def downgrade() -> None:
    drop_triggers(op.get_bind())
    schema_0017.drop()
    recreate_triggers(op.get_bind())
