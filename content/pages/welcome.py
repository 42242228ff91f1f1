"""The first words to somebody of our own who let us in: three steps, and for whoever is not known yet, one."""

from dataclasses import dataclass

from outreach.messages import Bullets, Button, Message, Run, buttons, paragraph, text


@dataclass(frozen=True)
class Welcome:
    """`linked` and `accounts`: how many channels are linked, and how many customers are in the book."""

    name: str
    product: str
    command: str
    linked: int
    accounts: int


def welcome_page(to: Welcome) -> Message:
    return Message(
        (
            paragraph(f"Here I am, {to.name}. Three steps, and I am of use:"),
            Bullets(
                (
                    text(
                        Run("Link a channel.", bold=True),
                        f" Invite @{to.product} into a customer's channel and type ",
                        Run(f"{to.command} link NAME", code=True),
                        f" in it{_done(to.linked, 'channel', 'linked')}.",
                    ),
                    text(
                        Run("Import the book.", bold=True),
                        " Whoever runs me types ",
                        Run("python -m bot import accounts FILE", code=True),
                        f"{_done(to.accounts, 'customer', 'in it')}.",
                    ),
                    text(
                        Run("See tomorrow's proposals.", bold=True),
                        " They wait in your day, and nothing goes without you: ",
                        Run(to.command, code=True),
                        ". All I can do: ",
                        Run(f"{to.command} help", code=True),
                        ".",
                    ),
                ),
                ordered=True,
            ),
            buttons(Button("My day", "day.open", style="primary"), Button("All commands", "help.open")),
        )
    )


def _done(count: int, what: str, state: str) -> str:
    return f" ({count:,} {what}{'' if count == 1 else 's'} {state} so far)" if count else ""


def newcomer_page(product: str, command: str) -> Message:
    """For a colleague who is no teammate yet: how to become one, and nothing about anybody."""
    return Message(
        (
            paragraph(
                f"Here I am. I do not know you as one of the team that {product} works for yet. Ask whoever runs it to "
                "add a line with your e-mail address to the team's file and to type ",
                Run("python -m bot import teammates FILE", code=True),
                "; then type ",
                Run(command, code=True),
                " here.",
            ),
        )
    )
