import { requireOwnerOrLead } from '../desk/standing.ts';
import type { Conversation } from '../conversation.ts';
import { BatonError } from '../errors.ts';
import type { AnswerWriter } from '../ports/answer-writer.ts';
import type { AssistDesk } from '../ports/assist-desk.ts';
import type { Clock } from '../ports/clock.ts';
import type { Agent } from '../ports/desk.ts';
import type { Store, UnderstoodMessage } from '../ports/store.ts';
import { shorten } from '../text.ts';
import { toDraft } from './draft-text.ts';
import { findAdvice } from './find-advice.ts';
import { type DraftTools, findDrafts, joinDrafts } from './find-drafts.ts';
import { moodWarning } from './mood-warning.ts';
import { lastCustomerSeq, openQuestion, type OpenQuestion } from './question.ts';
import type { FindSimilar } from './similar-cases.ts';
import type { AssistDraft, AssistWritten, SimilarCase } from './view.ts';

/** What assistance is made with. */
export type AssistTools = DraftTools & {
  readonly store: Pick<Store, 'conversation' | 'transcript' | 'handovers'>;
  readonly similar: FindSimilar;
  /** Words drafts by a language model behind the checks; absent where none is configured. */
  readonly writer?: AnswerWriter | undefined;
  readonly clock: Pick<Clock, 'after'>;
  /** Something failed that leaves the rest as it is. */
  readonly onFailure: (error: unknown) => void;
};

/** So far back a conversation is looked at, messages. */
const LOOKED_AT = 500;
/** Similar cases are waited for so long, ms; they are there the next time. */
const SIMILAR_MS = 1_000;
const SHOWN_QUESTION = 200;
/** Drafts of the model that are kept, so that looking again costs nothing. */
const KEPT = 50;

/** Assistance beside a conversation. */
export function createAssist(tools: AssistTools): AssistDesk {
  const { store, knowledge, intents, writer, clock, onFailure } = tools;
  const written = new Map<string, Promise<AssistDraft | undefined>>();

  const read = async (id: string, reader: Agent): Promise<{ readonly conversation: Conversation; readonly transcript: readonly UnderstoodMessage[]; readonly question: OpenQuestion | undefined }> => {
    const conversation = await store.conversation(id);
    if (!conversation) throw new BatonError('not_found', 'There is no such conversation.');
    requireOwnerOrLead(conversation, reader);
    const transcript = await store.transcript(id, LOOKED_AT);
    return { conversation, transcript, question: openQuestion(transcript, conversation, intents) };
  };
  const orNone = async <T>(work: Promise<readonly T[]>): Promise<readonly T[]> =>
    work.catch((error: unknown) => {
      onFailure(error);
      return [];
    });
  const similarTo = (question: OpenQuestion | undefined, id: string): Promise<readonly SimilarCase[]> => {
    if (question === undefined) return Promise.resolve([]);
    const late = Promise.withResolvers<readonly SimilarCase[]>();
    const cancel = clock.after(SIMILAR_MS, () => late.resolve([]));
    return Promise.race([orNone(tools.similar(question.text, id)), late.promise]).finally(cancel);
  };
  const wordDraft = async (conversation: Conversation, question: OpenQuestion): Promise<AssistDraft | undefined> => {
    const joined = joinDrafts(await findDrafts(question, tools));
    if (!writer || !joined) return undefined;
    const { text, language, fromSeq } = question;
    const answer = await writer.write({ conversation, fromSeq, text, language, ...joined });
    return answer.answeredBy.by === 'model' ? toDraft(answer, { fit: 'sure', by: 'model' }) : undefined;
  };

  return {
    async assist(id, reader, language) {
      const { conversation, transcript, question } = await read(id, reader);
      const reason = (await store.handovers(id)).at(-1)?.reason;
      const [drafts, advice, similar] = await Promise.all([
        orNone(question === undefined ? Promise.resolve([]) : findDrafts(question, tools)),
        orNone(findAdvice(question, reason, language, knowledge)),
        similarTo(question, id),
      ]);
      const mood = moodWarning(transcript, conversation.segment);
      return {
        seq: lastCustomerSeq(transcript),
        ...(question === undefined ? {} : { question: { seq: question.seq, text: shorten(question.text, SHOWN_QUESTION), language: question.language, isAnswered: question.isAnswered } }),
        drafts: drafts.map(({ draft }) => draft),
        advice,
        similar,
        ...(mood === undefined ? {} : { mood }),
        canWrite: writer !== undefined && joinDrafts(drafts) !== undefined,
      };
    },
    async write(id, reader, seq): Promise<AssistWritten> {
      const { conversation, question } = await read(id, reader);
      if (writer === undefined || question?.seq !== seq) return {};
      const key = `${id} ${question.fromSeq}-${seq} ${conversation.epoch} ${question.language}`;
      const running = written.get(key) ?? wordDraft(conversation, question);
      written.set(key, running);
      if (written.size > KEPT) written.delete(written.keys().next().value ?? '');
      const draft = await running.catch((error: unknown) => {
        written.delete(key);
        throw error;
      });
      // Words for what was asked before are no help with what is asked now.
      const now = await read(id, reader);
      return draft !== undefined && now.question?.seq === seq ? { draft } : {};
    },
  };
}
