import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFromPage } from '../support/written-from-page.ts';

const project = await writeFromPage('docs/write-a-channel.md');
afterAll(() => project.close());

// The page's own test: it runs the contract over the page's channel, here and now.
await project.load('test/adapters/hook/contract.test.ts');

describe('the page on writing a channel', () => {
  it('shows a channel, somebody at its other end, and the run of the contract', () => {
    expect(project.files).toEqual(['adapters/hook/server.ts', 'test/adapters/hook/harness.ts', 'test/adapters/hook/contract.test.ts']);
  });

  it('shows code that the strictest settings of the project let pass', async () => {
    await writeFile(path.join(project.folder, 'tsconfig.page.json'), JSON.stringify({ extends: './tsconfig.json', include: project.files }));
    const tsc = path.join(project.folder, 'node_modules', 'typescript', 'bin', 'tsc');
    const outcome = await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.page.json'], { cwd: project.folder }).catch((error: unknown) => error as { readonly stdout: string });
    expect(outcome.stdout).toBe('');
  });
});
