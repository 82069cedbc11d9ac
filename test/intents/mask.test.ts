import { describe, expect, it } from 'vitest';
import { maskPersonalData } from '#core/mask.ts';
import type { Entity } from '#core/understanding.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { makeMessages } from './synthetic-messages.ts';

const find = createEntityFinder([]);
const mask = (text: string) => maskPersonalData(text, find(text)).text;

describe('masking personal data', () => {
  it.each([
    ['我的电话是13800001001', '我的电话是138****1001'],
    ['打１３８００００１００１吧', '打138****1001吧'],
    ['身份证110101199003077758，谢谢', '身份证[身份证号]，谢谢'],
    ['my ID number is 110101199003077758', 'my ID number is [ID number]'],
    ['卡号 6222 0202 0001 2345 678 退这里', '卡号 [银行卡号 5678] 退这里'],
    ['发到 lin.xiao@example.com', '发到 l***@example.com'],
    ['我叫王芳，住在上海市静安区南京西路1266号2座1502室', '我叫[姓名]，住在[地址]'],
    ['订单20261107-0032，付了¥399，上周三到的', '订单20261107-0032，付了¥399，上周三到的'],
    ['没有什么要遮的', '没有什么要遮的'],
  ])('%j becomes %j', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it('keeps what a policy lets it keep, and masks what another one does not', () => {
    const text = '订单20261107-0032，电话13800001001';
    expect(maskPersonalData(text, find(text), { keep: ['phone'] }).text).toBe('订单[订单号]，电话13800001001');
  });

  it('says where each mask stands in both texts', () => {
    const text = '电话13800001001，邮箱a@b.cn，再打13900002002';
    const { text: masked, masks } = maskPersonalData(text, find(text));
    expect(masks.map(({ kind }) => kind)).toEqual(['phone', 'email', 'phone']);
    expect(masks.map(({ original }) => text.slice(original.start, original.end))).toEqual(['13800001001', 'a@b.cn', '13900002002']);
    expect(masks.map(({ masked: at }) => masked.slice(at.start, at.end))).toEqual(['138****1001', 'a***@b.cn', '139****2002']);
  });

  it('leaves nothing of overlapping entities readable and passes over those outside of the text', () => {
    const entity = (start: number, end: number): Entity => ({ kind: 'address', value: 'x', text: 'x', start, end });
    expect(maskPersonalData('abcdefgh', [entity(1, 4), entity(3, 6), entity(7, 99), entity(5, 2)]).text).toBe('a[address]gh');
  });
});

describe('2,000 made-up messages', () => {
  const messages = makeMessages(2_000, 7);
  const tally = new Map<string, { meant: number; hit: number; told: number }>();
  for (const { text, facts } of messages) {
    const found = find(text);
    for (const kind of ['phone', 'id-card', 'bank-card', 'email', 'address'] as const) {
      const score = tally.get(kind) ?? { meant: 0, hit: 0, told: 0 };
      const meant = facts.filter((fact) => fact.kind === kind);
      const told = found.filter((entity) => entity.kind === kind);
      score.meant += meant.length;
      score.told += told.length;
      score.hit += meant.filter((fact) => told.some((entity) => entity.text === fact.text)).length;
      tally.set(kind, score);
    }
  }

  it.each(['phone', 'id-card', 'bank-card', 'email'])('%s: at least 98 of 100 are found whole, at least 95 of 100 findings are right', (kind) => {
    const { meant, hit, told } = tally.get(kind)!;
    expect(meant).toBeGreaterThan(100);
    expect(hit / meant).toBeGreaterThanOrEqual(0.98);
    expect(hit / told).toBeGreaterThanOrEqual(0.95);
  });

  it('postal addresses: at least 80 of 100 are found whole', () => {
    const { meant, hit } = tally.get('address')!;
    expect(meant).toBeGreaterThan(100);
    expect(hit / meant).toBeGreaterThanOrEqual(0.8);
  });

  it('no masked message shows what was put into it', () => {
    const shown = messages.filter(({ text, facts }) => facts.some((fact) => fact.kind !== 'address' && mask(text).includes(fact.text)));
    expect(shown.length / messages.length).toBeLessThan(0.02);
  });
});
