"""People who press buttons, choose, fill in forms and open pages."""

from tests.platforms.slack import interactions as payloads
from tests.platforms.slack import shapes
from tests.platforms.slack.answers import react_to_submission
from tests.platforms.slack.blocks import controls, label_of
from tests.platforms.slack.outbox import Delivery
from tests.platforms.slack.payloads import announce
from tests.platforms.slack.records import Json, Person, Post, View
from tests.platforms.slack.stage import NotOffered, Stage

# What the value of an element is called, for those that are not chosen from options.
_VALUES = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
}


class Pressing(Stage):
    async def presses(self, user: str | Person, shown: Post | View, label: str, choice: str | None = None) -> Delivery:
        """The button, select or date on which `label` stands, in a message, a modal or a home page; `choice` is an
        option's text or value, or a date.

        A question to confirm is answered with yes. Raises NotOffered when this person sees no such control.
        """
        person = self.workspace.person(user)
        self._need_view(person, shown)
        action = _action(shown.blocks, label, choice)
        if isinstance(shown, View):
            payload = payloads.press_on_view(self.workspace, person, shown, _given(shown, {}), action)
        else:
            channel = self.workspace.channels[shown.channel]
            url = self.workspace.new_response_url(channel.id, person.id, self._installation(channel), shown)
            payload = payloads.press_on_post(self.workspace, person, shown, url, action)
        delivery = await self.outbox.tell("interaction", payload)
        await self.outbox.flush()
        return delivery

    async def submits(self, user: str | Person, view: View, **answers: str) -> dict[str, str]:
        """Sends a form off, `answers` by block_id, action_id or label; what is left out keeps its first value.

        Returns the errors the form shows, by block_id, and stays open then. Raises NotOffered for what the client
        would not send.
        """
        person = self.workspace.person(user)
        self._need_view(person, view)
        values = _given(view, answers)
        payload = payloads.submission(self.workspace, person, view, values)
        delivery = await self.outbox.tell("interaction", payload)
        await self.outbox.flush()
        if not delivery.answers or not delivery.answer.is_good:
            return {"": "We had some trouble connecting. Try again?"}
        return react_to_submission(self.workspace, view, delivery.answer.body)

    async def closes(self, user: str | Person, view: View) -> None:
        """Leaves a form; the app hears of it if it asked to."""
        person = self.workspace.person(user)
        self._need_view(person, view)
        self.workspace.modals[person.id].remove(view)
        if view.content.get("notify_on_close"):
            payload = payloads.closing(self.workspace, person, view, is_cleared=False)
            await self.outbox.tell("interaction", payload)

    async def opens_home(self, user: str | Person, tab: str = "home") -> View | None:
        """Opens the app's page (or its `messages`); what is published there then is what it returns."""
        person = self.workspace.person(user)
        self._need_home(person, "home pages")
        channel = self._where("direct", person)
        installation = self._installation(channel)
        event: Json = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab}
        view = self.workspace.homes.get((installation.team, person.id))
        if view is not None and tab == "home":
            event["view"] = shapes.view(self.workspace, view)
        announce(self.workspace, event, actor=person, installation=installation)
        await self.outbox.flush()
        return self.workspace.homes.get((installation.team, person.id))

    async def shortcut(self, user: str | Person, name: str, message: Post | None = None) -> Delivery:
        """`name` is the shortcut's callback_id: one of a message, or a global one."""
        person = self.workspace.person(user)
        self._need_home(person, "shortcuts")
        if self.workspace.shortcuts is not None and name not in self.workspace.shortcuts:
            raise NotOffered(f"there is no shortcut {name}")
        if message is None:
            payload = payloads.global_shortcut(self.workspace, person, self.workspace.home, name)
        else:
            self._need_sight(person, message)
            installation = self._installation(self.workspace.channels[message.channel])
            url = self.workspace.new_response_url(message.channel, person.id, installation, None)
            payload = payloads.message_shortcut(self.workspace, person, name, message, url)
        delivery = await self.outbox.tell("interaction", payload)
        await self.outbox.flush()
        return delivery

    def _need_view(self, person: Person, shown: Post | View) -> None:
        if isinstance(shown, Post):
            self._need_sight(person, shown)
        elif shown not in (*self.workspace.modals.get(person.id, [])[-1:], *self.workspace.homes.values()):
            raise NotOffered("that page is not open any more")
        elif shown.user != person.id:
            raise NotOffered(f"{person.name} does not see the pages of others")


def _action(blocks: list[Json], label: str, choice: str | None) -> Json:
    """One entry of `actions`, as pressing this control makes it."""
    found = [(block, element) for block, element in controls(blocks) if label_of(block, element) == label]
    if not found:
        seen = ", ".join(label_of(block, element) for block, element in controls(blocks))
        raise NotOffered(f"there is no “{label}” here, only: {seen or 'nothing to press'}")
    block, element = found[0]
    action = {"type": element["type"], "action_id": element.get("action_id", ""), "block_id": block["block_id"]}
    if element["type"] == "button":
        kept = {name: element[name] for name in ("text", "value", "style", "url") if name in element}
        return action | kept
    return action | _value(element, choice)


def _given(view: View, answers: dict[str, str]) -> Json:
    """`state.values`: block_id -> action_id -> what stands in it. Raises NotOffered for what has no place in it."""
    values: Json = {}
    left = dict(answers)
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        names = [block["block_id"], element.get("action_id", ""), block["label"]["text"]]
        answer = next((left.pop(name) for name in names if name in left), None)
        value = {"type": element["type"], **_value(element, answer)}
        if answers and not block.get("optional") and not any(value[name] for name in value if name != "type"):
            raise NotOffered(f"“{block['label']['text']}” has to be filled in")
        values.setdefault(block["block_id"], {})[element.get("action_id", "")] = value
    if left:
        raise NotOffered(f"the form has no {', '.join(left)}")
    return values


def _value(element: Json, chosen: str | None) -> Json:
    name = _VALUES.get(element["type"])
    if name == "value":
        value = chosen if chosen is not None else element.get("initial_value")
        if value and len(value) > element.get("max_length", 3000):
            raise NotOffered("that is longer than the field")
        return {"value": value or None}
    if name is not None:
        return {name: chosen or element.get(name.replace("selected", "initial"))}
    if element["type"] in ("checkboxes", "multi_static_select"):
        return {"selected_options": [_option(element, one) for one in (chosen or "").split(",") if one]}
    return {"selected_option": _option(element, chosen) if chosen else element.get("initial_option")}


def _option(element: Json, chosen: str) -> Json:
    options: list[Json] = element.get("options", [])
    found = next((one for one in options if chosen in (one["text"]["text"], one["value"])), None)
    if found is None:
        offered = ", ".join(one["text"]["text"] for one in options)
        raise NotOffered(f"“{chosen}” cannot be chosen, only: {offered}")
    return found
