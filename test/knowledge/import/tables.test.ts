import { describe, expect, it } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { readDocument } from '#knowledge/import/read-document.ts';
import { keptDocument, readRefusal } from './read.ts';

const csv = (...lines: string[]): Buffer => Buffer.from(lines.join('\n'));
const read = (bytes: Uint8Array, kind: 'csv' | 'xlsx' = 'csv') => readDocument(kind, bytes);
const shown = async (bytes: Uint8Array, kind: 'csv' | 'xlsx' = 'csv') => (await read(bytes, kind)).documents.map(({ head, body }) => [head.title, body]);

describe('a table of questions and answers', () => {
  it.each([
    ['问题,答案'],
    ['Question,Answer'],
    ['Q,A'],
    [' 标题 ,内容'],
    ['title,content'],
    ['问题,Answer'],
  ])('is known by its columns %s', async (heading) => {
    expect(await shown(csv(heading, '多久到货？,一般两天。'))).toEqual([['多久到货？', '一般两天。']]);
  });

  it('may have other columns, lines above its heading, and be separated by semicolons or tabs', async () => {
    expect(await shown(csv('常见问题汇总', '', '编辑;问题;答案', '李;多久到货？;一般两天。'))).toEqual([['多久到货？', '一般两天。']]);
    expect(await shown(csv('Question\tAnswer', 'How long?\t"Two days, ""at most""."'))).toEqual([['How long?', 'Two days, "at most".']]);
  });

  it('goes on with an answer where cells were merged, and with one whose question comes again', async () => {
    expect(await shown(csv('问题,答案', '运费？,满 99 元包邮。', ',不满收 10 元。', '多久？,两天。', '运费？,偏远地区另计。'))).toEqual([
      ['运费？', '满 99 元包邮。\n\n不满收 10 元。\n\n偏远地区另计。'],
      ['多久？', '两天。'],
    ]);
  });

  it('makes one article of each group where a column says so', async () => {
    expect(await shown(csv('分组,问题,答案', '配送,多久？,两天。', ',运费？,十元。', '退货,几天？,七天。'))).toEqual([
      ['配送', '## 多久？\n\n两天。\n\n## 运费？\n\n十元。'],
      ['退货', '## 几天？\n\n七天。'],
    ]);
  });

  it('makes both languages of a row one document', async () => {
    const { documents } = await read(csv('问题,答案,Question,Answer', '多久到货？,一般两天。,How long?,Two days.'));
    expect(documents.map(({ head, body, wordsIn }) => [head.title, body, wordsIn])).toEqual([
      ['多久到货？', '一般两天。', 'zh'],
      ['How long?', 'Two days.', 'en'],
    ]);
    expect(documents[0]?.part).toBe(documents[1]?.part);
  });

  it('says in more columns what each row is', async () => {
    const { documents, refusals } = await read(csv('id,问题,答案,受众,产品,生效日期', 'fees,运费？,十元。,员工,lock-l2,2026-01-01', 'Bad Id,运费？,十元。,,,'));
    expect(documents[0]?.head).toMatchObject({ id: 'fees', audience: 'staff', product: ['lock-l2'], validFrom: '2026-01-01' });
    expect(refusals).toEqual([{ reason: 'bad-head', message: expect.stringMatching(/^row 3 .*`id`/) }]);
  });

  it('names the rows that are half empty and takes the others', async () => {
    const { documents, refusals } = await read(csv('问题,答案', '多久？,', '运费？,十元。'));
    expect(documents.map(({ head }) => head.title)).toEqual(['运费？']);
    expect(refusals).toEqual([{ reason: 'no-text', message: expect.stringContaining('row 2 has a question without an answer') }]);
  });

  it('is refused with the columns that were looked for when it has none of them', async () => {
    expect(await readRefusal('csv', 'name,price\nlock,1599')).toMatch(/^no-columns: .*问题\/答案.*question\/answer.*found name, price/);
    expect(await readRefusal('csv', '问题,答案\n')).toMatch(/^no-text: /);
    expect(await readRefusal('csv', ',,\n,,')).toMatch(/^empty: /);
  });

  it('may hold HTML in its answers', async () => {
    expect(await shown(csv('问题,答案', '怎么退？,<p>先<b>申请</b></p><ul><li>寄回</li></ul>'))).toEqual([['怎么退？', '先**申请**\n\n- 寄回']]);
  });

  it('is read from GBK', async () => {
    const bytes = Buffer.concat([Buffer.from('cecacce2', 'hex'), Buffer.from(','), Buffer.from('b4f0b0b8', 'hex'), Buffer.from('\n'), Buffer.from('cdcbbbf5', 'hex'), Buffer.from(','), Buffer.from('c6dfccecc4dabfc9d2d4cdcbbbf5a1a3', 'hex')]);
    expect(await shown(bytes)).toEqual([['退货', '七天内可以退货。']]);
  });
});

describe('a workbook', () => {
  it('of write-excel-file gives a document for each row of each sheet with such columns', async () => {
    const text = (...values: string[]) => values.map((value) => ({ value, type: String }));
    const bytes = await writeExcel([
      { data: [text('Notes'), text('Only for us')], sheet: 'Notes' },
      { data: [text('问题', '答案'), text('多久到货？', '一般两天。')], sheet: '配送' },
      { data: [text('Question', 'Answer'), text('Fees?', 'Ten yuan.')], sheet: 'Fees' },
    ]).toBuffer();
    expect(await read(bytes, 'xlsx')).toMatchObject({ documents: [{ head: { title: '多久到货？' } }, { head: { title: 'Fees?' } }], refusals: [] });
  });

  it('of LibreOffice with a line above its heading is read', async () => {
    expect(await shown(await keptDocument('libreoffice-questions.xlsx'), 'xlsx')).toEqual([
      ['滤芯多久换一次？', '复合滤芯 12 个月更换一次，反渗透滤芯 36 个月更换一次。'],
      ['How do I reset the filter light?', 'Press the reset key for five seconds until it beeps.'],
    ]);
  });

  it('with a password, or that is none, is refused', async () => {
    expect(await readRefusal('xlsx', await keptDocument('encrypted.xlsx'))).toMatch(/^encrypted: .*password/);
    expect(await readRefusal('xlsx', 'no workbook')).toMatch(/^broken: /);
  });
});
