"""The page on which whoever installed us into a workspace ends up: what came of it, and what to do next."""

from collections.abc import Mapping
from html import escape

from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse

_AGAIN = "Open the install page again, and press Allow within ten minutes, in the same browser."
_BECAUSE: Mapping[str, str] = {
    "access_denied": "The installation was cancelled, and nothing was kept. Open the install page again when you like.",
    "invalid_browser": f"This browser did not begin the installation. {_AGAIN}",
    "invalid_state": f"This installation was used already, or took too long. {_AGAIN}",
    "missing_code": f"Slack sent no permission along. {_AGAIN}",
    "invalid_code": f"Slack does not know this permission any more. {_AGAIN}",
}


def landing_pages() -> AsyncCallbackOptions:
    return AsyncCallbackOptions(success=_installed, failure=_not_installed)


async def _installed(args: AsyncSuccessArgs) -> BoltResponse:
    where = args.installation.team_name or args.installation.enterprise_name or "your workspace"
    words = f"It works in {where} from now on: look for it among your apps in Slack. You may close this page."
    return _page(args.settings, "Concierge is installed", words, 200)


async def _not_installed(args: AsyncFailureArgs) -> BoltResponse:
    """`reason` comes from the address, so anybody may have written it."""
    words = _BECAUSE.get(args.reason, f"Slack says “{args.reason[:80]}”. {_AGAIN}")
    return _page(args.settings, "Concierge was not installed", words, args.suggested_status_code)


def _page(settings: AsyncOAuthSettings, title: str, words: str, status: int) -> BoltResponse:
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<title>{escape(title)}</title>"
        '<body style="font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem">'
        f"<h1>{escape(title)}</h1><p>{escape(words)}</p></body></html>"
    )
    # The state is spent, whatever came of it.
    cookie = settings.state_utils.build_set_cookie_for_deletion()
    return BoltResponse(
        status=status, headers={"Content-Type": "text/html; charset=utf-8", "Set-Cookie": cookie}, body=body
    )
