"""Lint, types and all tests: python3 scripts/test.py [--quick] [--campaign] [options of pytest].

Makes what is missing first. --quick leaves lint and types out and stops at the first failure.
Only old syntax here: an old Python must be able to read the sentence about itself.
"""

import sys


def main():
    from set_up.old_python import refuse_old_python

    refuse_old_python("scripts/test.py")
    from set_up.checks import run_checks

    return run_checks(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
