"""What every test stands on."""

import zoneinfo

pytest_plugins = ["tests.databases"]

# The pinned tzdata package is the only source of zones, as in the running app: the system's copy can be a
# year old (Vancouver in winter: an hour off).
zoneinfo.reset_tzpath(to=())
