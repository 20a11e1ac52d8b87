"""What does every answer carry, whoever gives it? Web puts these on pages, files and the API, push on its streams; no Django here.

An answer that says something of its own (a page its policy) keeps it.
"""

from __future__ import annotations

from visio.configuration import configuration

# Nothing but what a meeting needs; everything else a browser might hand out is off.
PERMISSIONS = (
    "autoplay=(self), camera=(self), display-capture=(self), fullscreen=(self), microphone=(self), "
    "picture-in-picture=(self), publickey-credentials-create=(self), publickey-credentials-get=(self), "
    "screen-wake-lock=(self), speaker-selection=(self), "
    "accelerometer=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), midi=(), payment=(), "
    "serial=(), usb=(), xr-spatial-tracking=()"
)

A_YEAR = 365 * 24 * 3600


def of_every_answer() -> dict[str, str]:
    """HSTS whenever people come by TLS, whatever the proxy says of this one request."""
    always = {
        "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        # For browsers that do not know frame-ancestors.
        "X-Frame-Options": "DENY",
    }
    if configuration.is_tls:
        always["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    return always
