import { runAsk } from './ask.ts';
import { runBotpress } from './botpress.ts';
import { runCheck } from './check.ts';
import type { Command } from './command.ts';
import { runCorrect } from './correct.ts';
import { runDocuments } from './documents.ts';
import { runEval } from './eval.ts';
import { runGaps } from './gaps.ts';
import { runImport } from './import.ts';
import { runInvite } from './invite.ts';
import { runLearn } from './learn.ts';
import { runReports } from './report.ts';
import { runSlack } from './slack.ts';
import { runToken } from './token.ts';
import { runTune } from './tune.ts';

/** Every command of `npm run -s baton -- NAME …`. */
export const COMMANDS: Readonly<Record<string, Command>> = { ask: runAsk, botpress: runBotpress, check: runCheck, correct: runCorrect, documents: runDocuments, eval: runEval, gaps: runGaps, import: runImport, invite: runInvite, learn: runLearn, report: runReports, slack: runSlack, token: runToken, tune: runTune };

/** What `baton help` prints. */
export const HELP = `npm run -s baton -- COMMAND

  ask "QUESTION" [--audience staff] [--lang zh|en] [--only-language zh|en] [--json]
      what the knowledge base answers, with its sources
  invite NAME [--role agent|lead] [--email ADDRESS]
      a one-time link with which a colleague signs in to the console; the address is how Slack knows them
  check [--json]
      whether all content files are sound, and which words in them customers should not read, with better ones
  botpress
      the addresses that stand in Botpress, and whether the settings open it (docs/botpress.md)
  token create NAME --role read|agent|lead [--as COLLEAGUE] [--days N] | token list [--json] | token revoke ID
      tokens of the HTTP API (docs/api.md)
  import PATH… [--audience staff] [--language zh] [--product ID] [--state draft] [--prune] [--watch] [--dry-run] [--json]
      take documents in: Markdown, HTML, text, DOCX, PDF, CSV and XLSX tables of questions and answers, web addresses
  documents [list | publish ID | retire ID | remove ID] [--json]
      what was imported, and which of it answers
  gaps [--since 30d] [--limit N] [--all] [--json] | gaps dismiss ID | gaps restore ID
      what customers asked in vain, grouped by meaning, with the nearest article
  gaps draft ID [--from-conversation=ID] [--as ARTICLE-ID]
      a draft article from what a colleague answered
  gaps --articles [--json]
      articles that contradict or repeat each other, are past their review date, or wait to be published
  report churn [--limit 50] [--months 6] [--json] | report satisfaction [--days 30] [--json]
      customers who may be leaving, with reasons, and the churn rate; CSAT and NPS by agent, team and bot
  report performance [--days 30] [--json]
      the work of each person and team: conversations taken and passed on, first replies, limits kept, ratings
  report handovers [--since 30d] [--json]
      how often customers had to say again what the brief already had
  slack check [--json]
      tries keys, scopes, rooms and e-mails with Slack and says what to mend
  learn
      learn the intents and index the articles now, so that the next start is quick
  correct "TEXT" INTENT
      the message becomes an example of that intent
  tune [--pairs FILE] [--off] [--json]
      tune nearness of meaning on your own articles, examples and corrections; kept only when it is a gain
  eval intents --train FILE --test FILE [--per-intent N] [--json]
      how well intents are told apart on files of your own: one {"text": …, "intent": …} a line,
      "oos" for messages out of scope
  eval similarity --pairs FILE [--adapt FILE] [--json]
      how well nearness of meaning follows your own judgement: {"s1": …, "s2": …, "label": 1 or 0}
  eval sentiment --test FILE [--train FILE] [--json]
      how well praise and blame are told apart: {"text": …, "label": "positive", "negative", "neutral", 1 or 0}
  eval signals --test FILE [--json]
      how well complaints, danger, law, leaving and requests for a person are heard: {"text": …, "signals": […]}
  eval entities --test FILE [--json]
      how well facts are found: {"text": …, "entities": [{"kind": …, "text": …}]}
  eval handover [--cases FILE] [--misses] [--json]
      whether conversations reach a person when they should, and only then:
      {"id", "language", "tier", "messages": […], "expect": "hand_over" or "bot", "reason"}
  eval brief [--rows FILE] [--misses] [--json]
      whether briefs have what the customer wants, what is missing, and what was promised
  eval repeats [--rows FILE] [--misses] [--json]
      whether it is noticed that an agent asks for what the brief already had
  eval answers [--queries FILE] [--only-language other|zh|en] [--misses] [--json]
      how well questions are answered and declined: {"id", "kind", "language", "query", "articles": […]}
  eval retrieval --articles FILE|FOLDER --queries FILE [--json]
      how well the search finds on articles of your own, beside plain BM25:
      {"id": …, "question", "title" or "text": …} and {"query": …, "answer_id": …}
`;
