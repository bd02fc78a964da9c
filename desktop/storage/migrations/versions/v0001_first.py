"""The first schema: events, people, the door, the programme, ceremonies, visits, precedence, journal, search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_picture")),
    )
    op.create_table(
        "desk",
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
    )
    op.create_index(op.f("ix_desk_letter"), "desk", ["letter"], unique=True, sqlite_where=sa.text("deleted_at IS NULL"))
    op.create_table(
        "journal",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("desk_id", sa.CHAR(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("clock", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("action", sa.CHAR(32), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.CHAR(32), nullable=False),
        sa.Column("operation", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_action"), "journal", ["action"], unique=False)
    op.create_index(op.f("ix_journal_desk_id_sequence"), "journal", ["desk_id", "sequence"], unique=True)
    op.create_index(op.f("ix_journal_row_id"), "journal", ["row_id"], unique=False)
    op.create_table(
        "local",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_local")),
    )
    op.create_table(
        "organisation",
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("abbreviation", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_folded"), "organisation", ["folded"], unique=False)
    op.create_table(
        "person",
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_latin", sa.String(), nullable=False),
        sa.Column("honorific_zh", sa.String(), nullable=False),
        sa.Column("honorific_en", sa.String(), nullable=False),
        sa.Column("postnominal_zh", sa.String(), nullable=False),
        sa.Column("postnominal_en", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("phone_e164", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("diet", sa.String(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("photo", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("merged_into_id", sa.CHAR(32), nullable=True),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["person.id"], name=op.f("fk_person_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_folded"), "person", ["folded"], unique=False)
    op.create_index(op.f("ix_person_merged_into_id"), "person", ["merged_into_id"], unique=False)
    op.create_table(
        "homonym",
        sa.Column("person_id", sa.CHAR(32), nullable=False),
        sa.Column("other_id", sa.CHAR(32), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_homonym_other_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_homonym_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homonym")),
    )
    op.create_index(op.f("ix_homonym_person_id_other_id"), "homonym", ["person_id", "other_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("name_hant", sa.String(), nullable=False),
        sa.Column("name_hans", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("starts_on", sa.CHAR(10), nullable=False),
        sa.Column("ends_on", sa.CHAR(10), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("logo", sa.String(), nullable=False),
        sa.Column("convention", sa.String(32), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_table(
        "post",
        sa.Column("person_id", sa.CHAR(32), nullable=False),
        sa.Column("organisation_id", sa.CHAR(32), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("title_zh", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_post_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_index(op.f("ix_post_organisation_id"), "post", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_post_person_id_rank"), "post", ["person_id", "rank"], unique=False)
    op.create_table(
        "category",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name_hant", sa.String(), nullable=False),
        sa.Column("name_hans", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("precedence", sa.Integer(), nullable=False),
        sa.Column("vip", sa.Boolean(), nullable=False),
        sa.Column("undo_needs_reason", sa.Boolean(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_category_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
    )
    op.create_index(
        op.f("ix_category_event_id_code"),
        "category",
        ["event_id", "code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "delegation",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("name_hant", sa.String(), nullable=False),
        sa.Column("name_hans", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("host_line", sa.String(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("hotel", sa.String(), nullable=False),
        sa.Column("contacts", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_delegation_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index(op.f("ix_delegation_event_id"), "delegation", ["event_id"], unique=False)
    op.create_table(
        "event_host",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("organisation_id", sa.CHAR(32), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_host_event_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_event_host_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_host")),
    )
    op.create_index(op.f("ix_event_host_event_id"), "event_host", ["event_id"], unique=False)
    op.create_table(
        "event_key",
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.CHAR(24), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_key_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_key")),
    )
    op.create_index(op.f("ix_event_key_event_id"), "event_key", ["event_id"], unique=False)
    op.create_table(
        "import_batch",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("action", sa.CHAR(32), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.CHAR(24), nullable=True),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_import_batch_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(op.f("ix_import_batch_event_id"), "import_batch", ["event_id"], unique=False)
    op.create_table(
        "paper",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("desk_id", sa.CHAR(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("lines", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_paper_desk_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_paper_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    op.create_index(op.f("ix_paper_code"), "paper", ["code"], unique=False)
    op.create_index(op.f("ix_paper_event_id"), "paper", ["event_id"], unique=False)
    op.create_table(
        "venue",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("name_hant", sa.String(), nullable=False),
        sa.Column("name_hans", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_venue_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
    )
    op.create_index(op.f("ix_venue_event_id"), "venue", ["event_id"], unique=False)
    op.create_table(
        "hall",
        sa.Column("venue_id", sa.CHAR(32), nullable=False),
        sa.Column("name_hant", sa.String(), nullable=False),
        sa.Column("name_hans", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_hall_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall")),
    )
    op.create_index(op.f("ix_hall_venue_id"), "hall", ["venue_id"], unique=False)
    op.create_table(
        "registration",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("person_id", sa.CHAR(32), nullable=False),
        sa.Column("category_id", sa.CHAR(32), nullable=False),
        sa.Column("delegation_id", sa.CHAR(32), nullable=True),
        sa.Column("import_id", sa.CHAR(32), nullable=True),
        sa.Column("principal_id", sa.CHAR(32), nullable=True),
        sa.Column("replaces_id", sa.CHAR(32), nullable=True),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("attendance", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("escort", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("list_order", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_registration_category_id")),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_registration_delegation_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_event_id")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_registration_import_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_registration_person_id")),
        sa.ForeignKeyConstraint(["principal_id"], ["registration.id"], name=op.f("fk_registration_principal_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["registration.id"], name=op.f("fk_registration_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
    )
    op.create_index(op.f("ix_registration_delegation_id"), "registration", ["delegation_id"], unique=False)
    op.create_index(
        op.f("ix_registration_event_id_category_id"),
        "registration",
        ["event_id", "category_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_registration_event_id_person_id"),
        "registration",
        ["event_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_registration_person_id"), "registration", ["person_id"], unique=False)
    op.create_index(op.f("ix_registration_principal_id"), "registration", ["principal_id"], unique=False)
    op.create_table(
        "badge",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("issued_at", sa.CHAR(24), nullable=False),
        sa.Column("revoked_at", sa.CHAR(24), nullable=True),
        sa.Column("revoked_why", sa.String(), nullable=False),
        sa.Column("replaced_by_id", sa.CHAR(32), nullable=True),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_badge_event_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_badge_registration_id")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["badge.id"], name=op.f("fk_badge_replaced_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
    )
    op.create_index(op.f("ix_badge_event_id_serial"), "badge", ["event_id", "serial"], unique=True)
    op.create_index(op.f("ix_badge_registration_id"), "badge", ["registration_id"], unique=False)
    op.create_index(op.f("ix_badge_token"), "badge", ["token"], unique=True)
    op.create_table(
        "checkpoint",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("hall_id", sa.CHAR(32), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_hant", sa.String(), nullable=False),
        sa.Column("name_hans", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("opens_at", sa.CHAR(24), nullable=True),
        sa.Column("closes_at", sa.CHAR(24), nullable=True),
        sa.Column("opens_clock", sa.String(), nullable=False),
        sa.Column("closes_clock", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("ways", sa.String(32), nullable=False),
        sa.Column("entry", sa.String(32), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_checkpoint_event_id")),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_checkpoint_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint")),
    )
    op.create_index(
        op.f("ix_checkpoint_event_id_code"),
        "checkpoint",
        ["event_id", "code"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "badge_print",
        sa.Column("badge_id", sa.CHAR(32), nullable=False),
        sa.Column("paper_id", sa.CHAR(32), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_badge_print_badge_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_badge_print_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_print")),
    )
    op.create_index(op.f("ix_badge_print_badge_id"), "badge_print", ["badge_id"], unique=False)
    op.create_index(op.f("ix_badge_print_paper_id"), "badge_print", ["paper_id"], unique=False)
    op.create_table(
        "checkpoint_category",
        sa.Column("checkpoint_id", sa.CHAR(32), nullable=False),
        sa.Column("category_id", sa.CHAR(32), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_checkpoint_category_category_id")),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_checkpoint_category_checkpoint_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint_category")),
    )
    op.create_index(
        op.f("ix_checkpoint_category_checkpoint_id_category_id"),
        "checkpoint_category",
        ["checkpoint_id", "category_id"],
        unique=False,
    )
    op.create_table(
        "checkpoint_tag",
        sa.Column("checkpoint_id", sa.CHAR(32), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_checkpoint_tag_checkpoint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint_tag")),
    )
    op.create_index(op.f("ix_checkpoint_tag_checkpoint_id"), "checkpoint_tag", ["checkpoint_id"], unique=False)
    op.create_table(
        "checkpoint_guest",
        sa.Column("checkpoint_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_checkpoint_guest_checkpoint_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_checkpoint_guest_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint_guest")),
    )
    op.create_index(
        op.f("ix_checkpoint_guest_checkpoint_id_registration_id"),
        "checkpoint_guest",
        ["checkpoint_id", "registration_id"],
        unique=False,
    )
    op.create_table(
        "checkpoint_leaves",
        sa.Column("checkpoint_id", sa.CHAR(32), nullable=False),
        sa.Column("left_id", sa.CHAR(32), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_checkpoint_leaves_checkpoint_id")),
        sa.ForeignKeyConstraint(["left_id"], ["checkpoint.id"], name=op.f("fk_checkpoint_leaves_left_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint_leaves")),
    )
    op.create_index(op.f("ix_checkpoint_leaves_checkpoint_id"), "checkpoint_leaves", ["checkpoint_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("checkpoint_id", sa.CHAR(32), nullable=True),
        sa.Column("category_id", sa.CHAR(32), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text_hant", sa.String(), nullable=False),
        sa.Column("text_hans", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_question_category_id")),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_question_checkpoint_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_question_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_event_id"), "question", ["event_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("question_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=False),
        sa.Column("desk_id", sa.CHAR(32), nullable=False),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_answer_desk_id")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_answer_question_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_answer_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_question_id"), "answer", ["question_id"], unique=False)
    op.create_index(
        op.f("ix_answer_registration_id_question_id"), "answer", ["registration_id", "question_id"], unique=False
    )
    op.create_table(
        "scan",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("checkpoint_id", sa.CHAR(32), nullable=False),
        sa.Column("desk_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=True),
        sa.Column("badge_id", sa.CHAR(32), nullable=True),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("clock", sa.BigInteger(), nullable=False),
        sa.Column("direction", sa.String(32), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("from_paper", sa.Boolean(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("nonce", sa.CHAR(32), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_scan_badge_id")),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_scan_checkpoint_id")),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_scan_desk_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_scan_event_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_scan_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
    )
    op.create_index(
        "ix_scan_admitted",
        "scan",
        ["registration_id", "checkpoint_id"],
        unique=False,
        sqlite_where=sa.text("verdict = 'admitted'"),
    )
    op.create_index(
        "ix_scan_admitted_at", "scan", ["checkpoint_id"], unique=False, sqlite_where=sa.text("verdict = 'admitted'")
    )
    op.create_index("ix_scan_raw", "scan", ["raw"], unique=False, sqlite_where=sa.text("raw <> ''"))
    op.create_index(op.f("ix_scan_event_id_at"), "scan", ["event_id", "at"], unique=False)
    op.create_index(op.f("ix_scan_nonce"), "scan", ["nonce"], unique=True)
    op.create_table(
        "scan_undo",
        sa.Column("scan_id", sa.CHAR(32), nullable=False),
        sa.Column("desk_id", sa.CHAR(32), nullable=False),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_scan_undo_desk_id")),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name=op.f("fk_scan_undo_scan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_undo")),
    )
    op.create_index(op.f("ix_scan_undo_scan_id"), "scan_undo", ["scan_id"], unique=False)
    op.create_table(
        "scan_override",
        sa.Column("scan_id", sa.CHAR(32), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name=op.f("fk_scan_override_scan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_override")),
    )
    op.create_index(op.f("ix_scan_override_scan_id"), "scan_override", ["scan_id"], unique=False)
    op.create_table(
        "precedence_list",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("ties", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_precedence_list_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precedence_list")),
    )
    op.create_index(op.f("ix_precedence_list_event_id"), "precedence_list", ["event_id"], unique=False)
    op.create_table(
        "programme_release",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_programme_release_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_release")),
    )
    op.create_index(op.f("ix_programme_release_event_id"), "programme_release", ["event_id"], unique=False)
    op.create_table(
        "precedence_class",
        sa.Column("list_id", sa.CHAR(32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["precedence_list.id"], name=op.f("fk_precedence_class_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precedence_class")),
    )
    op.create_index(op.f("ix_precedence_class_list_id"), "precedence_class", ["list_id"], unique=False)
    op.create_table(
        "precedence_place",
        sa.Column("registration_id", sa.CHAR(32), nullable=False),
        sa.Column("class_id", sa.CHAR(32), nullable=True),
        sa.Column("appointed_on", sa.CHAR(10), nullable=True),
        sa.Column("manual_rank", sa.Integer(), nullable=True),
        sa.Column("special", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["precedence_class.id"], name=op.f("fk_precedence_place_class_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_precedence_place_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precedence_place")),
    )
    op.create_index(op.f("ix_precedence_place_class_id"), "precedence_place", ["class_id"], unique=False)
    op.create_index(op.f("ix_precedence_place_registration_id"), "precedence_place", ["registration_id"], unique=False)
    op.create_table(
        "programme_item",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("hall_id", sa.CHAR(32), nullable=True),
        sa.Column("import_id", sa.CHAR(32), nullable=True),
        sa.Column("day", sa.CHAR(10), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("source_uid", sa.String(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("title_hant", sa.String(), nullable=False),
        sa.Column("title_hans", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("starts_at", sa.CHAR(24), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("fixed_start", sa.Boolean(), nullable=False),
        sa.Column("fixed_end", sa.Boolean(), nullable=False),
        sa.Column("spare", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_programme_item_event_id")),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_programme_item_hall_id")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_programme_item_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_item")),
    )
    op.create_index(op.f("ix_programme_item_event_id_day"), "programme_item", ["event_id", "day"], unique=False)
    op.create_index(op.f("ix_programme_item_hall_id"), "programme_item", ["hall_id"], unique=False)
    op.create_table(
        "seat_block",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("hall_id", sa.CHAR(32), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("round", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_seat_block_event_id")),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_seat_block_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_block")),
    )
    op.create_index(op.f("ix_seat_block_event_id"), "seat_block", ["event_id"], unique=False)
    op.create_index(op.f("ix_seat_block_hall_id"), "seat_block", ["hall_id"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("item_id", sa.CHAR(32), nullable=False),
        sa.Column("title_hant", sa.String(), nullable=False),
        sa.Column("title_hans", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_agreement_event_id")),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_agreement_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_event_id"), "agreement", ["event_id"], unique=False)
    op.create_index(op.f("ix_agreement_item_id"), "agreement", ["item_id"], unique=False)
    op.create_table(
        "checkpoint_item",
        sa.Column("checkpoint_id", sa.CHAR(32), nullable=False),
        sa.Column("item_id", sa.CHAR(32), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_checkpoint_item_checkpoint_id")),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_checkpoint_item_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint_item")),
    )
    op.create_index(op.f("ix_checkpoint_item_checkpoint_id"), "checkpoint_item", ["checkpoint_id"], unique=False)
    op.create_index(op.f("ix_checkpoint_item_item_id"), "checkpoint_item", ["item_id"], unique=False)
    op.create_table(
        "cue",
        sa.Column("item_id", sa.CHAR(32), nullable=False),
        sa.Column("department", sa.String(32), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("from_end", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_cue_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cue")),
    )
    op.create_index(op.f("ix_cue_item_id"), "cue", ["item_id"], unique=False)
    op.create_table(
        "hard_limit",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=True),
        sa.Column("item_id", sa.CHAR(32), nullable=True),
        sa.Column("hall_id", sa.CHAR(32), nullable=True),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("warn_seconds", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_hard_limit_event_id")),
        sa.ForeignKeyConstraint(["hall_id"], ["hall.id"], name=op.f("fk_hard_limit_hall_id")),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_hard_limit_item_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_hard_limit_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hard_limit")),
    )
    op.create_index(op.f("ix_hard_limit_event_id"), "hard_limit", ["event_id"], unique=False)
    op.create_table(
        "item_person",
        sa.Column("item_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_item_person_item_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_item_person_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_person")),
    )
    op.create_index(op.f("ix_item_person_item_id"), "item_person", ["item_id"], unique=False)
    op.create_index(op.f("ix_item_person_registration_id"), "item_person", ["registration_id"], unique=False)
    op.create_table(
        "material",
        sa.Column("item_id", sa.CHAR(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_material_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
    )
    op.create_index(op.f("ix_material_item_id"), "material", ["item_id"], unique=False)
    op.create_table(
        "run_entry",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("item_id", sa.CHAR(32), nullable=False),
        sa.Column("desk_id", sa.CHAR(32), nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_run_entry_desk_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_run_entry_event_id")),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_run_entry_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_entry")),
    )
    op.create_index(op.f("ix_run_entry_event_id"), "run_entry", ["event_id"], unique=False)
    op.create_index(op.f("ix_run_entry_item_id"), "run_entry", ["item_id"], unique=False)
    op.create_table(
        "stage_plan",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("item_id", sa.CHAR(32), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("layout", sa.String(32), nullable=False),
        sa.Column("convention", sa.String(32), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("row_sizes", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_stage_plan_event_id")),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_stage_plan_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_plan")),
    )
    op.create_index(op.f("ix_stage_plan_event_id"), "stage_plan", ["event_id"], unique=False)
    op.create_index(op.f("ix_stage_plan_item_id"), "stage_plan", ["item_id"], unique=False)
    op.create_table(
        "substitution",
        sa.Column("item_id", sa.CHAR(32), nullable=False),
        sa.Column("out_id", sa.CHAR(32), nullable=False),
        sa.Column("in_id", sa.CHAR(32), nullable=False),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["in_id"], ["registration.id"], name=op.f("fk_substitution_in_id")),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_substitution_item_id")),
        sa.ForeignKeyConstraint(["out_id"], ["registration.id"], name=op.f("fk_substitution_out_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    op.create_index(op.f("ix_substitution_item_id"), "substitution", ["item_id"], unique=False)
    op.create_table(
        "agreement_party",
        sa.Column("agreement_id", sa.CHAR(32), nullable=False),
        sa.Column("organisation_id", sa.CHAR(32), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_party_agreement_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_agreement_party_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_party")),
    )
    op.create_index(op.f("ix_agreement_party_agreement_id"), "agreement_party", ["agreement_id"], unique=False)
    op.create_table(
        "ready_thing",
        sa.Column("item_id", sa.CHAR(32), nullable=False),
        sa.Column("agreement_id", sa.CHAR(32), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_ready_thing_agreement_id")),
        sa.ForeignKeyConstraint(["item_id"], ["programme_item.id"], name=op.f("fk_ready_thing_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_thing")),
    )
    op.create_index(op.f("ix_ready_thing_item_id"), "ready_thing", ["item_id"], unique=False)
    op.create_table(
        "stage_person",
        sa.Column("plan_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["stage_plan.id"], name=op.f("fk_stage_person_plan_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_stage_person_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_person")),
    )
    op.create_index(op.f("ix_stage_person_plan_id"), "stage_person", ["plan_id"], unique=False)
    op.create_index(op.f("ix_stage_person_registration_id"), "stage_person", ["registration_id"], unique=False)
    op.create_table(
        "agreement_document",
        sa.Column("agreement_id", sa.CHAR(32), nullable=False),
        sa.Column("party_id", sa.CHAR(32), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_document_agreement_id")),
        sa.ForeignKeyConstraint(["party_id"], ["agreement_party.id"], name=op.f("fk_agreement_document_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_document")),
    )
    op.create_index(op.f("ix_agreement_document_agreement_id"), "agreement_document", ["agreement_id"], unique=False)
    op.create_table(
        "agreement_person",
        sa.Column("agreement_id", sa.CHAR(32), nullable=False),
        sa.Column("party_id", sa.CHAR(32), nullable=True),
        sa.Column("registration_id", sa.CHAR(32), nullable=True),
        sa.Column("stands_for_id", sa.CHAR(32), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_person_agreement_id")),
        sa.ForeignKeyConstraint(["party_id"], ["agreement_party.id"], name=op.f("fk_agreement_person_party_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_agreement_person_registration_id")
        ),
        sa.ForeignKeyConstraint(
            ["stands_for_id"], ["agreement_person.id"], name=op.f("fk_agreement_person_stands_for_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_person")),
    )
    op.create_index(op.f("ix_agreement_person_agreement_id"), "agreement_person", ["agreement_id"], unique=False)
    op.create_index(op.f("ix_agreement_person_registration_id"), "agreement_person", ["registration_id"], unique=False)
    op.create_table(
        "accepted_conflict",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_accepted_conflict_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_conflict")),
    )
    op.create_index(op.f("ix_accepted_conflict_event_id_key"), "accepted_conflict", ["event_id", "key"], unique=False)
    op.create_table(
        "site",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("import_id", sa.CHAR(32), nullable=True),
        sa.Column("venue_id", sa.CHAR(32), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_hant", sa.String(), nullable=False),
        sa.Column("name_hans", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("walk_minutes", sa.Integer(), nullable=False),
        sa.Column("opens_clock", sa.String(), nullable=False),
        sa.Column("closes_clock", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_site_event_id")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_site_import_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_site_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_index(op.f("ix_site_event_id"), "site", ["event_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("import_id", sa.CHAR(32), nullable=True),
        sa.Column("day", sa.CHAR(10), nullable=False),
        sa.Column("name_hant", sa.String(), nullable=False),
        sa.Column("name_hans", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("leaders", sa.String(length=32), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_visit_event_id")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_visit_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_event_id_day"), "visit", ["event_id", "day"], unique=False)
    op.create_table(
        "delegation_person",
        sa.Column("delegation_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("subgroup", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("counterpart_id", sa.CHAR(32), nullable=True),
        sa.Column("counterpart", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(
            ["counterpart_id"], ["registration.id"], name=op.f("fk_delegation_person_counterpart_id")
        ),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_delegation_person_delegation_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_delegation_person_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_person")),
    )
    op.create_index(op.f("ix_delegation_person_delegation_id"), "delegation_person", ["delegation_id"], unique=False)
    op.create_index(
        op.f("ix_delegation_person_registration_id"), "delegation_person", ["registration_id"], unique=False
    )
    op.create_table(
        "gift",
        sa.Column("delegation_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=True),
        sa.Column("received", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_gift_delegation_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_gift_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift")),
    )
    op.create_index(op.f("ix_gift_delegation_id"), "gift", ["delegation_id"], unique=False)
    op.create_index(op.f("ix_gift_registration_id"), "gift", ["registration_id"], unique=False)
    op.create_table(
        "journey",
        sa.Column("delegation_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=True),
        sa.Column("subgroup", sa.String(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("site_id", sa.CHAR(32), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("at", sa.CHAR(24), nullable=False),
        sa.Column("far_place", sa.String(), nullable=False),
        sa.Column("far_at", sa.CHAR(24), nullable=True),
        sa.Column("far_zone", sa.String(), nullable=False),
        sa.Column("met_by_id", sa.CHAR(32), nullable=True),
        sa.Column("met_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_journey_delegation_id")),
        sa.ForeignKeyConstraint(["met_by_id"], ["registration.id"], name=op.f("fk_journey_met_by_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_journey_registration_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_journey_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journey")),
    )
    op.create_index(op.f("ix_journey_delegation_id"), "journey", ["delegation_id"], unique=False)
    op.create_index(op.f("ix_journey_registration_id"), "journey", ["registration_id"], unique=False)
    op.create_table(
        "travel_time",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("from_id", sa.CHAR(32), nullable=False),
        sa.Column("to_id", sa.CHAR(32), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_travel_time_event_id")),
        sa.ForeignKeyConstraint(["from_id"], ["site.id"], name=op.f("fk_travel_time_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["site.id"], name=op.f("fk_travel_time_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_time")),
    )
    op.create_index(op.f("ix_travel_time_event_id"), "travel_time", ["event_id"], unique=False)
    op.create_table(
        "visit_group",
        sa.Column("visit_id", sa.CHAR(32), nullable=False),
        sa.Column("name_hant", sa.String(), nullable=False),
        sa.Column("name_hans", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_group_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_group")),
    )
    op.create_index(op.f("ix_visit_group_visit_id"), "visit_group", ["visit_id"], unique=False)
    op.create_table(
        "group_person",
        sa.Column("group_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["visit_group.id"], name=op.f("fk_group_person_group_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_group_person_registration_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_person")),
    )
    op.create_index(op.f("ix_group_person_group_id"), "group_person", ["group_id"], unique=False)
    op.create_index(op.f("ix_group_person_registration_id"), "group_person", ["registration_id"], unique=False)
    op.create_table(
        "stop",
        sa.Column("visit_id", sa.CHAR(32), nullable=False),
        sa.Column("import_id", sa.CHAR(32), nullable=True),
        sa.Column("site_id", sa.CHAR(32), nullable=False),
        sa.Column("checkpoint_id", sa.CHAR(32), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("place_hant", sa.String(), nullable=False),
        sa.Column("place_hans", sa.String(), nullable=False),
        sa.Column("place_en", sa.String(), nullable=False),
        sa.Column("host_id", sa.CHAR(32), nullable=True),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("starts_at", sa.CHAR(24), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.CHAR(24), nullable=True),
        sa.Column("closes_at", sa.CHAR(24), nullable=True),
        sa.Column("group_limit", sa.Integer(), nullable=True),
        sa.Column("security_minutes", sa.Integer(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("parts", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("list_fields", sa.String(), nullable=False),
        sa.Column("list_due_at", sa.CHAR(24), nullable=True),
        sa.Column("list_sent_at", sa.CHAR(24), nullable=True),
        sa.Column("fallback", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_stop_checkpoint_id")),
        sa.ForeignKeyConstraint(["host_id"], ["organisation.id"], name=op.f("fk_stop_host_id")),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_stop_import_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_stop_site_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_stop_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop")),
    )
    op.create_index(op.f("ix_stop_checkpoint_id"), "stop", ["checkpoint_id"], unique=False)
    op.create_index(op.f("ix_stop_site_id"), "stop", ["site_id"], unique=False)
    op.create_index(op.f("ix_stop_visit_id"), "stop", ["visit_id"], unique=False)
    op.create_table(
        "vehicle",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("checkpoint_id", sa.CHAR(32), nullable=True),
        sa.Column("name_hant", sa.String(), nullable=False),
        sa.Column("name_hans", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("plate", sa.String(), nullable=False),
        sa.Column("driver", sa.String(), nullable=False),
        sa.Column("driver_phone", sa.String(), nullable=False),
        sa.Column("driver_hours", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("wheelchairs", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["checkpoint_id"], ["checkpoint.id"], name=op.f("fk_vehicle_checkpoint_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_vehicle_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
    )
    op.create_index(op.f("ix_vehicle_checkpoint_id"), "vehicle", ["checkpoint_id"], unique=False)
    op.create_index(op.f("ix_vehicle_event_id"), "vehicle", ["event_id"], unique=False)
    op.create_table(
        "leg",
        sa.Column("visit_id", sa.CHAR(32), nullable=False),
        sa.Column("vehicle_id", sa.CHAR(32), nullable=False),
        sa.Column("from_id", sa.CHAR(32), nullable=False),
        sa.Column("to_id", sa.CHAR(32), nullable=False),
        sa.Column("boarding_point", sa.String(), nullable=False),
        sa.Column("gathers_at", sa.CHAR(24), nullable=False),
        sa.Column("leaves_at", sa.CHAR(24), nullable=False),
        sa.Column("arrives_at", sa.CHAR(24), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("left_at", sa.CHAR(24), nullable=True),
        sa.Column("arrived_at", sa.CHAR(24), nullable=True),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["from_id"], ["site.id"], name=op.f("fk_leg_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["site.id"], name=op.f("fk_leg_to_id")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_leg_vehicle_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_leg_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leg")),
    )
    op.create_index(op.f("ix_leg_vehicle_id"), "leg", ["vehicle_id"], unique=False)
    op.create_index(op.f("ix_leg_visit_id"), "leg", ["visit_id"], unique=False)
    op.create_table(
        "slot",
        sa.Column("group_id", sa.CHAR(32), nullable=False),
        sa.Column("stop_id", sa.CHAR(32), nullable=False),
        sa.Column("starts_at", sa.CHAR(24), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["visit_group.id"], name=op.f("fk_slot_group_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stop.id"], name=op.f("fk_slot_stop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
    )
    op.create_index(op.f("ix_slot_group_id"), "slot", ["group_id"], unique=False)
    op.create_index(op.f("ix_slot_stop_id"), "slot", ["stop_id"], unique=False)
    op.create_table(
        "stop_person",
        sa.Column("stop_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("until_at", sa.CHAR(24), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_stop_person_registration_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stop.id"], name=op.f("fk_stop_person_stop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_person")),
    )
    op.create_index(op.f("ix_stop_person_registration_id"), "stop_person", ["registration_id"], unique=False)
    op.create_index(op.f("ix_stop_person_stop_id"), "stop_person", ["stop_id"], unique=False)
    op.create_table(
        "vehicle_person",
        sa.Column("visit_id", sa.CHAR(32), nullable=False),
        sa.Column("vehicle_id", sa.CHAR(32), nullable=False),
        sa.Column("leg_id", sa.CHAR(32), nullable=True),
        sa.Column("registration_id", sa.CHAR(32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["leg_id"], ["leg.id"], name=op.f("fk_vehicle_person_leg_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_vehicle_person_registration_id")
        ),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_vehicle_person_vehicle_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_vehicle_person_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle_person")),
    )
    op.create_index(op.f("ix_vehicle_person_registration_id"), "vehicle_person", ["registration_id"], unique=False)
    op.create_index(
        op.f("ix_vehicle_person_visit_id_vehicle_id"), "vehicle_person", ["visit_id", "vehicle_id"], unique=False
    )
    op.create_table(
        "handbook_text",
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("delegation_id", sa.CHAR(32), nullable=True),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("text_hant", sa.String(), nullable=False),
        sa.Column("text_hans", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_handbook_text_delegation_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_handbook_text_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handbook_text")),
    )
    op.create_index(op.f("ix_handbook_text_delegation_id"), "handbook_text", ["delegation_id"], unique=False)
    op.create_index(op.f("ix_handbook_text_event_id"), "handbook_text", ["event_id"], unique=False)
    op.create_table(
        "visit_tie",
        sa.Column("visit_id", sa.CHAR(32), nullable=False),
        sa.Column("one_id", sa.CHAR(32), nullable=False),
        sa.Column("other_id", sa.CHAR(32), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["one_id"], ["registration.id"], name=op.f("fk_visit_tie_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["registration.id"], name=op.f("fk_visit_tie_other_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_tie_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_tie")),
    )
    op.create_index(op.f("ix_visit_tie_visit_id"), "visit_tie", ["visit_id"], unique=False)
    op.create_table(
        "stop_record",
        sa.Column("group_id", sa.CHAR(32), nullable=False),
        sa.Column("stop_id", sa.CHAR(32), nullable=False),
        sa.Column("arrived_at", sa.CHAR(24), nullable=True),
        sa.Column("left_at", sa.CHAR(24), nullable=True),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["visit_group.id"], name=op.f("fk_stop_record_group_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stop.id"], name=op.f("fk_stop_record_stop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_record")),
    )
    op.create_index(op.f("ix_stop_record_group_id"), "stop_record", ["group_id"], unique=False)
    op.create_index(op.f("ix_stop_record_stop_id"), "stop_record", ["stop_id"], unique=False)
    op.create_table(
        "host_call",
        sa.Column("stop_id", sa.CHAR(32), nullable=False),
        sa.Column("stop_person_id", sa.CHAR(32), nullable=True),
        sa.Column("group_id", sa.CHAR(32), nullable=True),
        sa.Column("expected_at", sa.CHAR(24), nullable=True),
        sa.Column("told_at", sa.CHAR(24), nullable=True),
        sa.Column("id", sa.CHAR(32), nullable=False),
        sa.Column("deleted_at", sa.CHAR(24), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["visit_group.id"], name=op.f("fk_host_call_group_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stop.id"], name=op.f("fk_host_call_stop_id")),
        sa.ForeignKeyConstraint(["stop_person_id"], ["stop_person.id"], name=op.f("fk_host_call_stop_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_call")),
    )
    op.create_index(op.f("ix_host_call_stop_id"), "host_call", ["stop_id"], unique=False)
    op.create_table(
        "search_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.CHAR(32), nullable=False),
        sa.Column("registration_id", sa.CHAR(32), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_entry")),
    )
    op.create_index("ix_search_entry_event_id", "search_entry", ["event_id"], unique=False)
    op.create_index("ix_search_entry_registration_id", "search_entry", ["registration_id"], unique=True)
    # The tokenizer splits at spaces and takes all else as it is: what a word is, storage.search_index has decided.
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(words, content='search_entry', content_rowid='number',"
        " tokenize='ascii', detail='none', prefix='2 3 4 5 6 7 8 9')"
    )
