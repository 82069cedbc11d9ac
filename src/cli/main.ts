import { toBatonError } from '#core/errors.ts';
import { COMMANDS, HELP } from './commands.ts';

// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const [name = 'help', ...args] = process.argv.slice(2);
try {
  const command = COMMANDS[name];
  if (command) process.exitCode = await command(args, { write: (text) => void process.stdout.write(text), warn: (text) => void process.stderr.write(text) });
  else {
    process.stdout.write(HELP);
    process.exitCode = name === 'help' || name === '--help' ? 0 : 2;
  }
} catch (thrown) {
  const error = toBatonError(thrown);
  process.stderr.write(`${error.message}\n${error.details.map((detail) => `  - ${detail}\n`).join('')}`);
  process.exitCode = 1;
}
