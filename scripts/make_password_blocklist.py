"""Write resources/security/common_passwords.txt anew: base words, patterns and their common variations.

The words are our own selection of what published studies of leaked passwords keep finding (years of "most
common password" lists agree on them), plus the words of this job. Run once a quarter with today's date:

    python scripts/make_password_blocklist.py 2026-11-21
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "resources" / "security"
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "qwertzuiop", "yxcvbnm")
ENDINGS = ("1", "12", "123", "1234", "12345", "123456", "!", "1!", "123!", "01", "007", "69", "99", "00", "2000")
YEARS = tuple(str(year) for year in range(2018, 2028))


def walks() -> set[str]:
    """Runs along keyboard rows, both ways, doubled, and the columns 1qaz2wsx."""
    found: set[str] = set()
    for row in ROWS:
        for line in (row, row[::-1]):
            found |= {line[a:b] for a in range(len(line)) for b in range(a + 4, len(line) + 1)}
            found.add(line * 2)
    columns = ["1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "0p"]
    found |= {"".join(columns[a:b]) for a in range(len(columns)) for b in range(a + 1, len(columns) + 1)}
    found |= {"".join(ROWS[1:4]), "".join(ROWS[:4]), "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba"}
    letters = "abcdefghijklmnopqrstuvwxyz"
    found |= {letters[:n] for n in range(4, 26)} | {d * n for d in "0123456789abcxyz" for n in range(4, 17)}
    return {w for w in found if len(w) >= 4}


def variations(word: str) -> set[str]:
    """What people do to a word so that a form takes it."""
    leet = word.translate(str.maketrans("aeiost", "@31o$t")), word.translate(str.maketrans("aeio", "4310"))
    return {word, word * 2, word[::-1], *leet, *(word + e for e in ENDINGS), *(word + y for y in YEARS)}


def main(made: date) -> int:
    words = [
        w
        for line in (HERE / "base_words.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
        for w in line.split()
    ]
    entries = walks()
    for word in words:
        entries |= variations(word.casefold())
    head = [
        "# Passwords that are tried first. Written by scripts/make_password_blocklist.py from base_words.txt.",
        f"# made: {made.isoformat()}",
        f"# entries: {len(entries)}",
    ]
    (HERE / "common_passwords.txt").write_text("\n".join([*head, *sorted(entries)]) + "\n", "utf-8")
    return len(entries)


if __name__ == "__main__":
    print(main(date.fromisoformat(sys.argv[1])), "entries")
