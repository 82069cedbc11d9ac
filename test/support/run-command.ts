import { execFile } from 'node:child_process';
import { PROJECT } from './project-files.ts';

/** What a command of the command line said, and its exit code. */
export type Ran = { readonly code: number; readonly out: string; readonly warned: string };

/** Runs `baton …` as a process of its own with these variables. */
export function runBaton(args: readonly string[], variables: Readonly<Record<string, string>>): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], ...variables };
    const child = execFile(process.execPath, ['src/cli/main.ts', ...args], { cwd: PROJECT, env, maxBuffer: 2 ** 26 }, (_, out, warned) =>
      resolve({ code: child.exitCode ?? -1, out, warned }),
    );
  });
}
