"""Alice hosts, Bob is invited, Charlie is a stranger; and fakes of the outside."""
