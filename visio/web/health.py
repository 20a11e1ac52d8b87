"""Is this process alive, and may it be sent visitors?"""

from __future__ import annotations

from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

_is_migrated = False


def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has all tables. LiveKit is not asked: without it, pages still open and say so."""
    try:
        state = "ok" if _has_tables() else "not migrated"
    except (OperationalError, InterfaceError):
        state = "unavailable"
    return JsonResponse(
        {"database": state}, status=200 if state == "ok" else 503, headers={"Cache-Control": "no-store"}
    )


def _has_tables() -> bool:
    """Reading the migrations takes a while, so it is done until they are complete, then never again."""
    global _is_migrated
    if _is_migrated:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    executor = MigrationExecutor(connection)
    _is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _is_migrated
