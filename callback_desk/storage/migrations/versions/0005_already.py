"""What a report says already, so that nobody is asked for it again."""

from __future__ import annotations

from alembic import op

from callback_desk.storage.append_only import recreate_triggers
from callback_desk.storage.migrations import schema_0005

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    schema_0005.create()
    recreate_triggers(op.get_bind())


def downgrade() -> None:
    schema_0005.drop()
    recreate_triggers(op.get_bind())
