// Puts the page together: who one is in each pane, what is asked of the server and when.

import { prepareClock } from "./clock.js";
import { prepare } from "./composer.js";
import { prepareControls } from "./controls.js";
import { show, toLatest, watchScrolling } from "./panes.js";
import { ask } from "./server.js";

const CALM = 1500;
const MOVING = 400;
const TOLD = 8000;
// Another person has other channels, another channel other people: the server then chooses the first.
const DEPENDENT = { csm: "csm_in", manager: "manager_in", customer_in: "customer" };

let timer = 0;
let failures = 0;
let hiding = 0;

function toast(words) {
  const box = document.getElementById("toast");
  box.textContent = words;
  box.hidden = !words;
  clearTimeout(hiding);
  if (words) hiding = setTimeout(() => { box.hidden = true; }, TOLD);
}

async function refresh() {
  clearTimeout(timer);
  let pause = CALM;
  try {
    const state = await ask(new URLSearchParams(location.search));
    if (failures > 1) toast("");
    failures = 0;
    if (state) render(state);
    if (!document.getElementById("moving").hidden) pause = MOVING;
  } catch (refusal) {
    if (refusal.name === "AbortError") return;
    failures += 1;
    if (failures === 2) toast("The playground does not answer. Is it still running? Trying again.");
  }
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(refresh, pause);
}

function render(state) {
  showClock(state);
  for (const [name, pane] of Object.entries({ ...state.panes, ledger: state.ledger })) {
    const added = show(name, pane);
    const tab = document.getElementById(`tab-${name}`);
    if (added && name !== "ledger" && document.body.dataset.tab !== name) {
      tab.dataset.fresh = "";
      tab.setAttribute("aria-label", `${tab.textContent}, new messages`);
    }
  }
  showForms(state.panes);
}

function choose(select) {
  const query = new URLSearchParams(location.search);
  for (const each of document.querySelectorAll("[data-select]")) {
    if (each.value) query.set(each.dataset.select, each.value);
    else query.delete(each.dataset.select);
  }
  query.delete(DEPENDENT[select.dataset.select]);
  history.replaceState(null, "", `?${query}`);
  refresh();
}

function turnTo(tab) {
  document.body.dataset.tab = tab.dataset.tab;
  for (const each of document.querySelectorAll("[role=tab]")) {
    each.setAttribute("aria-selected", each === tab);
    each.tabIndex = each === tab ? 0 : -1;
  }
  delete tab.dataset.fresh;
  tab.removeAttribute("aria-label");
  if (tab.dataset.tab !== "ledger") toLatest(document.querySelector(`#${tab.dataset.tab} .lines`));
}

function prepareTabs() {
  const list = document.querySelector("[role=tablist]");
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) turnTo(tab);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...list.children];
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    turnTo(next);
  });
}

function prepareLedger() {
  const toggle = document.getElementById("ledger-toggle");
  toggle.addEventListener("click", () => {
    const open = document.body.dataset.ledger !== "open";
    document.body.dataset.ledger = open ? "open" : "";
    toggle.setAttribute("aria-expanded", open);
  });
}

const tools = { refresh, toast };
const showClock = prepareClock(tools);
const showForms = prepareControls(tools);
for (const composer of document.querySelectorAll(".composer")) prepare(composer, tools);
prepareTabs();
prepareLedger();
watchScrolling();
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-select]")) choose(event.target);
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) refresh();
});
refresh();
