import type { Staff } from '#core/ports/access-store.ts';
import { CLOSE_REASONS } from '#core/protocol.ts';
import { type SlackContext, SLACK_DESK } from '../context.ts';
import { part, text } from '../inbox/slip.ts';
import { orTell, requireStaff, say } from '../tell.ts';
import { WORDS } from '../words.ts';
import { type About, ARTICLE_BLOCK, BOX, TEXT_BLOCK } from './boxes.ts';
import { readAbout, readValues, readWords } from './in-box.ts';

/** Does what a box that was sent says, once for each opened box; a refusal is told with the words that were written. */
export async function takeSubmission(context: SlackContext, body: Readonly<Record<string, unknown>>, key: string): Promise<void> {
  const view = part(body, 'view');
  const about = readAbout(view);
  const slackId = text(part(body, 'user'), 'id');
  if (!about || slackId === undefined) return;
  const person = await context.people.find(slackId);
  const words = readWords(view);
  const place = { channel: about.ch ?? '', thread: about.th };
  const kept = words === '' ? '' : `${say(WORDS.yourWords, person.language)}${words}`;
  await orTell(context, person, place, () => act(context, requireStaff(person), { id: text(view, 'callback_id') ?? '', about, words, values: readValues(view), command: `${SLACK_DESK}:${key}` }), kept);
}

type Sent = { readonly id: string; readonly about: About; readonly words: string; readonly values: ReadonlyMap<string, string>; readonly command: string };

async function act({ sink }: SlackContext, staff: Staff, { id, about: { c: conversationId, m: messageId }, words, values, command }: Sent): Promise<void> {
  switch (id) {
    case BOX.reply:
      return sink().reply(conversationId, staff, words, command);
    case BOX.edit:
      return messageId === undefined ? undefined : sink().edit(conversationId, staff, messageId, words, command);
    case BOX.assign: {
      const [kind = '', ...rest] = (values.get('to') ?? '').split(':');
      const to = rest.join(':');
      return sink().transfer(conversationId, staff, kind === 'team' ? { team: to } : { agentId: to }, command);
    }
    case BOX.handBack: {
      const [said, question, articleId] = [values.get(TEXT_BLOCK)?.trim() ?? '', values.get('question')?.trim() ?? '', values.get(ARTICLE_BLOCK)];
      const resume = articleId !== undefined ? { kind: 'article' as const, articleId } : question === '' ? undefined : { kind: 'question' as const, text: question };
      return sink().handBack(conversationId, staff, { ...(said === '' ? {} : { text: said }), ...(resume ? { resume } : {}) }, command);
    }
    case BOX.close: {
      const reason = CLOSE_REASONS.find((each) => each === values.get('reason'));
      return reason === undefined ? undefined : sink().close(conversationId, staff, reason, command);
    }
    case BOX.consult:
      return sink().ask(conversationId, staff, values.get('who') ?? '', words, command);
    default:
      return undefined;
  }
}
