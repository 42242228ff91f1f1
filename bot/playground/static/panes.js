// The panes: lines come and go by key, so that nothing flickers, loses focus or is read aloud twice.

const CONTROLS = "button, select, a, summary";

export function show(name, pane) {
  const section = document.getElementById(name);
  const moved = section.dataset.person !== pane.person || section.dataset.channel !== pane.channel;
  section.dataset.person = pane.person;
  section.dataset.channel = pane.channel;
  showHead(section.querySelector("[data-head]"), pane.head);
  const lines = section.querySelector(".lines");
  lines.setAttribute("aria-label", pane.label);
  showEmpty(section.querySelector("[data-empty]"), pane);
  const atEnd = moved || isAtEnd(lines);
  // A new place is not news: only what arrives while one is looking is read aloud.
  if (moved) lines.removeAttribute("aria-live");
  const added = reconcile(lines, pane.entries, !moved);
  if (moved && lines.getAttribute("role") === "log") requestAnimationFrame(() => lines.setAttribute("aria-live", "polite"));
  if (name !== "ledger") follow(section, lines, added, atEnd, moved);
  showComposer(section.querySelector(".composer"), pane, moved);
  return moved ? 0 : added.length;
}

function showHead(holder, html) {
  if (holder.shown === html) return;
  const focused = holder.contains(document.activeElement) ? document.activeElement.dataset.select : null;
  holder.innerHTML = html;
  holder.shown = html;
  if (focused) holder.querySelector(`[data-select="${focused}"]`)?.focus();
}

function showEmpty(holder, pane) {
  holder.hidden = pane.entries.length > 0;
  if (holder.shown === pane.empty) return;
  holder.innerHTML = pane.empty;
  holder.shown = pane.empty;
}

function reconcile(lines, entries, announce) {
  const standing = new Map([...lines.children].map((node) => [node.dataset.key, node]));
  const added = [];
  let next = lines.firstElementChild;
  for (const entry of entries) {
    let node = standing.get(entry.key);
    standing.delete(entry.key);
    if (node && node.dataset.digest !== entry.digest) {
      const fresh = make(entry);
      if (node === next) next = fresh;
      replace(node, fresh);
      node = fresh;
    }
    if (!node) {
      node = make(entry);
      if (announce) node.classList.add("new");
      added.push(node);
    }
    if (node === next) next = node.nextElementSibling;
    else lines.insertBefore(node, next);
  }
  for (const node of standing.values()) node.remove();
  return added;
}

function make(entry) {
  const holder = document.createElement("template");
  holder.innerHTML = entry.html;
  const node = holder.content.firstElementChild;
  node.dataset.key = entry.key;
  node.dataset.digest = entry.digest;
  return node;
}

function replace(node, fresh) {
  const place = [...node.querySelectorAll(CONTROLS)].indexOf(document.activeElement);
  node.replaceWith(fresh);
  if (place >= 0) fresh.querySelectorAll(CONTROLS)[place]?.focus();
}

// Also true where `toLatest` put it and nobody has scrolled since.
const isAtEnd = (lines) =>
  lines.scrollHeight - lines.scrollTop - lines.clientHeight < 80 || Math.abs(lines.scrollTop - lines.latest) < 2;

// The end of the talk, but never past the beginning of what is new.
export function toLatest(lines, first = lines.lastElementChild) {
  const top = first ? first.getBoundingClientRect().top - lines.getBoundingClientRect().top + lines.scrollTop - 10 : 0;
  lines.scrollTop = Math.min(top, lines.scrollHeight - lines.clientHeight);
  lines.latest = lines.scrollTop;
}

function follow(section, lines, added, atEnd, moved) {
  const button = section.querySelector(".fresh");
  if (moved) button.hidden = true;
  if (atEnd) {
    const last = added.at(-1);
    // An answer to an older message stands under it, not at the end.
    if (last && !moved && last !== lines.lastElementChild) last.scrollIntoView({ block: "nearest" });
    else if (moved || last) toLatest(lines, moved ? undefined : added[0]);
  } else if (added.length) button.hidden = false;
}

function showComposer(composer, pane, moved) {
  if (!composer) return;
  const words = composer.querySelector("textarea");
  words.placeholder = pane.placeholder;
  words.disabled = !pane.is_open;
  composer.querySelector("[type=submit]").disabled = !pane.is_open || composer.getAttribute("aria-busy") === "true";
  if (moved) composer.dispatchEvent(new CustomEvent("moved"));
}

export function watchScrolling() {
  for (const lines of document.querySelectorAll("main .lines")) {
    const button = lines.parentElement.querySelector(".fresh");
    lines.addEventListener("scroll", () => { if (isAtEnd(lines)) button.hidden = true; }, { passive: true });
    button.addEventListener("click", () => {
      toLatest(lines);
      button.hidden = true;
      lines.focus();
    });
    if (lines.getAttribute("role") === "log") toLatest(lines);
  }
}
