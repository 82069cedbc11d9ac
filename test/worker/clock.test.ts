import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { systemClock } from '#worker/clock.ts';
import { describeClock } from '../contract/clock.contract.ts';
import { PROJECT } from '../support/project-files.ts';
import { createTestClock } from '../support/test-clock.ts';

describeClock({
  name: 'the system clock',
  create: () => ({ clock: systemClock, pass: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)) }),
});
describeClock({
  name: 'the test clock',
  create() {
    const clock = createTestClock();
    return { clock, pass: async (ms) => clock.advance(ms) };
  },
});

describe('the system clock', () => {
  it('never keeps a process alive by itself', async () => {
    const program = "import { systemClock } from '#worker/clock.ts'; systemClock.after(3600_000, () => undefined); console.log('done');";
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { cwd: PROJECT, timeout: 20_000 });
    expect(stdout).toBe('done\n');
  });
});
