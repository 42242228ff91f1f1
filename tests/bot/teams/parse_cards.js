// Reads cards (a JSON list on stdin) with Microsoft's own parser, and prints for each what is wrong with it and the words
// that its text blocks draw.

const { readFileSync } = require("node:fs");

// Just enough of a page to draw words on.
class Drawn {
  constructor() {
    Object.assign(this, { children: [], words: "", style: { removeProperty() {} }, classList: { add() {}, remove() {} } });
  }
  set innerText(words) { this.words = words; }
  get innerText() { return this.words; }
  set innerHTML(markup) { if (markup) throw new Error(`markup is drawn: ${markup}`); }
  setAttribute() {}
  getAttribute() {}
  removeAttribute() {}
  appendChild(child) { this.children.push(child); }
  said() { return this.words + this.children.map((child) => child.said()).join(""); }
}

globalThis.HTMLButtonElement = class {};
globalThis.document = { createElement: () => new Drawn() };
globalThis.window = { document: globalThis.document, navigator: { userAgent: "" } };

const { AdaptiveCard, RichTextBlock, SerializationContext, Versions } = require("adaptivecards/dist/adaptivecards.js");

function blocksOf(element) {
  if (element instanceof RichTextBlock) return [element.render().said()];
  const inner = element.getItemCount ? element.getItemCount() : 0;
  return Array.from({ length: inner }, (_, at) => blocksOf(element.getItemAt(at))).flat();
}

function read(json) {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(json, context);
  const events = [];
  for (let at = 0; at < context.eventCount; at++) events.push(context.getEventAt(at));
  const found = events.concat(card.validateProperties().validationEvents);
  return { problems: found.map((event) => event.message), blocks: blocksOf(card) };
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
