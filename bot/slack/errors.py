"""Slack's error codes, and what each means in Concierge's words: one table."""

from collections.abc import Mapping
from datetime import timedelta

from slack_sdk.errors import SlackApiError

from outreach.errors import DeliveryProblem, NotReached, RateLimited, Refused, Unclear

# A delete that finds nothing has reached what it wanted.
GONE_ALREADY = frozenset({"message_not_found"})
RATE_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# Slack always says how long; should it ever not, its shortest budget is one minute's.
_UNSAID_WAIT = timedelta(seconds=60)

_TOO_LONG = "The message is longer than Slack takes: shorten it, then send again."
_MALFORMED = "Slack does not take this message as it is built: write it more simply, then send again."
_SIGNED_OUT = "Slack no longer accepts Concierge's token: install Concierge in that workspace again."
_OLD = "Slack no longer offers what this version of Concierge asks for: install its newest version."
_FORBIDDEN = "Slack does not let Concierge do this in {channel}: ask an administrator of the workspace to allow it."
_SCOPE = "Concierge was installed without a permission it needs: install it in that workspace again, from its manifest."
_READ_ONLY = "Not everybody may write in {channel}: ask its owner to let Concierge post there, or link another channel."
_FILES = "Slack does not take this picture: ask an administrator to allow uploads by apps, or send it without."
_LOST_FILE = "The picture is no longer on Slack: send the message again, and it is uploaded anew."
_UNCHANGEABLE = "Slack no longer lets this message be changed: write a correction below it instead."
_NO_PERSON = "Slack does not show Concierge this person: choose somebody who is active in the workspace."
_EXPIRED_FORM = "The form could not be opened any more: press the button or type the command again."
_EXPIRED_ANSWER = "The time for this answer is over: press the button or type the command again."

# (ours, the fact and its cure, theirs). `{channel}` becomes the channel's name.
_ROWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "channel_gone",
        "Concierge is not in {channel}: invite @Concierge to {channel}, then send again.",
        ("not_in_channel",),
    ),
    (
        "channel_gone",
        "Slack knows no such channel as {channel}, or hides it from Concierge: invite @Concierge, or link another one.",
        ("channel_not_found", "invalid_channel", "channel_is_limited_access"),
    ),
    (
        "channel_gone",
        "{channel} is archived, frozen or no longer shared: unarchive it, or link the account to another channel.",
        ("is_archived", "is_inactive", "already_archived"),
    ),
    ("message_gone", "That message is no longer there: send a new one instead.", ("message_not_found",)),
    (
        "message_gone",
        "The message this answers is no longer there: write to the channel instead.",
        ("thread_not_found", "cannot_reply_to_message"),
    ),
    ("message_too_long", _TOO_LONG, ("msg_too_long", "msg_blocks_too_long", "view_too_large")),
    ("message_too_long", _TOO_LONG, ("attachment_payload_limit_exceeded", "too_many_attachments")),
    ("person_gone", _NO_PERSON, ("user_not_found", "users_not_found", "user_not_visible", "user_disabled")),
    ("person_gone", _NO_PERSON, ("cannot_dm_bot", "invalid_user_combination", "users_list_not_supplied")),
    ("person_gone", "This person is not in {channel}: write to them directly.", ("user_not_in_channel",)),
    ("form_expired", _EXPIRED_FORM, ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id")),
    ("form_expired", _EXPIRED_FORM, ("trigger_expired", "trigger_exchanged", "not_found", "hash_conflict")),
    ("form_expired", "Three forms are open already, and Slack opens no more: close one.", ("push_limit_reached",)),
    ("answer_expired", _EXPIRED_ANSWER, ("expired_url", "used_url")),
    ("platform_off", _SIGNED_OUT, ("token_revoked", "token_expired", "account_inactive", "invalid_auth", "not_authed")),
    ("platform_off", _SIGNED_OUT, ("two_factor_setup_required", "invalid_token")),
    ("platform_off", _OLD, ("method_deprecated", "deprecated_endpoint", "unknown_method")),
    (
        "not_permitted",
        "Concierge cannot be written with in private: switch on the Messages tab of its App Home, in its settings on "
        "api.slack.com.",
        ("messages_tab_disabled",),
    ),
    (
        "not_permitted",
        "Concierge has no page here: switch on the Home tab of its App Home, in its settings on api.slack.com.",
        ("not_enabled",),
    ),
    ("not_permitted", _SCOPE, ("missing_scope", "not_allowed_token_type", "no_permission", "is_bot")),
    (
        "not_permitted",
        _FORBIDDEN,
        ("restricted_action", "access_denied", "ekm_access_denied", "team_access_not_granted"),
    ),
    ("not_permitted", _FORBIDDEN, ("enterprise_is_restricted", "accesslimited", "app_access_restricted")),
    ("not_permitted", _FORBIDDEN, ("send_on_behalf_not_allowed", "metadata_must_be_sent_from_app")),
    ("not_permitted", _FORBIDDEN, ("method_not_supported_for_channel_type", "as_user_not_supported")),
    ("not_permitted", _READ_ONLY, ("restricted_action_read_only_channel", "posting_to_channel_denied")),
    (
        "not_permitted",
        "{channel} takes no answers in threads: link another channel, or answer there by hand.",
        ("restricted_action_non_threadable_channel", "restricted_action_thread_locked"),
    ),
    (
        "not_permitted",
        "{channel} takes answers in threads only: link another channel.",
        ("restricted_action_thread_only_channel",),
    ),
    ("not_permitted", _UNCHANGEABLE, ("edit_window_closed", "cant_update_message", "cant_delete_message")),
    (
        "not_permitted",
        _UNCHANGEABLE,
        ("block_mismatch", "streaming_state_conflict", "compliance_exports_prevent_deletion"),
    ),
    ("not_permitted", _UNCHANGEABLE, ("no_dual_broadcast_content_update", "cant_broadcast_message")),
    (
        "not_permitted",
        _FILES,
        ("file_uploads_disabled", "file_uploads_except_images_disabled", "file_type_not_allowed"),
    ),
    ("not_permitted", _FILES, ("file_upload_size_restricted", "storage_limit_reached", "blocked_file_type")),
    ("not_permitted", _FILES, ("unable_to_share_files", "max_file_sharing_exceeded", "file_share_limit_reached")),
    ("not_permitted", _FILES, ("slack_connect_blocked_file_type", "slack_connect_file_upload_sharing_blocked")),
    ("not_permitted", _FILES, ("slack_connect_file_link_sharing_blocked", "slack_connect_clip_sharing_blocked")),
    ("not_permitted", _FILES, ("slack_connect_canvas_sharing_blocked", "slack_connect_lists_sharing_blocked")),
    ("invalid_message", _LOST_FILE, ("file_not_found", "file_deleted", "file_is_deleted")),
    ("invalid_message", _MALFORMED, ("invalid_blocks", "invalid_blocks_format", "invalid_attachments", "no_text")),
    ("invalid_message", _MALFORMED, ("metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema")),
    ("invalid_message", _MALFORMED, ("invalid_arguments", "invalid_arg_name", "invalid_array_arg", "missing_argument")),
    ("invalid_message", _MALFORMED, ("invalid_charset", "invalid_form_data", "invalid_post_type", "missing_post_type")),
    ("invalid_message", _MALFORMED, ("markdown_text_conflict", "duplicate_external_id", "too_many_contact_cards")),
    ("invalid_message", _MALFORMED, ("duplicate_channel_not_found", "duplicate_message_not_found", "invalid_json")),
    ("invalid_message", _MALFORMED, ("invalid_cursor", "invalid_limit", "invalid_ts_latest", "invalid_ts_oldest")),
    (
        "invalid_message",
        _MALFORMED,
        ("invalid_metadata_filter_keys", "alt_txt_too_large", "channels_limit_exceeded", "team_not_found"),
    ),
)
REFUSALS: dict[str, tuple[str, str]] = {theirs: (ours, cure) for ours, cure, codes in _ROWS for theirs in codes}
# Nothing was done, and nothing can be until administrators have moved the workspace or the channel.
NOT_NOW = frozenset({"org_login_required", "team_added_to_org", "external_channel_migrating"})
# Slack says of these that some of it may have been done.
UNCLEAR = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "update_failed"})


