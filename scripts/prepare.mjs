// Runs before `npm start`, `npm test`, `npm run check` and the command line, in plain JavaScript that any Node 20 can
// run: installs what is missing, builds the pages when they are older than their sources, and for tests looks for a
// browser. Says what it does, on the error stream so that `--json` output stays clean.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const stamp = path.join(root, 'node_modules', '.baton-lock');
/** Without these nothing starts, whatever npm was told to leave out. */
const NEEDED = ['zod', 'esbuild', 'preact', 'node', 'playwright-core'];
const say = (line) => process.stderr.write(`${line}\n`);

function lockHash() {
  return createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex');
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash() && NEEDED.every((name) => existsSync(path.join(root, 'node_modules', name)));
}

/** Installs what the lock file says, and answers whether there was anything to install. */
function install() {
  if (isInstalled()) return false;
  say('Installing packages (once, about a minute) …');
  const npm = process.env.npm_execpath;
  // Not `npm ci`: it refuses a lock file that lacks the packages of another platform, and which of those a registry
  // has differs. What the lock file names is installed as it says; the file itself stays as it is.
  const args = ['install', '--include=dev', '--include=optional', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, ...rest] = npm?.endsWith('.js') ? [process.execPath, npm, ...args] : ['npm', ...args];
  const started = Date.now();
  const { status } = spawnSync(command, rest, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    say('The packages could not be installed. Check the network and the messages above, then run the same command again.');
    process.exit(status ?? 1);
  }
  const missing = NEEDED.filter((name) => !existsSync(path.join(root, 'node_modules', name)));
  if (missing.length > 0) {
    say(`npm has left out ${missing.join(', ')}. Run the same command without NODE_ENV=production and without --omit.`);
    process.exit(1);
  }
  writeFileSync(stamp, lockHash());
  say(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  if (!existsSync(path.join(root, 'node_modules', 'hnswlib-node', 'build', 'Release'))) {
    say('hnswlib-node could not be built (it needs python3, make and g++); exact search serves instead.');
  }
  return true;
}

async function buildPages() {
  const { buildPages: build, pagesAreFresh } = await import('./build-pages.mjs');
  if (await pagesAreFresh()) return;
  say('Building the pages …');
  await build();
}

/** Compiles the server's code once, so that its first start is like every other. */
function warmCache() {
  const node = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  spawnSync(existsSync(node) ? node : process.execPath, [path.join(root, 'scripts', 'start.mjs'), '--warm'], { cwd: root, stdio: 'ignore' });
}

const hasInstalled = install();
await buildPages();
if (hasInstalled) warmCache();
if (process.argv.includes('--browser')) {
  const { prepareBrowser } = await import('./find-browser.mjs');
  prepareBrowser(say);
}
