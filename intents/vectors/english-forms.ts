const ENDINGS: readonly (readonly [string, string])[] = [
  ["'s", ''], ['ies', 'y'], ['es', ''], ['s', ''], ['ied', 'y'], ['ed', ''], ['ed', 'e'], ['ing', ''], ['ing', 'e'], ['er', ''], ['er', 'e'], ['est', ''], ['ly', ''],
];
const IRREGULAR: Readonly<Record<string, string>> = {
  sent: 'send', paid: 'pay', bought: 'buy', got: 'get', went: 'go', gone: 'go', came: 'come', was: 'be', were: 'be', is: 'be', are: 'be', am: 'be', has: 'have', had: 'have',
  did: 'do', does: 'do', done: 'do', broke: 'break', took: 'take', taken: 'take', gave: 'give', given: 'give', lost: 'lose', made: 'make', said: 'say', told: 'tell',
  sold: 'sell', kept: 'keep', left: 'leave', found: 'find', children: 'child', people: 'person', men: 'man', women: 'woman', better: 'good', worse: 'bad', chose: 'choose', spent: 'spend',
};

/** A Latin word and the dictionary forms it may come from, likeliest first. */
export function baseForms(word: string): string[] {
  const forms = [word];
  const irregular = Object.hasOwn(IRREGULAR, word) ? IRREGULAR[word] : undefined;
  if (irregular !== undefined) forms.push(irregular);
  for (const [ending, put] of ENDINGS) {
    if (!word.endsWith(ending) || word.length < ending.length + 3) continue;
    const stem = word.slice(0, -ending.length);
    forms.push(stem + put);
    if (put === '' && /([bdgklmnprt])\1$/.test(stem)) forms.push(stem.slice(0, -1));
  }
  return forms;
}
