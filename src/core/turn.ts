import { isQuestion } from './actions/consent.ts';
import type { ActionDefinition } from './actions/definition.ts';
import { brokenOff, callOf, closingFor, isDoneByAction, rememberAction } from './actions/in-turn.ts';
import { isBareAnswer, nextStep, type StepInput } from './actions/step.ts';
import { type CareStep, careInTurn } from './care/in-turn.ts';
import { caseToAnswer, readCaseAnswers } from './cases/answer.ts';
import { answerEvents, decideOnCase } from './cases/in-turn.ts';
import { withBriefCheck } from './brief/in-turn.ts';
import { isOnDuty, notUnderstood, READ_AT_MOST, type Understood, withoutGreetings } from './burst.ts';
import type { Change } from './change.ts';
import { chooseOffered } from './choose-offered.ts';
import { decide, isOrderOnly, TALK_CONFIDENCE } from './decide.ts';
import type { Decision } from './decision.ts';
import { express, handoverFor, tellsMissed } from './express.ts';
import { bringFiles, decideOnFiles, filesAsEvidence, mentionFiles } from './files/in-turn.ts';
import { leaningOf } from './follow-up.ts';
import { choicesOf, gatherEvidence, hintsOf } from './gather-evidence.ts';
import type { Conversation, Handover } from './conversation.ts';
import { gatherRequests, ONE_REQUEST } from './gather-requests.ts';
import type { Intent } from './intent.ts';
import { joinAnswers } from './join-answers.ts';
import { readTogether } from './read-together.ts';
import type { Bilingual, Language } from './language.ts';
import { rememberCustomer, rememberDecision, rememberMood, rememberSubject } from './memory.ts';
import type { Evidence, FoundPassage } from './passage.ts';
import { cleanPassages } from './model-answer/clean-passages.ts';
import type { Policy } from './policy.ts';
import type { AnswerWriter } from './ports/answer-writer.ts';
import type { Classifier } from './ports/classifier.ts';
import type { CustomerDirectory } from './ports/customer-directory.ts';
import type { ComposedAnswer, KnowledgeBase, KnowledgeQuery } from './ports/knowledge-base.ts';
import type { QuestionCompleter } from './ports/question-completer.ts';
import type { TurnLease } from './ports/store.ts';
import type { CustomerOrder, Tier } from './protocol.ts';
import { EVERYBODY_SERVES, type StaffPlan } from './routing/staff-plan.ts';
import { needNoReply } from './time-limits/courtesy.ts';
import { joinTimers } from './timers.ts';
import type { Understanding } from './understanding.ts';
import { rememberAsk } from './waiting/answer.ts';
import { readWaitingAsk } from './waiting/ask.ts';
import { openCallback } from './waiting/callback.ts';
import type { Outlook } from './waiting/outlook.ts';
import type { Waits } from './waiting/waits.ts';

/** What a turn is taken with. */
export type TurnTools = {
  readonly classifier: Classifier;
  readonly knowledge: KnowledgeBase;
  readonly directory: CustomerDirectory;
  /** Words answers better than the articles do; absent where answers are put together from them. */
  readonly writer?: AnswerWriter | undefined;
  /** Completes questions that lean on what was said before; absent where they are only joined with it. */
  readonly completer?: QuestionCompleter | undefined;
  /** What Baton can do by calling the operator's endpoints, by id; absent where it can do nothing. */
  readonly actions?: ReadonlyMap<string, ActionDefinition> | undefined;
  readonly policy: Policy;
  /** Who works when; without it everybody whenever a team does. */
  readonly plan?: StaffPlan | undefined;
  /** How long waiting takes; absent where nobody can say. */
  readonly waits?: Waits | undefined;
  /** The catalogue, by intent id. */
  readonly intents: ReadonlyMap<string, Intent>;
  readonly company: Bilingual;
  /** The company's line for dangers, answered at any hour. */
  readonly safetyPhone: string;
  /** Does this channel tell customers by itself that an AI answers? */
  readonly saysItIsAi: (channel: string) => boolean;
  /** The directory could not be asked: worth a line in the log, never a reason to leave a customer without an answer. */
  readonly onDirectoryFailure: (error: unknown) => void;
  /** Understanding or searching failed: the turn goes on with what there is, as the policy says for a model that failed. */
  readonly onModelFailure: (error: unknown) => void;
};

