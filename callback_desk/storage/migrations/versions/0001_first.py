"""The first schema: the desk, people and their reports, callbacks, calls, the audit trail."""

from __future__ import annotations

from alembic import op

from callback_desk.storage.append_only import drop_triggers, recreate_triggers
from callback_desk.storage.migrations.schema_0001 import calls, desk, people, queue

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    desk.create()
    people.create()
    queue.create()
    calls.create()
    recreate_triggers(op.get_bind())


def downgrade() -> None:
    drop_triggers(op.get_bind())
    calls.drop()
    queue.drop()
    people.drop()
    desk.drop()
