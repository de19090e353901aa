"""Tables of the first schema: callbacks, the reports behind them, releases and attempts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def _callbacks() -> None:
    op.create_table(
        "callbacks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("victim_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.BigInteger(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("rule_version", sa.String(), nullable=False),
        sa.Column("promised_at", sa.BigInteger(), nullable=True),
        sa.Column("promise_note", sa.String(), nullable=False),
        sa.Column("promise_owner", sa.Integer(), nullable=True),
        sa.Column("not_caller", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column(
            "order_at",
            sa.BigInteger(),
            sa.Computed(
                "CASE WHEN priority = 0 THEN coalesce(promised_at, 253402300799999999) "
                "ELSE coalesce(reported_at, 253402300799999999) END",
                persisted=False,
            ),
            nullable=True,
        ),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("name_sort", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("offense_label", sa.String(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_callbacks_batch_id_batches")),
        sa.ForeignKeyConstraint(["claimed_by"], ["staff.id"], name=op.f("fk_callbacks_claimed_by_staff")),
        sa.ForeignKeyConstraint(["not_caller"], ["staff.id"], name=op.f("fk_callbacks_not_caller_staff")),
        sa.ForeignKeyConstraint(["promise_owner"], ["staff.id"], name=op.f("fk_callbacks_promise_owner_staff")),
        sa.ForeignKeyConstraint(["victim_id"], ["victims.id"], name=op.f("fk_callbacks_victim_id_victims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callbacks")),
    )
    op.create_index(
        "ix_callbacks_claim",
        "callbacks",
        ["priority", "order_at", "id", "ready_at", "not_caller", "batch_id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_callbacks_lease",
        "callbacks",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("lease_until IS NOT NULL"),
        postgresql_where=sa.text("lease_until IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_callbacks_name_key_id_batch_id"), "callbacks", ["name_key", "id", "batch_id"], unique=False
    )
    op.create_index(
        "ix_callbacks_others",
        "callbacks",
        ["state", "name_key", "id", "reason", "batch_id"],
        unique=False,
        sqlite_where=sa.text("state <> 'waiting'"),
        postgresql_where=sa.text("state <> 'waiting'"),
    )
    op.create_index(
        "ix_callbacks_promise",
        "callbacks",
        ["promised_at"],
        unique=False,
        sqlite_where=sa.text("promised_at IS NOT NULL"),
        postgresql_where=sa.text("promised_at IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_callbacks_reported_at_id_batch_id"), "callbacks", ["reported_at", "id", "batch_id"], unique=False
    )
    op.create_index(op.f("ix_callbacks_victim_id"), "callbacks", ["victim_id"], unique=False)


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.Integer(), nullable=False),
        sa.Column("victim_id", sa.Integer(), nullable=False),
        sa.Column("phone_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f("fk_attempts_callback_id_callbacks")),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_attempts_phone_id_phones")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_attempts_staff_id_staff")),
        sa.ForeignKeyConstraint(["victim_id"], ["victims.id"], name=op.f("fk_attempts_victim_id_victims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("op", name=op.f("uq_attempts_op")),
    )
    op.create_index(op.f("ix_attempts_at"), "attempts", ["at"], unique=False)
    op.create_index(op.f("ix_attempts_callback_id"), "attempts", ["callback_id"], unique=False)
    op.create_index(op.f("ix_attempts_phone_id"), "attempts", ["phone_id"], unique=False)
    op.create_index(op.f("ix_attempts_victim_id_at"), "attempts", ["victim_id", "at"], unique=False)


def _passed_over() -> None:
    op.create_table(
        "passed_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f("fk_passed_over_callback_id_callbacks")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_passed_over_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passed_over")),
        sa.UniqueConstraint("callback_id", "staff_id", name=op.f("uq_passed_over_callback_id_staff_id")),
    )
    op.create_index(op.f("ix_passed_over_staff_id"), "passed_over", ["staff_id"], unique=False)


def _releases() -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f("fk_releases_callback_id_callbacks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
    )
    op.create_index(op.f("ix_releases_callback_id"), "releases", ["callback_id"], unique=False)


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("victim_id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.Integer(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row_digest", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("offense_codes", sa.String(), nullable=False),
        sa.Column("offense_text", sa.String(), nullable=False),
        sa.Column("offense_plain", sa.String(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=True),
        sa.Column("reported_precision", sa.String(), nullable=False),
        sa.Column("occurred_at", sa.BigInteger(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("victim_type", sa.String(), nullable=False),
        sa.Column("relationship", sa.String(), nullable=False),
        sa.Column("signs", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_text", sa.String(), nullable=False),
        sa.Column("investigator", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("has_contact_name", sa.Boolean(), nullable=False),
        sa.Column("unsettled", sa.String(), nullable=False),
        sa.Column("property_text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_reports_batch_id_batches")),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f("fk_reports_callback_id_callbacks")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_reports_case_id_cases")),
        sa.ForeignKeyConstraint(["victim_id"], ["victims.id"], name=op.f("fk_reports_victim_id_victims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_callback_id"), "reports", ["callback_id"], unique=False)
    op.create_index(op.f("ix_reports_case_id_victim_id"), "reports", ["case_id", "victim_id"], unique=False)
    op.create_index(op.f("ix_reports_victim_id"), "reports", ["victim_id"], unique=False)


def _staged_changes() -> None:
    op.create_table(
        "staged_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("rule_version", sa.String(), nullable=False),
        sa.Column("offense_label", sa.String(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_staged_changes_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["callback_id"], ["callbacks.id"], name=op.f("fk_staged_changes_callback_id_callbacks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staged_changes")),
        sa.UniqueConstraint("callback_id", "batch_id", name=op.f("uq_staged_changes_callback_id_batch_id")),
    )


def _attempt_ends() -> None:
    op.create_table(
        "attempt_ends",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("message_left", sa.Boolean(), nullable=False),
        sa.Column("by_staff", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_attempt_ends_attempt_id_attempts")),
        sa.ForeignKeyConstraint(["by_staff"], ["staff.id"], name=op.f("fk_attempt_ends_by_staff_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt_ends")),
    )
    op.create_index(op.f("ix_attempt_ends_attempt_id"), "attempt_ends", ["attempt_id"], unique=False)


def create() -> None:
    """Make them, in an order foreign keys allow."""
    _callbacks()
    _attempts()
    _passed_over()
    _releases()
    _reports()
    _staged_changes()
    _attempt_ends()


def drop() -> None:
    """Remove them again."""
    for table in (
        "attempt_ends",
        "staged_changes",
        "reports",
        "releases",
        "passed_over",
        "attempts",
        "callbacks",
    ):
        op.drop_table(table)
