/** Something that was said, by its mark: a word such as `#c3-017#` that stands nowhere else. */
export type Said = { readonly mark: string; /** Of one lane the order counts. */ readonly lane: string };

/** What is judged: what was acknowledged, in the order in which it was, and the texts that stand in each lane's place, in the order in which people read them. */
export type History = {
  readonly acknowledged: readonly Said[];
  /** Also said, and never acknowledged: it may stand there, once, or not. */
  readonly unacknowledged?: readonly Said[];
  /** Lane → everything that stands there. */
  readonly standing: ReadonlyMap<string, readonly string[]>;
};

const MARK = /#[\w-]+#/g;

/** Every way in which what stands differs from what was acknowledged, as sentences: lost, doubled, in another order, in the wrong place, never said. */
export function judge({ acknowledged, unacknowledged = [], standing }: History): readonly string[] {
  const faults: string[] = [];
  const wanted = Map.groupBy(acknowledged, ({ lane }) => lane);
  const maybe = new Set(unacknowledged.map(({ mark, lane }) => `${lane} ${mark}`));
  for (const lane of new Set([...wanted.keys(), ...standing.keys()])) {
    const said = (wanted.get(lane) ?? []).map(({ mark }) => mark);
    const seen = (standing.get(lane) ?? []).flatMap((text) => text.match(MARK) ?? []);
    for (const mark of said) if (!seen.includes(mark)) faults.push(`${lane}: ${mark} is lost`);
    for (const mark of new Set(seen)) {
      const times = seen.filter((other) => other === mark).length;
      if (times > 1) faults.push(`${lane}: ${mark} stands there ${times} times`);
      if (!said.includes(mark) && !maybe.has(`${lane} ${mark}`)) faults.push(`${lane}: ${mark} was never said here`);
    }
    const inOrder = [...new Set(seen)].filter((mark) => said.includes(mark));
    const should = said.filter((mark) => inOrder.includes(mark));
    const at = inOrder.findIndex((mark, i) => mark !== should[i]);
    if (at !== -1) faults.push(`${lane}: ${inOrder[at]} stands where ${should[at]} should`);
  }
  return faults;
}

/** Marks of what was said in secret and stands where it must not. */
export function findLeaks(secret: readonly Said[], places: readonly string[]): readonly string[] {
  return secret.filter(({ mark }) => places.some((text) => text.includes(mark))).map(({ mark }) => `${mark} has reached the customer`);
}
