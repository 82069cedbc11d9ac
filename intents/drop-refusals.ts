/** A clause that only says what is not wanted: not "没收到" or "don't understand", which say what is wrong. */
const REFUSED_ZH =
  /^(?:不不?[,，])?(?:我|俺|我们)?(?:现在|这次|可|也|又|并|先|就|其实)?(?:不是|并非|不想|不要|没想|没说|没有要|没要|不打算|不需要|不用|无需|别给我|别|不(?=(?:取消|退|换|修|催|查|买)[^,，]))(?:说|是)?(?:要|想|来|问|指|给我|帮我|在)?(?=..)(?!想要了|要了|知道|懂|明白|清楚|会|能|好用|满意|质量)/u;
const WANTED_ZH = /^(?:而)?(?:是|我(?:是|就|只|想|要|问|就是|只是)|只|就(?:是|想|要|问|看|查|换|退|修|改)|直接|还是|那就|单纯|想|要|问|换|改|退|修|请|帮|给我|麻烦|怎么|能不能|可以)/u;
const REFUSED_EN =
  /^(?:(?:no|look|actually|well|so|but|please) )*(?:(?:i|we|it's|its|it is|this is|that's) )?(?:(?:do not|don't|dont|didn't|did not|never|no longer|wouldn't) (?:really )?(?:want|need|mean|ask|wish|like to|say)\b(?! (?:it|this|that|them|these|those|to (?:wait|pay))\b)|(?:am |is |'m |i'm |im |are |was |it's |this )?(?:not|isn't|wasn't|aint|ain't) (?:really )?(?:asking|looking|trying|here|talking|interested|calling|after|about|wanting|writing|requesting|to|for|a|an|the|my)|(?:do not|don't|dont) (?:cancel|return|refund|exchange|change|replace|repair|delete|close|send me)\b|no (?:[a-z]+ ){1,3}(?:(?:and|or) (?:no )?(?:[a-z]+ ){1,2})?(?:please|needed|necessary|required|wanted|any more|anymore|thanks)$|no need (?:for|to)|instead of|rather than)\b/u;
const INSIDE_ZH = /^(.{0,8}?(?:不是|不想|不要)[^,，]{2,14}?)((?:而是|是想|是要|是问|我是|我要|我想|只想|只要|就想).+)$/u;
const INSIDE_EN = /^(.*?\b(?:not|don't want|dont want|do not want|don't need|instead of|rather than)\b.+?)\s(?:but|just|i (?:only |just )?(?:want|need)|i'd like)\b(.{6,})$/u;

/**
 * A folded text without what it refuses, where it says as well what is wanted instead ("我不是要退货，是想换一台",
 * "I don't want a refund, I want a replacement"); the same text where it refuses nothing or nothing else.
 */
export function dropRefusals(folded: string): string {
  if (!/不|没|别|无需|并非|not\b|n't|dont|\bno\b|never|instead of|rather than|aint/.test(folded)) return folded;
  const clauses = folded
    .split(/[,.;!?，。；！？\n—]+\s*|\s-+\s/u)
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause));
  if (clauses.length === 1) return wantedPart(clauses[0] ?? folded) ?? folded;
  const kept = clauses.flatMap((clause, at) => {
    const part = wantedPart(clause);
    if (part !== undefined) return [part];
    return isRefusal(clause, clauses[at + 1]) ? [] : [clause];
  });
  return kept.length === 0 || kept.length === clauses.length && kept.every((clause, at) => clause === clauses[at]) ? folded : kept.join(', ');
}

function isRefusal(clause: string, next: string | undefined): boolean {
  if (REFUSED_EN.test(clause)) return true;
  if (!REFUSED_ZH.test(clause)) return false;
  // Standing last, a refusal takes back ("想换一台，不是要退货"); before something else it needs the wish that follows.
  return next === undefined ? /^(?:我)?(?:不是(?:要|想|问|说|来)|不想退|不要退|不要换|不想换)/.test(clause) : WANTED_ZH.test(next);
}

/** What is wanted in a clause that refuses and wishes without a sign between. */
function wantedPart(clause: string): string | undefined {
  return INSIDE_ZH.exec(clause)?.[2]?.trim() ?? INSIDE_EN.exec(clause)?.[2]?.trim();
}