def as_problem(exc: SlackApiError, channel_name: str = "") -> DeliveryProblem:
    """An unknown code is unclear: nobody can say that nothing was done. `channel_name` comes without its #."""
    return problem_of(_status(exc.response), code_of(exc), _headers(exc.response), channel_name)


def code_of(exc: SlackApiError) -> str:
    """Slack's own word for it; "" when the answer was none of Slack's."""
    data = getattr(exc.response, "data", exc.response)
    code = data.get("error") if isinstance(data, Mapping) else None
    return code if isinstance(code, str) else ""


def problem_of(status: int, code: str, headers: Mapping[str, str], channel_name: str = "") -> DeliveryProblem:
    """What an answer means, from the Web API or from a response_url; `code` is "" when it has none."""
    if status == 429 or code in RATE_LIMITED:
        return RateLimited(_wait(headers))
    if status < 500 and code in REFUSALS:
        ours, cure = REFUSALS[code]
        channel = f"#{channel_name.lstrip('#')}" if channel_name else "this channel"
        said = cure.replace("{channel}", channel)
        return Refused(ours, said[:1].upper() + said[1:])
    if status < 500 and code in NOT_NOW:
        return NotReached("The workspace is being moved to another organisation: nothing was sent yet.")
    return Unclear(f"Slack answered {code or status}: the message may have arrived.")


def _wait(headers: Mapping[str, str]) -> timedelta:
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return timedelta(seconds=max(float(given), 0))
    except (ValueError, OverflowError):
        return _UNSAID_WAIT


def _status(response: object) -> int:
    """slack_sdk hands over its own response, aiohttp's when that was no JSON, or a plain mapping."""
    for name in ("status_code", "status"):
        status = getattr(response, name, None)
        if isinstance(status, int):
            return status
    return 200


def _headers(response: object) -> Mapping[str, str]:
    headers = getattr(response, "headers", None)
    return headers if isinstance(headers, Mapping) else {}
