"""Tables of the first schema: victims, their numbers, cases and wishes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def _case_holds() -> None:
    op.create_table(
        "case_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number_key", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_holds")),
    )
    op.create_index(op.f("ix_case_holds_number_key"), "case_holds", ["number_key"], unique=False)


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("number_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_cases_batch_id_batches")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("number_key", name=op.f("uq_cases_number_key")),
    )


def _victims() -> None:
    op.create_table(
        "victims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("middle", sa.String(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("original", sa.String(), nullable=False),
        sa.Column("name_sort", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_victims_batch_id_batches")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_victims")),
    )
    op.create_index(op.f("ix_victims_name_key_birth_date"), "victims", ["name_key", "birth_date"], unique=False)


def _case_sightings() -> None:
    op.create_table(
        "case_sightings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_case_sightings_batch_id_batches")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_sightings_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_sightings")),
        sa.UniqueConstraint("batch_id", "case_id", name=op.f("uq_case_sightings_batch_id_case_id")),
    )
    op.create_index(op.f("ix_case_sightings_case_id"), "case_sightings", ["case_id"], unique=False)


def _do_not_contact() -> None:
    op.create_table(
        "do_not_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("victim_id", sa.Integer(), nullable=False),
        sa.Column("e164", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("cleared_at", sa.BigInteger(), nullable=True),
        sa.Column("cleared_by", sa.String(), nullable=False),
        sa.Column("cleared_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["victim_id"], ["victims.id"], name=op.f("fk_do_not_contact_victim_id_victims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_do_not_contact")),
    )
    op.create_index(op.f("ix_do_not_contact_e164"), "do_not_contact", ["e164"], unique=False)
    op.create_index(op.f("ix_do_not_contact_victim_id"), "do_not_contact", ["victim_id"], unique=False)


def _phones() -> None:
    op.create_table(
        "phones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("victim_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("original", sa.String(), nullable=False),
        sa.Column("e164", sa.String(), nullable=False),
        sa.Column("tail", sa.String(), nullable=False),
        sa.Column("extension", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("zones", sa.String(), nullable=False),
        sa.Column("why_not", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_phones_batch_id_batches")),
        sa.ForeignKeyConstraint(["victim_id"], ["victims.id"], name=op.f("fk_phones_victim_id_victims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phones")),
    )
    op.create_index(op.f("ix_phones_tail"), "phones", ["tail"], unique=False)
    op.create_index(op.f("ix_phones_victim_id"), "phones", ["victim_id"], unique=False)


def _phone_closings() -> None:
    op.create_table(
        "phone_closings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_phone_closings_phone_id_phones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_closings")),
    )
    op.create_index(op.f("ix_phone_closings_phone_id"), "phone_closings", ["phone_id"], unique=False)


def _safe_contacts() -> None:
    op.create_table(
        "safe_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("victim_id", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("voicemail", sa.String(), nullable=False),
        sa.Column("only_phone", sa.Integer(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["only_phone"], ["phones.id"], name=op.f("fk_safe_contacts_only_phone_phones")),
        sa.ForeignKeyConstraint(["victim_id"], ["victims.id"], name=op.f("fk_safe_contacts_victim_id_victims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safe_contacts")),
    )
    op.create_index(op.f("ix_safe_contacts_only_phone"), "safe_contacts", ["only_phone"], unique=False)
    op.create_index(op.f("ix_safe_contacts_victim_id"), "safe_contacts", ["victim_id"], unique=False)


def create() -> None:
    """Make them, in an order foreign keys allow."""
    _case_holds()
    _cases()
    _victims()
    _case_sightings()
    _do_not_contact()
    _phones()
    _phone_closings()
    _safe_contacts()


def drop() -> None:
    """Remove them again."""
    for table in (
        "safe_contacts",
        "phone_closings",
        "phones",
        "do_not_contact",
        "case_sightings",
        "victims",
        "cases",
        "case_holds",
    ):
        op.drop_table(table)
