"""Opens Callback Desk: python3 scripts/run.py [arguments of callback-desk]. Without arguments: the demo desk.

Makes what is missing first. Its own words go to standard error; standard output and exit code are the program's.
Only old syntax here: an old Python must be able to read the sentence about itself.
"""

import sys


def main():
    from set_up.old_python import refuse_old_python

    refuse_old_python("scripts/run.py")
    from set_up.start import run_program

    return run_program(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
