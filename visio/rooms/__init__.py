"""Where: rooms, their addresses, who may enter, tickets."""
