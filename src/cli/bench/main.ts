import { benchTurn } from './turn.ts';

/** Every benchmark of `npm run bench -- NAME [--json]`. Each prints what it measured and answers whether its targets were met. */
const BENCHMARKS: Readonly<Record<string, (options: { readonly json: boolean }) => Promise<boolean>>> = { turn: benchTurn };

const [name = '', ...rest] = process.argv.slice(2);
const benchmark = BENCHMARKS[name];
if (!benchmark) {
  process.stderr.write(`npm run bench -- NAME [--json]\n  turn   turns through HTTP with durable writes, without a model\n`);
  process.exit(2);
}
process.exit((await benchmark({ json: rest.includes('--json') })) ? 0 : 1);
