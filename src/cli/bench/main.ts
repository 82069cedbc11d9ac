import { benchDay } from './day.ts';
import { benchLangchain } from './langchain.ts';
import { benchOwnership } from './ownership.ts';
import { benchSearch } from './search.ts';
import { benchSlack } from './slack.ts';
import { benchTurn } from './turn.ts';
import { benchUnderstanding } from './understanding.ts';

/** Every benchmark of `npm run bench -- NAME [--json]`. Each prints what it measured and answers whether its targets were met. */
const BENCHMARKS: Readonly<Record<string, (options: { readonly json: boolean; readonly args: readonly string[] }) => Promise<boolean>>> = {
  day: benchDay,
  langchain: benchLangchain,
  ownership: benchOwnership,
  search: benchSearch,
  slack: benchSlack,
  turn: benchTurn,
  understanding: benchUnderstanding,
};

const USAGE = `npm run bench -- NAME [--json]
  turn   turns through HTTP with durable writes, without a model
  day [--conversations N] [--agents N] [--seed N] [--slower N] [--per-minute N]   a whole day of a hotline, faster than real
  ownership [--runs N] [--seed N]   who owns a conversation: random interleavings of people, bot and crashes
  slack [--seed N] [--kills N]   Slack as a desk: 600 messages in a minute, and events while the store stands still; or kill -9 in the middle, N times
  understanding [--data FOLDER]   intents, likeness, sentiment and time on public data sets
  langchain [--case NAME]...   LangChain's agent and middlewares beside our own path, against a fake of a chat server
  search [--data FOLDER] [--passages N]   a large knowledge base: building, loading, asking, changing
`;

const [name = '', ...rest] = process.argv.slice(2);
const asksForHelp = [name, ...rest].some((word) => word === '--help' || word === '-h');
const benchmark = BENCHMARKS[name];
if (asksForHelp || !benchmark) {
  (asksForHelp ? process.stdout : process.stderr).write(USAGE);
  process.exit(asksForHelp ? 0 : 2);
}
process.exit((await benchmark({ json: rest.includes('--json'), args: rest })) ? 0 : 1);
