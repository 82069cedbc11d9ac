import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionDefinition } from '#core/actions/definition.ts';
import { readActions } from '#src/compose-actions.ts';
import { followActions, type LivingActions } from '#src/living-actions.ts';
import { POLICY } from '../decide-on.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { sampleActions } from './talk.ts';

const GROUND = { intents: [{ id: 'order-tracking' }], policy: POLICY };
const text = (more: Readonly<Record<string, string>> = {}): string => {
  const lines: Readonly<Record<string, string>> = {
    id: 'look',
    name: '{ zh: 查, en: Look }',
    starts: '{ intents: [order-tracking] }',
    effect: 'false',
    needs: '[{ id: order, fact: order, ask: { zh: 单号？, en: Number? } }]',
    call: '{ method: GET, url: "${ACTION_SHOP_URL}/{order}" }',
    answers: '[{ status: 200, body: { type: object, properties: { state: { type: string } } }, say: [{ text: { zh: "{order} {answer.state}", en: "{order} {answer.state}" } }] }]',
    failed: '{ zh: 失败, en: Failed }',
    handOver: '{ team: service, firstReplyMinutes: 30 }',
    ...more,
  };
  return Object.entries(lines).map(([name, value]) => `${name}: ${value}`).join('\n');
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-actions-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const write = (content: string, name = 'look.yaml') => writeFile(path.join(folder, name), content);
const faultsOf = async (content: string): Promise<readonly string[]> => {
  await write(content);
  const failure = (await readActions(folder, GROUND).catch((error: unknown) => error)) as { readonly details?: readonly string[] };
  return failure.details ?? [];
};

describe('the actions of the sample shop', () => {
  it('are sound, and those with an effect are confirmed first', async () => {
    const actions = await sampleActions();
    expect([...actions.keys()]).toEqual(['cancel-order', 'change-address', 'order-status', 'refund-status']);
    expect([...actions.values()].filter(({ effect }) => effect).map(({ confirm, for: whom }) => [typeof confirm, whom])).toEqual([['object', 'customers'], ['object', 'customers']]);
  });
});

describe('a file of an action', () => {
  it('is read when it is sound', async () => {
    await write(text());
    expect((await readActions(folder, GROUND)).get('look')).toMatchObject({ id: 'look', confidence: 0.5, call: { timeoutSeconds: 5, retries: 2 } });
  });

  it.each([
    ['an intent that is not there', { starts: '{ intents: [nothing] }' }, 'no intent "nothing"'],
    ['a team that is not there', { handOver: '{ team: nobody, firstReplyMinutes: 30 }' }, 'team "nobody"'],
    ['a value that nothing gives', { call: '{ method: GET, url: "${ACTION_SHOP_URL}/{number}" }' }, 'nothing fills {number}'],
    ['a value that the answer has not', { answers: '[{ status: 200, body: { type: object, properties: { state: { type: string } } }, say: [{ text: { zh: "{answer.stat}", en: "x" } }] }]' }, 'nothing fills {answer.stat}'],
    ['an expression that is none', { answers: '[{ status: 200, body: { type: object, properties: { state: { type: string, pattern: "(" } } }, say: [{ text: { zh: x, en: x } }] }]' }, 'must be a regular expression'],
    ['a condition on what the answer has not', { answers: '[{ status: 200, body: { type: object, properties: {} }, say: [{ when: { state: paid }, text: { zh: x, en: x } }] }]' }, 'the body has no "state"'],
    ['a secret that is none of its business', { call: '{ method: GET, url: "${DATABASE_URL}/{order}" }' }, 'must begin with ACTION_'],
    ['an effect that is not confirmed', { effect: 'true', call: '{ method: POST, url: "${ACTION_SHOP_URL}/{order}" }' }, 'must say what it will do'],
    ['an effect by GET', { effect: 'true', confirm: '{ zh: 行吗, en: All right? }' }, 'a GET has no effect'],
    ['a need that nothing can give', { needs: '[{ id: order, ask: { zh: x, en: x } }]' }, 'nothing can give it'],
    ['a broken expression', { needs: '[{ id: order, find: ["("], ask: { zh: x, en: x } }]' }, 'must be a regular expression'],
    ['a misspelt word', { effects: 'true' }, 'effects'],
    ['a schema of a kind that nobody checks', { answers: '[{ status: 200, body: { type: object, oneOf: [] }, say: [{ text: { zh: x, en: x } }] }]' }, 'oneOf'],
    ['another name than its file', { id: 'other' }, 'must be called the same'],
  ])('with %s is refused with the place', async (_, more, fault) => {
    expect((await faultsOf(text(more))).join('\n')).toMatch(new RegExp(`intents/actions/look\\.yaml: [^\\n]*${fault.replace(/[{}.]/g, '\\$&')}`));
  });

  it('names the faults of all files at once', async () => {
    await write(text({ id: 'b', starts: '{ intents: [nothing] }' }), 'b.yaml');
    expect((await faultsOf(text({ effect: 'perhaps' }))).length).toBeGreaterThanOrEqual(2);
  });
});

describe('actions that are served', () => {
  let living: LivingActions;
  let faults: unknown[];
  let written = 0;
  const change = async (content: string): Promise<void> => {
    await write(content);
    written += 1;
    await utimes(path.join(folder, 'look.yaml'), written, written);
  };
  const follow = async (variables: Readonly<Record<string, string>>) => {
    faults = [];
    const read = () => readActions(folder, GROUND);
    living = await followActions({ folder, first: await read(), read, variables, clock: createTestClock(), onChange: () => undefined, onFault: (fault) => void faults.push(fault) });
  };
  const ids = (of: ReadonlyMap<string, ActionDefinition>) => [...of.values()].map(({ id, confidence }) => `${id} ${confidence}`);

  it('follow their folder, and a faulty file changes nothing', async () => {
    await change(text());
    await follow({ ACTION_SHOP_URL: 'http://shop.example' });
    await change(text({ confidence: '0.8' }));
    await living.refresh();
    expect(ids(living.current())).toEqual(['look 0.8']);
    await change(text({ confidence: '8' }));
    await living.refresh();
    await living.refresh();
    expect(ids(living.current())).toEqual(['look 0.8']);
    expect(faults).toHaveLength(1);
  });

  it('are those whose variables are set: by the operator, else by the sample shop', async () => {
    await change(text());
    await follow({});
    expect(ids(living.current())).toEqual([]);
    living.provide({ ACTION_SHOP_URL: 'http://demo.example' });
    expect(ids(living.current())).toEqual(['look 0.5']);
    expect(living.variable('ACTION_SHOP_URL')).toBe('http://demo.example');
    await follow({ ACTION_SHOP_URL: 'http://own.example' });
    living.provide({ ACTION_SHOP_URL: 'http://demo.example' });
    expect(living.variable('ACTION_SHOP_URL')).toBe('http://own.example');
  });
});
