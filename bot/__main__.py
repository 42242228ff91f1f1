"""`python -m bot VERB`."""

from outreach.worktime import zones

# Before anything else asks for a zone.
zones.use_pinned_tzdata()

from bot.cli.main import main  # noqa: E402 - zones first

if __name__ == "__main__":
    main()
