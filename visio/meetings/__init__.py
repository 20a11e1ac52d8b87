"""What happens: presence, chat, hands, reactions; LiveKit's events come in here."""
