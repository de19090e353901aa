"""Write tests/golden/*.txt anew from tests/golden/*.json. Read the diff before committing it."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from callback_desk.documents.make import make_packet_pdf  # noqa: E402  # after the path is set
from callback_desk.documents.packet_json import packet_from_dict  # noqa: E402
from callback_desk.documents.self_check import read_pages  # noqa: E402


def main() -> int:
    golden = ROOT / "tests" / "golden"
    fonts_dir = ROOT / "resources" / "theme" / "fonts"
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted(golden.glob("*.json")):
            packet = packet_from_dict(json.loads(source.read_text("utf-8")))
            written = make_packet_pdf(packet, Path(folder) / "sheet.pdf", fonts_dir=fonts_dir)
            target = source.with_suffix(".txt")
            text = "\n--- page ---\n".join(_pages(written.path)) + "\n"
            changed = not target.exists() or target.read_text("utf-8") != text
            target.write_text(text, "utf-8", newline="\n")
            print(f"{target.name}: {written.pages} page(s), {'changed' if changed else 'as before'}")
    return 0


def _pages(path: Path) -> list[str]:
    """Each page as the tests read it: its letters, then the lines that carry their text with them."""
    return [page.words.replace("\r\n", "\n").strip() for page in read_pages(path.read_bytes())]


if __name__ == "__main__":
    sys.exit(main())
