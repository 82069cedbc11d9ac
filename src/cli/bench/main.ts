import { benchDay } from './day.ts';
import { benchOwnership } from './ownership.ts';
import { benchSearch } from './search.ts';
import { benchTurn } from './turn.ts';
import { benchUnderstanding } from './understanding.ts';

/** Every benchmark of `npm run bench -- NAME [--json]`. Each prints what it measured and answers whether its targets were met. */
const BENCHMARKS: Readonly<Record<string, (options: { readonly json: boolean; readonly args: readonly string[] }) => Promise<boolean>>> = {
  day: benchDay,
  ownership: benchOwnership,
  search: benchSearch,
  turn: benchTurn,
  understanding: benchUnderstanding,
};

const [name = '', ...rest] = process.argv.slice(2);
const benchmark = BENCHMARKS[name];
if (!benchmark) {
  process.stderr.write(`npm run bench -- NAME [--json]\n  turn   turns through HTTP with durable writes, without a model\n  day [--conversations N] [--agents N] [--seed N] [--slower N]   a whole day of a hotline, faster than real
  ownership [--runs N] [--seed N]   who owns a conversation: random interleavings of people, bot and crashes\n  understanding [--data FOLDER]   intents, likeness, sentiment and time on public data sets\n  search [--data FOLDER] [--passages N]   a large knowledge base: building, loading, asking, changing\n`);
  process.exit(2);
}
process.exit((await benchmark({ json: rest.includes('--json'), args: rest })) ? 0 : 1);
