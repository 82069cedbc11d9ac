import { Document, Packer, Paragraph } from 'docx';
import { describe, expect, it } from 'vitest';
import { readOne, readRefusal } from './read.ts';
import { smallPdf, toUcs2 } from './small-pdf.ts';

type Properties = Readonly<Record<string, string>>;

const word = (properties: Properties): Promise<Buffer> =>
  Packer.toBuffer(new Document({ customProperties: Object.entries(properties).map(([name, value]) => ({ name, value })), sections: [{ children: [new Paragraph('Batteries can be returned within seven days.')] }] }));
const pdf = (properties: Properties): Buffer => smallPdf({ font: 'STSong-Light', encoding: 'UniGB-UCS2-H', ordering: 'GB1', encode: toUcs2 }, ['Batteries can be returned within seven days.'], properties);
const page = (properties: Properties): string => `<html><head>${Object.entries(properties).map(([name, value]) => `<meta name="${name}" content="${value}">`).join('')}</head><body><p>Batteries can be returned within seven days.</p></body></html>`;

const KINDS = [
  ['docx', 'a Word document', word],
  ['pdf', 'a PDF', pdf],
  ['html', 'a page', page],
] as const;

describe.each(KINDS)('the properties of %s', (kind, _, make) => {
  it('state the days of a document, under the names that columns of tables have', async () => {
    expect((await readOne(kind, await make({ 'Valid from': '2027-01-05', 'Review-Date': '2027-05-31T08:00:00Z' }))).head).toMatchObject({ validFrom: '2027-01-05', review: '2027-05-31' });
    expect((await readOne(kind, await make({ 生效日期: '2027年1月5日', 复查日期: '2027/5/31' }))).head).toMatchObject({ validFrom: '2027-01-05', review: '2027-05-31' });
  });

  it('are not guessed from: when it was made, changed or checked says nothing', async () => {
    const { head } = await readOne(kind, await make({ Created: '2027-01-05', 'Date completed': '2027-01-05', reviewed: '2026-12-31', version: 'draft', audience: 'all' }));
    expect([head.validFrom, head.review, head.version, head.audience]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('are refused by name where a day is none', async () => {
    expect(await readRefusal(kind, await make({ 'Review date': 'next spring' }))).toBe('bad-head: has the property “Review date” with “next spring”, which is no day; write it as 2027-05-31 or take it out');
    expect(await readRefusal(kind, await make({ 'valid-from': '2027-02-30' }))).toMatch(/^bad-head: .*“valid-from” with “2027-02-30”/);
  });
});
