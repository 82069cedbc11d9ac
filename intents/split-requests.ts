/** More clauses than this are not read one by one: nobody asks so many things at once. */
const MOST_CLAUSES = 6;

const SIGNS = /[,.;!?。、\n…~]+(?=\s|\p{Script=Han}|$)|[,;!?。，；！？、\n]+/u;
const JOINTS_ZH = /(?=另外|还有(?!多|没|几)|顺便|同时|然后|以及|再帮|再问|再就是|对了|还想|还要|也想|也要)/u;
const JOINTS_EN =
  /\s(?:and also|and then|and|also|plus|as well as|oh and|besides|another thing|by the way|secondly?)\s(?=(?:how|what|when|where|which|who|why|can|could|is|are|do|does|did|will|would|i|i'd|i'm|i've|please|my|tell|help|send|change|cancel|you|if)\b)/u;

/** The clauses of a folded text in order, without the signs between them; the text itself where there is only one. */
export function splitClauses(folded: string): string[] {
  const clauses = folded
    .split(SIGNS)
    .flatMap((part) => part.split(JOINTS_ZH))
    .flatMap((part) => part.split(JOINTS_EN))
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  return clauses.length > 1 && clauses.length <= MOST_CLAUSES ? clauses : [folded.trim()];
}

/** Enough words to be a request of its own. */
export function saysEnough(clause: string): boolean {
  const { han, words } = sizeOf(clause);
  return han >= 3 || han + words >= 2;
}

/** Enough words to say what it is about, whatever that is. */
export function saysWhat(clause: string): boolean {
  const { han, words } = sizeOf(clause);
  return han >= 6 || words >= 5 || (han >= 3 && han + words >= 5);
}

function sizeOf(clause: string): { readonly han: number; readonly words: number } {
  return { han: clause.match(/\p{Script=Han}/gu)?.length ?? 0, words: clause.match(/[a-z0-9']+/g)?.length ?? 0 };
}
