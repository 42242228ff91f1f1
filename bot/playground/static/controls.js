// Buttons, choices, reactions and forms.

import { answer } from "./composer.js";
import { newId, tell } from "./server.js";

export function prepareControls({ refresh, toast }) {
  async function act(what, deed, control) {
    control?.setAttribute("aria-busy", "true");
    try {
      await tell(what, { id: newId(), ...deed });
    } catch (refusal) {
      toast(refusal.message);
    }
    control?.removeAttribute("aria-busy");
    await refresh();
  }

  async function press(control, choice) {
    if (control.getAttribute("aria-busy") === "true") return;
    if (control.dataset.confirm && !(await confirmed(control))) return;
    const { action, values } = control.dataset;
    await act("press", { ...whereOf(control), action, values, ...(choice === undefined ? {} : { choice }) }, control);
  }

  document.addEventListener("click", (event) => {
    const control = event.target.closest("button");
    if (!control) return;
    const { action, reply, emoji, shortcut } = control.dataset;
    if (action) press(control);
    else if (reply) startReply(control, reply);
    else if (shortcut) {
      control.closest("details")?.removeAttribute("open");
      act("choose", { ...whereOf(control), name: shortcut }, control);
    } else if (emoji) {
      control.closest("details")?.removeAttribute("open");
      act("react", { ...whereOf(control), emoji, added: control.getAttribute("aria-pressed") !== "true" }, control);
    } else if (control.dataset.try) control.closest(".pane").querySelector(".composer").try(control.dataset.try);
  });
  prepareChoices(press);
  document.addEventListener("click", (event) => closeOpened(event.target));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeOpened(document.body); });
  return prepareForms(act, refresh);
}

const whereOf = (control) => ({
  person: control.closest(".pane").dataset.person,
  ref: control.closest("[data-ref]").dataset.ref,
});

// A choice made with the arrow keys is not final until Enter: in a closed list each arrow changes the value.
function prepareChoices(press) {
  let byArrow = false;
  const choose = (select) => {
    const { value } = select;
    select.selectedIndex = 0;
    press(select, value);
  };
  document.addEventListener("pointerdown", () => { byArrow = false; });
  document.addEventListener("keydown", (event) => {
    byArrow = event.key !== "Enter";
    const select = event.target.closest?.("select[data-action]");
    if (select && event.key === "Enter" && select.selectedIndex > 0) { event.preventDefault(); choose(select); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-action]") && !byArrow) choose(event.target);
  });
}

function startReply(control, ref) {
  const pane = control.closest(".pane");
  const led = pane.querySelector(`[data-ref="${ref}"] .message`) ?? control.closest(".entry").querySelector(".message");
  answer(pane.querySelector(".composer"), { ref, words: `“${led.textContent.slice(0, 60)}”` });
}

const nameOf = (pane) => document.querySelector(`[data-select=${pane}]`).selectedOptions[0]?.text ?? "";

function small(words) {
  const line = document.createElement("small");
  line.textContent = words;
  return line;
}

function closeOpened(target) {
  for (const opened of document.querySelectorAll("details[open]")) {
    if (!opened.contains(target)) opened.removeAttribute("open");
  }
}

function confirmed(control) {
  const dialog = document.getElementById("confirm");
  document.getElementById("confirm-words").textContent = control.dataset.confirm;
  document.getElementById("confirm-yes").textContent = control.textContent;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// Shows the first open form of anybody in view. Returns what to call with each new state.
function prepareForms(act, refresh) {
  const dialog = document.getElementById("asked");
  const over = new Set();

  async function submit() {
    const form = dialog.querySelector("form");
    const answers = Object.fromEntries(new FormData(form));
    const submitting = form.querySelector("[type=submit]");
    submitting.disabled = true;
    try {
      await tell("submit", { id: newId(), person: dialog.dataset.person, form: dialog.dataset.key, answers });
      over.add(dialog.dataset.key);
      dialog.close("done");
    } catch (refusal) {
      const problem = form.querySelector(".problem");
      problem.textContent = refusal.message;
      problem.hidden = false;
      submitting.disabled = false;
    }
    refresh();
  }

  dialog.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  dialog.addEventListener("click", (event) => { if (event.target.closest("[data-dismiss]")) dialog.close("no"); });
  dialog.addEventListener("close", () => {
    const { key, person } = dialog.dataset;
    if (over.has(key)) return;
    over.add(key);
    act("dismiss", { person, form: key });
  });

  return (panes) => {
    const open = Object.entries(panes).flatMap(([name, pane]) =>
      pane.forms.map((form) => ({ ...form, person: pane.person, as: nameOf(name) })));
    const gone = dialog.open && !open.some((form) => form.key === dialog.dataset.key);
    if (gone) { over.add(dialog.dataset.key); dialog.close("gone"); }
    const next = open.find((form) => !over.has(form.key));
    if (!next || dialog.open || document.getElementById("confirm").open) return;
    dialog.innerHTML = next.html;
    dialog.querySelector("h2").append(small(`As ${next.as}`));
    Object.assign(dialog.dataset, { key: next.key, person: next.person });
    dialog.setAttribute("aria-labelledby", `form-${next.key}-title`);
    dialog.showModal();
    dialog.querySelector("input, textarea, select")?.focus();
  };
}
