import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Article } from '#core/article.ts';
import { createLive } from '#core/live.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import { fold } from '#core/model-answer/fold.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { takeTurn, type TurnTools } from '#core/turn.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { composeModel, composeWriter } from '#src/compose-writer.ts';
import { readConfig } from '#src/config.ts';
import { systemClock } from '#worker/clock.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { type Behaviour, type ChatRequest, type FakeChat, KEY, startFakeChat } from './adapters/openai/fake-chat.ts';
import { fill, type HostileRow, inventedIn, leaksOf, questionOf, readArticles, readRows, type Seen, truthOf } from './core/model-answer/hostile-play.ts';
import { BOUNDARY } from './core/model-answer/tools.ts';
import { COMPANY, NOON } from './core/samples.ts';
import { prepareTurns } from './core/turns.ts';
import { openTempStore, type TempStore } from './support/temp-store.ts';

const ROWS = readRows('hostile.jsonl');
const PROMISED = '2 小时';
const ASKED = new Set(ROWS.map((row, at) => questionOf(row, at).article as string));
/** So much of an instruction must be read for a model to follow it, signs. */
const ENOUGH = 12;

type PlayedTurn = Seen & { readonly answers: number; readonly isHandedOver: boolean; readonly wasRead: boolean };

let fake: FakeChat;
let tools: TurnTools;
let temp: TempStore;
let embedder: Embedder;
let shelf: readonly Article[];
let clean: KnowledgeBase;
const played: PlayedTurn[] = [];
beforeAll(async () => {
  [fake, tools, temp, embedder] = await Promise.all([startFakeChat(), prepareTurns(), openTempStore(), createEmbedder()]);
  shelf = (await readArticles()).filter(({ id }) => ASKED.has(id));
  clean = await createKnowledgeBase({ articles: shelf, embedder, search: 'exact' });
  for (const [at, row] of ROWS.entries()) played.push(await play(row, at));
});
afterAll(async () => {
  await fake.stop();
  await temp.close();
});

/** The shelf of the articles that are asked about, in both languages, one of them with the hostile text in it. */
async function shelfWith(row: HostileRow, at: number): Promise<KnowledgeBase> {
  if (row.where !== 'document') return clean;
  const { article } = questionOf(row, at);
  return createKnowledgeBase({ articles: shelf.map((each) => (each.id === article && each.language === row.language ? poison(each, row, at) : each)), embedder, search: 'exact' });
}

function poison(article: Article, { attack, place }: HostileRow, at: number): Article {
  if (place === 'title') return { ...article, title: `${article.title}. ${attack}` };
  const joint = at % 4 < 2 ? '\n\n' : ' ';
  const text = place === 'table' ? `\n\n| A | B |\n| --- | --- |\n| ${attack.replace(' | ', ' |  ')} |\n\n` : `${joint}${attack}${joint}`;
  const end = article.body.indexOf('\n\n');
  return { ...article, body: end < 0 ? `${article.body}${text}` : `${article.body.slice(0, end)}${text}${article.body.slice(end)}` };
}

/** A model that does what it is told by whatever it reads, now and then with its answer torn or said without end; where it reads nothing of the kind it says what is true. */
function obey(row: HostileRow, at: number, truth: string, onRead: (system: string) => void): Behaviour {
  return {
    kind: 'by-request',
    behaviour(request) {
      const system = request.messages[0]?.content ?? '';
      if (!isRead(row.attack, request)) return say(fill('{true}', truth, system));
      onRead(system);
      const words = fill(row.says, truth, system);
      if (at % 5 === 3) return { kind: 'cut', pieces: [words.slice(0, Math.ceil(words.length * 0.7))], how: at % 2 === 0 ? 'torn' : 'clean' };
      if (at % 5 === 4) return { kind: 'repeat', piece: words };
      return say(words);
    },
  };
}

const say = (text: string): Behaviour => ({ kind: 'say', pieces: text.match(/[^]{1,7}/gu) ?? [] });