/** What became of a turn, what was understood, and what the search had on it. */
export type TurnResult = {
  readonly change: Change;
  readonly decision: Decision;
  readonly understanding: Understanding;
  readonly evidence: Evidence;
  /** What was looked for in vain: `all`, or some of the questions of a message that asks for several things. Empty where nothing was looked for. */
  readonly missed: 'all' | readonly string[];
};

/**
 * Takes one turn: understands the customer's untaken messages, each and then as one without mere greetings, searches,
 * decides, and puts the decision into a change that one transaction can write. Changes nothing itself, and throws for
 * no failure of classifier, search or directory: a customer is never left waiting for them.
 */
export async function takeTurn(lease: TurnLease, tools: TurnTools, now: number): Promise<TurnResult> {
  const customer = await identify(lease, tools);
  const conversation = { ...lease.conversation, ...(customer ? { customerName: customer.name, tier: customer.tier } : {}) };
  const { language: fallback } = conversation;
  const orElse = async <T>(work: () => Promise<T>, instead: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      tools.onModelFailure(error);
      return instead;
    }
  };
  const unread = notUnderstood(fallback);
  // A photo without a word says nothing that could be read, and that is no failure.
  const wordless = notUnderstood(fallback);
  const understand = (words: string) => (words.trim() === '' ? Promise.resolve(wordless) : orElse(() => tools.classifier.understand(words, fallback), unread));
  const each = await Promise.all(
    lease.unhandled.map(async (message) => ({ message, understanding: await understand(message.text) })),
  );
  const care = careInTurn({ conversation, said: each, isTalk: ({ intents }) => tools.intents.get(intents[0]?.id ?? '')?.kind === 'talk', language: each.at(-1)?.understanding.language ?? fallback, policy: tools.policy, plan: tools.plan ?? EVERYBODY_SERVES, now });
  if (care?.kind === 'taken') return takenByCare(care, each, customer);
  const unheard = each.filter(({ message }) => !care?.heard.includes(message.seq));
  const matters = withoutGreetings(unheard.length > 0 ? unheard : each, tools.intents);
  const text = matters.map(({ message }) => message.text).join('\n').slice(0, READ_AT_MOST);
  const only = matters.length === 1 ? matters[0] : undefined;
  const understanding = only ? only.understanding : await understand(text);
  const { language } = understanding;

  const query: KnowledgeQuery = { text, language, audience: 'customer', hints: hintsOf(understanding.intents, tools.intents) };
  const chosen = chooseOffered(conversation.memory, text);
  const isOurs = conversation.state === 'bot';
  const isThere = isOnDuty(lease.handover, tools.policy, now);
  const ask = readWaitingAsk({ conversation, handover: lease.handover, text, understanding, policy: tools.policy, now });
  const mayAnswer = isOurs || (conversation.state === 'waiting' && (!isThere || openCallback(lease.handover) !== undefined));
  const { subject = [] } = conversation.memory;
  const leaning = mayAnswer && subject.length > 0 ? leaningOf(text, language) : 'not';
  const isTalk = tools.intents.get(understanding.intents[0]?.id ?? '')?.kind === 'talk';
  const fromSeq = Math.min(...lease.unhandled.map(({ seq }) => seq));
  const mayComplete = leaning === 'surely' && isOurs && chosen === undefined && !isTalk && understanding.signals.length === 0 && conversation.memory.action === undefined;
  const completed = mayComplete ? await orElse(async () => tools.completer?.complete({ conversation, fromSeq, text, language }), undefined) : undefined;
  const full = completed?.by === 'model' ? completed.text : undefined;
  const mayLean = leaning === 'surely' || (leaning === 'perhaps' && !isTalk);
  const joint = mayLean ? await readTogether({ query, full, memory: conversation.memory, isSure: leaning === 'surely', understand, intents: tools.intents }) : undefined;
  const gathered = mayAnswer && text.trim() !== '' ? await orElse(() => gatherEvidence(query, chosen?.articleId, tools.knowledge, joint), { evidence: UNSEARCHED, query }) : { evidence: NOTHING, query };
  const { evidence } = gathered;
  // "How do I do that" denies nothing when it is read with what it leans on.
  const meant = joint && gathered.query === joint.query ? { ...understanding, intents: joint.understanding.intents, isOutOfScope: joint.understanding.isOutOfScope } : understanding;
  const intent = tools.intents.get(meant.intents[0]?.id ?? '');
  const { answered: requests, missed } = mayAnswer ? await orElse(() => gatherRequests(query, understanding, tools.intents, tools.knowledge, (id) => isDoneByAction(id, tools.actions)), ONE_REQUEST) : ONE_REQUEST;
  const choices = isOurs ? await orElse(() => choicesOf(understanding, language, tools.intents, tools.knowledge, evidence), []) : [];

  const hasModelFailed = understanding === unread || evidence === UNSEARCHED;
  const talk = understanding.intents.reduce((sum, { id, confidence }) => sum + (tools.intents.get(id)?.kind === 'talk' ? confidence : 0), 0);
  const acting: StepInput | undefined =
    tools.actions === undefined || tools.actions.size === 0 || !isOurs || chosen !== undefined || hasModelFailed
      ? undefined
      : {
          actions: tools.actions,
          memory: conversation.memory,
          text,
          understanding,
          isTalk: isTalk && !understanding.isOutOfScope && talk >= TALK_CONFIDENCE && !['affirm', 'deny'].includes(understanding.intents[0]?.id ?? ''),
          hasAnswer: evidence.verdict === 'found' || requests.length > 0,
          isOrderOnly: isOrderOnly(text, understanding),
          customer: conversation.customerId === undefined ? undefined : { id: conversation.customerId, orders: customer?.orders ?? [] },
          writtenAt: Math.min(...lease.unhandled.map(({ at }) => at)),
          // What Baton says is numbered when it is stored: whatever was written before it follows on what was taken up last.
          isUnseen: fromSeq === conversation.handledSeq + 1,
          now,
          newId: () => crypto.randomUUID(),
        };
  const step = acting && nextStep(acting);
  const itsCase = caseToAnswer(conversation.case, tools.policy.cases, now);
  const caseAnswer = readCaseAnswers(itsCase, each.map(({ message, understanding: own }) => ({ text: message.text, language: own.language, seq: message.seq, segment: conversation.segment, isTalk: tools.intents.get(own.intents[0]?.id ?? '')?.kind === 'talk', hasSignal: own.signals.length > 0, orders: own.entities.flatMap(({ kind, value }) => (kind === 'order' ? [value] : [])) })));
  const usual = decide({
    conversation,
    previous: lease.previous,
    now,
    text,
    understanding: step && isBareAnswer(step.action, { text, entities: understanding.entities }) ? { ...meant, signals: [], sentiment: 0 } : meant,
    evidence,
    requests,
    choices,
    hasChosen: chosen !== undefined && evidence.verdict === 'found',
    hasModelFailed,
    step,
    ask,
    handover: lease.handover,
    isTeamThere: isThere,
    policy: tools.policy,
    intent,
    talk,
  });
  const settled = decideOnCase(usual, caseAnswer, conversation, tools.policy);
  const hasFiles = bringFiles(lease.unhandled);
  const decision = hasFiles ? decideOnFiles(settled, text, isOurs) : settled;
  const passages = await orElse(() => passagesFor(decision, language, tools.knowledge), []);
  const words = isOurs ? tools.writer : undefined;
  const answer = await orElse(async () => {
    const shown = words === undefined ? decision : withCleanPassages(decision);
    const extract = composeAnswer(shown, gathered.query, words === undefined ? passages : cleanPassages(passages), tools.knowledge);
    const sources = sourcesOf(shown);
    if (words === undefined || extract === undefined || sources.length === 0) return extract;
    return words.write({ conversation, fromSeq, text, language, completed, passages: sources, extract });
  }, undefined);
  const isFirst = !lease.conversation.memory.sentiments.length;
  const introduceAs = isFirst && !tools.saysItIsAi(conversation.channel) ? tools.company : undefined;
  const closing = acting && closingFor(decision, acting);
  const remembered = understanding === wordless ? conversation.memory : isOurs && step === undefined ? rememberCustomer(conversation.memory, text, meant) : rememberMood(conversation.memory, understanding);
  const decided = rememberDecision(remembered, decision.kind === 'hand_over' ? { ...decision, passages } : decision);
  const followed = isOurs ? rememberSubject(decided, decision, text, gathered.query === query ? undefined : (full ?? subject[0])) : decided;
  const acted = isOurs ? rememberAction(followed, decision, closing, acting) : followed;
  const offering = isOurs && tellsMissed(decision) && missed.length > 0 ? { ...acted, offersPerson: true } : acted;
  const memory = rememberAsk(offering, decision.kind === 'hand_over' ? decision.ask : ask, now);
  const outlook = await outlookFor(decision, conversation, lease.handover, tools, now);
  const call = callOf(decision, conversation, language, introduceAs !== undefined);
  const { messages = [], ...expressed } = express({
    conversation,
    decision,
    language,
    answer,
    missed,
    closing,
    intent,
    policy: tools.policy,
    safetyPhone: tools.safetyPhone,
    order: understanding.entities.find(({ kind }) => kind === 'order')?.value,
    handover: lease.handover,
    outlook,
    introduceAs,
    now,
  });
  const said = [...(hasFiles && isOurs && text.trim() !== '' ? mentionFiles(messages, decision, language) : messages), ...brokenOff(decision, conversation.memory, tools.actions, language), ...(care?.change.messages ?? [])];
  const { timers, news, ...besides } = care?.change ?? {};
  // Before an answer that may close it.
  const caseEvents = [...filesAsEvidence(conversation.case, lease.unhandled), ...answerEvents(caseAnswer, itsCase)];
  const change: Change = {
    ...expressed,
    ...besides,
    ...(news ? { news: [...(expressed.news ?? []), ...news] } : {}),
    ...(timers ? { timers: joinTimers(expressed.timers, timers) } : {}),
    ...(said.length > 0 ? { messages: said } : {}),
    ...(call ? { call } : {}),
    ...(caseEvents.length > 0 ? { case: { events: caseEvents } } : {}),
    ...(conversation.state === 'human' && needNoReply(each.map(({ understanding: own }) => own)) && !each.some(({ message, understanding: own }) => isQuestion(message.text, own.language)) ? { touchHandover: { courtesySince: Math.min(...lease.unhandled.map(({ at }) => at)) } } : {}),
    memory,
    language,
    handledSeq: Math.max(...lease.unhandled.map((message) => message.seq)),
    understandings: each.filter(({ understanding: own }) => own !== wordless).map(({ message: { seq }, understanding: own }) => ({ seq, understanding: own })),
    ...(customer ? { customer: { name: customer.name, tier: customer.tier, ...(customer.manager === undefined ? {} : { manager: customer.manager }) } } : {}),
  };
  const checked = withBriefCheck(change, { conversation, handover: lease.handover, text, entities: understanding.entities, language, now });
  const isInVain = evidence !== UNSEARCHED && mayAnswer && text.trim() !== '' && evidence.verdict === 'none' && requests.length === 0;
  return { change: checked, decision, understanding, evidence, missed: isInVain ? 'all' : missed };
}

