// Builds the pages that browsers load into dist/pages. Plain JavaScript, so that Node 20 can run it before anything else.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = path.join(ROOT, 'dist/pages');
const STAMP = path.join(OUT, '.built.json');
const SOURCES = ['adapters/web/widget', 'adapters/web/demo', 'adapters/console/page', 'src/core', 'package-lock.json', 'scripts/build-pages.mjs'];

/** What is bundled: source → file under dist/pages. */
const BUNDLES = [
  ['adapters/web/widget/loader.ts', 'widget.js'],
  ['adapters/web/widget/main.tsx', 'assets/widget.js'],
  // Loaded by the panel when somebody wants it.
  ['adapters/web/widget/waiting-parts.tsx', 'assets/widget-waiting.js', 'esm'],
  ['adapters/web/widget/waiting-parts.css', 'assets/widget-waiting.css'],
  ['adapters/web/widget/file-parts.tsx', 'assets/widget-files.js', 'esm'],
  ['adapters/web/widget/files.css', 'assets/widget-files.css'],
  ['adapters/web/widget/style.css', 'assets/widget.css'],
  ['adapters/web/widget/help.css', 'assets/help.css'],
  ['adapters/web/demo/demo.ts', 'assets/demo.js'],
  ['adapters/web/demo/demo.css', 'assets/demo.css'],
  ['adapters/console/page/main.tsx', 'assets/console.js'],
  ['adapters/console/page/style.css', 'assets/console.css'],
];

/** What is copied as it is. */
const COPIES = [
  ['adapters/web/widget/index.html', 'widget/index.html'],
  ['adapters/web/demo/index.html', 'demo/index.html'],
  ['adapters/web/demo/products.svg', 'assets/products.svg'],
  ['adapters/web/demo/icon.svg', 'assets/icon.svg'],
  ['adapters/console/page/index.html', 'console/index.html'],
];

const isThere = ([source]) => existsSync(path.join(ROOT, source));

async function bundle([source, target, format = 'iife']) {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [source],
    bundle: true,
    minify: true,
    write: false,
    sourcemap: false,
    format,
    target: ['es2022', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
  return { target, content: result.outputFiles[0].contents };
}

/** Writes beside the target and renames, so that a running server never reads half a file. */
async function put({ target, content }) {
  const file = path.join(OUT, target);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}

async function filesBelow(place) {
  const full = path.join(ROOT, place);
  if (!existsSync(full)) return [];
  if (!(await stat(full)).isDirectory()) return [place];
  const entries = await readdir(full, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name)));
}

/** Every source file with its time of change, as one text that differs when anything was changed, added or removed. */
async function fingerprint() {
  const files = (await Promise.all(SOURCES.map(filesBelow))).flat();
  files.sort((a, b) => (a < b ? -1 : 1));
  const times = await Promise.all(files.map(async (file) => `${file} ${(await stat(path.join(ROOT, file))).mtimeMs}`));
  return times.join('\n');
}

/**
 * Builds every page whose sources are there. Resolves to the sizes of what was bundled, in bytes; throws, leaving the
 * pages of the last build in place, when a source has a fault.
 */
export async function buildPages() {
  const sources = await fingerprint();
  const bundles = await Promise.all(BUNDLES.filter(isThere).map(bundle));
  const copies = await Promise.all(COPIES.filter(isThere).map(async ([source, target]) => ({ target, content: await readFile(path.join(ROOT, source)) })));
  for (const file of [...bundles, ...copies]) await put(file);
  const targets = [...bundles, ...copies].map((file) => file.target);
  await put({ target: path.basename(STAMP), content: JSON.stringify({ sources, targets }) });
  return bundles.map(({ target, content }) => ({ file: target, bytes: content.byteLength, gzip: gzipSync(content, { level: 9 }).byteLength }));
}

/** Were the pages built from the sources as they are now, and are they all there? */
export async function pagesAreFresh() {
  try {
    const { sources, targets } = JSON.parse(await readFile(STAMP, 'utf8'));
    return targets.every((target) => existsSync(path.join(OUT, target))) && sources === (await fingerprint());
  } catch {
    return false;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const sizes = await buildPages();
  for (const { file, bytes, gzip } of sizes) console.log(`${file.padEnd(20)} ${String(bytes).padStart(7)} B   gzip ${String(gzip).padStart(6)} B`);
}
