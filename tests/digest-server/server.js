// Two independent implementations of HTTP logins behind one port on loopback:
//   http-auth         /md5 /md5-sess /rfc2069 /basic    (its own nonces, counts and stale)
//   passport-digest   /sha256 /sha256-sess /both        (its own parser and hashes; nonces are checked below)
// /forget makes both forget their nonces, as a restart would; /seen/md5 tells how /md5 was asked since the
// last time it was told. Prints "port N" once it listens; ends with its input.
"use strict";
const crypto = require("crypto");
const http = require("http");
const httpAuth = require("http-auth");
const { DigestStrategy } = require("passport-digest");

const password = "pass:w\u00f6rd";
const answer = (req, res) => res.end("welcome");

const ha1 = (realm) => crypto.createHash("md5").update(`admin:${realm}:${password}`).digest("hex");
const digest = (options) =>
  httpAuth.digest({ realm: "npm http-auth", ...options }, (name, done) => done(name === "admin" ? ha1("npm http-auth") : ""));
const digests = { "/md5": digest({}), "/md5-sess": digest({ algorithm: "MD5-sess" }), "/rfc2069": digest({ qop: "none" }) };
const basic = httpAuth.basic({ realm: "npm http-auth" }, (name, given, done) => done(name === "admin" && given === password));

const lastCount = new Map(); // nonce -> highest nc seen
function sha256(req, res, algorithms) {
  let wasRight = false;
  const challenges = [];
  const options = { realm: "npm passport-digest", qop: "auth", opaque: "o=1" };
  const checks = algorithms.map((algorithm) => new DigestStrategy({ ...options, algorithm },
    (name, done) => done(null, name === "admin" && { name }, password),
    ({ nonce, nc }, done) => {
      wasRight = true;
      const count = parseInt(nc, 16);
      const fresh = lastCount.has(nonce) && count > lastCount.get(nonce);
      if (fresh) lastCount.set(nonce, count);
      done(null, fresh);
    }));
  const next = () => {
    const check = checks.shift();
    if (!check) {
      challenges.forEach((c) => lastCount.set(/nonce="([^"]+)"/.exec(c)[1], 0));
      res.writeHead(401, { "WWW-Authenticate": challenges.map((c) => (wasRight ? c + ", stale=true" : c)) });
      return res.end();
    }
    check.success = () => answer(req, res);
    check.fail = (c) => {
      if (typeof c === "number") return res.writeHead(c).end();
      challenges.push(c);
      return next();
    };
    check.error = (e) => res.writeHead(500).end(String(e));
    return check.authenticate(req);
  };
  next();
}

const seen = new Map(); // path -> how it was asked
function note(path, header) {
  if (!seen.has(path)) seen.set(path, { plain: 0, authorized: 0, nonces: new Set() });
  const of = seen.get(path);
  header ? of.authorized++ : of.plain++;
  const nonce = / nonce="([^"]+)"/.exec(header || "");
  if (nonce) of.nonces.add(nonce[1]);
}
function tell(path) {
  const of = seen.get(path) || { plain: 0, authorized: 0, nonces: new Set() };
  seen.delete(path);
  return `${of.plain} plain, ${of.authorized} authorized, ${of.nonces.size} nonces`;
}

const server = http.createServer((req, res) => {
  const path = req.url.split("?")[0];
  if (path.startsWith("/seen/")) return res.end(tell(path.slice(5)));
  note(path, req.headers.authorization);
  if (path === "/forget") {
    Object.values(digests).forEach((d) => (d.nonces.length = 0));
    lastCount.clear();
    return res.end();
  }
  if (path === "/basic") return basic.check(answer)(req, res);
  if (path === "/sha256") return sha256(req, res, ["SHA-256"]);
  if (path === "/sha256-sess") return sha256(req, res, ["SHA-256-sess"]);
  if (path === "/both") return sha256(req, res, ["MD5", "SHA-256"]);
  return digests[path] ? digests[path].check(answer)(req, res) : res.writeHead(404).end();
});
server.listen(0, "127.0.0.1", () => console.log("port " + server.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