/** How long the customer will wait, where the decision tells them; nothing where it cannot be found out. */
async function outlookFor(decision: Decision, conversation: Conversation, handover: Handover | undefined, { waits, policy, onModelFailure }: TurnTools, now: number): Promise<Outlook | undefined> {
  const isAsked = decision.kind === 'answer' && decision.reason === 'waiting' && decision.ask.kind === 'how_long';
  try {
    if (decision.kind === 'hand_over') return await waits?.outlookFor(handoverFor(decision.rule, conversation, policy, now), { tier: conversation.tier, mood: conversation.memory.sentiments.at(-1) ?? 0 }, now);
    return isAsked && handover ? await waits?.outlook(handover, now) : undefined;
  } catch (error) {
    onModelFailure(error);
    return undefined;
  }
}

/** What a decision shows: what it rests on, or the article that its rule always shows. */
async function passagesFor(decision: Decision, language: Language, knowledge: KnowledgeBase): Promise<readonly FoundPassage[]> {
  if (decision.kind === 'hand_over' && decision.rule.article !== undefined) {
    return (await knowledge.passagesOf(decision.rule.article, language, 'customer')).slice(0, 1);
  }
  return 'passages' in decision ? decision.passages : [];
}

/** What an answer of the bot rests on; nothing where it does not answer a question. */
function sourcesOf(decision: Decision): readonly FoundPassage[] {
  if (decision.kind !== 'answer') return [];
  if (decision.reason === 'several') return decision.parts.flatMap(({ passages }) => passages);
  return 'passages' in decision ? decision.passages : [];
}

