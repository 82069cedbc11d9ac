import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runEvalServiceLanguage } from '#cli/eval-service-language.ts';
import type { ServiceLanguageReport } from '#cli/service-language-figures.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-service-language-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; warned: string }> {
  let [out, warned] = ['', ''];
  const code = await runEvalServiceLanguage(args, { write: (text) => void (out += text), warn: (text) => void (warned += text) });
  return { code, out, warned };
}

describe('baton eval service-language', () => {
  it('says how well the faults of the project’s own replies are found', async () => {
    const { code, out } = await run('--json');
    const report = JSON.parse(out) as ServiceLanguageReport;
    expect(code).toBe(0);
    expect(report.rows).toBeGreaterThanOrEqual(200);
    expect(report.clean).toBeGreaterThanOrEqual(100);
    expect(report.recall).toBeGreaterThanOrEqual(0.9);
    expect(report.falseAlarms).toBeLessThanOrEqual(0.05);
    expect(Object.keys(report.languages)).toEqual(['en', 'zh']);
  });

  it('counts what was overlooked and what was found without need, and names it', async () => {
    const file = path.join(folder, 'rows.jsonl');
    const rows = [
      { id: 1, language: 'zh', text: '这是公司的规定', faults: ['rule-as-reason'] },
      { id: 2, language: 'zh', text: '好的', faults: ['impossible'] },
      { id: 3, language: 'en', text: 'Please calm down.', faults: [] },
      { id: 4, language: 'en', text: 'Your parcel comes today.', faults: [] },
    ];
    await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
    expect(JSON.parse((await run('--rows', file, '--json')).out)).toMatchObject({ rows: 4, clean: 2, recall: 0.5, precision: 0.5, falseAlarms: 0.5, rules: { 'rule-as-reason': { recall: { hits: 1, of: 1 } } } });
    expect((await run('--rows', file, '--misses')).out).toMatch(/2 \| 好的 \| overlooked impossible \| without need nothing\n3 \| .* \| overlooked nothing \| without need talking-down/);
  });

  it.each([
    [{ id: 1, language: 'fr', text: 'x', faults: [] }, '"language" must be'],
    [{ id: 1, language: 'zh', text: ' ', faults: [] }, '"text" must be'],
    [{ id: 1, language: 'zh', text: 'x' }, '"faults" must be'],
    [{ id: 1, language: 'zh', text: 'x', faults: ['rudeness'] }, 'there is no rule "rudeness"'],
    [{ id: 1, language: 'zh', text: 'x', faults: [], mood: 'blue' }, '"mood" must be'],
    [{ id: 1, language: 'zh', text: 'x', faults: [], sentiment: 2 }, '"sentiment" must be'],
    [{ id: 1, language: 'zh', text: 'x', faults: [], reason: 'rain' }, '"reason" must be'],
    [{ language: 'zh', text: 'x', faults: [] }, '"id" is missing'],
  ])('refuses a row with what is wrong: %j', async (row, said) => {
    const file = path.join(folder, 'rows.jsonl');
    await writeFile(file, JSON.stringify(row));
    expect(await run('--rows', file)).toMatchObject({ code: 2, warned: expect.stringContaining(said) });
  });
});
