"""The terminal's face: the same use cases as the window, the same roles."""

from __future__ import annotations

import typer

from callback_desk.cli.arrival_commands import arrivals
from callback_desk.cli.card_commands import front_desk_card
from callback_desk.cli.correct_commands import save_rows
from callback_desk.cli.desk_commands import audit_app, backup, doctor, init, packet, people_app, restore
from callback_desk.cli.import_commands import import_files, list_batches
from callback_desk.cli.layout_commands import layouts_app
from callback_desk.cli.left_commands import show_left
from callback_desk.cli.paper_commands import paper_app
from callback_desk.cli.password_commands import admit, confirm_code, new_code, password, recover
from callback_desk.cli.publish_commands import script_app
from callback_desk.cli.queue_commands import hold, show_queue, show_why
from callback_desk.cli.receipt_commands import receipt, receipt_form, receipts_file
from callback_desk.cli.report_commands import report
from callback_desk.cli.script_commands import rules_app
from callback_desk.cli.settings_commands import settings
from callback_desk.cli.sign_commands import sign_app
from callback_desk.cli.subject_commands import subject_access
from callback_desk.cli.undo_commands import undo_import


def make_app() -> typer.Typer:
    """Every command but the window and the demo, which the program itself adds."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Callback Desk in the terminal.",
    )
    app.command("init")(init)
    app.command("import")(import_files)
    app.command("arrivals")(arrivals)
    app.command("batches")(list_batches)
    app.command("rows-to-correct")(save_rows)
    app.command("undo-import")(undo_import)
    app.command("queue")(show_queue)
    app.command("why")(show_why)
    app.command("hold")(hold)
    app.command("packet")(packet)
    app.command("receipt")(receipt)
    app.command("receipt-form")(receipt_form)
    app.command("receipts-file")(receipts_file)
    app.command("report")(report)
    app.command("front-desk-card")(front_desk_card)
    app.command("what-left")(show_left)
    app.command("subject-access")(subject_access)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("recover")(recover)
    app.command("confirm-code")(confirm_code)
    app.command("new-code")(new_code)
    app.command("admit")(admit)
    app.command("password")(password)
    app.command("settings")(settings)
    app.command("doctor")(doctor)
    app.add_typer(layouts_app, name="layouts")
    app.add_typer(people_app, name="people")
    app.add_typer(audit_app, name="audit")
    app.add_typer(paper_app, name="paper")
    app.add_typer(script_app, name="script")
    app.add_typer(rules_app, name="rules")
    app.add_typer(sign_app, name="sign")
    return app
