import type { BriefFact, BriefPoint } from '../protocol.ts';
import type { BriefCorrection } from './marks.ts';

/** Points that are facts. */
const FACT_POINTS: ReadonlySet<BriefPoint> = new Set(['order', 'product', 'date', 'amount', 'phone', 'email', 'address', 'name']);

/** A request and facts as they stand after the customer has looked at them. */
export type Corrected = {
  readonly facts: readonly BriefFact[];
  readonly request: string;
  readonly requestWas?: string;
  /** What belongs to no fact. */
  readonly other: readonly string[];
};

/** Sets right what the customer has corrected, in order; what stood there first stays beside it. Pure. */
export function applyCorrections(facts: readonly BriefFact[], request: string, corrections: readonly BriefCorrection[]): Corrected {
  let now: readonly BriefFact[] = facts;
  let wanted = request;
  const other: string[] = [];
  for (const { point, said } of corrections) {
    if (point === 'request') wanted = said;
    else if (!FACT_POINTS.has(point)) other.push(said);
    else now = correctFact(now, point, said);
  }
  return { facts: now, request: wanted, ...(wanted === request ? {} : { requestWas: request }), other };
}

/** The latest fact of the kind gives way. */
function correctFact(facts: readonly BriefFact[], kind: BriefPoint, said: string): readonly BriefFact[] {
  const at = facts.findLastIndex((fact) => fact.kind === kind);
  const old = facts[at];
  if (!old) return [...facts, { kind, value: valueOf(kind, said, ''), seq: 0, was: '' }];
  const value = valueOf(kind, said, old.value);
  if (value === old.value) return facts;
  return facts.flatMap((fact, i) => {
    // The right one may be known already beside the wrong one.
    if (i !== at && fact.kind === kind && fact.value === value) return [];
    return i === at ? [{ ...fact, value, was: old.was ?? old.value }] : [fact];
  });
}

const ORDER = /(?<!\d)(20\d{6})\s?[-–—]?\s?(\d{4})(?!\d)/;

/** A value in its normal form. An order number of which only the end is given keeps the beginning that is known. */
export function valueOf(kind: BriefPoint, said: string, old: string): string {
  const text = said.normalize('NFKC').trim();
  if (kind === 'order') {
    const whole = ORDER.exec(text);
    if (whole) return `${whole[1]}-${whole[2]}`;
    const end = /(?<!\d)\d{3,4}(?!\d)/.exec(text)?.[0];
    return end !== undefined && ORDER.test(old) ? `${old.slice(0, -end.length)}${end}` : text;
  }
  if (kind === 'phone') {
    const digits = /\+?\d[\d\s-]{5,18}\d/.exec(text)?.[0].replaceAll(/[\s-]/g, '');
    return digits ?? text;
  }
  return text;
}
