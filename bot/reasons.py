"""Why a setting cannot be used, in words of our own: the validator's are for programmers."""

from collections.abc import Mapping

from pydantic_core import ErrorDetails

# By the validator's name for it.
_REASONS: Mapping[str, str] = {
    "int_parsing": "it must be a whole number",
    "int_from_float": "it must be a whole number",
    "bool_parsing": "it must be true or false",
    "greater_than_equal": "it must be {ge} or more",
    "less_than_equal": "it must be {le} or less",
    "literal_error": "it must be {expected}",
    "too_short": "it must have at least {min_length} characters",
    "string_too_short": "it must have at least {min_length} characters",
    "time_parsing": "it must be a time of day",
}


def reason(error: ErrorDetails) -> str:
    """A clause."""
    plain = _REASONS.get(error["type"])
    if plain is not None:
        return plain.format(**error.get("ctx", {}))
    if error["type"] == "value_error":
        said = error["msg"].removeprefix("Value error, ")
        return f"{said[:1].lower()}{said[1:]}"
    return "it is not written as it has to be"
