"""The plain mode: the same prompts and words line by line, no boxes, nothing told by colour or place alone."""
