// The simulated clock: what time it is, and moving it.

import { newId, tell } from "./server.js";

export function prepareClock({ refresh, toast }) {
  const controls = document.querySelector(".jumps");
  const field = document.getElementById("jump-to");
  const moving = document.getElementById("moving");
  let toldProblem = "";

  let nothingComes = false;

  async function jump(to) {
    lock(true);
    try {
      await tell("jump", { id: newId(), to });
    } catch (refusal) {
      toast(refusal.message);
    }
    await refresh();
    // A jump too short to be seen changes nothing on the page, so `refresh` brought no news.
    lock(!moving.hidden);
  }

  function lock(is) {
    controls.setAttribute("aria-busy", is);
    for (const control of controls.querySelectorAll("button, input")) control.disabled = is;
    controls.querySelector("[data-jump=next]").disabled = is || nothingComes;
  }

  controls.addEventListener("click", (event) => {
    const to = event.target.closest("[data-jump]")?.dataset.jump;
    if (to) jump(to);
  });
  document.getElementById("jump-form").addEventListener("submit", (event) => {
    event.preventDefault();
    controls.querySelector("details").removeAttribute("open");
    jump(field.value);
  });

  return ({ now, jump: running }) => {
    for (const part of ["time", "day", "year", "zone"]) document.getElementById(`now-${part}`).textContent = now[part];
    const next = controls.querySelector("[data-jump=next]");
    next.title = now.next ? `Next: ${now.next}` : "Nothing is planned";
    if (field !== document.activeElement && field.value <= now.local) field.value = now.local;
    field.min = now.local;
    nothingComes = !now.next;
    lock(running.running);
    moving.hidden = !running.running;
    moving.querySelector("progress").value = running.share;
    moving.querySelector("span").textContent = running.words;
    if (running.problem && running.problem !== toldProblem) toast(running.problem);
    toldProblem = running.problem;
  };
}
