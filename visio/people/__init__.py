"""Who: accounts and sign-in."""
