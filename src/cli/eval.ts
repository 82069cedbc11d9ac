import type { Command } from './command.ts';
import { runEvalAnswers } from './eval-answers.ts';
import { runEvalBrief } from './eval-brief.ts';
import { runEvalEntities } from './eval-entities.ts';
import { runEvalHandover } from './eval-handover.ts';
import { runEvalIntents } from './eval-intents.ts';
import { runEvalRepeats } from './eval-repeats.ts';
import { runEvalRetrieval } from './eval-retrieval.ts';
import { runEvalSentiment } from './eval-sentiment.ts';
import { runEvalServiceLanguage } from './eval-service-language.ts';
import { runEvalSignals } from './eval-signals.ts';
import { runEvalSimilarity } from './eval-similarity.ts';

/** `baton eval WHAT …`: measures a room on files of your own. */
export const runEval: Command = async (args, out) => {
  const [what, ...rest] = args;
  if (what === 'intents') return runEvalIntents(rest, out);
  if (what === 'sentiment') return runEvalSentiment(rest, out);
  if (what === 'similarity') return runEvalSimilarity(rest, out);
  if (what === 'signals') return runEvalSignals(rest, out);
  if (what === 'entities') return runEvalEntities(rest, out);
  if (what === 'handover') return runEvalHandover(rest, out);
  if (what === 'service-language') return runEvalServiceLanguage(rest, out);
  if (what === 'brief') return runEvalBrief(rest, out);
  if (what === 'repeats') return runEvalRepeats(rest, out);
  if (what === 'answers') return runEvalAnswers(rest, out);
  if (what === 'retrieval') return runEvalRetrieval(rest, out);
  out.warn(`There is no evaluation "${what ?? ''}". Try: npm run -s baton -- eval intents|similarity|sentiment|signals|entities|handover|service-language|brief|repeats|answers|retrieval --help\n`);
  return 2;
};
