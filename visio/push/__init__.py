"""What is the browser told without asking? Server-sent events, plain ASGI, no Django in the path."""
