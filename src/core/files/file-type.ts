/** Pictures that every browser shows, by the bytes they begin with (WHATWG MIME Sniffing, 6.1). */
const PICTURES: readonly { readonly type: string; readonly matches: (at: Ascii) => boolean }[] = [
  { type: 'image/png', matches: (at) => at(0, '\u0089PNG\r\n\u001A\n') },
  { type: 'image/jpeg', matches: (at) => at(0, '\u00FF\u00D8\u00FF') },
  { type: 'image/gif', matches: (at) => at(0, 'GIF87a') || at(0, 'GIF89a') },
  { type: 'image/webp', matches: (at) => at(0, 'RIFF') && at(8, 'WEBPVP') },
];

/** What else is known by its bytes; for those in a container the name says which. */
const OTHERS: readonly { readonly types: Readonly<Record<string, string>>; readonly otherwise: string; readonly matches: (at: Ascii) => boolean }[] = [
  { types: {}, otherwise: 'application/pdf', matches: (at) => at(0, '%PDF-') },
  {
    types: {
      docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    },
    otherwise: 'application/zip',
    matches: (at) => at(0, 'PK\u0003\u0004'),
  },
  { types: { heic: 'image/heic', mov: 'video/quicktime', m4a: 'audio/mp4' }, otherwise: 'video/mp4', matches: (at) => at(4, 'ftyp') },
  { types: {}, otherwise: 'video/webm', matches: (at) => at(0, '\u001A\u0045\u00DF\u00A3') },
  { types: {}, otherwise: 'audio/mpeg', matches: (at) => at(0, 'ID3') },
  { types: {}, otherwise: 'audio/ogg', matches: (at) => at(0, 'OggS') },
  { types: {}, otherwise: 'audio/wav', matches: (at) => at(0, 'RIFF') && at(8, 'WAVE') },
];

/** Written text, by the name's ending; whatever a browser would run is plain text or nothing. */
const TEXTS: Readonly<Record<string, string>> = { txt: 'text/plain', log: 'text/plain', md: 'text/plain', csv: 'text/csv' };
const UNKNOWN = 'application/octet-stream';
const LOOKED_AT = 16;

type Ascii = (offset: number, signature: string) => boolean;

/**
 * The media type of a file as its bytes show it; what the sender says is not believed. Text only where the name says so
 * and no byte is NUL. Anything else, such as HTML or SVG, is `application/octet-stream`.
 */
export function typeOfFile(name: string, bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, LOOKED_AT));
  const at: Ascii = (offset, signature) => head.startsWith(signature, offset);
  const ending = /\.([a-z0-9]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  const picture = PICTURES.find(({ matches }) => matches(at));
  if (picture) return picture.type;
  const other = OTHERS.find(({ matches }) => matches(at));
  if (other) return (Object.hasOwn(other.types, ending) ? other.types[ending] : undefined) ?? other.otherwise;
  const text = Object.hasOwn(TEXTS, ending) ? TEXTS[ending] : undefined;
  return text !== undefined && !bytes.includes(0) ? text : UNKNOWN;
}

/** Is this a picture that pages show in place? Everything else is for downloading. */
export function isPicture(type: string): boolean {
  return PICTURES.some((picture) => picture.type === type);
}
