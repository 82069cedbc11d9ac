import { cleanBody, cleanLine, hasText } from './clean-body.ts';
import { decodeText } from './decode-text.ts';
import { findInstructions } from './instructions.ts';
import type { DocumentKind } from './kinds.ts';
import { refused } from './read-result.ts';
import type { RawDocument, RawResult, ReadDocument, ReadResult, Refusal } from './read-result.ts';
import { wordsIn } from './words-in.ts';

/** Longest title that an article may have. */
const MAX_TITLE = 120;

/**
 * Reads one document of a kind, cleans its text and looks through it. Never throws: what cannot be read is refused.
 * The libraries are loaded when the first document of a kind is read.
 */
export async function readDocument(kind: DocumentKind, bytes: Uint8Array): Promise<ReadResult> {
  if (bytes.length === 0) return refused('empty', 'is empty; write something in it or delete it');
  let raw: RawResult;
  try {
    raw = await readKind(kind, bytes);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return refused('broken', `cannot be read as ${kind} (${reason.slice(0, 160)}); open it in the program that wrote it and save it again`);
  }
  const refusals: Refusal[] = [...raw.refusals];
  const documents: ReadDocument[] = [];
  for (const document of raw.documents) {
    const finished = finish(document);
    if ('reason' in finished) refusals.push(finished);
    else documents.push(finished);
  }
  return { documents, refusals };
}

async function readKind(kind: DocumentKind, bytes: Uint8Array): Promise<RawResult> {
  switch (kind) {
    case 'docx':
      return (await import('./read-docx.ts')).readDocx(bytes);
    case 'pdf':
      return (await import('./read-pdf.ts')).readPdf(bytes);
    case 'xlsx':
      return (await import('./read-xlsx.ts')).readXlsx(bytes);
    case 'csv':
      return (await import('./read-csv.ts')).readCsv(bytes);
    case 'html':
    case 'markdown':
    case 'text':
      return readTextKind(kind, bytes);
  }
}

async function readTextKind(kind: 'html' | 'markdown' | 'text', bytes: Uint8Array): Promise<RawResult> {
  const decoded = kind === 'html' ? await decodeHtml(bytes) : (await decodeText(bytes))?.text;
  if (decoded === undefined) return refused('broken', 'is no text; save it again as UTF-8 text');
  if (kind === 'html') return (await import('./read-html.ts')).readHtml(decoded);
  if (kind === 'markdown') return (await import('./read-markdown.ts')).readMarkdown(decoded);
  const { title, body } = (await import('./plain-text.ts')).plainToMarkdown(decoded);
  return { documents: [{ head: { title }, body }], refusals: [] };
}

/** HTML says its encoding in its head (HTML Standard, 13.2.3.2), which is believed unless the bytes are UTF-8. */
async function decodeHtml(bytes: Uint8Array): Promise<string | undefined> {
  const decoded = await decodeText(bytes);
  if (!decoded || decoded.encoding.startsWith('utf')) return decoded?.text;
  const label = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 2048)))?.[1];
  try {
    return label === undefined ? decoded.text : new TextDecoder(label).decode(bytes);
  } catch {
    return decoded.text;
  }
}

function finish({ head, body: rawBody, part, hidden, deceit }: RawDocument): ReadDocument | Refusal {
  const body = cleanBody(rawBody);
  if (!hasText(body)) return { reason: 'no-text', message: 'has no text left after cleaning; write something in it or leave it out' };
  const title = head.title === undefined ? '' : cutTitle(cleanLine(head.title));
  const visible = findInstructions(`${title}\n${rawBody}`);
  const covert = hidden === undefined ? undefined : findInstructions(hidden);
  const alarm =
    covert !== undefined ? `hidden text tries to instruct the assistant: “${covert}”`
    : visible !== undefined ? `the text tries to instruct the assistant: “${visible}”`
    : deceit !== undefined ? `text was hidden from readers (${deceit})`
    : undefined;
  return {
    head: { ...head, title: title === '' ? undefined : title },
    body,
    wordsIn: wordsIn(`${title}\n${body}`),
    ...(part === undefined ? {} : { part }),
    ...(alarm === undefined ? {} : { alarm }),
  };
}

/** At most as long as a title may be, without half a character. */
function cutTitle(title: string): string {
  return title.length <= MAX_TITLE ? title : `${title.slice(0, MAX_TITLE - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
