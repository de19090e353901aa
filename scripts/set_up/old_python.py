"""The one sentence an old Python needs; only old syntax here."""

import os
import sys

OLDEST = (3, 11)
TRIED = ("python3.14", "python3.13", "python3.12", "python3.11")


def refuse_old_python(script):
    """Leave with a sentence when this Python is too old, and name a newer one that is here."""
    if sys.version_info[:2] >= OLDEST:
        return
    words = "Callback Desk needs Python %d.%d or newer, and this is Python %d.%d." % (OLDEST + sys.version_info[:2])
    newer = [name for name in TRIED if _works(name)]
    if newer:
        words += " A newer one is here: say  %s %s" % (newer[0], script)
    else:
        words += " Install it from python.org or with your system's packages, then say this again."
    sys.stderr.write(words + "\n")
    sys.exit(1)


def _works(name):
    folders = os.environ.get("PATH", "").split(os.pathsep)
    found = [os.path.join(folder, name) for folder in folders if os.path.isfile(os.path.join(folder, name))]
    if not found:
        return False
    import subprocess

    with open(os.devnull, "w") as nowhere:  # a name on the path may be a shim for nothing
        return subprocess.call([found[0], "-c", "import sys"], stdout=nowhere, stderr=nowhere) == 0
