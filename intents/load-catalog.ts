import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { intentSchema } from '#core/intent.ts';
import type { Intent } from '#core/intent.ts';
import { LANGUAGES } from '#core/language.ts';
import { foldText } from './fold-text.ts';

/**
 * All intents of a folder of `<id>.yaml` files, by id. Throws one `misconfigured` error whose `details` name every
 * fault of every file: the file, the field and the way out.
 */
export async function loadCatalog(folder: string): Promise<Intent[]> {
  const names = (await listFolder(folder)).filter((name) => /\.ya?ml$/.test(name)).toSorted();
  const faults: string[] = [];
  const intents: { readonly file: string; readonly intent: Intent }[] = [];
  for (const name of names) {
    const read = parseYaml(name, await readText(path.join(folder, name), name, faults), faults);
    if (read === undefined) continue;
    const checked = intentSchema.safeParse(read);
    if (!checked.success) {
      faults.push(...describeIssues(name, checked.error));
      continue;
    }
    const expected = name.replace(/\.ya?ml$/, '');
    if (checked.data.id !== expected) {
      faults.push(`${name}: id is "${checked.data.id}", but the file is called "${expected}". Make the two equal.`);
    }
    intents.push({ file: name, intent: checked.data });
  }
  faults.push(...findRepeats(intents));
  if (names.length === 0) faults.push('the folder holds no .yaml file. Add at least one intent.');
  if (faults.length > 0) throw tooManyFaults(`The catalogue of intents in ${folder} has ${count(faults.length)}.`, faults);
  return intents.map(({ intent }) => intent).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Faults of a parsed YAML file, one sentence each: file, field, what is wrong. */
export function describeIssues(file: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const field = issue.path.map(String).join('.');
    const unknown = issue.code === 'unrecognized_keys' ? ` Remove ${issue.keys.join(', ')} or correct the spelling.` : '';
    return `${file}: ${field === '' ? '' : `${field}: `}${issue.message}.${unknown}`;
  });
}

/** The value of a YAML text; `undefined`, with the reason among `faults`, when it cannot be read. */
export function parseYaml(file: string, text: string | undefined, faults: string[]): unknown {
  if (text === undefined) return undefined;
  const document = parseDocument(text);
  if (document.errors.length === 0) return document.toJS({ maxAliasCount: 20 });
  for (const error of document.errors) {
    faults.push(`${file}: cannot be read as YAML: ${error.message.split('\n')[0] ?? error.code} Quote texts that hold ": " or " #".`);
  }
  return undefined;
}

/** A UTF-8 file; `undefined`, with the reason among `faults`, when it cannot be read or is not UTF-8. */
export async function readText(file: string, name: string, faults: string[]): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8; save it as UTF-8' : String(error);
    faults.push(`${name}: cannot be read: ${reason}.`);
    return undefined;
  }
}

/** One `misconfigured` error that carries every fault. */
export function tooManyFaults(message: string, faults: readonly string[]): BatonError {
  return new BatonError('misconfigured', `${message} ${faults.join(' ')}`, { details: faults });
}

/** `1 fault`, `3 faults`. */
export function count(faults: number): string {
  return faults === 1 ? '1 fault' : `${faults} faults`;
}

function findRepeats(intents: readonly { readonly file: string; readonly intent: Intent }[]): string[] {
  const faults: string[] = [];
  const ids = new Map<string, string>();
  const examples = new Map<string, { readonly file: string; readonly text: string }>();
  for (const { file, intent } of intents) {
    const other = ids.get(intent.id);
    if (other !== undefined) faults.push(`${file}: id "${intent.id}" is already used by ${other}. Give each file its own id.`);
    else ids.set(intent.id, file);
    for (const language of LANGUAGES) {
      for (const text of intent.examples[language]) {
        const key = foldText(text).trim();
        const first = examples.get(key);
        if (first === undefined) examples.set(key, { file, text });
        else if (first.file !== file) {
          faults.push(`${file}: example "${text}" (examples.${language}) stands in ${first.file} too. Keep it where it fits best.`);
        }
      }
    }
  }
  return faults;
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new BatonError('misconfigured', `The folder of intents ${folder} cannot be read. Check that it exists.`, { cause });
  }
}
