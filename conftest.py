"""Alice, Bob, Charlie and the fakes, for every test."""

pytest_plugins = ["visio.testing.fixtures"]
