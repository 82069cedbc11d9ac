import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launchBrowser } from '../../e2e/browser.ts';
import { keptDocument, readOne, readRefusal } from './read.ts';
import { smallPdf, toDoubleBytes, toUcs2 } from './small-pdf.ts';

const GUIDE_START = '本指南说明 W5 净水器的安装条件、换芯周期和收费，供客服和用户查阅。\n\n## 安装条件\n\n- 水压在 0.1 到 0.4 兆帕之间。\n- 厨下留出宽 40 厘米、高 45 厘米的空间。\n\n## 换芯周期与价格\n\n| 滤芯 | 周期 | 价格 |\n| --- | --- | --- |\n| 复合滤芯 | 12 个月 | 199 元 |\n| 反渗透滤芯 | 36 个月 | 599 元 |\n\n## How to book a visit\n\nCall the service line or write in the chat. A technician comes within two working days, and the first visit is free of charge.';

describe('a PDF of LibreOffice', () => {
  it.each(['libreoffice-guide.pdf', 'libreoffice-untagged.pdf'])('gives its headings, lists and tables, by its tags or by its places: %s', async (name) => {
    const { head, body } = await readOne('pdf', await keptDocument(name));
    expect(head.title).toBe('净水器安装与换芯指南');
    expect(body.slice(0, GUIDE_START.length)).toBe(GUIDE_START);
    expect(body.endsWith('1. Have the order number at hand.\n2. Say which filter you need.')).toBe(true);
  });

  it('that is the picture of a page is refused as scanned, with the way out', async () => {
    expect(await readRefusal('pdf', await keptDocument('scanned-guide.pdf'))).toMatch(/^scanned: .*pages are pictures.*recognise the text \(OCR\)/);
  });

  it('is refused when it needs a password or is damaged', async () => {
    expect(await readRefusal('pdf', await keptDocument('encrypted.pdf'))).toMatch(/^encrypted: .*password/);
    expect(await readRefusal('pdf', 'not a PDF')).toMatch(/^broken: is no PDF inside/);
    expect(await readRefusal('pdf', (await keptDocument('libreoffice-guide.pdf')).subarray(0, 4000))).toMatch(/^(?:broken|scanned): /);
  });
});

describe('a PDF whose Chinese font is named and not in the file', () => {
  const simplified = ['净水器滤芯每 12 个月更换一次，价格 199 元。', '签收后七天内可以退货，运费由我们承担。'];
  const traditional = ['淨水器濾芯每 12 個月更換一次，價格 199 元。', '簽收後七天內可以退貨，運費由我們承擔。'];

  it.each([
    { font: 'STSong-Light', encoding: 'UniGB-UCS2-H', ordering: 'GB1', encode: toUcs2, lines: simplified },
    { font: 'SimSun', encoding: 'GBK-EUC-H', ordering: 'GB1', encode: toDoubleBytes('gbk'), lines: simplified },
    { font: 'MSung-Light', encoding: 'UniCNS-UCS2-H', ordering: 'CNS1', encode: toUcs2, lines: traditional },
    { font: 'MingLiU', encoding: 'ETen-B5-H', ordering: 'CNS1', encode: toDoubleBytes('big5'), lines: traditional },
  ] as const)('is read by the map of its encoding: $font with $encoding', async ({ lines, ...font }) => {
    const { body } = await readOne('pdf', smallPdf(font, lines));
    expect(body.replaceAll('\n', '')).toBe(lines.join(''));
  });

  it('is read by its character collection where its codes are those of the font', async () => {
    // Adobe-GB1 has the characters of GB 2312 in their order from number 940 on.
    const numbers = Array.from({ length: 12 }, (_, at) => (940 + at).toString(16).padStart(4, '0')).join('');
    const { body } = await readOne('pdf', smallPdf({ font: 'STSong-Light', encoding: 'Identity-H', ordering: 'GB1', encode: (text) => Buffer.from(text, 'hex') }, [numbers]));
    expect(body).toBe('啊阿埃挨哎唉哀皑癌蔼矮艾');
  });
});

