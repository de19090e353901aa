"""What runs in the child that checks scripts: importing pyxform and walking a script would stall the window.

Request: {"workbook": path} or {"xform": text}, and beside it "ratings": [text, ...], "published": XForm or "",
"versions": [version, ...]. Answer, one line: {"done": true, "findings": [...], "xform", "version", "title"}, where
"xform" is "" when no script could be made of it, or {"done": false, "sentence", "code"}.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from callback_desk.call_script.check_lines import answer_of, beside_of
from callback_desk.call_script.checks import check_workbook, check_xform
from callback_desk.domain.errors import ScriptRefused


def main() -> None:
    """Answer requests until standard input ends."""
    for line in sys.stdin:
        request = json.loads(line)
        beside = beside_of(request)
        try:
            if "workbook" in request:
                looked = check_workbook(Path(request["workbook"]), beside)
            else:
                looked = check_xform(request["xform"], beside)
            answer = answer_of(looked)
        except ScriptRefused as refused:
            answer = {"done": False, "sentence": refused.sentence, "code": refused.code}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
