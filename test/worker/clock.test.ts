import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
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

  it('calls back after sixty days to the millisecond, though no timer of Node waits that long', () => {
    vi.useFakeTimers();
    try {
      const days = 60 * 24 * 3600_000;
      let calls = 0;
      systemClock.after(days, () => (calls += 1));
      vi.advanceTimersByTime(days - 1);
      expect(calls).toBe(0);
      vi.advanceTimersByTime(1);
      expect(calls).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
