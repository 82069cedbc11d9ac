import { shorten } from '#core/text.ts';
import type { SlackContext } from '../context.ts';
import { gatherLists } from '../home/lists.ts';
import { text } from '../inbox/slip.ts';
import type { Person } from '../people.ts';
import { escapeText, requireStaff, say } from '../tell.ts';
import { toMrkdwn } from '../threads/mrkdwn.ts';
import { answer, type AnswerTo } from './answer.ts';
import { fillMacro } from './macros.ts';
import { refusing, replyByCommand } from './reply.ts';
import { ANSWERS } from './words.ts';

/** How long a presence that is set by command holds at most without Slack or a console, minutes. */
const HOLDS_MINUTES = 10;

/** Does what a typed command says, once by its key; the answer goes to whoever typed it, and to nobody else. */
export async function takeCommand(context: SlackContext, body: Readonly<Record<string, unknown>>, key: string): Promise<void> {
  const slackId = text(body, 'user_id');
  if (slackId === undefined) return;
  const person = await context.people.find(slackId);
  const to: AnswerTo = { url: text(body, 'response_url'), place: { channel: text(body, 'channel_id') ?? '' } };
  const typed = (text(body, 'text') ?? '').trim();
  if (text(body, 'command') === '/reply') {
    const words = unescape(typed);
    return refusing(context, person, to, words, () => replyByCommand(context, person, to, words, key));
  }
  const [name = '', ...rest] = typed.split(/\s+/);
  await refusing(context, person, to, '', () => baton(context, person, to, name.toLowerCase(), unescape(rest.join(' '))));
}

const unescape = (typed: string): string => typed.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

async function baton(context: SlackContext, person: Person, to: AnswerTo, name: string, words: string): Promise<void> {
  const staff = requireStaff(person);
  const { language } = person;
  const tell = (shown: string): Promise<void> => answer(context, person, to, shorten(shown, 3_500));
  switch (name) {
    case 'status': {
      const { waiting, mine, atRisk } = await gatherLists(context, staff);
      return tell(say(ANSWERS.status, language).replace('{waiting}', String(waiting.length)).replace('{mine}', String(mine.length)).replace('{risk}', String(atRisk.length)));
    }
    case 'search':
    case 'ask':
      return words === '' ? tell(say(ANSWERS.emptyQuery, language)) : tell(await lookUp(context, person, words, name === 'ask'));
    case 'macros':
      return tell(context.macros().length === 0 ? say(ANSWERS.noMacros, language) : context.macros().map((macro) => `*${escapeText(macro.title[language])}*\n>${escapeText(fillMacro(macro, language, { customer: '…', agent: staff.name, company: context.company[language] })).replaceAll('\n', '\n>')}`).join('\n'));
    case 'available':
    case 'busy':
    case 'away':
      if (!context.presence) return tell(say(ANSWERS.help, language));
      await context.presence.choose(staff.id, name, HOLDS_MINUTES);
      return tell(say(ANSWERS.presence[name], language));
    default:
      return tell(say(ANSWERS.help, language));
  }
}

/** What the articles for staff and customers say, with where it stands. */
async function lookUp({ knowledge, hints }: SlackContext, { language }: Person, question: string, isAnswer: boolean): Promise<string> {
  const query = { text: question, language, audience: 'staff', hints: (await hints?.(question, language)) ?? [] } as const;
  const { passages, verdict } = await knowledge.search(query);
  const composed = isAnswer && verdict === 'found' ? knowledge.compose(query, passages) : undefined;
  if (composed) {
    const sources = composed.citations.map(({ number, title, headings }) => `[${number}] ${escapeText([title, ...headings].join(' › '))}`);
    return `${toMrkdwn(composed.text)}\n\n${sources.join('\n')}`;
  }
  const best = passages.filter(({ articleId }, i) => passages.findIndex((other) => other.articleId === articleId) === i).slice(0, 5);
  if (best.length === 0) return say(ANSWERS.nothing, language);
  return best.map((passage) => `• *${escapeText([passage.title, ...passage.headings].join(' › '))}*\n${escapeText(shorten(passage.text.replaceAll(/\s+/g, ' '), 200))}`).join('\n');
}
