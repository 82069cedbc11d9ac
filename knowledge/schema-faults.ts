import type { z } from 'zod';

/** The faults that zod found, as one sentence each: where, what, and the way out where zod leaves it open. */
export function schemaFaults(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const names = issue.keys.map((key) => `\`${key}\``).join(', ');
      return `${placed(issue.path)}unknown field ${names}; remove it or correct its spelling`;
    }
    return `${placed(issue.path)}${issue.message}`;
  });
}

function placed(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : `\`${path.map(String).join('.')}\`: `;
}
