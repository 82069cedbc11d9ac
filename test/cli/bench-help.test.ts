import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { PROJECT } from '../support/project-files.ts';

it('npm run bench -- NAME --help says what there is instead of measuring for minutes', { timeout: 20_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/bench/main.ts', 'turn', '--help'], { cwd: PROJECT });
  expect(stdout).toContain('npm run bench -- NAME');
  expect(stdout).toMatch(/^ {2}day .*--conversations N/m);
});
