"""A group's notes, read: from a file or a pasted text to a draft that an editor reviews. No database, no Django."""
