"""Tables of the first schema: calls, what came of them, lead sheets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.Integer(), nullable=False),
        sa.Column("script", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("state_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_calls_attempt_id_attempts")),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f("fk_calls_callback_id_callbacks")),
        sa.ForeignKeyConstraint(["script"], ["scripts.sha"], name=op.f("fk_calls_script_scripts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_calls_attempt_id")),
    )
    op.create_index(op.f("ix_calls_callback_id"), "calls", ["callback_id"], unique=False)
    op.create_index(op.f("ix_calls_state_ended_at"), "calls", ["state", "ended_at"], unique=False)


def _call_results() -> None:
    op.create_table(
        "call_results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("message_left", sa.Boolean(), nullable=False),
        sa.Column("consents", sa.String(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("next_note", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("do_not_call", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_results_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_results")),
    )
    op.create_index(op.f("ix_call_results_call_id"), "call_results", ["call_id"], unique=False)


def _concerns() -> None:
    op.create_table(
        "concerns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.Integer(), nullable=False),
        sa.Column("victim_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("heard", sa.String(), nullable=False),
        sa.Column("told_whom", sa.String(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.Column("routed_to", sa.String(), nullable=False),
        sa.Column("routed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_concerns_call_id_calls")),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f("fk_concerns_callback_id_callbacks")),
        sa.ForeignKeyConstraint(["victim_id"], ["victims.id"], name=op.f("fk_concerns_victim_id_victims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
    )
    op.create_index(op.f("ix_concerns_call_id"), "concerns", ["call_id"], unique=False)
    op.create_index(op.f("ix_concerns_callback_id"), "concerns", ["callback_id"], unique=False)
    op.create_index(
        "ix_concerns_open",
        "concerns",
        ["kind", "raised_at"],
        unique=False,
        sqlite_where=sa.text("routed_at IS NULL"),
        postgresql_where=sa.text("routed_at IS NULL"),
    )
    op.create_index(op.f("ix_concerns_victim_id"), "concerns", ["victim_id"], unique=False)


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("call_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("left_question", sa.String(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_drafts_call_id_calls")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_drafts")),
    )


def _late_notes() -> None:
    op.create_table(
        "late_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_late_notes_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_notes")),
    )
    op.create_index(op.f("ix_late_notes_call_id"), "late_notes", ["call_id"], unique=False)


def _packets() -> None:
    op.create_table(
        "packets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sheet_number", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("temporary", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_packets_call_id_calls")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_packets_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packets")),
        sa.UniqueConstraint("sheet_number", "copy", name=op.f("uq_packets_sheet_number_copy")),
    )
    op.create_index(op.f("ix_packets_call_id"), "packets", ["call_id"], unique=False)
    op.create_index(op.f("ix_packets_case_id"), "packets", ["case_id"], unique=False)
    op.create_index(op.f("ix_packets_case_number"), "packets", ["case_number"], unique=False)
    op.create_index(op.f("ix_packets_state"), "packets", ["state"], unique=False)


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("repeat", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["call_results.id"], name=op.f("fk_answers_result_id_call_results")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_index(op.f("ix_answers_result_id"), "answers", ["result_id"], unique=False)


def _call_promises() -> None:
    op.create_table(
        "call_promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["result_id"], ["call_results.id"], name=op.f("fk_call_promises_result_id_call_results")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_promises")),
    )
    op.create_index(op.f("ix_call_promises_result_id"), "call_promises", ["result_id"], unique=False)


def _ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["result_id"], ["call_results.id"], name=op.f("fk_ratings_result_id_call_results")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
    )
    op.create_index(op.f("ix_ratings_result_id"), "ratings", ["result_id"], unique=False)


def _tips() -> None:
    op.create_table(
        "tips",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_who", sa.String(), nullable=False),
        sa.Column("sure", sa.String(), nullable=False),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("exact_words", sa.String(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("act_by", sa.Date(), nullable=True),
        sa.Column("statement", sa.Boolean(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_tips_call_id_calls")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tips_case_id_cases")),
        sa.ForeignKeyConstraint(["result_id"], ["call_results.id"], name=op.f("fk_tips_result_id_call_results")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tips")),
    )
    op.create_index(op.f("ix_tips_call_id_ordinal"), "tips", ["call_id", "ordinal"], unique=False)
    op.create_index(op.f("ix_tips_case_id"), "tips", ["case_id"], unique=False)
    op.create_index(op.f("ix_tips_result_id"), "tips", ["result_id"], unique=False)


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tip_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_corrections_tip_id_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_tip_id"), "corrections", ["tip_id"], unique=False)


def _tip_signatures() -> None:
    op.create_table(
        "tip_signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tip_id", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_tip_signatures_tip_id_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip_signatures")),
        sa.UniqueConstraint("tip_id", name=op.f("uq_tip_signatures_tip_id")),
    )


def create() -> None:
    """Make them, in an order foreign keys allow."""
    _calls()
    _call_results()
    _concerns()
    _drafts()
    _late_notes()
    _packets()
    _answers()
    _call_promises()
    _ratings()
    _tips()
    _corrections()
    _tip_signatures()


def drop() -> None:
    """Remove them again."""
    for table in (
        "tip_signatures",
        "corrections",
        "tips",
        "ratings",
        "call_promises",
        "answers",
        "packets",
        "late_notes",
        "drafts",
        "concerns",
        "call_results",
        "calls",
    ):
        op.drop_table(table)
