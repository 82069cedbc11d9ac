import type { Language } from '../language.ts';
import type { Passage } from '../passage.ts';
import { cleanPassages } from './clean-passages.ts';
import { contentKeys } from './content-words.ts';
import { factsOf } from './facts.ts';
import { fold } from './fold.ts';
import { type Statement, statementsOf } from './statements.ts';

/** A passage as a model gets it, with everything by which its answer is checked. */
export type Source = {
  /** Number in the prompt, from 1. */
  readonly number: number;
  /** Without what is written for models. */
  readonly passage: Passage;
  /** Headings and text, folded. */
  readonly folded: string;
  readonly language: Language;
  /** All facts in all their forms. */
  readonly facts: ReadonlySet<string>;
  /** Everything by which its content can be found. */
  readonly content: ReadonlySet<string>;
  /** The text taken apart, for what its words say together. */
  readonly statements: readonly Statement[];
};

/** The longest that all passages together may be, in UTF-16 units: more than an answer needs, and it bounds what a call costs. */
const LONGEST = 8_000;

/** Passages as sources, as many as there is room for. */
export function sourcesOf(passages: readonly Passage[]): Source[] {
  const sources: Source[] = [];
  let room = LONGEST;
  for (const passage of cleanPassages(passages)) {
    if (passage.text.length > room) continue;
    room -= passage.text.length;
    const whole = [passage.title, ...passage.headings, passage.text].join('\n');
    sources.push({ number: sources.length + 1, passage, folded: fold(whole), language: passage.language, facts: formsIn(whole), content: contentKeys(whole), statements: statementsOf(passage.text, [passage.title, ...passage.headings].join('\n')) });
  }
  return sources;
}

/**
 * The forms of all facts. A figure without a unit may take that of its sentence ("debit cards 3–5, credit cards 5–7 days"),
 * and one in a cell of a table any: it counts what the table's head says.
 */
function formsIn(markdown: string): ReadonlySet<string> {
  const forms = new Set(factsOf(markdown).flatMap((fact) => fact.forms));
  for (const line of markdown.split('\n')) {
    for (const sentence of line.split(/(?<=[。！？])|(?<=[.!?])\s/)) {
      const all = factsOf(sentence).map((fact) => fact.forms);
      const units = new Set(all.flatMap(([form = '']) => /^(?:figure|range):\S+ (\S+)$/.exec(form)?.[1] ?? []));
      for (const [form = ''] of all) {
        const [, kind = '', value = ''] = /^(number|range):(\S+) ?$/.exec(form) ?? [];
        if (kind === '') continue;
        for (const unit of units) forms.add(`${kind === 'range' ? 'range' : 'figure'}:${value} ${unit}`);
        if (line.includes('|')) forms.add(`cell:${value}`);
      }
    }
  }
  return forms;
}

/** Does one of the sources have this fact, in the form in which it was said? */
export function hasFact(sources: readonly Source[], [form = '']: readonly string[]): boolean {
  const cell = /^figure:(\S+)/.exec(form)?.[1];
  return sources.some(({ facts }) => facts.has(form) || (cell !== undefined && facts.has(`cell:${cell}`)));
}
