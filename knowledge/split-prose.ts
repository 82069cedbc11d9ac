import { sentencesOf } from './sentences.ts';
import { widthOf } from './width.ts';

/** Stands between sentences while a text is split; unit and record separators never occur in kept text. */
const SENTENCE_GAP = '\u001E';
const CLAUSE_GAP = '\u001F';

/**
 * Cuts a long text into pieces of at most `maxWidth` columns with LangChain's recursive splitter: at blank lines, else
 * lines, sentence ends, clause ends (，、；,), spaces. Only text without any of these is cut between characters, as
 * people see them (never inside a surrogate pair or an emoji).
 */
export async function splitProse(text: string, maxWidth: number): Promise<string[]> {
  // Loaded only when something is long: the library takes longer to load than all articles of a shop take to split.
  const { RecursiveCharacterTextSplitter } = await import('@langchain/textsplitters');
  const splitter = new RecursiveCharacterTextSplitter({
    chunkSize: maxWidth,
    chunkOverlap: 0,
    keepSeparator: false,
    separators: ['\n\n', '\n', SENTENCE_GAP, CLAUSE_GAP, ' '],
    lengthFunction: widthOf,
  });
  const pieces = await splitter.splitText(withGaps(text));
  return pieces
    .map((piece) => piece.replaceAll(SENTENCE_GAP, '').replaceAll(CLAUSE_GAP, ''))
    .flatMap((piece) => cutHard(piece, maxWidth))
    .filter((piece) => piece.trim() !== '');
}

function withGaps(text: string): string {
  const clean = text.replaceAll(SENTENCE_GAP, '').replaceAll(CLAUSE_GAP, '');
  return sentencesOf(clean)
    .join(SENTENCE_GAP)
    .replace(/([，、；,;])/g, `$1${CLAUSE_GAP}`);
}

function cutHard(text: string, maxWidth: number): string[] {
  if (widthOf(text) <= maxWidth) return [text];
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    const more = widthOf(segment);
    if (width + more > maxWidth && piece !== '') {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += segment;
    width += more;
  }
  return piece === '' ? pieces : [...pieces, piece];
}
