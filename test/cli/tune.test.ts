import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBaton, type Ran } from '../support/run-command.ts';
import { makeSmallContent, type SmallContent } from '../support/small-content.ts';

let content: SmallContent;
beforeAll(async () => {
  content = await makeSmallContent();
});
afterAll(() => content.remove());

const baton = (...args: string[]): Promise<Ran> => runBaton(args, content.variables);
const isKept = (): Promise<boolean> => access(path.join(content.dataDir, 'models', 'tuned-vectors.bin')).then(() => true, () => false);

describe('baton tune', () => {
  it('measures before and after on pairs put aside, and keeps a gain only', async () => {
    const { code, out } = await baton('tune', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(out) as { kept: boolean; pairs: { learned: number; heldOut: number }; general: { before: number; after: number }; heldOut: { before: number; after: number } };
    expect(report.pairs.learned).toBeGreaterThan(100);
    expect(report.pairs.heldOut).toBeGreaterThan(20);
    expect(await isKept()).toBe(report.kept);
    if (report.kept) {
      expect(report.heldOut.after).toBeGreaterThan(report.heldOut.before);
      expect(report.general.after).toBeGreaterThanOrEqual(report.general.before);
    }
  });

  it('forgets what was tuned', async () => {
    await mkdir(path.join(content.dataDir, 'models'), { recursive: true });
    await writeFile(path.join(content.dataDir, 'models', 'tuned-vectors.bin'), 'old');
    expect(await baton('tune', '--off')).toMatchObject({ code: 0, out: expect.stringContaining('forgotten') });
    expect(await isKept()).toBe(false);
  });

  it.each([
    [['--nonsense'], /nonsense/],
    [['--pairs', 'nowhere.jsonl'], /nowhere\.jsonl/],
  ])('says what is wrong with %j', async (args, words) => {
    expect(await baton('tune', ...args)).toMatchObject({ code: 2, warned: expect.stringMatching(words) });
  });
});

describe('baton correct', () => {
  it('notes a message under its intent, without what belongs to a person', async () => {
    const { code, out } = await baton('correct', '我是王小明，手机13800138000，退款呢', 'refund-status');
    expect(code).toBe(0);
    expect(out).toContain('refund-status');
    const kept = await readFile(path.join(content.dataDir, 'corrections.jsonl'), 'utf8');
    expect(kept).toContain('退款呢');
    expect(kept).not.toContain('13800138000');
  });

  it('names the intents that may be meant by an unknown one', async () => {
    expect(await baton('correct', 'where is my money', 'refund')).toMatchObject({ code: 1, warned: expect.stringContaining('refund-status') });
  });
});
