import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DirectoryFile, directoryFileSchema, readDirectoryFile } from '#adapters/directory/directory-file.ts';
import { mapRecord } from '#adapters/directory/map-record.ts';
import { PROJECT } from '../../support/project-files.ts';

const doubts: string[] = [];
const map = (body: unknown, file: DirectoryFile, id = '7') => mapRecord(body, id, file, (field) => doubts.push(field));

describe('the answer of a CRM', () => {
  it('is read where the file says, in the words of the CRM', () => {
    const file = directoryFileSchema.parse({
      fields: { id: 'data.no', name: 'data.names.0', tier: 'data.grade', noCare: 'data.news', spentLast12Months: 'sums.year', orders: 'data.orders', notes: 'data.remark', language: 'data.locale' },
      order: { number: 'id', product: 'item.sku', status: 'state', date: 'at' },
      words: { tier: { 金卡: 'key' }, noCare: { subscribed: false }, status: { '3': 'delivered' } },
      language: 'en',
    });
    const order = (id: string, at: string) => ({ id, at, state: 3, item: { sku: 'lamp' } });
    const body = { data: { no: 7, names: ['陈思雨', 'x'], grade: ' 金卡 ', news: 'subscribed', orders: [order('a', '2026-01-02'), order('b', '2026-03-04T05:06:07Z')], remark: '先发消息', locale: 'EN' }, sums: { year: '1200.50' } };
    expect(map(body, file)).toMatchObject({
      id: '7', name: '陈思雨', tier: 'key', noCare: false, language: 'en', notes: ['先发消息'], value: { spent: 1200.5 },
      orders: [{ number: 'b', product: 'lamp', status: 'delivered', date: '2026-03-04' }, { number: 'a', date: '2026-01-02' }],
    });
    expect(doubts).toEqual([]);
  });

  it('cannot reach beyond its own fields, nor beyond what staff can read', () => {
    const file = directoryFileSchema.parse({ fields: { id: 'id', name: 'name', manager: 'constructor.name', notes: 'notes' } });
    const person = map({ id: '7', name: 'Anna', notes: Array.from({ length: 99 }, () => 'x'.repeat(9_999)) }, file);
    expect(person.manager).toBeUndefined();
    expect([person.notes.length, person.notes[0]?.length]).toEqual([20, 500]);
    expect(() => map({ id: '7', name: 'x'.repeat(201) }, file)).toThrow('without a name');
    expect(() => map({ id: '07', name: 'Anna' }, file)).toThrow('another customer');
  });

  it('is read as Baton writes it by the file that is shipped', async () => {
    const file = await readDirectoryFile(path.join(PROJECT, 'adapters/directory/directory.yaml'));
    expect(file).toMatchObject({ limits: directoryFileSchema.parse({ fields: { id: 'id', name: 'name' } }).limits, header: { name: 'Authorization', value: 'Bearer {token}' } });
    expect(map({ id: '7', name: 'Anna', language: 'zh-CN', tier: 'vip', noCare: true, since: '2021-03-18' }, file)).toMatchObject({ language: 'zh', tier: 'vip', noCare: true, value: { since: '2021-03-18' } });
  });
});
