// Builds what is committed under static/design: one stylesheet and one script for each door.
// Beside them goes a fingerprint of the sources, so that a test can tell when they are stale.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const room = dirname(here);
const root = dirname(dirname(room));
const out = join(room, "static/design");

const css = compile(join(here, "safehome.scss"), {
  style: "compressed",
  loadPaths: [join(root, "node_modules")],
  importers: [{ findFileUrl: (url) => url.startsWith("govuk-frontend") ? pathToFileURL(join(root, "node_modules", url)) : null }],
  quietDeps: true,
  charset: false, // every page says UTF-8 itself
}).css;
writeFileSync(join(out, "safehome.css"), css);

await build({
  entryPoints: ["staff", "portal", "reception"].map((door) => join(room, "scripts", `${door}.js`)),
  outdir: join(out, "js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});

const sources = [here, join(room, "scripts")].flatMap((folder) =>
  readdirSync(folder).filter((name) => /\.(scss|js)$/.test(name)).sort().map((name) => join(folder, name)));
const print = createHash("sha256");
for (const source of sources) print.update(readFileSync(source));
writeFileSync(join(out, "built-from.txt"), `${print.digest("hex")}\n`);
console.log(`safehome.css ${(css.length / 1024).toFixed(1)} kB`);
