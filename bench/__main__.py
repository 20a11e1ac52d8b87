"""`make bench`: measures what the README of this folder names and prints it. Benchmarks report; they never fail a build."""

from __future__ import annotations

import sys

from bench import calling, forwarding, joining, lobby, pages, recording, searching, speech, starting, tickets

MEASURES = {
    "joining": joining.report,
    "pages": pages.report,
    "tickets": tickets.report,
    "lobby": lobby.report,
    "forwarding": forwarding.report,
    "calling": calling.report,
    "speech": speech.report,
    "recording": recording.report,
    "searching": searching.report,
    "starting": starting.report,
}


def main(wanted: list[str]) -> None:
    for name in wanted or MEASURES:
        print(f"\n{name}", flush=True)
        for line in MEASURES[name]():
            print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
