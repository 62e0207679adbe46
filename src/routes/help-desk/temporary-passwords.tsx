import { type PasswordForm, temporaryPasswordOf } from '../../auth/temporary-password.js';
import { membershipsOf } from '../../db/accounts/memberships.js';
import { type User, usersWithIds } from '../../db/accounts/users.js';
import type { FormResult } from '../../db/operations/form-results.js';
import { mayShowAgain } from '../../domain/accounts/user-administration.js';
import { TemporaryPasswords } from '../../views/help-desk/users.js';
import { frame, originOf, type Request } from '../../web/context.js';
import { page } from '../../web/page.js';

/**
 * The page with the temporary passwords that a form issued (A2): the same again for ten minutes to whoever sends the
 * same form, while they are in force; after that it says that they were shown. No redirect: a secret that is shown once
 * cannot go through an address or be kept for the next page.
 * @param issuing the form that issued them
 * @param issued the ids of those whom they were issued to, in the order of the form
 * @param isSame whether the form holds what it held when it issued them
 */
export async function showPasswords(
  c: Request,
  issuing: PasswordForm,
  issued: FormResult<number[]>,
  more: { readonly isSame?: boolean } = {},
): Promise<Response> {
  const db = c.get('db');
  const clock = c.get('clock');
  const links = c.get('links');
  const found = await usersWithIds(db.read, issued.result);
  const codes = await membershipsOf(db.read, issued.result);
  const users = found.map((user) => ({
    ...user,
    code: codeOf(user, codes),
    password: mayShowAgain(user, issued.at, clock())
      ? temporaryPasswordOf(links, issuing, issued.result.indexOf(user.id))
      : undefined,
  }));
  return page(
    c,
    <TemporaryPasswords frame={frame(c)} users={users} issuedAt={issued.at} origin={originOf(c)} {...more} />,
  );
}

/** The code of the home organization; of another one where that membership has ended. */
function codeOf(user: User, memberships: Awaited<ReturnType<typeof membershipsOf>>): string {
  const own = memberships.filter(({ userId }) => userId === user.id);
  return (own.find(({ organizationId }) => organizationId === user.homeOrganizationId) ?? own[0])?.code ?? '';
}