/** A decision whose passages say nothing to models. */
function withCleanPassages(decision: Decision): Decision {
  if (decision.kind !== 'answer') return decision;
  if (decision.reason === 'several') return { ...decision, parts: decision.parts.map((part) => ({ ...part, passages: cleanPassages(part.passages) })) };
  return 'passages' in decision ? { ...decision, passages: cleanPassages(decision.passages) } : decision;
}

/** The words for what a decision shows; several requests are answered one after the other. */
function composeAnswer(decision: Decision, query: KnowledgeQuery, passages: readonly FoundPassage[], knowledge: KnowledgeBase): ComposedAnswer | undefined {
  if (decision.kind === 'answer' && decision.reason === 'several') {
    return joinAnswers(decision.parts.flatMap(({ text, passages: own }) => knowledge.compose({ ...query, text }, own) ?? []));
  }
  return passages.length > 0 ? knowledge.compose(query, passages) : undefined;
}

/** A turn in which the customer only answered a question of care, or wished to hear nothing more. */
function takenByCare({ change }: Extract<CareStep, { kind: 'taken' }>, each: readonly Understood[], customer: { readonly name: string; readonly tier: Tier } | undefined): TurnResult {
  const understanding = each.at(-1)?.understanding ?? notUnderstood(change.language ?? 'zh');
  return {
    change: { ...change, ...(customer ? { customer: { name: customer.name, tier: customer.tier } } : {}) },
    decision: { kind: 'answer', reason: 'talk', intentId: 'care' },
    understanding,
    evidence: NOTHING,
    missed: [],
  };
}

const NOTHING: Evidence = { verdict: 'none', passages: [], topics: [] };
/** Nothing, because the search failed. */
const UNSEARCHED: Evidence = { ...NOTHING };

async function identify(lease: TurnLease, tools: TurnTools): Promise<{ readonly name: string; readonly tier: Tier; readonly orders: readonly CustomerOrder[]; readonly manager?: string } | undefined> {
  const id = lease.conversation.customerId;
  if (id === undefined) return undefined;
  try {
    return await tools.directory.find(id);
  } catch (error) {
    tools.onDirectoryFailure(error);
    return undefined;
  }
}
