// Writing: Enter sends, Shift+Enter starts a line, a slash lists the commands, Reply answers in a thread.

import { newId, tell } from "./server.js";

export function prepare(composer, { refresh, toast }) {
  const words = composer.querySelector("textarea");
  const pane = composer.closest(".pane");
  const suggestions = words.hasAttribute("data-suggests") ? suggest(composer, words) : null;
  let unsent = null;

  async function send() {
    const text = words.value.trim();
    if (!text || composer.getAttribute("aria-busy") === "true") return;
    const deed = { person: pane.dataset.person, channel: pane.dataset.channel, thread: composer.dataset.thread ?? "", text };
    // After a broken connection the same words go out under the same id, so that they are kept once.
    const id = unsent?.deed === JSON.stringify(deed) ? unsent.id : newId();
    busy(true);
    words.value = "";
    suggestions?.hide();
    answer(composer, null);
    const told = tell("say", { id, ...deed });
    setTimeout(refresh, 60);
    try {
      await told;
      unsent = null;
    } catch (refusal) {
      unsent = refusal.again ? { id, deed: JSON.stringify(deed) } : null;
      if (!words.value) words.value = text;
      toast(refusal.message);
    }
    busy(false);
    refresh();
  }

  function busy(is) {
    composer.setAttribute("aria-busy", is);
    composer.querySelector("[type=submit]").disabled = is || words.disabled;
  }

  composer.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  composer.addEventListener("moved", () => { answer(composer, null); suggestions?.hide(); });
  composer.querySelector(".replying button").addEventListener("click", () => { answer(composer, null); words.focus(); });
  words.addEventListener("keydown", (event) => {
    if (event.isComposing || suggestions?.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); }
    if (event.key === "Escape" && composer.dataset.thread) answer(composer, null);
  });
  composer.try = (text) => { words.value = text; send(); };
}

// `to` is {ref, words} of the message that leads the thread, or null for none.
export function answer(composer, to) {
  const note = composer.querySelector(".replying");
  note.hidden = !to;
  if (!to) { delete composer.dataset.thread; return; }
  composer.dataset.thread = to.ref;
  note.querySelector("span").textContent = `Replying to ${to.words}`;
  composer.querySelector("textarea").focus();
}

function suggest(composer, words) {
  const list = composer.querySelector(".suggestions");
  const commands = [...document.getElementById("commands").content.children];
  const known = commands.map((node) => ({ node, typed: literal(node.querySelector("code").textContent) }));
  let active = -1;
  words.setAttribute("role", "combobox");
  words.setAttribute("aria-autocomplete", "list");
  words.setAttribute("aria-controls", list.id);
  words.setAttribute("aria-expanded", "false");

  function update() {
    const text = words.value.toLowerCase();
    const fitting = text.startsWith("/") && !text.includes("\n")
      ? known.filter(({ typed }) => typed.startsWith(text) || text.startsWith(`${typed.trim()} `)).slice(0, 20)
      : [];
    // Once one command with words behind it is typed out, the bare one that leads them all is no help.
    const shown = fitting.filter(({ typed }) => typed.startsWith(text) || fitting.every((other) => other.typed.length <= typed.length));
    list.replaceChildren(...shown.map(({ node }) => node.cloneNode(true)));
    [...list.children].forEach((node, number) => { node.id = `${list.id}-${number}`; });
    list.hidden = shown.length === 0;
    mark(-1);
  }
  function mark(number) {
    active = number;
    [...list.children].forEach((node, at) => node.setAttribute("aria-selected", at === active));
    words.setAttribute("aria-expanded", !list.hidden);
    if (active >= 0) {
      words.setAttribute("aria-activedescendant", list.children[active].id);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else words.removeAttribute("aria-activedescendant");
  }
  function take(node) {
    words.value = literal(node.querySelector("code").textContent);
    words.focus();
    hide();
  }
  function hide() { list.hidden = true; mark(-1); }
  // True when the key was for the list.
  function takes(event) {
    if (list.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark((active + step + list.children.length + (active < 0 && step < 0 ? 1 : 0)) % list.children.length);
    else if (event.key === "Escape") hide();
    else if ((event.key === "Tab" || event.key === "Enter") && active >= 0) take(list.children[active]);
    else return false;
    event.preventDefault();
    return true;
  }
  words.addEventListener("input", update);
  words.addEventListener("blur", () => setTimeout(hide, 120));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const node = event.target.closest("li");
    if (node) take(node);
  });
  return { takes, hide };
}

// "/cs why ACCOUNT" -> "/cs why ": what a person would type before their own words.
function literal(usage) {
  const own = usage.split(" ").findIndex((word) => !/^[a-z/-]+$/.test(word));
  return own < 0 ? usage : `${usage.split(" ").slice(0, own).join(" ")} `;
}
