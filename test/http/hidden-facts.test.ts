import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMask, PERSONAL } from '#core/mask.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { visit } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

/** Made-up numbers that pass their checks. */
const [CARD, ID, PHONE] = ['6222021234567890128', '110105199003078515', '13800138000'];

/** Everything that is on disk. */
async function onDisk(): Promise<string> {
  const files = await readdir(served.folder, { recursive: true, withFileTypes: true });
  const contents = await Promise.all(files.filter((file) => file.isFile()).map((file) => readFile(path.join(file.parentPath, file.name), 'latin1')));
  return contents.join('\n');
}

describe('card and ID numbers that a customer writes', () => {
  it('are hidden before the message is stored; what colleagues need stays', async () => {
    const visitor = await visit(served.url);
    await visitor.say(`我的银行卡号是${CARD}，身份证${ID}，电话${PHONE}`);
    const reader = await visitor.follow();
    const events = await reader.until(({ event, data }) => event === 'message' && (data as { author: string }).author === 'customer');
    expect(events.at(-1)?.data).toMatchObject({ text: `我的银行卡号是[银行卡号 0128]，身份证[身份证号]，电话${PHONE}` });
    await reader.close();
    const disk = await onDisk();
    expect(disk).toContain(PHONE);
    for (const secret of [CARD, ID]) expect(disk).not.toContain(secret);
    expect(served.logged.join('\n')).not.toContain(CARD);
  });
});

describe('a mask', () => {
  const find = createEntityFinder([]);

  it('hides the kinds that it is told to, and nothing else', () => {
    expect(createMask(find, ['phone'])(`card ${CARD}, phone ${PHONE}`)).toBe(`card ${CARD}, phone 138****8000`);
    expect(createMask(find, [])(`card ${CARD}`)).toBe(`card ${CARD}`);
  });

  it('of everything personal leaves what tells nobody apart', () => {
    const masked = createMask(find, PERSONAL)(`订单20261103-0118退款¥1,299，我是王小明，手机${PHONE}，邮箱wang@example.com`);
    expect(masked).toContain('20261103-0118');
    expect(masked).toContain('¥1,299');
    for (const secret of [PHONE, 'wang@']) expect(masked).not.toContain(secret);
  });
});
