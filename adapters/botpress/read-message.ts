import type { Language } from '#core/language.ts';
import { kindWords } from './words.ts';

/** A file that came with a message, where it can be fetched. */
export type LinkedFile = { readonly kind: string; readonly url: string; readonly name: string };

/** What a customer said, as far as it can be read. */
export type Said = { readonly text: string; readonly files: readonly LinkedFile[] };

const FILE_KINDS = ['image', 'audio', 'video', 'file'] as const;
const NOTHING: Said = { text: '', files: [] };

/**
 * What a message of Botpress says (`messages.defaults` of @botpress/sdk): words, files, a place, or several of them. Where
 * a choice was pressed, its value is what is said. Empty for what has neither words nor files, such as a reaction.
 */
export function readMessage(type: string, payload: Readonly<Record<string, unknown>>, language: Language): Said {
  const text = (name: string): string => (typeof payload[name] === 'string' ? payload[name] : '');
  if (type === 'bloc' && Array.isArray(payload['items'])) return joinAll(payload['items'].map((item) => readItem(item, language)));
  if (type === 'location') {
    const [latitude, longitude] = [payload['latitude'], payload['longitude']];
    const place = [text('title'), text('address'), typeof latitude === 'number' && typeof longitude === 'number' ? `${latitude}, ${longitude}` : ''];
    return { text: `${kindWords('location', language)} ${place.filter((part) => part !== '').join(' · ')}`, files: [] };
  }
  const kind = FILE_KINDS.find((name) => name === type);
  if (kind) {
    const url = text(`${kind}Url`);
    // What stands below a picture is said too; the name of a file is not.
    const caption = text('caption') || (kind === 'file' ? '' : text('title'));
    return url === '' ? NOTHING : { text: caption, files: [{ kind, url, name: text('filename') || (kind === 'file' ? text('title') : '') }] };
  }
  return { text: text('value').trim() || text('text') || text('markdown'), files: [] };
}

function readItem(item: unknown, language: Language): Said {
  if (typeof item !== 'object' || item === null || !('type' in item) || typeof item.type !== 'string') return NOTHING;
  const payload = 'payload' in item && typeof item.payload === 'object' && item.payload !== null ? item.payload : {};
  return item.type === 'bloc' ? NOTHING : readMessage(item.type, payload as Readonly<Record<string, unknown>>, language);
}

function joinAll(parts: readonly Said[]): Said {
  return { text: parts.map(({ text }) => text).filter((text) => text !== '').join('\n'), files: parts.flatMap(({ files }) => files) };
}

/** The language of words whose writer is not known yet. */
export function guessLanguage(text: string): Language {
  return text === '' || /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}
