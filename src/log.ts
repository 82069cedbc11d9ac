import pino, { type Logger } from 'pino';

/** The logger. Texts of people and tokens are never logged: only ids, counts and codes. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, redact: ['token', 'text', '*.token', '*.text', 'req.headers'] }, pino.destination({ dest: 2, sync: true }));
}
