import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { BatonError, toBatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { CustomerDirectory, DirectoryStatus } from '#core/ports/customer-directory.ts';
import type { TierRules } from '#core/tiers/rules.ts';
import { type DirectoryFile, readDirectoryFile } from '#adapters/directory/directory-file.ts';
import { type FileDirectory, readFileDirectory } from '#adapters/directory/file-directory.ts';
import { createHttpDirectory } from '#adapters/directory/http-directory.ts';
import { readTierRules } from '#adapters/directory/tier-file.ts';
import type { Config } from './config.ts';

/** What the operator writes about customers. */
export type DirectoryFiles = {
  /** The customers of the file; nobody where a CRM is asked instead. */
  readonly customers: FileDirectory;
  /** Rules that tell tiers; `take` puts others in force. */
  readonly tiers: { readonly file: string; current(): TierRules; take(rules: TierRules): void };
  /** How the CRM is asked, where there is one. */
  readonly crm?: DirectoryFile;
  readonly nameProduct: (id: string, language: Language) => string;
};

/** Settings of the directory. */
export type DirectoryConfig = Pick<Config, 'CUSTOMERS_FILE'> & Partial<Pick<Config, 'DIRECTORY_URL'>>;

/** Reads the files about customers. Throws one `misconfigured` with every fault of every file. */
export async function readDirectoryFiles(config: DirectoryConfig, nameProduct: DirectoryFiles['nameProduct']): Promise<DirectoryFiles> {
  const beside = (name: string) => path.join(path.dirname(config.CUSTOMERS_FILE), name);
  const faults: string[] = [];
  const gather = async <T>(reading: Promise<T>): Promise<T | undefined> => {
    try {
      return await reading;
    } catch (error) {
      const { message, details } = toBatonError(error);
      faults.push(...(details.length > 0 ? details : [message]));
      return undefined;
    }
  };
  const file = beside('tiers.yaml');
  let rules = await gather(readTierRules(file));
  const current = (): TierRules => {
    if (rules === undefined) throw new BatonError('misconfigured', 'There are no rules of tiers.');
    return rules;
  };
  // Nobody of the sample may be mistaken for a customer of the CRM with the same id.
  const usesCrm = (config.DIRECTORY_URL ?? '') !== '';
  const customers = rules && (usesCrm ? NOBODY : await gather(readFileDirectory(config.CUSTOMERS_FILE, nameProduct, { rules: current, now: Date.now })));
  const crm = usesCrm ? await gather(readDirectoryFile(beside('directory.yaml'))) : undefined;
  if (faults.length > 0 || !customers) throw new BatonError('misconfigured', 'The files about customers are wrong.', { details: faults });
  return { customers, tiers: { file, current, take: (next) => void (rules = next) }, ...(crm ? { crm } : {}), nameProduct };
}

const NOBODY: FileDirectory = { everybody: [], find: () => Promise.resolve(undefined) };

/** The directory that serves. */
export type LivingDirectory = {
  readonly directory: CustomerDirectory;
  /** Whether it can be asked; absent where it is a file. */
  readonly directoryStatus: () => DirectoryStatus | undefined;
  /** Looks at the rules of tiers once, and takes them up when they have changed and are sound. */
  readonly refreshTiers: () => Promise<void>;
  readonly stopDirectory: () => void;
};

/** How often the rules' file is looked at, ms. */
const LOOK_EVERY_MS = 5_000;

/** Opens the directory: the CRM of `DIRECTORY_URL`, else the file. The rules of tiers follow their file. */
export async function composeDirectory(config: Pick<Config, 'DIRECTORY_URL' | 'DIRECTORY_TOKEN'>, files: DirectoryFiles, { clock, log }: { clock: Clock; log: Logger }): Promise<LivingDirectory> {
  const { tiers, crm } = files;
  const stampOf = async (): Promise<string> => {
    const found = await stat(tiers.file).catch(() => undefined);
    return `${found?.mtimeMs} ${found?.size}`;
  };
  let stamp = await stampOf();
  let cancel = (): void => undefined;
  const refreshTiers = async (): Promise<void> => {
    const now = await stampOf();
    if (now === stamp) return;
    stamp = now;
    try {
      tiers.take(await readTierRules(tiers.file));
      log.warn('the changed rules of tiers are in force');
    } catch (err) {
      log.error({ err }, 'the changed rules of tiers are not taken up; what was before stays in force');
    }
  };
  const look = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, () => void refreshTiers().finally(look));
  };
  look();
  const http = crm && createHttpDirectory({
    url: config.DIRECTORY_URL,
    token: config.DIRECTORY_TOKEN,
    file: crm,
    rules: tiers.current,
    nameProduct: files.nameProduct,
    clock,
    onStatus: ({ state }) => (state === 'down' ? log.error('the customer directory is down; customers are served with what was known of them') : log.warn('the customer directory answers')),
    onDoubt: (field) => log.warn({ field }, 'a field of the customer directory does not fit directory.yaml and is left out'),
  });
  return {
    directory: http ?? files.customers,
    directoryStatus: () => http?.status(),
    refreshTiers,
    stopDirectory() {
      cancel();
      http?.stop();
    },
  };
}
