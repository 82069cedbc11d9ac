import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../../support/project-files.ts';

const bench = (...args: readonly string[]) => promisify(execFile)(process.execPath, ['src/cli/bench/main.ts', 'langchain', ...args], { cwd: PROJECT });

describe('npm run bench -- langchain', { timeout: 90_000 }, () => {
  it('plays a case both ways, says which is kept for the part that it tries, and what LangChain adds to an install', async () => {
    // It ends with 1 where LangChain does better, which a slow machine may bring about.
    const { stdout } = await bench('--case', 'normal', '--json').catch((error: unknown) => error as { stdout: string });
    expect(JSON.parse(stdout)).toMatchObject({
      figures: [{ id: 'normal', way: 'ours', questions: 6 }, { id: 'normal', way: 'langchain', questions: 6 }],
      kept: [{ part: 'agent loop' }],
      weight: { packages: expect.any(Number), megabytes: expect.any(Number) },
    });
  });

  it('says which cases there are where there is no such case', async () => {
    await expect(bench('--case', 'nothing')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('normal, stalls, cut') });
  });
});
