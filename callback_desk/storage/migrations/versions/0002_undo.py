"""Taking an import back: what else carries a row or a number, and what became of whom."""

from __future__ import annotations

from alembic import op

from callback_desk.storage.append_only import recreate_triggers
from callback_desk.storage.migrations import schema_0002

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    schema_0002.create()
    recreate_triggers(op.get_bind())


def downgrade() -> None:
    schema_0002.drop()
    recreate_triggers(op.get_bind())
