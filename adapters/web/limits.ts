import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { BatonError } from '#core/errors.ts';

/** Limits on what one visitor may ask for. Each throws `rate_limited` with the time to wait. */
export type Limits = {
  /** A new session from a network address. */
  newSession(ip: string): Promise<void>;
  /** A message in a session. */
  message(address: string): Promise<void>;
  /** A file in a session. */
  file(address: string): Promise<void>;
  /** Any other command in a session. */
  command(address: string): Promise<void>;
};

/** Limits kept in the memory of this process. */
export function createLimits(sessionsPerMinute: number): Limits {
  const sessions = new RateLimiterMemory({ points: sessionsPerMinute, duration: 60 });
  const messages = new RateLimiterMemory({ points: 30, duration: 10 });
  const files = new RateLimiterMemory({ points: 30, duration: 600 });
  const commands = new RateLimiterMemory({ points: 60, duration: 10 });
  return {
    newSession: (ip) => take(sessions, ip),
    message: (address) => take(messages, address),
    file: (address) => take(files, address),
    command: (address) => take(commands, address),
  };
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new BatonError('rate_limited', '发送太快了，请稍等几秒再试。 · That was a little fast. Please wait a few seconds.', { retryAfterMs: refused.msBeforeNext });
  }
}
