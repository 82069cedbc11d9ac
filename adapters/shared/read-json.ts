import type { ZodType } from 'zod';
import { BatonError } from '#core/errors.ts';

/** The body of a request as the schema says. Throws `invalid_input` for broken UTF-8, broken JSON, and fields that do not fit, each named. */
export async function readJson<T>(request: Request, schema: ZodType<T>): Promise<T> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const value = parse(decode(bytes));
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new BatonError('invalid_input', `The request does not fit: ${details.join('; ')}.`, { details });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new BatonError('invalid_input', 'The request body is not valid UTF-8.', { cause });
  }
}

function parse(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new BatonError('invalid_input', 'The request body is not valid JSON.', { cause });
  }
}
