"""Who may be whom: what an import could not decide, and what a supervisor said."""

from __future__ import annotations

from alembic import op

from callback_desk.storage.append_only import recreate_triggers
from callback_desk.storage.migrations import schema_0003

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    schema_0003.create()
    recreate_triggers(op.get_bind())


def downgrade() -> None:
    schema_0003.drop()
    recreate_triggers(op.get_bind())
