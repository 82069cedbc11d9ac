import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { playConversation, runEvalHandover } from '#cli/eval-handover.ts';
import { handoverReportOf } from '#cli/handover-figures.ts';
import type { HandoverOutcome } from '#cli/handover-figures.ts';
import { parseHandoverRow } from '#cli/handover-rows.ts';
import type { HandoverRow } from '#cli/handover-rows.ts';
import { NOON } from '../core/samples.ts';
import { prepareTurns } from '../core/turns.ts';

const row = (more: Partial<HandoverRow> = {}): HandoverRow => ({ id: 'r-1', language: 'zh', tier: 'regular', messages: ['退款多久到账'], expect: 'bot', ...more });

describe('rows of baton eval handover', () => {
  it('are read as they are written', () => {
    expect(parseHandoverRow({ id: 7, language: 'en', tier: 'vip', messages: ['hi', 'agent'], expect: 'hand_over', reason: 'asked' })).toEqual({ id: '7', language: 'en', tier: 'vip', messages: ['hi', 'agent'], expect: 'hand_over', reason: 'asked' });
    expect(parseHandoverRow({ ...row(), reason: null })).toEqual(row());
  });

  it.each([
    [{ id: undefined }, '"id" is missing'],
    [{ language: 'fr' }, '"language" must be'],
    [{ tier: 'gold' }, '"tier" must be one of'],
    [{ messages: [] }, '"messages" must be a list'],
    [{ messages: ['hi', ''] }, '"messages" must be a list'],
    [{ expect: 'person' }, '"expect" must be'],
    [{ reason: 'angry', expect: 'hand_over' }, '"reason" must be null or one of'],
    [{ reason: 'asked' }, '"reason" must be null where'],
  ])('are refused with what is wrong: %j', (wrong, said) => {
    expect(parseHandoverRow({ ...row(), ...wrong })).toContain(said);
  });
});

describe('the figures of baton eval handover', () => {
  const outcome = (more: Partial<HandoverRow>, rule?: string, reason: NonNullable<HandoverOutcome['handedOver']>['reason'] = 'complaint'): HandoverOutcome => ({
    row: row(more),
    ...(rule === undefined ? {} : { handedOver: { rule, reason, words: [], at: 1 } }),
  });
  const report = handoverReportOf([
    outcome({ expect: 'hand_over', reason: 'complaint' }, 'complaint'),
    outcome({ expect: 'hand_over', reason: 'complaint' }, 'customer-asks-for-person', 'asked'),
    outcome({ expect: 'hand_over', reason: 'danger', language: 'en' }),
    outcome({ expect: 'hand_over' }, 'customer-is-leaving', 'leaving'),
    outcome({}),
    outcome({}),
    outcome({}, 'complaint'),
    outcome({ language: 'en' }),
  ]);

  it('count who was handed over rightly and wrongly', () => {
    expect(report).toMatchObject({ rows: 8, recall: 0.75, precision: 0.75, wronglyHandedOver: 0.25, reasonAccuracy: 0.5 });
    expect(report.shares.recall).toMatchObject({ hits: 3, of: 4 });
    expect(report.shares.recall.low).toBeLessThan(0.75);
    expect(report.languages['en']?.recall).toMatchObject({ hits: 0, of: 1 });
  });

  it('tell each reason and each rule, those most often wrong first', () => {
    expect(report.byReason['complaint']).toMatchObject({ handedOver: { hits: 2, of: 2 }, rightReason: { hits: 1, of: 2 } });
    expect(report.byReason['danger']).toMatchObject({ handedOver: { hits: 0, of: 1 } });
    expect(Object.entries(report.byRule)).toEqual([['complaint', { right: 1, wrong: 1 }], ['customer-asks-for-person', { right: 1, wrong: 0 }], ['customer-is-leaving', { right: 1, wrong: 0 }]]);
  });

  it('are null where there is nothing to count', () => {
    expect(handoverReportOf([outcome({})])).toMatchObject({ recall: null, precision: null, wronglyHandedOver: 0, reasonAccuracy: null });
  });
});

describe('conversations that are played', { timeout: 120_000 }, () => {
  it('end with the first handover, with its rule, reason and place', async () => {
    const tools = await prepareTurns();
    expect((await playConversation(row({ messages: ['退款多久到账', '转人工', '谢谢'] }), tools, NOON)).handedOver).toMatchObject({ rule: 'customer-asks-for-person', reason: 'asked', at: 2 });
    expect((await playConversation(row({ messages: ['退款多久到账'], tier: 'vip' }), tools, NOON)).handedOver).toMatchObject({ reason: 'vip', at: 1 });
    expect((await playConversation(row({ messages: ['退款多久到账', '谢谢'] }), tools, NOON)).handedOver).toBeUndefined();
  });

  it('remember what was said before: a person is offered, and the customer says yes', async () => {
    const tools = await prepareTurns();
    expect((await playConversation(row({ messages: ['能不能开一张去年圣诞的停车票', '好的，转吧'] }), tools, NOON)).handedOver).toMatchObject({ reason: 'asked', at: 2 });
  });
});

describe('baton eval handover', () => {
  let folder = '';
  let warned = '';
  const out = { write: () => undefined, warn: (text: string) => void (warned += text) };
  beforeEach(async () => {
    warned = '';
    folder = await mkdtemp(path.join(tmpdir(), 'baton-handover-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('names malformed rows by line', async () => {
    const file = path.join(folder, 'cases.jsonl');
    await writeFile(file, [JSON.stringify(row()), '{"id": 2}', 'nonsense'].join('\n'));
    expect(await runEvalHandover(['--cases', file], out)).toBe(2);
    expect(warned).toContain('line 2: "language" must be');
    expect(warned).toContain('line 3: not JSON');
  });

  it('refuses two rows of one name, and options that it does not know', async () => {
    const file = path.join(folder, 'cases.jsonl');
    await writeFile(file, [row(), row()].map((one) => JSON.stringify(one)).join('\n'));
    expect(await runEvalHandover(['--cases', file], out)).toBe(2);
    expect(warned).toContain('two rows have the id "r-1"');
    expect(await runEvalHandover(['--case', file], out)).toBe(2);
  });
});
