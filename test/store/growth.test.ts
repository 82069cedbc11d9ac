import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTempStore, type TempStore } from '../support/temp-store.ts';

/** A shop keeps its handovers and cases for years, and these are read at every turn or every second. */
describe('What is open is found without reading what is over', () => {
  let temp: TempStore;
  beforeEach(async () => {
    temp = await openTempStore();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await temp.close();
  });

  /** How SQLite goes about the statements that `act` asks for. */
  const plansOf = async (act: (there: TempStore) => Promise<unknown>): Promise<string[]> => {
    const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
    await act(temp);
    const statements = prepare.mock.calls.map(([statement]) => statement);
    prepare.mockRestore();
    const database = new DatabaseSync(path.join(temp.folder, 'baton.sqlite'));
    const plans = statements.flatMap((statement) => database.prepare(`explain query plan ${statement}`).all().map(({ detail }) => String(detail)));
    database.close();
    return plans;
  };

  it.each<[string, (there: TempStore) => Promise<unknown>, RegExp]>([
    ['the open handovers of all', ({ store }) => store.openHandovers(), /^SCAN handovers USING INDEX handovers_open$/],
    ['the open handovers of some', ({ store }) => store.openHandovers(['one', 'two']), /USING INDEX handovers_open \(conversation_id=\?\)/],
    ['who waits', ({ routing }) => routing.waiting(10, 1_800_000_000_000), /USING INDEX handovers_open \(conversation_id=\?\)/],
    ['the open cases of a conversation', ({ cases }) => cases.openCases({ conversationId: 'one', customerId: undefined }), /USING INDEX cases_conversation \(conversation_id=\?/],
    ['the open cases of a customer', ({ cases }) => cases.openCases({ conversationId: 'one', customerId: 'C-1' }), /USING INDEX cases_customer \(customer_id=\?/],
  ])('%s', async (_what, act, wanted) => {
    const plans = await plansOf(act);
    expect(plans).toContainEqual(expect.stringMatching(wanted));
    expect(plans.filter((plan) => /^SCAN (?!handovers USING INDEX handovers_open$)|cases_state/.test(plan) && !/SUBQUERY|COMPOUND|\(subquery/i.test(plan))).toEqual([]);
  });
});
