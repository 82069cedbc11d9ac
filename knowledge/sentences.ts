/** Ends of sentences: Chinese marks, or Latin ones before a space; closing quotes and brackets belong to the sentence. */
const end = /(?:[。！？!?…]+[”’」』）)】"']*|\.+["')\]”’]*(?=\s))\s*/g;

/** Abbreviations and numbers of lists that end with a dot and yet go on. */
const goesOn = /(?:^|[\s(（])(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|No|vs|approx|\d{1,3})\.\s*$/i;

/** Cuts a text into sentences. Joined again they give the text as it was: nothing is trimmed or left out. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const match of text.matchAll(end)) {
    const to = match.index + match[0].length;
    const sentence = text.slice(from, to);
    if (goesOn.test(sentence)) continue;
    sentences.push(sentence);
    from = to;
  }
  if (from < text.length) sentences.push(text.slice(from));
  return sentences;
}
