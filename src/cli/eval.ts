import type { Command } from './command.ts';
import { runEvalIntents } from './eval-intents.ts';

/** `baton eval WHAT …`: measures a room on files of your own. */
export const runEval: Command = async (args, out) => {
  const [what, ...rest] = args;
  if (what === 'intents') return runEvalIntents(rest, out);
  out.warn(`There is no evaluation "${what ?? ''}". Try: npm run -s baton -- eval intents --train FILE --test FILE [--json]\n`);
  return 2;
};
