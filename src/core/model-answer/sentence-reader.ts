/** A sentence or a line of what a model writes, as it came, with its citation marks. */
export type WrittenSentence = {
  readonly text: string;
  /** What stands before it: nothing (the same line), a new line, or an empty line. */
  readonly after: 'same' | 'line' | 'paragraph';
};

/** Cuts a stream into sentences. */
export type SentenceReader = {
  /** The sentences that are complete with this piece: something else has begun behind each of them. */
  push(piece: string): WrittenSentence[];
  /** What is left when nothing follows any more. */
  end(): WrittenSentence[];
  /** Signs that wait for the end of their sentence. */
  waiting(): number;
};

/** The end of a sentence with closing marks and the citations behind it: `。[1]`, `. [1][2]`, `！`. */
const END = /(?:[。！？!?…]+["'”’」』）)*_]*|\.["'”’)*_]*(?=\s|\[|【))[^\S\n]*(?:[[【［]\^?\d{1,3}(?:\s*[,，、]\s*\^?\d{1,3})*[\]】］][^\S\n]*)*/g;
/** Abbreviations and numbers of lists that end with a dot and yet go on. */
const GOES_ON = /(?:^|[\s(（])(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|No|vs|approx|\d{1,3})\.[^\S\n]*$/i;

/** Starts to read. */
export function createSentenceReader(): SentenceReader {
  let held = '';
  let after: WrittenSentence['after'] = 'same';
  const give = (text: string): WrittenSentence[] => {
    if (text.trim() === '') return [];
    const sentence = { text: text.trim(), after };
    after = 'same';
    return [sentence];
  };
  const cut = (isEnd: boolean): WrittenSentence[] => {
    const done: WrittenSentence[] = [];
    for (;;) {
      const line = held.indexOf('\n');
      const rest = line < 0 ? held : held.slice(0, line);
      const to = endIn(rest, line >= 0 || isEnd);
      if (to === undefined && line < 0) return done;
      if (to === undefined) {
        const given = give(rest);
        done.push(...given);
        after = given.length === 0 && after !== 'same' ? 'paragraph' : 'line';
        held = held.slice(line + 1);
        continue;
      }
      done.push(...give(rest.slice(0, to)));
      held = held.slice(to);
    }
  };
  return {
    push(piece) {
      held += piece;
      return cut(false);
    },
    end() {
      const done = [...cut(true), ...give(held)];
      held = '';
      return done;
    },
    waiting: () => held.length,
  };
}

/** Where the first sentence of a text ends; `undefined` while more of it may come. */
function endIn(text: string, isWhole: boolean): number | undefined {
  for (const match of text.matchAll(END)) {
    const to = match.index + match[0].length;
    if (GOES_ON.test(text.slice(0, to))) continue;
    // A citation may be on its way, or a second mark.
    if (!isWhole && (to === text.length || /^[[【［]/.test(text.slice(to)))) return undefined;
    return to < text.length ? to : undefined;
  }
  return undefined;
}
