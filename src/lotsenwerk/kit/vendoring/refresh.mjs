// Fills src/lotsenwerk/kit/static/kit/vendor from the packages in package.json and writes
// vendored.sha256. Run by `npm ci && npm run refresh`; see README.md beside this file.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import rtlcss from "rtlcss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../..");
const vendor = join(here, "../static/kit/vendor");
const modules = join(root, "node_modules");

/** @type {{name: string, subsets: string[], weights: number[]}[]} */
const fonts = [
  { name: "fira-sans", subsets: ["latin", "latin-ext", "cyrillic"], weights: [400, 600] },
  { name: "noto-sans-arabic", subsets: ["arabic"], weights: [400, 600] },
  { name: "noto-sans-ethiopic", subsets: ["ethiopic"], weights: [400, 600] },
];

rmSync(vendor, { recursive: true, force: true });
mkdirSync(join(vendor, "fonts"), { recursive: true });

copyFileSync(join(modules, "htmx.org/dist/htmx.min.js"), join(vendor, "htmx.min.js"));

const licences = "/*! KERN UX @kern-ux/native 2.7.2, EUPL-1.2, compiled from its SCSS (parts only) */\n";
const kern = sass.compile(join(here, "kern.scss"), {
  loadPaths: [modules],
  style: "compressed",
  charset: false,
  quietDeps: true,
  silenceDeprecations: ["mixed-decls", "if-function"],
  logger: sass.Logger.silent,
}).css;
writeFileSync(join(vendor, "kern.css"), `${licences}${kern}\n`);
writeFileSync(join(vendor, "kern.rtl.css"), `${licences}${rtlcss.process(kern)}\n`);

const faces = [];
for (const { name, subsets, weights } of fonts) {
  for (const weight of weights) {
    const sheet = readFileSync(join(modules, `@fontsource/${name}/${weight}.css`), "utf8");
    for (const subset of subsets) {
      const file = `${name}-${subset}-${weight}-normal.woff2`;
      const block = sheet.split("@font-face").find((part) => part.includes(`/${file})`));
      if (block === undefined) throw new Error(`No face for ${file} in ${name}/${weight}.css`);
      const range = /unicode-range:\s*([^;]+);/.exec(block)?.[1];
      const family = /font-family:\s*'([^']+)'/.exec(block)?.[1];
      copyFileSync(join(modules, `@fontsource/${name}/files/${file}`), join(vendor, "fonts", file));
      faces.push(
        `@font-face{font-family:"${family}";font-style:normal;font-weight:${weight};font-display:swap;` +
          `src:url("fonts/${file}") format("woff2");unicode-range:${range}}`,
      );
    }
  }
}
writeFileSync(join(vendor, "fonts.css"), `/*! Fira Sans, Noto Sans Arabic, Noto Sans Ethiopic: OFL-1.1 */\n${faces.join("\n")}\n`);

/** @param {string} folder @returns {string[]} every file below it */
function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const sums = filesBelow(vendor)
  .map((path) => [relative(root, path).replaceAll("\\", "/"), path])
  .sort()
  .map(([name, path]) => `${createHash("sha256").update(readFileSync(path)).digest("hex")}  ${name}\n`);
writeFileSync(join(root, "vendored.sha256"), sums.join(""));
process.stdout.write(`${sums.length} vendored files written.\n`);
