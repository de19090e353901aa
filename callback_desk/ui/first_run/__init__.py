"""The first start: the desk is made, and its recovery code is shown once."""
