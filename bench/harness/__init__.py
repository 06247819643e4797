"""What the scenarios are made of: processes to kill, clients, a mail server, a proxy, and the journal of what was acknowledged."""
