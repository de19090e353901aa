"""What the two commands do before they become the program or the tests."""
