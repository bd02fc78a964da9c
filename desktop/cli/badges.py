"""badges issue · list · revoke."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.cli.parser import Commands
from desktop.cli.run import Run, written
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.badges import BadgeRow


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("badges", _("The badges of the event in use."))
    for name, help_, action in (
        ("issue", _("Give a badge to everyone who has none."), issue),
        ("list", _("All badges, in the order of the list of guests."), list_badges),
    ):
        made = group.add(name, help_, action)
        made.add_argument("--category", metavar=_("CATEGORY"), help=_("Only this category, by its code or name."))
    revoke_ = group.add("revoke", _("Make a badge worthless."), revoke)
    revoke_.add_argument("serial", metavar=_("SERIAL"), help=_("What stands under its QR code, such as A-7K3PX."))
    revoke_.add_argument("--why", required=True, metavar=_("TEXT"), help=_("What the desk is told about it."))


def issue(run: Run, _: Translator) -> None:
    """Give badges to those who have none."""
    from desktop.services import badges, events

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        wanted = category_id(session, event.id, run.args.category)
        issued = badges.issue_badges(session, event.id, category_id=wanted, again=True)
    run.give({"issued": issued}, [_.ngettext("{n} badge was given.", "{n} badges were given.", issued)])


def list_badges(run: Run, _: Translator) -> None:
    """All badges with who wears them."""
    from desktop.services import badges, events

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        wanted = category_id(session, event.id, run.args.category)
        rows = badges.badges(session, event.id, category_id=wanted)
    run.give_table(
        [_document(row, event.zone, _) for row in rows],
        [_("Serial"), _("Name"), _("Category"), _("Printed"), _("Revoked")],
        (
            (
                row.serial,
                row.name,
                row.category.said_in(_.language),
                row.prints or None,
                row.revoked_why or (_("Yes") if row.revoked_at else ""),
            )
            for row in rows
        ),
    )


def revoke(run: Run, _: Translator) -> None:
    """Make one badge worthless."""
    from desktop.services import badges, events

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        row = badges.revoke_badge(session, event.id, run.args.serial, run.args.why)
    run.give(
        _document(row, event.zone, _), [_("Badge {serial} of {name} is revoked.", serial=row.serial, name=row.name)]
    )


def category_id(session: Any, event_id: UUID, text: str | None) -> UUID | None:
    """The category that ``text`` names; None for None."""
    from desktop.services.categories import find_category

    return None if text is None else find_category(session, event_id, text).id


def _document(row: "BadgeRow", zone: str, _: Translator) -> dict[str, object]:
    return {
        "registration": str(row.registration),
        "serial": row.serial,
        "token": row.token,
        "name": row.name,
        "category": row.category.said_in(_.language),
        "category_code": row.category_code,
        "printed": row.prints > 0,
        "prints": row.prints,
        "revoked": row.revoked_at is not None,
        "revoked_at": None if row.revoked_at is None else written(row.revoked_at, zone),
        "revoked_why": row.revoked_why,
    }
