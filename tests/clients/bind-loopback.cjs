"use strict";
// Loaded before a client's own code: whatever it listens on is loopback, and it reaches nothing else.
const net = require("node:net");

const LOOPBACK = "127.0.0.1";
const NEAR = new Set([LOOPBACK, "localhost", "::1", "::ffff:127.0.0.1"]);

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (...given) {
  const [first, ...rest] = given;
  if (first !== null && typeof first === "object") {
    return "port" in first ? listen.call(this, { ...first, host: LOOPBACK }, ...rest) : listen.apply(this, given);
  }
  if (typeof first === "number" || /^\d+$/.test(first)) {
    return listen.call(this, first, LOOPBACK, ...(typeof rest[0] === "string" ? rest.slice(1) : rest));
  }
  return listen.apply(this, given);
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  // Node hands arguments on in a list of their own.
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const goal = first !== null && typeof first === "object" ? first : { host: typeof second === "string" ? second : undefined };
  if (goal.path === undefined && !NEAR.has(goal.host ?? "localhost")) {
    const refusal = new Error(`connect ECONNREFUSED ${goal.host}: only loopback is reachable here`);
    process.nextTick(() => this.destroy(Object.assign(refusal, { code: "ECONNREFUSED", syscall: "connect" })));
    return this;
  }
  return connect.apply(this, given);
};
