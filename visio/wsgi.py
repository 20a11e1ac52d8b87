"""The web process: Django as a WSGI application, which costs a seventh of what Django costs through ASGI."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "visio.settings")
application = get_wsgi_application()
