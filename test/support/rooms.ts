import path from 'node:path';
import { blankOut, importsOf } from './source-code.ts';

/** A file of the project: its path from the project's folder, with slashes, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

/** What a room may import besides its own files: other rooms, and whether it may use Node's modules. */
type Room = { readonly name: string; readonly rooms: readonly string[]; readonly node: boolean };

const BROWSER = /^adapters\/([\w-]+)\/(?:widget|page|demo)\//;
const EVERYTHING = ['core', 'store', 'worker', 'http', 'intents', 'knowledge', 'adapters/*', 'adapters/shared', 'composition', 'cli'];

/** Packages that belong to one room; every other package may be used where a room needs it. */
const OWNERS: Readonly<Record<string, RegExp>> = {
  'src/store': /^(?:kysely|pg|node:sqlite)(?:\/|$)/,
  'src/http': /^express(?:\/|$)/,
  'adapters/slack': /^@slack\//,
  'adapters/botpress': /^@botpress\//,
  'adapters/openai': /^openai(?:\/|$)/,
  'intents or knowledge': /^(?:@node-rs\/jieba|hnswlib-node|minisearch|@langchain\/\w+|langchain)(?:\/|$)/,
};

/** Benchmarks with the folders of the fakes that they run against. */
const FAKES: readonly (readonly [RegExp, string])[] = [
  [/^src\/cli\/bench\/slack[./]/, 'test/adapters/slack/'],
  [/^src\/cli\/bench\/langchain[./]/, 'test/adapters/openai/'],
];

/** The trial of LangChain's agent is the one place outside knowledge that may know LangChain. */
const TRIAL = /^src\/cli\/bench\/langchain\//;

/** The room of a file and what that room may import; this is the table. `undefined` for what stands outside, such as scripts. */
export function roomOf(file: string): Room | undefined {
  const browser = BROWSER.exec(file);
  if (browser) return { name: browser[0].slice(0, -1), rooms: ['protocol'], node: false };
  const [top, second = ''] = file.split('/');
  if (top === 'intents' || top === 'knowledge') return { name: top, rooms: ['core'], node: true };
  if (top === 'adapters') return { name: `adapters/${second}`, rooms: ['core', 'adapters/shared'], node: true };
  if (top === 'test') return { name: 'test', rooms: EVERYTHING, node: true };
  if (top !== 'src') return undefined;
  if (second === 'core') return { name: 'src/core', rooms: [], node: false };
  if (['store', 'worker', 'http'].includes(second)) return { name: `src/${second}`, rooms: ['core'], node: true };
  // Everything here is one room: the files that put the others together, and the command line.
  const isComposition = second === 'cli' || /^(?:compose(?:-[\w-]+)?|load-content|policy-file|main|serve)\.ts$/.test(second);
  return { name: 'src', rooms: isComposition ? EVERYTHING : ['core'], node: true };
}

/** Every way in which a file breaks the table of rooms, as sentences. */
export function roomFaults({ path: file, text }: SourceFile): string[] {
  const room = roomOf(file);
  if (!room) return [];
  return importsOf(text).flatMap(({ specifier, typeOnly }) => {
    const fault = specifier.startsWith('.') ? relativeFault(room, file, specifier, typeOnly) : specifier.startsWith('#') ? crossFault(room, specifier) : packageFault(room, file, specifier);
    return fault === undefined ? [] : [`${file} imports ${specifier}: ${fault}`];
  });
}

function relativeFault(room: Room, file: string, specifier: string, typeOnly: boolean): string | undefined {
  const target = path.posix.join(path.posix.dirname(file), specifier);
  if (roomOf(target)?.name === room.name) return undefined;
  // A page may know the types of its adapter's other pages, such as what the widget's loader puts on `window`.
  const pages = BROWSER.exec(file)?.[1];
  if (typeOnly && pages !== undefined && BROWSER.exec(target)?.[1] === pages) return undefined;
  // Benchmarks of what is outside run against the same fakes as the tests.
  if (FAKES.some(([bench, fakes]) => bench.test(file) && target.startsWith(fakes))) return undefined;
  // Tests may drive the tools beside them, which have no name of their own.
  return room.name === 'test' && target.startsWith('scripts/') ? undefined : `a relative import stays inside ${room.name}; write #room/… for another room`;
}

function crossFault(room: Room, specifier: string): string | undefined {
  if (room.rooms.includes('protocol')) return specifier === '#core/protocol.ts' ? undefined : 'browser code knows #core/protocol.ts and nothing else of ours';
  const target = targetOf(specifier);
  if (target === undefined) return 'there is no such room';
  if (target === room.name || target === room.name.replace('src/', '')) return 'inside a room imports are relative';
  const isAllowed = room.rooms.includes(target) || (target.startsWith('adapters/') && room.rooms.includes('adapters/*'));
  return isAllowed ? undefined : `${room.name} may not know ${target}`;
}

function targetOf(specifier: string): string | undefined {
  const [first, second] = specifier.slice(1).split('/');
  if (first === 'adapters') return `adapters/${second ?? ''}`;
  if (first === 'src') return 'composition';
  return first !== undefined && EVERYTHING.includes(first) ? first : undefined;
}

function packageFault(room: Room, file: string, specifier: string): string | undefined {
  const owner = Object.entries(OWNERS).find(([, pattern]) => pattern.test(specifier))?.[0];
  const isTrial = TRIAL.test(file) && /^(?:@langchain\/|langchain$)/.test(specifier);
  if (room.name !== 'test' && owner !== undefined && !isTrial && !owner.split(' or ').includes(room.name)) return `this package belongs to ${owner}`;
  if (room.name === 'src/core' && specifier !== 'zod') return 'the core knows zod and itself';
  return specifier.startsWith('node:') && !room.node ? `${room.name} runs without Node` : undefined;
}

// Written in halves, so that this file does not have what it looks for.
const MARKS = new RegExp(`\\b(?:${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`);
const SILENCED = /(?:oxlint|eslint|biome|prettier)-(?:disable|ignore)|@ts-(?:ignore|nocheck|expect-error)/;

/** Every way in which a file breaks the rules of style that no linter here checks, as sentences with line numbers. */
export function styleFaults({ path: file, text }: SourceFile): string[] {
  const rules: readonly (readonly [string, RegExp, string])[] = [
    [blankOut(text), /(?<![.\w$])any(?![\w$(:])/, 'the type any'],
    [blankOut(text), /\benum\s+\w+\s*\{/, 'an enum, which Node cannot strip'],
    [blankOut(text), /\bnamespace\s+\w+\s*\{/, 'a namespace, which Node cannot strip'],
    [text, MARKS, 'a mark of unfinished work'],
    [text, SILENCED, 'a silenced check'],
  ];
  return rules.flatMap(([code, pattern, what]) =>
    code.split('\n').flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1} has ${what}`] : [])),
  );
}

/** Files that read the environment of the process and may not. */
export function environmentFaults({ path: file, text }: SourceFile): string[] {
  // Tests, scripts and the bench pass their environment on to the programs that they start.
  const mayRead = file === 'src/config.ts' || /^(?:test|scripts|src\/cli\/bench)\//.test(file);
  return !mayRead && /\bprocess\s*\.\s*env\b/.test(blankOut(text)) ? [`${file} reads process.env; only src/config.ts may`] : [];
}
