"""Who is to be judged again after an import: outlives a kill between its moment and the last of them."""

from __future__ import annotations

from alembic import op

from callback_desk.storage.append_only import recreate_triggers
from callback_desk.storage.migrations import schema_0004

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    schema_0004.create()
    recreate_triggers(op.get_bind())


def downgrade() -> None:
    schema_0004.drop()
    recreate_triggers(op.get_bind())
