"""How names are compared: the words of a name, what each weighs, which spellings are one word."""
