// Loaded before emulate's own code, which has no setting for where its Slack sends events: EMULATE_EVENTS_URL says it.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = dirname(process.argv[1]);
const files = readdirSync(folder).filter((name) => /^dist-.*\.js$/.test(name));
const slack = files.find((name) => /^\s*slackPlugin\s*$/m.test(readFileSync(join(folder, name), "utf8")));
if (!slack) throw new Error("events-hook: this version of emulate keeps its Slack elsewhere");

// A module is loaded once: what is changed here is what emulate starts.
const { slackPlugin } = await import(pathToFileURL(join(folder, slack)).href);
const { register } = slackPlugin;
slackPlugin.register = function (app, store, webhooks, ...rest) {
  webhooks.register({ url: process.env.EMULATE_EVENTS_URL, events: ["*"], active: true, owner: "slack" });
  return register.call(this, app, store, webhooks, ...rest);
};
