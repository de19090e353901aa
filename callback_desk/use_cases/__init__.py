"""One thing a person does is one file here."""
