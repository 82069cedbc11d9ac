import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { describe, expect, it } from 'vitest';
import { checkZip } from '#knowledge/import/zip-check.ts';
import { keptDocument, readOne, readRefusal } from './read.ts';
import { makeZip } from './zip.ts';

const GUIDE = `本指南说明 W5 净水器的安装条件、换芯周期和收费，供客服和用户查阅。

## 安装条件

- 水压在 0.1 到 0.4 兆帕之间。
- 厨下留出宽 40 厘米、高 45 厘米的空间。

## 换芯周期与价格

| 滤芯 | 周期 | 价格 |
| --- | --- | --- |
| 复合滤芯 | 12 个月 | 199 元 |
| 反渗透滤芯 | 36 个月 | 599 元 |

## How to book a visit

Call the service line or write in the chat. A technician comes within two working days, and the first visit is free of charge.

1. Have the order number at hand.
2. Say which filter you need.`;

describe('a Word document', () => {
  it('of LibreOffice gives its headings, lists and tables', async () => {
    expect(await readOne('docx', await keptDocument('libreoffice-guide.docx'))).toMatchObject({ head: { title: '净水器安装与换芯指南' }, body: GUIDE, wordsIn: 'zh' });
  });

  it('made by docx gives them too', async () => {
    const row = (...cells: string[]) => new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });
    const bytes = await Packer.toBuffer(
      new Document({
        sections: [
          {
            children: [
              new Paragraph({ text: 'Warranty of the robot vacuum', heading: HeadingLevel.TITLE }),
              new Paragraph({ text: 'What is covered', heading: HeadingLevel.HEADING_1 }),
              new Paragraph({ children: [new TextRun('The motor, for '), new TextRun({ text: 'two years', bold: true }), new TextRun('.')] }),
              new Paragraph({ text: 'Keep the invoice', bullet: { level: 0 } }),
              new Table({ rows: [row('Part', 'Months'), row('Motor', '24')] }),
              new Paragraph({ text: 'Costs', heading: HeadingLevel.HEADING_1 }),
              new Paragraph('None.'),
            ],
          },
        ],
      }),
    );
    const { head, body } = await readOne('docx', bytes);
    expect(head.title).toBe('Warranty of the robot vacuum');
    expect(body).toBe('# What is covered\n\nThe motor, for **two years**.\n\n- Keep the invoice\n\n| Part | Months |\n| --- | --- |\n| Motor | 24 |\n\n# Costs\n\nNone.');
  });

  it('with a password, broken, or of the old format is refused', async () => {
    expect(await readRefusal('docx', await keptDocument('encrypted.docx'))).toMatch(/^encrypted: .*password/);
    expect(await readRefusal('docx', (await keptDocument('libreoffice-guide.docx')).subarray(0, 3000))).toMatch(/^broken: .*damaged/);
    expect(await readRefusal('docx', Buffer.from('d0cf11e0a1b11ae1'.padEnd(600, '0'), 'hex'))).toMatch(/^broken: .*old Office format/);
    expect(await readRefusal('docx', makeZip({ 'hello.txt': Buffer.from('hello') }))).toMatch(/^broken: /);
  });

  it('without text is refused', async () => {
    expect(await readRefusal('docx', await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('')] }] })))).toMatch(/^no-text: /);
  });
});

describe('an office file that unpacks to too much', () => {
  const zeros = Buffer.alloc(8 * 1024 * 1024);

  it('is refused before a library opens it, whatever it says of its size', async () => {
    expect(await readRefusal('docx', makeZip({ 'word/document.xml': zeros }, 50))).toMatch(/^too-much-memory: /);
  });

  it('is told from one that keeps the limit', () => {
    expect(checkZip(makeZip({ a: zeros }), zeros.length)).toBeUndefined();
    expect(checkZip(makeZip({ a: zeros }), zeros.length - 1)).toMatchObject({ reason: 'too-much-memory' });
    expect(checkZip(makeZip({ a: zeros }, 2), zeros.length * 2 - 1)).toMatchObject({ reason: 'too-much-memory' });
  });
});
