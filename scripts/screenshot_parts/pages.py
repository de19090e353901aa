"""Which pictures there are and what each shows: the table of docs/pictures/README.md."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

PAGES = (
    ("First start", "first-run", "Who we are, and the first person who may open the desk."),
    ("First start", "first-run-code", "The recovery code, shown once, to be printed."),
    ("First start", "first-run-read-back", "Two groups of the code typed back from the paper."),
    ("Sign in", "sign-in", "The agency’s notice, a name and a password."),
    ("My shift", "my-shift", "Next call first, then how many wait and why others are not called."),
    ("My shift", "my-shift-empty", "Nobody can be called: why, and when somebody can."),
    ("Card", "card-before-the-dial", "One person, the number to dial and what was agreed; nothing of the case."),
    ("Card", "card-skip", "Somebody is skipped with one tap that says why."),
    ("Call", "call-opening", "Who answered? Nothing of the case is in the window."),
    ("Call", "call-someone-else", "Another person has answered: what may be said, and no more."),
    ("Call", "call-they-ask", "The agency’s answers to what people ask, F1."),
    ("Call", "call-right-person", "The second check, with what was asked for and what is on file."),
    ("Call", "call-danger-now", "Danger now, F8: whom to telephone, what to tell them."),
    ("Call", "call-covered", "Covered with Esc: the call goes on underneath."),
    ("Call", "call-new-information", "Anything new, line by line, in the person’s own words."),
    ("Call", "call-report-says", "What the report already lists is said once, and only what it lacks is asked."),
    ("Call", "call-follow-up", "A question about one line."),
    ("Call", "call-service", "How was the service: read aloud, answered with a number."),
    ("Call", "call-how-did-it-end", "The ending, set from what was recorded."),
    ("Call", "call-promise", "A promise has a day and somebody who keeps it."),
    ("Paper", "paper-calls", "Forms to print, and one to type in."),
    ("Paper", "paper-call-typed-in", "A finished form, box by box, in the order of the sheet."),
    ("Messages", "messages", "Somebody rang, and no call of ours goes with it."),
    ("Messages", "messages-waiting", "What waits for a supervisor, and what became of it."),
    ("Practice", "practice-cards", "Eight people who are not real, and a first hour of six steps."),
    ("Practice", "practice-card", "What the partner plays."),
    ("Practice", "practice-my-shift", "The same shift page, over people who are not real."),
    ("Practice", "practice-call-opening", "A practice call: the ribbon says so on every page."),
    ("Practice", "practice-call-what-is-new", "What is new, in practice."),
    ("Practice", "practice-what-to-look-at", "Afterwards: what was done, and what to look at."),
    ("Practice", "practice-first-hour", "The steps that are done."),
    ("Board", "board", "What waits for the supervisor, and the state of the desk."),
    ("Board", "promises", "What was promised in calls, overdue first, with who keeps it."),
    ("Board", "board-welfare", "How the volunteers are: talks to hold, what each carried, dates that run out."),
    ("Board", "board-papers", "What the desk prints besides lead sheets, and who is named on it."),
    ("Board", "board-answered", "When people answer, and nothing said that a handful of tries cannot say."),
    ("Board", "board-ahead", "Two weeks tried out with other waits, limits and shifts; nothing is saved."),
    ("Board", "board-view-as", "The desk as a volunteer sees it: nothing can be pressed, and it is on record."),
    ("Board", "board-alert", "An alert is open: red until it is answered."),
    ("Board", "board-alert-open", "The alert itself, and the words that answer it."),
    ("Call list", "call-list", "Everybody on the desk, and whether each is called."),
    ("Call list", "call-list-person", "One person: why, or why not."),
    ("Call list", "call-list-found", "Found by a case number, however it is typed; the list says by which."),
    ("Call list", "call-list-several", "Several people at once: who is changed, who is left alone, and why."),
    ("Call list", "call-list-views", "Kept questions to the list, one’s own and shared ones."),
    ("Call list", "call-list-more", "Columns, paper, and the way back from acts on many."),
    ("Call list", "call-list-columns", "Which columns stand in the list, and in which order."),
    ("Call list", "call-list-same-person", "Is this somebody who is here already? A supervisor says."),
    ("Import", "import-choose-first", "The first day: nothing has been imported yet."),
    ("Import", "import-choose", "Drop a file, choose one, paste rows, or type in one person."),
    ("Import", "import-take-back", "Taking an import back: who goes, who stays and why, before it is done."),
    ("Import", "import-taking-back", "How far it is, and that it can be stopped."),
    ("Import", "import-check-taken-back", "A later list repeats rows that were taken back: they stay away."),
    ("Import", "import-check-brought-back", "The same list, with those rows brought in after all."),
    ("Import", "import-refused", "A file that is no list: what it is and what to do."),
    ("Import", "import-refused-history", "Columns of criminal history are refused, whatever else is in the file."),
    ("Import", "import-refused-cut-off", "A list that breaks off half-way: refused whole, with the line."),
    ("Import", "import-request", "What to ask your records system for, to copy or to save."),
    ("Import", "import-paste", "Rows copied in Excel, before they are pasted."),
    ("Import", "import-paste-rows", "Rows copied in Excel."),
    ("Import", "import-arrivals", "Files that have arrived in the watched folder are offered."),
    ("Import", "import-match", "What each column means."),
    ("Import", "import-match-messy", "A file nobody tidied up: lines above the headings, an older alphabet."),
    ("Import", "import-match-settle-messy", "What a file has no column for is said once, by a named supervisor."),
    ("Import", "import-check", "Every row in one of six piles, before anything is imported."),
    ("Import", "import-check-messy", "Much has changed since the last import, and many rows wait."),
    ("Import", "import-report", "What came of it, and what becomes of the file."),
    ("Import", "import-report-messy", "Rows that lack something can be saved, corrected and imported again."),
    ("Import", "import-correct", "Rows to correct are signed for; more than 25 by two people."),
    ("Import", "import-correct-wrong", "A password that is not right, said beside its field."),
    ("Import", "import-history", "An old import: what was not called, and what can be done about it."),
    ("Import", "import-correct-later", "From the history the file itself has to be named again."),
    ("Import", "import-correct-later-wrong", "There, too, a password that is not right is said beside its field."),
    ("Import", "import-typed-missing", "One person by hand: what is missing, beside its field."),
    ("Import", "import-typed-person", "One person by hand, through the same rules."),
    ("Import", "import-typed-done", "What became of the person, and an empty form for the next."),
    ("Review", "review", "What a call brought, the checks, and the sign-off."),
    ("Review", "review-score", "Nine lines about a call, each answered by one key."),
    ("Review", "review-complaints", "Complaints and thanks in the words that were said, and where they go."),
    ("Review", "review-which-calls", "Whose calls are read how often, moved by a supervisor alone."),
    ("Lead sheets", "lead-sheet-confirm", "The case number is typed once more before a sheet is made."),
    ("Lead sheets", "lead-sheets", "Sheets to send, and the one in hand."),
    ("Lead sheets", "lead-sheet", "The page an investigator gets."),
    ("Reports", "reports", "Six plain counts, and one part of the report at a time; small numbers are not shown."),
    ("Reports", "reports-method", "How many of those due a call talked with us, and how that was counted."),
    ("Wording", "wording", "The shipped sentence at the left, ours at the right."),
    ("Wording", "wording-pipe-gone", "A sentence that lost what it has to say."),
    ("Wording", "wording-locked", "A safety check is locked."),
    ("Wording", "wording-publish", "What changes, before it is published."),
    ("Wording", "wording-versions", "What was published, and what each changed."),
    ("Wording", "wording-workbook", "For experts: a workbook is opened."),
    ("Wording", "wording-findings", "What is wrong in it, with sheet and row."),
    ("Wording", "wording-walk", "Walked with somebody who is not real."),
    ("Wording", "wording-newer-offered", "A newer script came with the program: it is said once."),
    ("Wording", "wording-new-version", "What the program brings; nothing changes before somebody takes it over."),
    ("Wording", "wording-new-version-beside", "What of ours stays, where both changed a sentence, what is different."),
    ("Settings", "settings-people", "Who works at this desk."),
    ("Settings", "settings-recipients", "Who gets lead sheets."),
    ("Settings", "settings-backups", "Backups: the last one, and another."),
    ("Settings", "settings-audit-trail", "Everything that was done, checked link by link."),
    ("Settings", "settings-column-set-ups", "Columns of earlier files, kept."),
    ("Settings", "settings-your-password", "A new password of one’s own."),
    ("Settings", "settings-health-check", "What this computer has and lacks."),
    ("Settings", "settings-what-we-say", "The agency’s answers to what people ask."),
    ("Settings", "settings-hours-and-shifts", "When somebody is at the desk, and when nobody is called."),
    ("Settings", "settings-who-comes-when", "Who sits in which shift, single days, and who is away."),
    ("Settings", "settings-how-calls-end", "What follows from every ending, in dated versions."),
    ("Settings", "settings-look", "Light or dark, and the size of the text."),
    ("Lock", "locked", "The desk is locked: nothing of it is in the window."),
)
_HEAD = """# Pictures of every page

Made by `scripts/screenshots.py` from a demo desk; everybody in them is invented. Each page is here in light and in
dark, 1366 by 768 pixels. `--all-sizes` adds 1093 by 614 and text at 200 %.

| page | picture | what it shows |
|---|---|---|
"""


def write_table(folder: Path, taken: Collection[str]) -> None:
    """README.md beside the pictures: the pages that have one, in the order of a day."""
    lines = []
    for page, name, shows in PAGES:
        if name in taken:
            dark = f", [dark]({name}-dark.png)" if (folder / f"{name}-dark.png").exists() else ""
            lines.append(f"| {page} | [{name}]({name}.png){dark} | {shows} |\n")
    (folder / "README.md").write_text(_HEAD + "".join(lines), "utf-8")
