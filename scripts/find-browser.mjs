// Finds a Chromium for the browser tests; where there is none and we are root on Debian, installs it with a Chinese font.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of an installed Chromium, or undefined. */
export function findBrowser() {
  return PLACES.find((place) => place !== undefined && existsSync(place));
}

function hasChineseFont() {
  const { stdout, status } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '';
}

/** Makes sure that there is a browser, where that can be done; otherwise says in one line what is left out. */
export function prepareBrowser(say) {
  const wanted = [...(findBrowser() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (wanted.length === 0) return;
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (canInstall) {
    say(`Installing ${wanted.join(' and ')} for the browser tests …`);
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], quiet);
  }
  if (!findBrowser()) say('Left out: the browser tests (test/e2e), because there is no Chromium. Install chromium and fonts-noto-cjk, or set CHROMIUM to its path.');
}
