import type { ModalView } from '@slack/web-api';
import { BatonError, toBatonError } from '#core/errors.ts';
import type { Staff } from '#core/ports/access-store.ts';
import { ACTIONS, type ActionValue } from '../action-ids.ts';
import type { SlackContext } from '../context.ts';
import type { Person } from '../people.ts';
import { escapeText, inLanguage, requireStaff, say, whisper } from '../tell.ts';
import { type About, assignBox, type Choice, closeBox, consultBox, editBox, handBackBox, replyBox } from './boxes.ts';
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
    const view = await makeBox(context, pressed.actionId, { staff, language, about, value });
    const opened = await context.api.call((web) => web.views.open({ trigger_id: triggerId, view }));
    const viewId = opened.view?.id;
    if (viewId !== undefined && pressed.actionId === ACTIONS.reply && context.assist) await addDrafts(context, { viewId, hash: opened.view?.hash, staff, language, about });
  } catch (thrown) {
    context.onError(thrown);
    const words = inLanguage(toBatonError(thrown).message, person?.language ?? context.file.language);
    await whisper(context, slackId, place, escapeText(words));
  }
}

type Making = { readonly staff: Staff; readonly language: Person['language']; readonly about: About; readonly value: ActionValue };

async function makeBox(context: SlackContext, actionId: string, { staff, language, about, value }: Making): Promise<ModalView> {
  const colleagues = async (): Promise<readonly Choice[]> => {
    const [all, presence] = await Promise.all([context.access.staff(), context.presence?.everybody()]);
    const others = all.filter(({ id }) => id !== staff.id);
    return others.map(({ id, name }) => ({ value: id, label: `${name}${presence?.get(id) ? ` · ${say(PRESENCES[presence.get(id)?.presence ?? 'away'], language)}` : ''}` }));
  };
  switch (actionId) {
    case ACTIONS.assign: {
      const teams = Object.entries(context.teams()).map(([id, { name }]) => ({ value: `team:${id}`, label: name[language] }));
      const people = (await colleagues()).map((choice) => ({ ...choice, value: `agent:${choice.value}` }));
      return assignBox({ language, about, colleagues: people, teams });
    }
    case ACTIONS.consult: {
      const people = await colleagues();
      if (people.length === 0) throw new BatonError('not_found', BOXES.nobodyElse);
      return consultBox({ language, about, colleagues: people });
    }
    case ACTIONS.handBack:
      return handBackBox({ language, about });
    case ACTIONS.close:
      return closeBox({ language, about });
    case ACTIONS.message:
      return editBox({ language, about, text: await wordsOf(context, value) });
    default:
      return makeReplyBox(context, { staff, language, about, isDraft: actionId === ACTIONS.draft });
  }
}

async function wordsOf({ store }: SlackContext, { conversationId, messageId }: ActionValue): Promise<string> {
  const found = (await store.transcript(conversationId, LOOKED_AT)).find(({ message }) => message.id === messageId);
  if (!found) throw new BatonError('not_found', BOXES.ended);
  return found.message.text;
}

const LOOKED_AT = 2_000;

async function makeReplyBox(context: SlackContext, { staff, language, about, isDraft }: { readonly staff: Staff; readonly language: Person['language']; readonly about: About; readonly isDraft: boolean }): Promise<ModalView> {
  const { summary, brief } = await context.views.detail(about.c, staff);
  const suggested = brief?.suggestedReply?.text;
  return replyBox({ language, about, name: summary.customerName === '' ? '…' : summary.customerName, text: isDraft ? (suggested ?? '') : '', drafts: !isDraft && suggested !== undefined ? [suggested] : [], macros: context.macros() });
}

/** Drafts may take longer than the box has time to open: they are put in afterwards; what was written meanwhile stays. */
async function addDrafts(context: SlackContext, { viewId, hash, staff, language, about }: { readonly viewId: string; readonly hash: string | undefined; readonly staff: Staff; readonly language: Person['language']; readonly about: About }): Promise<void> {
  try {
    const [detail, help] = await Promise.all([context.views.detail(about.c, staff), context.assist?.assist(about.c, staff, language)]);
    const drafts = [...new Set([...(help?.drafts.map(({ text }) => text) ?? []), ...(detail.brief?.suggestedReply ? [detail.brief.suggestedReply.text] : [])])];
    if (drafts.length === 0) return;
    const view = replyBox({ language, about, name: detail.summary.customerName === '' ? '…' : detail.summary.customerName, text: '', drafts, macros: context.macros() });
    await context.api.call((web) => web.views.update({ view_id: viewId, ...(hash === undefined ? {} : { hash }), view }));
  } catch (error) {
    // Help is for the owner only, and the box may be closed by now: it serves without drafts too.
    if (!(error instanceof BatonError) || error.code === 'internal') context.onError(error);
  }
}
