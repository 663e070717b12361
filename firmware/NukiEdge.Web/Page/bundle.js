// Bundles the page and packs each file with gzip: index.html, app.js, app.css, and a file of words for each language.
import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const out = process.argv[2];
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

function pack(name, content) {
  const packed = gzipSync(content, { level: 9 });
  packed[9] = 255; // the operating system: the same bytes from each
  writeFileSync(`${out}/${name}.gz`, packed);
  console.log(`${name} ${packed.length}`);
  return packed.length;
}

const made = await build({
  entryPoints: { app: "src/main.ts", style: "src/styles.css" }, splitting: true, chunkNames: "[name]",
  bundle: true, minify: true, format: "esm", target: "es2022", charset: "utf8", write: false, outdir: ".", legalComments: "none",
});
let first = 0;
for (const file of made.outputFiles) {
  const isLater = file.path.endsWith("/more.js"); // when a page but the first one is opened
  first += (isLater ? 0 : 1) * pack(file.path.split("/").pop().replace("style.css", "app.css"), file.contents);
}
first += pack("index.html", readFileSync("src/index.html"));
let words = 0;
let largest = 0;
for (const name of readdirSync("src/lang").sort()) {
  const bytes = pack(name, JSON.stringify(JSON.parse(readFileSync(`src/lang/${name}`, "utf8"))));
  words += bytes;
  largest = Math.max(largest, bytes);
}
console.log(`first load ${first + largest} of 49152 bytes, all languages ${words} of 98304 bytes`);
