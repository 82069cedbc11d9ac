import { jwtVerify, SignJWT } from 'jose';
import { BatonError } from '#core/errors.ts';

/** Reads what a page's owner states about its visitor. */
export type IdentityReader = {
  /** The customer id in a signed, unexpired statement. Throws `unauthorized` for anything else. */
  read(token: string): Promise<string>;
};

const ALGORITHM = 'HS256';
/** A statement must expire, and soon: one that was stolen is worth little. */
const LONGEST_LIFE_S = 24 * 3600;
/** The shop's clock may differ from ours by so much. */
const CLOCK_TOLERANCE_S = 60;
/** A customer id is part of addresses, which are told apart by blanks; whole characters only, since databases take no others. */
const CUSTOMER_ID = /^[^\s\p{Cc}\p{Cs}]{1,200}$/u;

/** Identity statements are JWTs (RFC 7519) signed with HS256 whose `sub` is the customer id and which expire within a day. */
export function createIdentity(secret: string): IdentityReader & { sign(customerId: string): Promise<string> } {
  const key = new TextEncoder().encode(secret);
  return {
    async read(token) {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: [ALGORITHM], requiredClaims: ['sub', 'exp', 'iat'], maxTokenAge: LONGEST_LIFE_S, clockTolerance: CLOCK_TOLERANCE_S });
        if (payload.sub === undefined || !CUSTOMER_ID.test(payload.sub)) throw new Error('no customer id');
        return payload.sub;
      } catch (cause) {
        throw new BatonError('unauthorized', 'The identity token is forged, expired or not signed with IDENTITY_SECRET (HS256, with iat, exp, and a sub of 1 to 200 characters without blanks).', { cause });
      }
    },
    sign: (customerId) => new SignJWT().setProtectedHeader({ alg: ALGORITHM }).setSubject(customerId).setIssuedAt().setExpirationTime('1h').sign(key),
  };
}
