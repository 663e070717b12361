// Rules, scenes and targets of the mock: saved in place with a revision, checked as far as the tests need it, run step by step.
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

export function rulesOf(state) {
  const changed = () => state.revision = `7-${Number(state.revision.split("-")[1]) + 1}`;

  /** The first thing that is wrong, as the box says it; null when nothing is. */
  function wrong({ scenes, rules }) {
    const no = (field, title) => ({ problem: 400, field, title });
    for (const [at, s] of scenes.entries()) {
      if (!s.name || scenes.findIndex(o => o.name === s.name) !== at) {
        return no(`scenes[${at}].name`, s.name ? "the name is taken already" : "must be 1 to 64 bytes");
      }
      for (const [n, step] of s.steps.entries()) {
        if (step.http && (!methods.includes(step.http) || step.url.includes("192.168.66."))) {
          return no(`scenes[${at}].steps[${n}].url`, "the host must be an IPv4 address");
        }
      }
    }
    for (const [at, r] of rules.entries()) {
      if (!scenes.some(s => s.name === r.scene)) {
        return no(`rules[${at}].scene`, "there is no scene with this name");
      }
      if (r.when?.from === "13:13") {
        return no(`rules[${at}].when.from`, "must be a time as in 08:30");
      }
    }
    return null;
  }

  function run(sample, id) {
    const scene = sample.house.scenes[id], run = 900 + sample.records.length, after = sample.records.length - 1;
    let us = 300;
    scene.steps.forEach((step, n) => {
      if (step.waitMs) {
        us += step.waitMs * 1000;
        return;
      }
      const type = step.relay ? "relay" : step.mqtt ? "mqtt" : "http", isLost = step.url?.includes("192.168.1.99");
      const work = step.relay ? `relay ${step.relay} ${step.do}` : step.mqtt ? "MQTT" : isLost ? "HTTP: no answer in time" : "HTTP 200";
      const fault = isLost ? "no answer in time" : null, start = us, end = us + (step.http ? 5100 : 40);
      setTimeout(() => sample.records.push({ n: sample.records.length, kind: "step", at: Math.round(Date.now() / 1000), scene: Number(id), run, step: n, type, work, fault,
        result: type === "http" && !isLost ? 200 : null, startUs: start, endUs: end, text: `${scene.name} step ${n + 1}: ${work}` }), 100 + 100 * n);
    });
    return { run, after };
  }

  return [
    [/^PUT \/api\/rules$/, (_, b, url) => {
      const problem = url.searchParams.get("revision") !== state.revision ? { problem: 412, title: "somebody else changed it" } : wrong(b);
      if (problem) {
        return problem;
      }
      b.scenes.flatMap(s => s.steps).filter(s => s.body && !s.headers?.["Content-Type"]).forEach(s => s.headers = { ...s.headers, // as the box does
        "Content-Type": /^[{["]/.test(s.body) ? "application/json" : "text/plain; charset=utf-8" });
      Object.assign(state.sample().house, { scenes: b.scenes, rules: b.rules });
      state.sample().status.scenes = b.scenes.map((s, id) => ({ id, name: s.name, sensitive: s.sensitive === true }));
      changed();
      return { revision: state.revision };
    }],
    [/^PUT \/api\/targets$/, (_, b) => {
      const house = state.sample().house, { box, ...target } = b;
      if (b.user === "nobody") {
        return { problem: 400, field: "user", title: "a user name for HTTP holds no colon" };
      }
      state.boxes.push(box);
      house.targets = [...(house.targets ?? []).filter(t => t.address !== b.address || t.port !== b.port), target];
      changed();
      return { revision: state.revision };
    }],
    [/^POST \/api\/scenes\/(\d+)\/run$/, (m, _, url) => (url.searchParams.get("revision") ?? state.revision) !== state.revision ? { problem: 412, title: "somebody else changed it" }
      : { ...run(state.sample(), m[1]), status: 202 }],
    // Another browser saves.
    [/^POST \/mock\/house$/, (_, b) => {
      Object.assign(state.sample().house, b);
      changed();
    }],
  ];
}
