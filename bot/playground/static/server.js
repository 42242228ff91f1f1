// Talking to the server: what people do goes out once, what the page shows comes in when it changed.

export const newId = () => crypto.randomUUID();

// Resolves when Concierge has handled it. Throws an Error whose text is for the person; `again` says that the
// same deed may be sent once more under the same id.
export async function tell(what, deed) {
  let answer;
  try {
    answer = await fetch(`/playground/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(deed),
    });
  } catch {
    throw problem("The playground does not answer. Is it still running?", true);
  }
  if (answer.ok) return;
  const said = await answer.json().catch(() => ({}));
  throw problem(said.problem ?? "Concierge could not handle that: its log says why.", answer.status >= 500);
}

function problem(words, again) {
  return Object.assign(new Error(words), { again });
}

let etag = "";
let asking = null;

// The newest state, or null when nothing changed. A newer question cancels an older one.
export async function ask(query) {
  asking?.abort();
  asking = new AbortController();
  const headers = etag ? { "If-None-Match": etag } : {};
  const answer = await fetch(`/playground/state?${query}`, { headers, cache: "no-store", signal: asking.signal });
  if (answer.status === 304) return null;
  if (!answer.ok) throw new Error("The playground did not answer properly.");
  const state = await answer.json();
  etag = answer.headers.get("ETag") ?? "";
  return state;
}
