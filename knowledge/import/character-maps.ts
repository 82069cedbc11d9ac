import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/**
 * The folder of Adobe's character maps, with a slash at its end: what says which character a code of an East Asian
 * font means when the font itself is not in the file (ISO 32000-2, 9.7.5). They come with pdf.js.
 */
export function characterMaps(): string {
  return path.join(path.dirname(require.resolve('pdfjs-dist/package.json')), 'cmaps', path.sep);
}
