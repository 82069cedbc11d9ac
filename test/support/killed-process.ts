import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PROJECT } from './project-files.ts';

/** What a process said line by line, and whether it came to its end. */
export type KilledProcess = { readonly lines: readonly string[]; readonly isComplete: boolean };

/** Runs a script of the project and ends it as a power cut would when it has said so many lines, unless it comes to its end before. */
export async function runAndKill(script: string, args: readonly string[], afterLines: number): Promise<KilledProcess> {
  const child = spawn(process.execPath, [script, ...args], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    if (lines.length >= afterLines) child.kill('SIGKILL');
  });
  const [code, signal] = await exited;
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`${script} ended with ${code ?? signal}`);
  return { lines, isComplete: code === 0 };
}
