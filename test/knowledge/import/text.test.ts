import { describe, expect, it } from 'vitest';
import { decodeText } from '#knowledge/import/decode-text.ts';
import { readOne, readRefusal } from './read.ts';

const CHINESE = '签收之日起七天内可以申请退货，商品要保持完好，运费由我们承担。';
/** The same words in GBK (iconv). */
const GBK = Buffer.from('c7a9cad5d6aec8d5c6f0c6dfccecc4dabfc9d2d4c9eac7ebcdcbbbf5a3acc9ccc6b7d2aab1a3b3d6cdeabac3a3acd4cbb7d1d3c9ced2c3c7b3d0b5a3a1a3', 'hex');
/** 簽收之日起七天內可以申請退貨，運費由我們承擔。 in Big5 (iconv). */
const BIG5 = Buffer.from('c3b1a6aca4a7a4e9b05fa443a4d1a4baa569a548a5d3bdd0b068b366a141b942b64fa5d1a7daadcca9d3bee1a143', 'hex');

const utf16 = (text: string, isBig: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

describe('the encoding of a text file', () => {
  it('is found for UTF-8 with and without its mark', async () => {
    expect((await decodeText(Buffer.from(CHINESE)))?.text).toBe(CHINESE);
    expect((await decodeText(Buffer.from(`\uFEFF${CHINESE}`)))?.text).toBe(CHINESE);
  });

  it('is found for UTF-16 of both orders, with its mark or by its Latin signs', async () => {
    const text = `Wi-Fi 名称：Lantern-5G\n${CHINESE}`;
    for (const isBig of [false, true]) {
      expect((await decodeText(utf16(`\uFEFF${text}`, isBig)))?.text).toBe(text);
      expect((await decodeText(utf16(text, isBig)))?.text).toBe(text);
    }
  });

  it('is found for GBK and for other old encodings', async () => {
    expect(await decodeText(GBK)).toEqual({ text: CHINESE, encoding: 'gb18030' });
    expect((await decodeText(Buffer.from('Der Rücktritt ist binnen 14 Tagen möglich, ohne Gebühren für Käufer.', 'latin1')))?.text).toContain('Rücktritt');
  });

  it('is found for Big5', async () => {
    expect((await decodeText(BIG5))?.encoding).toBe('big5');
  });

  it('is none for what is no text', async () => {
    expect(await readRefusal('text', Buffer.from([1, 2, 0, 0, 0, 5, 6, 0, 9, 1, 0, 0, 3]))).toMatch(/^broken: is no text/);
  });
});

describe('a plain text', () => {
  it('gives its first line as title and its numbered lines as headings', async () => {
    const { head, body, wordsIn } = await readOne('text', '退换货规则\n\n一、时间\n签收之日起七天内。\n\n第二章 费用\n质量问题由我们承担运费。');
    expect([head.title, wordsIn]).toEqual(['退换货规则', 'zh']);
    expect(body).toBe('## 一、时间\n\n签收之日起七天内。\n\n## 第二章 费用\n\n质量问题由我们承担运费。');
  });

  it('keeps its words when they look like marks', async () => {
    const { body } = await readOne('text', 'Press the keys in this order and wait for the beep.\n# 5 resets it\n> 3 seconds <b>hold</b>');
    expect(body).toContain('\\# 5 resets it');
    expect(body).toContain('\\> 3 seconds \\<b>hold');
  });

  it('is cleaned of control and invisible characters, and of half ones', async () => {
    const { body } = await readOne('text', 'The war\u00ADranty\u200B lasts\u0007 two years\uD83D.\r\nKeep the 发票⽤⼈.\r\n');
    expect(body).toBe('The warranty lasts two years\uFFFD.\nKeep the 发票用人.');
  });

  it('is refused when nothing is in it', async () => {
    expect(await readRefusal('text', '')).toMatch(/^empty: /);
    expect(await readRefusal('text', ' \n\u200B\n---\n')).toMatch(/^no-text: /);
  });

  it('is of no known language when most of its letters are of others', async () => {
    expect((await readOne('text', 'Возврат возможен в течение семи дней после доставки.')).wordsIn).toBeUndefined();
    expect((await readOne('text', '返品は到着後七日以内にお願いします。詳しくはこちらをご覧ください。')).wordsIn).toBeUndefined();
  });
});
