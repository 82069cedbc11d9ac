import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { variablesIn } from '#core/actions/check-actions.ts';
import type { ActionDefinition } from '#core/actions/definition.ts';
import type { Clock } from '#core/ports/clock.ts';

type Actions = ReadonlyMap<string, ActionDefinition>;

/** The business actions in force. They follow their folder while Baton serves. */
export type LivingActions = {
  /** Those that can be called: every variable that they name is set. */
  current(): Actions;
  /** The value of a variable. */
  variable(name: string): string | undefined;
  /** Sets variables that are not set, such as those of the sample shop. */
  provide(variables: Readonly<Record<string, string>>): void;
  /** Looks at the folder once, and takes it up when it has changed and is sound. */
  refresh(): Promise<void>;
  /** Looks no more. */
  stop(): void;
};

/** What is needed to follow them. */
export type LivingActionsOptions = {
  readonly folder: string;
  readonly first: Actions;
  /** Reads the folder; throws with its faults. */
  readonly read: () => Promise<Actions>;
  /** Variables of the environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** Hears that changed actions are in force. */
  readonly onChange: () => void;
  /** Hears why changed files were not taken up; what was before stays in force. */
  readonly onFault: (fault: unknown) => void;
};

/** How often the dates of the files are asked for, ms. */
const LOOK_EVERY_MS = 5_000;

/** Follows the files of actions; faulty ones change nothing and are told once. */
export async function followActions({ folder, first, read, variables, clock, onChange, onFault }: LivingActionsOptions): Promise<LivingActions> {
  let provided: Readonly<Record<string, string>> = {};
  const variable = (name: string): string | undefined => [variables, provided].find((set) => Object.hasOwn(set, name))?.[name];
  const ready = (all: Actions): Actions => new Map([...all].filter(([, action]) => variablesIn(action).every((name) => variable(name) !== undefined)));
  let actions = first;
  let current = ready(actions);
  let stamp = await stampOf(folder);
  let cancel = (): void => undefined;
  const refresh = async (): Promise<void> => {
    const now = await stampOf(folder);
    if (now === stamp) return;
    stamp = now;
    try {
      actions = await read();
      current = ready(actions);
      onChange();
    } catch (fault) {
      onFault(fault);
    }
  };
  const look = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, () => void refresh().finally(look));
  };
  look();
  return {
    current: () => current,
    variable,
    provide(more) {
      provided = { ...provided, ...more };
      current = ready(actions);
    },
    refresh,
    stop: () => cancel(),
  };
}

async function stampOf(folder: string): Promise<string> {
  const names = (await readdir(folder).catch((): string[] => [])).toSorted();
  const stamps = await Promise.all(names.map((name) => stat(path.join(folder, name)).catch(() => undefined)));
  return names.map((name, i) => `${name} ${stamps[i]?.mtimeMs} ${stamps[i]?.size}`).join('\n');
}