const PARAGRAPHS = 16;
const ENGLISH = (n: number): string => `Paragraph ${n}: the warranty of the robot vacuum lasts twenty-four months from the day of delivery and covers the motor, the battery and the charging dock for households; consumables such as brushes and filters are not covered by it.`;
const CHINESE = (n: number): string => `第 ${n} 段：扫地机器人的保修期为二十四个月，从签收之日起算，家庭使用时包括电机、电池和充电座；边刷、滤网等耗材不在保修范围之内，需要时可以在商城购买原装配件。`;
const HANDBOOK = `<html lang="en"><head><title>x</title><style>body { font: 11pt/1.5 "Noto Sans CJK SC", sans-serif } td, th { border: 1px solid; padding: 4px }</style></head><body>
<h1>Robot vacuum warranty</h1><p>How long each part is covered.</p><h2>Parts and months 部件与期限</h2>
<table><tr><th>Part</th><th>Months</th><th>说明</th></tr><tr><td>Motor</td><td>24</td><td>家庭使用，包括人工费与配件费，由授权网点免费上门维修或者更换同型号电机，不另外收费。</td></tr><tr><td>Battery</td><td>12</td><td>容量低于 80% 时更换</td></tr></table>
<h2>Conditions</h2>${Array.from({ length: PARAGRAPHS }, (_, i) => `<p>${ENGLISH(i + 1)}</p><p>${CHINESE(i + 1)}</p>`).join('')}</body></html>`;

describe.skipIf(CHROMIUM === undefined)('a PDF that Chromium prints', () => {
  let browser: Browser;
  const print = async (html: string, tagged: boolean, displayHeaderFooter = true): Promise<Buffer> => {
    const page = await browser.newPage();
    try {
      await page.setContent(html);
      const line = (text: string): string => `<div style="font-size:8px;width:100%;text-align:center">${text}</div>`;
      return await page.pdf({
        format: 'A4',
        tagged,
        displayHeaderFooter,
        headerTemplate: line('Example Home · Service handbook'),
        footerTemplate: line('Page <span class="pageNumber"></span> of <span class="totalPages"></span>'),
        margin: { top: '60px', bottom: '60px', left: '50px', right: '50px' },
      });
    } finally {
      await page.close();
    }
  };
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it.each([
    ['with tags', true],
    ['without tags', false],
  ])('%s is read over its pages: headings, table, joined paragraphs, no running lines', async (_, tagged) => {
    const { head, body } = await readOne('pdf', await print(HANDBOOK, tagged));
    expect(head.title).toBe('Robot vacuum warranty');
    const paragraphs = Array.from({ length: PARAGRAPHS }, (_, i) => `${ENGLISH(i + 1)}\n\n${CHINESE(i + 1)}`).join('\n\n');
    expect(body).toBe(
      `How long each part is covered.\n\n## Parts and months 部件与期限\n\n| Part | Months | 说明 |\n| --- | --- | --- |\n| Motor | 24 | 家庭使用，包括人工费与配件费，由授权网点免费上门维修或者更换同型号电机，不另外收费。 |\n| Battery | 12 | 容量低于 80% 时更换 |\n\n## Conditions\n\n${paragraphs}`,
    );
  });

  it('in columns is read column by column, with the hyphens of line ends taken out', async () => {
    const words = 'The in|stal|la|tion of the water pu|ri|fi|er takes about nine|ty min|utes in|clud|ing the in|struc|tion of the house|hold and the dis|pos|al of the pack|ag|ing ma|te|ri|al.';
    const html = `<html lang="en"><style>p { text-align: justify; margin: 0 0 1em } div { column-count: 4; font: 11pt serif }</style><h1>Installation</h1><div>${`<p>${words.replaceAll('|', '&shy;')}</p>`.repeat(9)}</div></html>`;
    const { head, body } = await readOne('pdf', await print(html, false, false));
    expect([head.title, ...body.split('\n\n')]).toEqual(['Installation', ...Array.from({ length: 9 }, () => words.replaceAll('|', ''))]);
  });

  it('with nothing but a picture is refused as scanned', async () => {
    const page = await browser.newPage();
    await page.setContent('<h1>Scanned warranty card</h1><p>Two years.</p>');
    const picture = (await page.screenshot()).toString('base64');
    await page.close();
    const bare = await browser.newPage();
    await bare.setContent(`<img src="data:image/png;base64,${picture}" style="width:100%">`);
    const bytes = await bare.pdf({ format: 'A4' });
    await bare.close();
    expect(await readRefusal('pdf', bytes)).toMatch(/^scanned: .*OCR/);
  });
});

if (CHROMIUM === undefined) console.info('Left out: PDF files printed by Chromium, because there is none.');
