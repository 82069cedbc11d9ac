import { parsePage } from './dom.ts';
import { elementToMarkdown } from './html-to-markdown.ts';
import { refused } from './read-result.ts';
import type { RawResult } from './read-result.ts';
import { statedDays } from './stated-days.ts';
import { checkZip } from './zip-check.ts';
import { unpackPart } from './zip-entries.ts';

/** More bytes of properties than this are none of an author. */
const MAX_PROPERTIES = 256 * 1024;

const STYLES = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='标题'] => h1.title:fresh",
  ...[1, 2, 3, 4, 5, 6].flatMap((level) => [`p[style-name='标题 ${level}'] => h${level}:fresh`, `p[style-name='標題 ${level}'] => h${level}:fresh`]),
];

/** A Word document by mammoth: its headings, lists, tables and links. Hidden runs are taken out. */
export async function readDocx(bytes: Uint8Array): Promise<RawResult> {
  const fault = checkZip(bytes);
  if (fault) return { documents: [], refusals: [fault] };
  const days = statedDays(await propertiesOf(bytes));
  if ('reason' in days) return { documents: [], refusals: [days] };
  const { default: mammoth } = await import('mammoth');
  const converted = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
    { styleMap: STYLES, externalFileAccess: false, convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })) },
  );
  const page = await parsePage(converted.value);
  // Word's own pictures have names such as "Picture 3" for descriptions.
  for (const picture of page.querySelectorAll('img')) picture.remove();
  const titled = page.querySelector('h1.title');
  const first = titled ?? firstHeading(page.querySelectorAll('h1'));
  const title = first?.textContent.trim();
  first?.remove();
  const body = await elementToMarkdown(page.body);
  if (body.trim() === '' && (title ?? '') === '') return refused('no-text', 'has no text; if it holds pictures of text, import the text itself');
  return { documents: [{ head: { title: title === '' ? undefined : title, ...days }, body }], refusals: [] };
}

/** What the author has set under File > Properties > Custom (ISO/IEC 29500-1, 22.3). */
async function propertiesOf(bytes: Uint8Array): Promise<(readonly [string, string])[]> {
  const part = unpackPart(bytes, 'docProps/custom.xml', MAX_PROPERTIES);
  if (!part) return [];
  const page = await parsePage(part.toString('utf8'));
  return [...page.querySelectorAll('property')].map((property) => [property.getAttribute('name') ?? '', property.textContent]);
}

/** The only heading of the first level is the title; several are chapters. */
function firstHeading<T>(headings: Iterable<T>): T | undefined {
  const all = [...headings];
  return all.length === 1 ? all[0] : undefined;
}
