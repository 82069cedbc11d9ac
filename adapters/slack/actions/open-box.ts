import type { ModalView } from '@slack/web-api';
import { requireOwner, requireOwnerOrLead, requireVoice } from '#core/desk/standing.ts';
import { BatonError, toBatonError } from '#core/errors.ts';
import type { Staff } from '#core/ports/access-store.ts';
import { ACTIONS, type ActionValue } from '../action-ids.ts';
import type { SlackContext } from '../context.ts';
import type { Person } from '../people.ts';
import { escapeText, inLanguage, isRefusal, requireStaff, say, whisper } from '../tell.ts';
import { type About, assignBox, BOX_LENGTH, type Choice, closeBox, consultBox, editBox, handBackBox, replyBox } from './boxes.ts';
import { nameCustomer } from '../threads/names.ts';
import type { Pressed } from './pressed.ts';
import { BOXES, PRESENCES } from './words.ts';

/** Does pressing this open a box? */
export function opensBox({ actionId, value }: Pressed): boolean {
  return OPENING.has(actionId) || (actionId === ACTIONS.message && value?.extra === 'edit');
}

const OPENING: ReadonlySet<string> = new Set([ACTIONS.assign, ACTIONS.handBack, ACTIONS.close, ACTIONS.reply, ACTIONS.draft, ACTIONS.consult]);

/** Opens the box of a button; whoever may not or cannot is told. Never throws. */
export async function openBox(context: SlackContext, pressed: Pressed): Promise<void> {
  const { value, triggerId, slackId, place } = pressed;
  if (!value) return;
  let person: Person | undefined;
  try {
    person = await context.people.find(slackId);
    const staff = requireStaff(person);
    const { language } = person;
    const about: About = { c: value.conversationId, ...(value.messageId === undefined ? {} : { m: value.messageId }), ch: place.channel, ...(place.thread === undefined ? {} : { th: place.thread }) };
    await mustBeAllowed(context, pressed.actionId, value.conversationId, staff);
    const view = await makeBox(context, pressed.actionId, { staff, language, about, value });
    const opened = await context.api.call((web) => web.views.open({ trigger_id: triggerId, view }));
    const viewId = opened.view?.id;
    if (viewId !== undefined && pressed.actionId === ACTIONS.reply && context.assist) await addDrafts(context, { viewId, hash: opened.view?.hash, staff, language, about });
  } catch (thrown) {
    if (!isRefusal(thrown)) context.onError(thrown);
    const words = inLanguage(toBatonError(thrown).message, person?.language ?? context.file.language);
    await whisper(context, slackId, place, escapeText(words));
  }
}

/** What will be refused is refused before anything is written into a box. Throws as the step itself does. */
async function mustBeAllowed({ store }: SlackContext, actionId: string, id: string, staff: Staff): Promise<void> {
  const require = RULES[actionId];
  const conversation = require && (await store.conversation(id));
  if (require && conversation) require(conversation, staff);
}

const RULES: Readonly<Record<string, typeof requireOwner>> = {
  [ACTIONS.reply]: requireVoice,
  [ACTIONS.draft]: requireVoice,
  [ACTIONS.handBack]: requireOwner,
  [ACTIONS.consult]: requireOwnerOrLead,
};

type Making = { readonly staff: Staff; readonly language: Person['language']; readonly about: About; readonly value: ActionValue };

