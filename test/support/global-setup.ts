import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { PROJECT } from './project-files.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test asks for the folder of what is learned from the project's own content. */
    readonly learnedAt: string;
  }
}

/** Kept between runs; Baton itself looks whether it still fits the content. */
const LEARNED = path.join(PROJECT, 'node_modules', '.cache', 'baton-tests');

/** Runs once before all tests. What takes seconds to learn is learned by the first test that asks, for all of them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.env['TZ'] = 'UTC';
  let learning: Promise<unknown> | undefined;
  const server = createServer((_request, response) => {
    learning ??= promisify(execFile)(process.execPath, ['src/cli/main.ts', 'learn'], { cwd: PROJECT, env: { PATH: process.env['PATH'], DATA_DIR: LEARNED } });
    learning.then(
      () => response.end(LEARNED),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  project.provide('learnedAt', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  };
}
