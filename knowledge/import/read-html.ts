import { parsePage } from './dom.ts';
import type { Page, PageElement } from './dom.ts';
import { dropHidden } from './drop-hidden.ts';
import { elementToMarkdown } from './html-to-markdown.ts';
import type { RawResult } from './read-result.ts';
import { statedDays } from './stated-days.ts';

/** Readability keeps at least this share of a page's words, or its whole body is taken. */
const MIN_KEPT = 0.5;

const BESIDE = 'nav, header nav, footer, aside, [role="navigation"], [role="banner"], [role="contentinfo"], [role="complementary"], [role="search"]';

/** A page of the web or a saved one: its main content by Readability as Markdown, without what its readers do not see. */
export async function readHtml(html: string): Promise<RawResult> {
  const page = await parsePage(html);
  const days = statedDays([...page.querySelectorAll('meta[name][content]')].map((meta) => [meta.getAttribute('name') ?? '', meta.getAttribute('content') ?? '']));
  if ('reason' in days) return { documents: [], refusals: [days] };
  const dropped = dropHidden(page);
  const main = await mainContent(page);
  const heading = page.querySelector('h1')?.textContent.trim();
  const title = heading === undefined || heading === '' ? page.title.trim() : heading;
  const body = withoutTitle(await elementToMarkdown(main), title);
  return { documents: [{ head: { title: title === '' ? undefined : title, ...days }, body, hidden: dropped.words, ...(dropped.deceit === undefined ? {} : { deceit: dropped.deceit }) }], refusals: [] };
}

async function mainContent(page: Page): Promise<PageElement> {
  const { Readability } = await import('@mozilla/readability');
  for (const node of page.querySelectorAll(BESIDE)) node.remove();
  const main = page.querySelector('main, [role="main"], article') ?? page.body;
  const whole = lengthOf(main);
  const read = new Readability<string>(page.cloneNode(true) as unknown as ConstructorParameters<typeof Readability>[0], { charThreshold: 100 }).parse();
  if (!read?.content) return main;
  const { body } = await parsePage(read.content);
  return lengthOf(body) >= whole * MIN_KEPT ? body : main;
}

function lengthOf(element: PageElement): number {
  return element.textContent.replaceAll(/\s+/g, '').length;
}

/** Without a first heading that says the title again. */
function withoutTitle(markdown: string, title: string): string {
  const first = /^\s*#{1,2} (.+)\n*/.exec(markdown);
  return first?.[1]?.replaceAll('\\', '').trim() === title.replaceAll(/\s+/g, ' ') ? markdown.slice(first[0].length) : markdown;
}
