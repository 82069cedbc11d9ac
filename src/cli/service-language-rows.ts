import { HANDOVER_REASONS } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { Situation } from '#core/service-language/situation.ts';

const MOODS = ['angry', 'worried', 'disappointed', 'confused', 'urgent', 'pleased', 'neutral'] as const;

/** A reply of an evaluation set, and the rules that it breaks; none where it is sound. */
export type ServiceLanguageRow = { readonly id: string; readonly text: string; readonly faults: readonly string[]; readonly situation: Situation };

/** Makes a reader of rows of `baton eval service-language`, which tells what is wrong with one as a sentence. `rules` are the names that `faults` may have. */
export function createRowReader(rules: ReadonlySet<string>): (row: Readonly<Record<string, unknown>>) => ServiceLanguageRow | string {
  return (row) => {
    const { id, text, sentiment, isFirstReply = false } = row;
    const faults = listOf(row['faults']);
    const said = listOf(row['said'] ?? []);
    const language: Language | undefined = row['language'] === 'zh' || row['language'] === 'en' ? row['language'] : undefined;
    const reason = HANDOVER_REASONS.find((known) => known === row['reason']);
    const mood = MOODS.find((known) => known === row['mood']);
    if (typeof id !== 'string' && typeof id !== 'number') return '"id" is missing. Give each row a name or a number.';
    if (language === undefined) return '"language" must be "zh" or "en".';
    if (typeof text !== 'string' || text.trim() === '') return '"text" must be what the agent writes.';
    if (faults === undefined) return '"faults" must be a list of rules, [] for none.';
    const unknown = faults.find((fault) => !rules.has(fault));
    if (unknown !== undefined) return `"faults": there is no rule "${unknown}" in service-language.yaml.`;
    if (said === undefined) return '"said" must be a list of what the agent wrote before.';
    if (typeof isFirstReply !== 'boolean') return '"isFirstReply" must be true or false.';
    if (row['reason'] !== undefined && reason === undefined) return `"reason" must be one of ${HANDOVER_REASONS.join(', ')}.`;
    if (row['mood'] !== undefined && mood === undefined) return `"mood" must be one of ${MOODS.join(', ')}.`;
    if (sentiment !== undefined && (typeof sentiment !== 'number' || Math.abs(sentiment) > 1)) return '"sentiment" must be a number from -1 to 1.';
    return { id: String(id), text, faults, situation: { language, by: 'person', isFirstReply, reason, mood, sentiment, said } };
  };
}

function listOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
