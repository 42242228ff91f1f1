"""What every test stands on."""

import zoneinfo

from hypothesis import settings

pytest_plugins = ["tests.databases"]

# The pinned tzdata package is the only source of zones, as in the running app: the system's copy can be a
# year old (Vancouver in winter: an hour off).
zoneinfo.reset_tzpath(to=())

# How long one example takes says how busy the machine is, not whether the code is right. Hypothesis
# takes its own "ci" profile by itself where CI is set.
settings.register_profile("patient", deadline=None)
if settings.get_current_profile_name() == "default":
    settings.load_profile("patient")