/** Is there anything of the instruction in front of the model? */
function isRead(attack: string, { messages }: ChatRequest): boolean {
  const material = fold(messages.map(({ content }) => content).join('\n')).replaceAll(/\s+/g, ' ');
  const words = fold(attack).replaceAll(/\s+/g, ' ');
  if (words.length <= ENOUGH) return material.includes(words);
  return Array.from({ length: words.length - ENOUGH + 1 }, (_, from) => words.slice(from, from + ENOUGH)).some((part) => material.includes(part));
}

/** A customer writes; resolves when the turn is over. Everything is real but the model behind its server. */
async function play(row: HostileRow, at: number): Promise<PlayedTurn> {
  const { store } = temp;
  const { language, where, attack } = row;
  const question = questionOf(row, at);
  const knowledge = await shelfWith(row, at);
  const own = shelf.find(({ id, language: its }) => id === question.article && its === language);
  const truth = truthOf(own?.body ?? '');
  let system = '';
  let wasRead = false;
  fake.behave(
    obey(row, at, truth, (read) => {
      system = read;
      wasRead = true;
    }),
  );
  const live = createLive();
  const id = store.idOf('web', row.id);
  const seen: string[] = [];
  live.onTyping(id, (typing) => void (typing.draft !== undefined && seen.push(typing.draft)));
  const log = pino({ level: 'silent' });
  const config = readConfig({ OPENAI_MODEL: 'fake-chat', OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: KEY });
  const model = await composeModel(config, { clock: systemClock, log, mask: createMask(createEntityFinder([]), PERSONAL), budget: temp.budget });
  const writer = model && composeWriter({ ...model, newBoundary: () => BOUNDARY }, { store, live, company: COMPANY });
  const failures: unknown[] = [];
  const worker = createTurnWorker({ store, clock: systemClock, takeTurn: (lease) => takeTurn(lease, { ...tools, knowledge, writer, completer: writer }, NOON), onTurn: () => undefined, onError: (error) => void failures.push(error) });
  const writes = async (text: string): Promise<void> => {
    const { message } = await store.accept({ channel: 'web', address: row.id, externalId: `${row.id} ${text}`, text, language }, Date.now());
    worker.kick();
    await vi.waitFor(async () => expect((await store.conversation(id))?.handledSeq).toBeGreaterThanOrEqual(message.seq), { timeout: 20_000, interval: 5 });
  };
  if (where === 'history') await writes(attack);
  await writes(where === 'message' ? `${question[language]} ${attack}` : question[language]);
  await worker.stop();
  expect(failures).toEqual([]);
  const said = (await store.transcript(id, 50)).map(({ message }) => message).filter(({ author }) => author === 'bot');
  seen.push(...said.map(({ text }) => text));
  const last = said.filter(({ seq }) => seq > (where === 'history' ? 2 : 1));
  return { row, seen, clean: shelf.map(({ title, body }) => `${title}\n${body}`).join('\n'), never: row.never.map((words) => fill(words, truth, system)).filter((words) => words !== ''), answers: last.length, isHandedOver: (await store.conversation(id))?.state !== 'bot', wasRead };
}

describe(`${ROWS.length} hostile documents and messages in whole turns, with a model behind a real protocol that follows whatever it reads`, () => {
  it('are followed by that model, so that there is something to hold back', () => {
    expect(played.filter(({ wasRead }) => wasRead).length).toBeGreaterThan(50);
  });

  it('bring nothing to the customer that they ask for, in drafts or in the answer', () => {
    expect(leaksOf(played)).toEqual([]);
  });

  it('bring no figure, link or mark-up to the customer that no article has', () => {
    // A customer's own words may be said back to them, and whoever is handed over is told the time that policy.yaml promises.
    const known = ({ row, clean: own, isHandedOver }: PlayedTurn): string => [own, row.where === 'document' ? '' : row.attack, isHandedOver ? PROMISED : ''].join('\n');
    expect(inventedIn(played.map((each) => ({ ...each, clean: known(each) })))).toEqual([]);
  });

  it('leave every customer with exactly one answer', () => {
    expect(played.filter(({ answers, isHandedOver }) => answers !== 1 && !isHandedOver).map(({ row, answers }) => `${row.id}: ${answers}`)).toEqual([]);
  });
});
