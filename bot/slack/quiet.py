"""What Slack's libraries may log: never a payload, which holds what people wrote."""

import logging

# bolt logs the body of whatever it does not take at INFO and WARNING, and the SDK every text at DEBUG.
_LOUDEST = {"slack_bolt": logging.CRITICAL, "slack_sdk": logging.WARNING}


def quieten() -> None:
    """Whatever level the root has; loggers that were made before are quietened too."""
    for name, level in _LOUDEST.items():
        logging.getLogger(name).setLevel(level)
        for child in list(logging.Logger.manager.loggerDict):
            if child.startswith(f"{name}."):
                logging.getLogger(child).setLevel(level)


def quiet_logger() -> logging.Logger:
    """For bolt, which passes its level on to every logger that it makes."""
    logger = logging.getLogger("slack_bolt.quiet")
    logger.setLevel(logging.CRITICAL)
    return logger