async function makeBox(context: SlackContext, actionId: string, { staff, language, about, value }: Making): Promise<ModalView> {
  const colleagues = async (): Promise<readonly Choice[]> => {
    const [all, presence] = await Promise.all([context.access.staff(), context.presence?.everybody()]);
    const others = all.filter(({ id }) => id !== staff.id);
    return others.map(({ id, name }) => ({ value: id, label: `${name}${presence?.get(id) ? ` · ${say(PRESENCES[presence.get(id)?.presence ?? 'away'], language)}` : ''}` }));
  };
  switch (actionId) {
    case ACTIONS.assign: {
      const isWaiting = (await context.store.conversation(about.c))?.state === 'waiting';
      // What waits is in a team's queue already.
      const teams = isWaiting ? [] : Object.entries(context.teams()).map(([id, { name }]) => ({ value: `team:${id}`, label: name[language] }));
      const people = (await colleagues()).map((choice) => ({ ...choice, value: `agent:${choice.value}` }));
      if (people.length + teams.length === 0) throw new BatonError('not_found', BOXES.nobodyElse);
      return assignBox({ language, about, isWaiting, colleagues: people, teams });
    }
    case ACTIONS.consult: {
      const people = await colleagues();
      if (people.length === 0) throw new BatonError('not_found', BOXES.nobodyElse);
      return consultBox({ language, about, colleagues: people });
    }
    case ACTIONS.handBack:
      return handBackBox({ language, about, articles: await articleChoices(context, language) });
    case ACTIONS.close:
      return closeBox({ language, about });
    case ACTIONS.message:
      return editBox({ language, about, text: await wordsOf(context, value) });
    default:
      return makeReplyBox(context, { staff, language, about, isDraft: actionId === ACTIONS.draft });
  }
}

/** What customers can read, each article once, in the reader's language where there is a translation. */
async function articleChoices({ knowledge }: SlackContext, language: Person['language']): Promise<readonly Choice[]> {
  const all = (await knowledge.articles('customer')).toSorted((a) => (a.language === language ? 1 : -1));
  return [...new Map(all.map(({ id, title }) => [id, { value: id, label: title }])).values()].toSorted((a, b) => a.label.localeCompare(b.label, language));
}

async function wordsOf({ store }: SlackContext, { conversationId, messageId }: ActionValue): Promise<string> {
  const found = (await store.transcript(conversationId, LOOKED_AT)).find(({ message }) => message.id === messageId);
  if (!found) throw new BatonError('not_found', BOXES.ended);
  // A box that holds only its beginning would take away the rest.
  if (found.message.text.length > BOX_LENGTH) throw new BatonError('too_large', BOXES.tooLongToChange);
  return found.message.text;
}

const LOOKED_AT = 2_000;

async function makeReplyBox(context: SlackContext, { staff, language, about, isDraft }: { readonly staff: Staff; readonly language: Person['language']; readonly about: About; readonly isDraft: boolean }): Promise<ModalView> {
  const { summary, brief } = await context.views.detail(about.c, staff);
  const suggested = brief?.suggestedReply.text;
  return replyBox({ language, about, name: nameCustomer(summary, language), text: isDraft ? (suggested ?? '') : '', drafts: !isDraft && suggested !== undefined ? [suggested] : [], macros: context.macros() });
}

/** Drafts may take longer than the box has time to open: they are put in afterwards; what was written meanwhile stays. */
async function addDrafts(context: SlackContext, { viewId, hash, staff, language, about }: { readonly viewId: string; readonly hash: string | undefined; readonly staff: Staff; readonly language: Person['language']; readonly about: About }): Promise<void> {
  try {
    const [detail, help] = await Promise.all([context.views.detail(about.c, staff), context.assist?.assist(about.c, staff, language)]);
    const drafts = [...new Set([...(help?.drafts.map(({ text }) => text) ?? []), ...(detail.brief ? [detail.brief.suggestedReply.text] : [])])];
    if (drafts.length === 0) return;
    const view = replyBox({ language, about, name: nameCustomer(detail.summary, language), text: '', drafts, macros: context.macros() });
    await context.api.call((web) => web.views.update({ view_id: viewId, ...(hash === undefined ? {} : { hash }), view }));
  } catch (error) {
    // Help is for the owner only, and the box may be closed by now: it serves without drafts too.
    if (!(error instanceof BatonError) || error.code === 'internal') context.onError(error);
  }
}
